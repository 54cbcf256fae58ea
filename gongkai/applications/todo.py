"""The share of applications in 今日待办: what the law waits for first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Final

from django.db.models import Q, QuerySet

from gongkai.applications.clock import calendar
from gongkai.applications.models import Amendment, Application, MailItem, Request
from gongkai.applications.watching import address
from gongkai.law.procedure import CLOSED
from gongkai.organisations.access import held, scope
from gongkai.organisations.models import Person, Post
from gongkai.organisations.todo import ToDo

MOST: Final = 100
SOON: Final = ((0, 1), (2, 3), (5, 10), (10, 20))  # working days left → rank
LATER: Final = 35
LATE: Final = 0
MAIL: Final = 2
SECOND: Final = 25
ASKED: Final = 40


def to_do(person: Person, on: date) -> list[ToDo]:
    """Cases by their clocks, letters that lie about, corrections to confirm, requests to answer."""
    return list(chain(_cases(person, on), _mail(person, on), _amendments(person, on), _requests(person, on)))


def handled(person: Person, on: date) -> QuerySet[Application]:
    """The open cases that are a person's to go on with: their own, and those of nobody at the bodies they are a clerk of."""
    bodies = [one.body_id for one in held(person, on) if one.post == Post.APPLICATION_CLERK]
    unclaimed = Q(clerk__isnull=True) | Q(clerk__is_active=False)
    theirs = Q(clerk=person) | unclaimed
    return Application.objects.filter(theirs, body__in=bodies).exclude(state=CLOSED).select_related("body")


def _cases(person: Person, on: date) -> Iterator[ToDo]:
    ranks = [(calendar().add_workdays(on, left).day, rank) for left, rank in SOON]
    for one in handled(person, on).order_by("alarm_on", "pk")[:MOST]:
        yield ToDo(_rank(one, on, ranks), _says(one), address(one), one.alarm_on, one.body)


def _rank(application: Application, on: date, ranks: list[tuple[date, int]]) -> int:
    if application.alarm_on is None:
        return LATER
    if application.alarm_on < on:
        return LATE
    return next((rank for day, rank in ranks if application.alarm_on <= day), LATER)


def _says(application: Application) -> str:
    state = application.get_state_display()
    unclaimed = "，还没有经办人" if application.clerk_id is None else ""
    return f"{application.number} 号申请（{state}{unclaimed}）"


def _mail(person: Person, on: date) -> Iterator[ToDo]:
    keys = scope(person, "applications.register", on)
    last = calendar()
    open_ = MailItem.objects.filter(body__in=keys, settled_at__isnull=True).select_related("body")
    for one in open_[:MOST]:
        if last.workdays_between(one.signed_on, max(on, one.signed_on)).days:
            says = f"{one.signed_on} 签收的邮件 {one.number} 还没有登记"
            yield ToDo(MAIL, says, "/office/mailroom/", None, one.body)


def _amendments(person: Person, on: date) -> Iterator[ToDo]:
    keys = scope(person, "applications.handle", on)
    waiting = Amendment.objects.filter(application__body__in=keys, settled_at__isnull=True)
    for one in waiting.exclude(by=person).select_related("application__body")[:MOST]:
        says = f"核对 {one.application.number} 号申请的收到日期"
        yield ToDo(SECOND, says, address(one.application), None, one.application.body)


def _requests(person: Person, on: date) -> Iterator[ToDo]:
    keys = scope(person, "applications.reply", on)
    open_ = Request.objects.filter(body__in=keys, result="").select_related("body")
    for one in open_.order_by("made_on")[:MOST]:
        yield ToDo(ASKED, f"{one.get_kind_display()}的请求待处理", "/office/requests/", None, one.body)
