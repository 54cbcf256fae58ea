"""不予公开和依申请公开的信息: the list with grounds, reasons and the day of the next assessment, and the assessment itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final, cast

from django import forms
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.drafting import Openness
from gongkai.catalogue.models import Attribute
from gongkai.catalogue.queries import items_within, last_edition
from gongkai.catalogue.reassessing import grounds, reassess
from gongkai.office.items import item_for
from gongkai.office.listing import Act, Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import Filter, choice, words
from gongkai.office.normative_forms import perhaps_a_day
from gongkai.office.organisation_forms import OfBodies
from gongkai.office.organisation_forms import words as line
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may

NOT_OPEN: Final = (Attribute.WITHHELD, Attribute.ON_REQUEST)
SOON: Final = 90  # calendar days
DUE: Final = (("due", "已到期"), ("soon", f"{SOON} 天内到期"), ("later", "还没有到期"))


@may("items.look")
def index(request: HttpRequest) -> HttpResponse:
    """Everything of the bodies the person works for that is not open, the next to be assessed first."""
    person, on = person_of(request), timezone.localdate()
    rows = items_within(person, on).filter(attribute__in=NOT_OPEN)
    listed = Listed(_listing(on, assesses=allowed(person, "items.reassess", None, on)), rows, request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    return render(request, "office/withheld.html", {"list": listed})


def _listing(on: date, *, assesses: bool) -> Listing:
    soon = on + timedelta(SOON)
    spans = {"due": Q(reassess_on__lte=on), "soon": Q(reassess_on__lte=soon), "later": Q(reassess_on__gt=on)}
    return Listing(
        code="withheld",
        caption="不予公开和依申请公开的信息",
        order="reassess_on",
        columns=(
            Column("title", "名称", lambda one: one.title, link=lambda one: reverse("desk", args=[one.pk])),
            Column("attribute", "公开属性", lambda one: one.get_attribute_display()),
            Column("ground", "依据", lambda one: grounds().get(one.ground, one.ground)),
            Column("reason", "理由", lambda one: one.reason),
            Column("formed", "成文日期", lambda one: one.formed_on),
            Column("body", "机关", lambda one: one.body.name),
            Column("reassess", "下次评估", lambda one: one.reassess_on, order="reassess_on"),
            Column(
                "state",
                "评估",
                lambda one: _state(one.reassess_on, on)[1],
                signs=lambda one: [_state(one.reassess_on, on)],
            ),
        ),
        filters=(
            words("q", "名称或理由", "title", "reason"),
            choice("attribute", "公开属性", "attribute", lambda: [(a.value, str(a.label)) for a in NOT_OPEN]),
            choice("ground", "依据", "ground", lambda: list(grounds().items())),
            Filter("due", "评估", "choice", lambda code: spans[code], lambda: DUE),
        ),
        acts=_acts if assesses else None,
        empty="没有不予公开或依申请公开的信息。",
    )


def _acts(one: Any) -> list[Act]:
    return [Act("评估", reverse("desk-reassess", args=[one.pk]), one.title)]


def _state(day: date | None, on: date) -> tuple[str, str]:
    if day is None:
        return "bare", "不用评估"
    if day <= on:
        return "error", "已到期"
    return ("question", "快到期") if day <= on + timedelta(SOON) else ("clean", "没有到期")


class ReassessForm(OfBodies):
    """What an assessment came to."""

    attribute = forms.ChoiceField(label="评估结果", choices=Attribute.choices)
    ground = forms.ChoiceField(label="不予公开的依据", required=False)
    found = line("评估情况", 300, hint="当时不公开的情形是否还在，能不能区分处理后公开。会记入操作记录。")
    reason = line("不公开的理由", 500, required=False, hint="改为主动公开的不填。")
    reassess_on = perhaps_a_day("下次评估日期", "仍不予公开的必填。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["ground"]
        assert isinstance(offered, forms.ChoiceField)
        offered.choices = [("", "请选择"), *grounds().items()]


@may("items.reassess")
def assess(request: HttpRequest, key: int) -> HttpResponse:
    """Write down an assessment."""
    item = item_for(request, key, "items.reassess")
    if item.attribute == Attribute.OPEN:
        raise Http404
    person, on = person_of(request), timezone.localdate()
    title = last_edition(item).title

    def act(given: Mapping[str, Any], _: OfBodies) -> str:
        reassess(item, openness=_openness(given), reason=given["found"], by=person, on=on)
        return f"评估结果已登记：{item.get_attribute_display()}。"

    task = Task(
        code="catalogue.reassess",
        subject=item.pk,
        title=f"评估：{title}",
        button="登记评估结果",
        form=ReassessForm,
        act=act,
        back=("不予公开的信息", reverse("withheld")),
        choices={},
        initial={"attribute": item.attribute, "ground": item.ground, "reason": item.reason},
    )
    return task_page(request, task)


def _openness(given: Mapping[str, Any]) -> Openness:
    if given["attribute"] == Attribute.OPEN:
        return Openness()
    if given["attribute"] == Attribute.ON_REQUEST:
        return Openness(given["attribute"], given["reason"])
    return Openness(given["attribute"], given["reason"], given["ground"], given["reassess_on"])
