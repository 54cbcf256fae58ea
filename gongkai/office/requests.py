"""相关请求: that a record about oneself be corrected (条例 第四十一条), that something be published for all (第四十四条)."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.applications import requests as asking
from gongkai.applications.identity import Identity
from gongkai.applications.models import Request
from gongkai.office.carrying_out import carried_out
from gongkai.office.listing import Act, Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import choice, since, until, words
from gongkai.office.organisation_forms import OfBodies, a_body
from gongkai.office.organisation_forms import words as line
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.shell import shell_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may, scope
from gongkai.organisations.models import Body

REGISTER: Final = "applications.register"
REPLY: Final = "applications.reply"
SIGNS: Final = {"": "question", "done": "clean", "passed_on": "bare", "not_done": "gap"}


def _result(one: Request) -> list[tuple[str, str]]:
    return [(SIGNS[one.result], one.get_result_display())]


REQUESTS: Final = Listing(
    code="requests",
    caption="更正请求和主动公开建议",
    order="-pk",
    columns=(
        Column("about", "涉及的信息", lambda one: one.about),
        Column("kind", "类别", lambda one: one.get_kind_display()),
        Column("on", "提出日期", lambda one: one.made_on, order="made_on"),
        Column("result", "处理结果", lambda one: one.get_result_display(), signs=_result),
        Column("reason", "处理说明", lambda one: one.reason),
        Column("body", "机关", lambda one: one.body.name),
    ),
    filters=(
        words("q", "涉及的信息", "about"),
        choice("kind", "类别", "kind", lambda: Request.Kind.choices),
        since("from", "提出日期自", "made_on"),
        until("to", "至", "made_on"),
    ),
    acts=lambda one: [Act("处理", f"/office/requests/{one.pk}/", one.about)],
    empty="没有这类请求。",
)


class RequestForm(OfBodies):
    """What somebody asks, and who, where they say so."""

    body = a_body("机关")
    kind = forms.ChoiceField(label="类别", choices=Request.Kind.choices)
    about = line("涉及的信息", 200, hint="哪一份记录、哪一类信息。")
    says = forms.CharField(label="请求和理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    name = line("请求人", 100, required=False, hint="更正请求必填，加密保存。")
    document_number = line("证件号码", 60, required=False)
    phone = line("联系电话", 40, required=False)


class ResultForm(OfBodies):
    """What became of it."""

    result = forms.ChoiceField(label="处理结果", choices=[one for one in Request.Result.choices if one[0]])
    reason = line("处理说明", 500)


@may("applications.see")
def index(request: HttpRequest) -> HttpResponse:
    """Every request of the bodies the person works for, the last first."""
    keys = scope(person_of(request), "applications.see", timezone.localdate())
    listed = Listed(REQUESTS, Request.objects.filter(body__in=keys).select_related("body"), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    registers = shell_of(request).may(REGISTER)
    return render(request, "office/applications/requests.html", {"list": listed, "registers": registers})


@may(REGISTER)
def new(request: HttpRequest) -> HttpResponse:
    """Register a request made at the counter, by letter or by telephone."""
    bodies = Body.objects.filter(pk__in=scope(person_of(request), REGISTER, timezone.localdate()))
    task = Task(
        code="case.request",
        subject="",
        title="登记请求",
        button="登记",
        form=RequestForm,
        act=lambda given, form: _asked(request, given),
        back=("更正请求和建议", "/office/requests/"),
        choices={"body": bodies.order_by("code")},
        initial={"body": shell_of(request).body},
        warning="请求更正、建议公开不是政府信息公开申请，不计入申请的期限和件数。",
    )
    return task_page(request, task)


def _asked(request: HttpRequest, given: Any) -> str:
    number = given["document_number"]
    who = (
        Identity(given["name"], "other" if number else "", number, given["phone"]) if given["name"] else None
    )
    asked = asking.Asked(given["body"], given["kind"], given["about"], given["says"], who)
    asking.ask(asked, by=person_of(request), at=timezone.now())
    return "已登记。"


@may("applications.see")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One request; who replies for the body settles it."""
    person, today = person_of(request), timezone.localdate()
    keys = scope(person, "applications.see", today)
    found = Request.objects.filter(body__in=keys, pk=key).select_related("body", "settled_by").first()
    if found is None:
        raise Http404
    settles = not found.result and allowed(person, REPLY, found.body, today)
    shown = {"one": found, "form": ResultForm() if settles else None}
    return render(request, "office/applications/request.html", shown)


@may(REPLY)
@require_POST
def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Say what became of a request."""
    person, at = person_of(request), timezone.now()
    keys = scope(person, REPLY, timezone.localdate(at))
    found = Request.objects.filter(body__in=keys, pk=key).first()
    if found is None:
        raise Http404
    result, reason = request.POST.get("result", ""), request.POST.get("reason", "")[:500]
    carried_out(request, lambda: asking.settle(found, result, reason=reason, by=person, at=at), "已处理。")
    return redirect("request", found.pk)
