"""依申请公开: the cases of the bodies a person works for, by their clocks, and one case with all that happened to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.applications.clock import calendar
from gongkai.applications.models import Application
from gongkai.applications.models.applications import CHANNELS, OUTCOMES, STATES
from gongkai.applications.queries import cases
from gongkai.law.calendar import Calendar
from gongkai.law.procedure import CLOSED
from gongkai.office.case_words import WITHIN, due_within, lamp_of_case, state_of
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import Filter, choice, since, until, words
from gongkai.office.shell import shell_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may, scope
from gongkai.organisations.models import Body, Person

LAMPS: Final = {"red": "error", "amber": "question", "green": "clean"}
OPEN_STATES: Final = [one for one in STATES if one[0] not in (CLOSED, "new")]


class Today(NamedTuple):
    """The day of a page, and the calendar by which it counts."""

    day: date
    calendar: Calendar


def _lamp(today: Today) -> Callable[[Application], Sequence[tuple[str, str]]]:
    def signs(case: Application) -> Sequence[tuple[str, str]]:
        lamp = lamp_of_case(case, today.day, today.calendar)
        return [(LAMPS[lamp.colour], lamp.says)] if lamp else [("bare", "—")]

    return signs


def _lamp_in_words(today: Today) -> Callable[[Application], str]:
    return lambda case: "".join(word for _, word in _lamp(today)(case))


WHICH: Final = {"open": "在办的申请", "closed": "已办结的申请", "all": "全部申请"}


def _columns(today: Today, which: str) -> tuple[Column, ...]:
    clock = (
        Column("due", "答复期限", lambda one: one.due_on, order="due_on"),
        Column("lamp", "提醒", _lamp_in_words(today), signs=_lamp(today)),
    )
    end = (
        Column("closed", "办结日期", lambda one: one.closed_on, order="closed_on"),
        Column("outcome", "办理结果", lambda one: one.get_outcome_display()),
    )
    state = Column("state", "状态", lambda one: state_of(one)[1], signs=lambda one: [state_of(one)])
    return (
        Column("number", "登记编号", lambda one: one.number, link=lambda one: reverse("case", args=[one.pk])),
        Column("title", "申请内容", lambda one: one.title),
        *(clock if which != "closed" else ()),
        *((state,) if which != "closed" else ()),
        *(end if which != "open" else ()),
        Column("received", "收到日期", lambda one: one.received_on, order="received_on"),
        Column("channel", "渠道", lambda one: one.get_channel_display()),
        Column("clerk", "经办人", lambda one: one.clerk.name if one.clerk else ""),
        Column("body", "机关", lambda one: one.body.name),
    )


def _filters(today: Today, which: str, bodies: Sequence[tuple[str, str]]) -> tuple[Filter, ...]:
    within = Filter("within", "期限", "choice", lambda word: due_within(word, *today), lambda: WITHIN)
    return (
        words("q", "登记编号或者内容", "number", "title"),
        *((choice("state", "状态", "state", lambda: OPEN_STATES), within) if which == "open" else ()),
        *((choice("outcome", "办理结果", "outcome", lambda: OUTCOMES),) if which != "open" else ()),
        choice("channel", "渠道", "channel", lambda: CHANNELS),
        *((choice("body", "机关", "body", lambda: bodies),) if len(bodies) > 1 else ()),
        since("received_from", "收到日期自", "first_received_on"),
        until("received_to", "至", "first_received_on"),
        *((since("closed_from", "办结日期自", "closed_on"),) if which == "closed" else ()),
        *((until("closed_to", "至", "closed_on"),) if which == "closed" else ()),
    )


@may("applications.see")
def index(request: HttpRequest) -> HttpResponse:
    """What is open, the nearest due day first."""
    return _list(request, "open")


@may("applications.see")
def done(request: HttpRequest) -> HttpResponse:
    """What is closed, the last first."""
    return _list(request, "closed")


@may("applications.see")
def every(request: HttpRequest) -> HttpResponse:
    """Open and closed together, the last first."""
    return _list(request, "all")


def _list(request: HttpRequest, which: str) -> HttpResponse:
    person, today = person_of(request), Today(timezone.localdate(), calendar())
    found = cases(person, today.day)
    rows = {"open": found.exclude(state=CLOSED), "closed": found.filter(state=CLOSED), "all": found}[which]
    listing = Listing(
        code=f"cases-{which}",
        caption=WHICH[which],
        order="due_on" if which == "open" else "-pk",
        columns=_columns(today, which),
        filters=_filters(today, which, _bodies(person, today.day)),
        empty="没有符合条件的申请。",
    )
    listed = Listed(listing, rows, request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(_for_file(request, listed, today.day)))
    page = {"list": listed, "which": which, "registers": shell_of(request).may("applications.register")}
    return render(request, "office/applications/list.html", page)


def _bodies(person: Person, on: date) -> list[tuple[str, str]]:
    """The bodies to choose from: those whose cases the person sees."""
    keys = scope(person, "applications.see", on) | scope(person, "applications.supervise", on)
    if len(keys) < 2:
        return []
    found = Body.objects.filter(pk__in=keys).order_by("code").values_list("pk", "name")
    return [(str(key), name) for key, name in found]


def _for_file(request: HttpRequest, listed: Listed, on: date) -> Listed:
    """The list as far as it may be taken away. PermissionDenied for whoever may take nothing."""
    keys = scope(person_of(request), "applications.export", on)
    if not keys:
        raise PermissionDenied("导出案件清单由依申请经办、主管部门、监督岗位办理，您现在没有任这些岗位。")
    return Listed(listed.listing, listed.rows.filter(body__in=keys), request)


def case_or_404(request: HttpRequest, key: int) -> Application:
    """A case that the person may look at; of others not even that they are there is told."""
    found = cases(person_of(request), timezone.localdate()).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def case_for(request: HttpRequest, key: int, action: str) -> Application:
    """A case for whose body the person may do this."""
    case = case_or_404(request, key)
    if not allowed(person_of(request), action, case.body, timezone.localdate()):
        raise PermissionDenied("只能办理本人任职机关的申请。")
    return case
