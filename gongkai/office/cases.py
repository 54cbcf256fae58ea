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


def _columns(today: Today, *, closed: bool) -> tuple[Column, ...]:
    clock = (
        Column("due", "答复期限", lambda one: one.due_on, order="due_on"),
        Column("lamp", "提醒", _lamp_in_words(today), signs=_lamp(today)),
        Column("state", "状态", lambda one: state_of(one)[1], signs=lambda one: [state_of(one)]),
    )
    end = (
        Column("closed", "办结日期", lambda one: one.closed_on, order="closed_on"),
        Column("outcome", "办理结果", lambda one: one.get_outcome_display()),
    )
    return (
        Column("number", "登记编号", lambda one: one.number, link=lambda one: reverse("case", args=[one.pk])),
        Column("title", "申请内容", lambda one: one.title),
        *(end if closed else clock),
        Column("received", "收到日期", lambda one: one.received_on, order="received_on"),
        Column("channel", "渠道", lambda one: one.get_channel_display()),
        Column("clerk", "经办人", lambda one: one.clerk.name if one.clerk else ""),
        Column("body", "机关", lambda one: one.body.name),
    )


def _listing(today: Today, *, closed: bool) -> Listing:
    asked = (
        choice("outcome", "办理结果", "outcome", lambda: OUTCOMES)
        if closed
        else Filter("within", "期限", "choice", lambda word: due_within(word, *today), lambda: WITHIN)
    )
    state = () if closed else (choice("state", "状态", "state", lambda: OPEN_STATES),)
    return Listing(
        code="cases-closed" if closed else "cases",
        caption="已办结的申请" if closed else "在办的申请",
        order="-pk" if closed else "due_on",
        columns=_columns(today, closed=closed),
        filters=(
            words("q", "登记编号或者内容", "number", "title"),
            *state,
            asked,
            choice("channel", "渠道", "channel", lambda: CHANNELS),
            since("from", "收到日期自", "received_on"),
            until("to", "至", "received_on"),
        ),
        empty="没有符合条件的申请。",
    )


@may("applications.see")
def index(request: HttpRequest) -> HttpResponse:
    """What is open, the nearest due day first."""
    return _list(request, closed=False)


@may("applications.see")
def done(request: HttpRequest) -> HttpResponse:
    """What is closed, the last first."""
    return _list(request, closed=True)


def _list(request: HttpRequest, *, closed: bool) -> HttpResponse:
    person, today = person_of(request), Today(timezone.localdate(), calendar())
    found = cases(person, today.day)
    rows = found.filter(state=CLOSED) if closed else found.exclude(state=CLOSED)
    listed = Listed(_listing(today, closed=closed), rows, request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(_for_file(request, listed, today.day)))
    page = {"list": listed, "closed": closed, "registers": shell_of(request).may("applications.register")}
    return render(request, "office/applications/list.html", page)


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
