"""巡检: what was found in what is out, the values masked; taken back, or left with the reason."""

from __future__ import annotations

from typing import Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue.patrol import hits_within, keep, progress
from gongkai.office.carrying_out import carried_out
from gongkai.office.listing import Act, Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import choice, words
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may
from gongkai.screening.kinds import kinds

SIGNS: Final = {"certain": ("error", "确定"), "likely": ("question", "很可能")}
HITS: Final = Listing(
    code="patrol",
    caption="巡检发现",
    order="-pk",
    columns=(
        Column(
            "title",
            "信息",
            lambda one: one.edition.title,
            link=lambda one: reverse("desk", args=[one.edition.item_id]),
        ),
        Column("kind", "种类", lambda one: kinds()[one.kind].label, "kind"),
        Column("shown", "内容（已遮盖）", lambda one: one.shown),
        Column("place", "位置", lambda one: f"{one.source} {one.place}".strip()),
        Column(
            "sure", "把握", lambda one: one.sure, signs=lambda one: [SIGNS.get(one.sure, ("gap", "请核"))]
        ),
        Column("body", "公开机关", lambda one: one.edition.item.body.name),
        Column("found", "发现日期", lambda one: one.found_on, "found_on"),
    ),
    filters=(
        words("q", "名称", "edition__title"),
        choice("kind", "种类", "kind", lambda: [(code, one.label) for code, one in kinds().items()]),
    ),
    acts=lambda one: [Act("办理", reverse("patrol-hit", args=[one.pk]), one.edition.title)],
    empty="没有未处理的发现。",
)


@may("items.look")
def index(request: HttpRequest) -> HttpResponse:
    """The open hits of the bodies within reach."""
    person, on = person_of(request), timezone.localdate()
    listed = Listed(HITS, hits_within(person, on), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    done, whole = progress(on)
    return render(request, "office/patrol.html", {"list": listed, "done": done, "whole": whole})


@may("items.look")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One hit: withdraw the item, or say why it may stay."""
    person, on = person_of(request), timezone.localdate()
    hit = hits_within(person, on).filter(pk=key).first()
    if hit is None:
        raise Http404
    body = hit.edition.item.body
    found = {
        "hit": hit,
        "kind": kinds()[hit.kind],
        "withdraws": allowed(person, "items.withdraw", body, on),
        "keeps": allowed(person, "items.let_pass", body, on)
        and not hit.edition.hands.filter(person=person).exists(),
    }
    return render(request, "office/patrol_hit.html", found)


@may("items.let_pass")
@require_POST
def stay(request: HttpRequest, key: int) -> HttpResponse:
    """Say, with the reason, that a hit may stay public."""
    person, on = person_of(request), timezone.localdate()
    hit = hits_within(person, on).filter(pk=key).first()
    if hit is None or not allowed(person, "items.let_pass", hit.edition.item.body, on):
        raise Http404
    reason = request.POST.get("reason", "")[:300]
    done = carried_out(
        request, lambda: keep(hit, reason=reason, by=person, on=on), "已核定，理由已记入操作记录。"
    )
    return redirect("patrol") if done else redirect("patrol-hit", hit.pk)
