"""政府公报: issues of the gazettes within reach; one put together from what is public, looked at, and closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue import gazettes
from gongkai.catalogue.models import Edition, GazetteIssue
from gongkai.files.store import give
from gongkai.office.carrying_out import carried_out
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.organisation_forms import OfBodies
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.outlet_forms import IssueForm
from gongkai.office.outlets import outlet_or_404, site_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import attachment

OFFERED: Final = 100
TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
ISSUES: Final = Listing(
    code="gazette",
    caption="公报各期",
    order="-pk",
    columns=(
        Column("label", "期数", str, link=lambda one: reverse("gazette-issue", args=[one.pk])),
        Column("body", "主办机关", lambda one: one.outlet.body.name),
        Column("on", "出版日期", lambda one: one.on, "on"),
        Column("state", "状态", lambda one: "已定稿" if one.closed_at else "编排中"),
    ),
    empty="还没有编排过公报。",
)


@may("outlets.look")
def index(request: HttpRequest) -> HttpResponse:
    """Every issue of the gazettes within reach."""
    person, on = person_of(request), timezone.localdate()
    listed = Listed(ISSUES, gazettes.issues_within(person, on), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    return render(request, "office/gazette.html", {"list": listed})


@may("outlets.keep")
def begin(request: HttpRequest, key: int) -> HttpResponse:
    """Begin the next issue of a gazette."""
    outlet, by, today = outlet_or_404(request, key, "outlets.keep"), person_of(request), timezone.localdate()

    def act(given: Mapping[str, Any], form: OfBodies) -> str:
        issue = gazettes.begin_issue(outlet, on=given["on"], by=by, today=today)
        return f"已开始编排{issue}，请排入内容。"

    back = ("公报", reverse("gazette"))
    return task_page(
        request,
        Task("gazette.begin", key, f"编排新一期：{outlet.name}", "开始", IssueForm, act, back, {}, {}),
    )


def _issue(request: HttpRequest, key: int, action: str = "") -> GazetteIssue:
    person, on = person_of(request), timezone.localdate()
    issue = gazettes.issues_within(person, on).filter(pk=key).first()
    if issue is None or (action and not allowed(person, action, issue.outlet.body, on)):
        raise Http404
    return issue


@may("outlets.look")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One issue: what it holds, in order, and what may be put in."""
    issue, on = _issue(request, key), timezone.localdate()
    keeps = issue.closed_at is None and allowed(person_of(request), "outlets.keep", issue.outlet.body, on)
    found = {
        "issue": issue,
        "entries": gazettes.entries_of(issue),
        "keeps": keeps,
        "offered": gazettes.candidates(issue, on)[:OFFERED] if keeps else [],
    }
    return render(request, "office/gazette_issue.html", found)


def _places(request: HttpRequest) -> Iterator[tuple[int, tuple[int, int]]]:
    """Keys of editions that have a place, each with what to sort it by; what is no number comes last."""
    for name in request.POST:
        key, typed = name.removeprefix("place-"), str(request.POST.get(name, "")).strip()
        if name != key and key.isdecimal() and len(key) < 18 and typed:
            yield int(key), (int(typed) if typed.isdecimal() and len(typed) < 6 else 99_999, int(key))


@may("outlets.keep")
@require_POST
def arrange(request: HttpRequest, key: int) -> HttpResponse:
    """Put in, take out and order what an issue holds: each named edition with the number of its place."""
    issue = _issue(request, key, "outlets.keep")
    places = dict(_places(request))
    wanted = Edition.objects.filter(pk__in=places).select_related("item__body")
    editions = sorted(wanted, key=lambda one: places[one.pk])
    carried_out(
        request,
        lambda: gazettes.arrange(issue, editions=editions, by=person_of(request), on=timezone.localdate()),
        "已保存篇目。",
    )
    return redirect("gazette-issue", issue.pk)


@may("outlets.look")
def file(request: HttpRequest, key: int, form: str) -> HttpResponse:
    """The issue as Word or PDF: as it was closed, or as it stands."""
    issue = _issue(request, key)
    if form not in TYPES:
        raise Http404
    kept = issue.docx if form == "docx" else issue.pdf
    if issue.closed_at is not None and kept is not None:
        return attachment(give(kept.digest), f"{issue}.{form}", TYPES[form])
    try:
        made = gazettes.made(issue, site_of(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("gazette-issue", issue.pk)
    one = made[0] if form == "docx" else made[1]
    return attachment(one.data, f"清样-{one.name}", one.mime)


@may("outlets.keep")
@require_POST
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Close an issue, after a page that says what that means; or take back one that was only begun."""
    issue, by = _issue(request, key, "outlets.keep"), person_of(request)
    if "drop" in request.POST:
        done = carried_out(
            request, lambda: gazettes.drop_issue(issue, by=by, on=timezone.localdate()), f"已取消{issue}。"
        )
        return redirect("gazette") if done else redirect("gazette-issue", issue.pk)
    if "confirm" not in request.POST:
        entries = gazettes.entries_of(issue)
        return render(request, "office/gazette_close.html", {"issue": issue, "entries": entries})
    carried_out(
        request,
        lambda: gazettes.close_issue(issue, site=site_of(request), by=by, at=timezone.now()),
        "已定稿。各篇都已计入公报公开数，文件可以下载。",
    )
    return redirect("gazette-issue", issue.pk)
