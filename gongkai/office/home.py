"""今日待办: what a person has to do, of every package, in order of legal risk and then of the day it is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.applications import queries as applications
from gongkai.approvals import queries as approvals
from gongkai.catalogue import coverage, outlets, patrol, sending
from gongkai.catalogue import queries as catalogue
from gongkai.notices import queries as notices
from gongkai.office.shell import Shell, shell_of
from gongkai.organisations import vacancies
from gongkai.organisations.access import may
from gongkai.organisations.models import Person
from gongkai.organisations.todo import ToDo
from gongkai.remedies import queries as remedies
from gongkai.reports import todo as reports

# Every package that has something to be done; a new ledger adds its line here.
SOURCES: Final[tuple[Callable[[Person, date], list[ToDo]], ...]] = (
    applications.to_do,
    approvals.to_do,
    catalogue.to_do,
    coverage.to_do,
    patrol.to_do,
    sending.to_do,
    outlets.to_do,
    remedies.to_do,
    reports.to_do,
    notices.to_do,
    vacancies.to_do,
)
ALARM_DAYS: Final = 5  # calendar days before the last one on which the lamp turns amber
SHOWN: Final = 100


class Lamp(NamedTuple):
    """How near the last day is: a colour with a mark and words, so that nobody needs the colour."""

    colour: str
    says: str


class Due(NamedTuple):
    """A line of the page."""

    todo: ToDo
    lamp: Lamp | None


def lamp_of(due: date | None, on: date) -> Lamp | None:
    """The lamp of a last day as seen on a day; none where there is no last day."""
    if due is None:
        return None
    left = (due - on).days
    if left < 0:
        return Lamp("red", f"▲ 逾期 {-left} 天")
    if left <= ALARM_DAYS:
        return Lamp("amber", f"◆ 还剩 {left} 天" if left else "◆ 今天到期")
    return Lamp("green", f"● 还剩 {left} 天")


def in_order(todos: Iterable[ToDo]) -> list[ToDo]:
    """By legal risk, then by the last day; what has none comes after what has one. A reminder of something that stands
    there itself is left out."""
    every = list(todos)
    links = {one.link for one in every}
    once = (one for one in every if one.about not in links)
    return sorted(once, key=lambda one: (one.rank, one.due or date.max, one.says))


def _for_the_body(todos: list[ToDo], shell: Shell) -> list[ToDo]:
    """What concerns the body acted for: its own matters, and those of bodies that are not acted for themselves."""
    others = {body.pk for body in shell.bodies if body != shell.body}
    return [one for one in todos if one.body.pk not in others]


@may("office.open")
def page(request: HttpRequest) -> HttpResponse:
    """What there is to do today for the body acted for; a line tells how much waits at the person's other bodies."""
    shell, on = shell_of(request), timezone.localdate()
    person = shell.person
    every = in_order(todo for source in SOURCES for todo in source(person, on)) if person else []
    here = _for_the_body(every, shell)
    shown = [Due(one, lamp_of(one.due, on)) for one in here[:SHOWN]]
    colours = [lamp_of(one.due, on) for one in here]
    found = {
        "today": on,
        "due": shown,
        "number": len(here),
        "hidden": len(here) - len(shown),
        "overdue": sum(1 for lamp in colours if lamp and lamp.colour == "red"),
        "near": sum(1 for lamp in colours if lamp and lamp.colour == "amber"),
        "elsewhere": len(every) - len(here),
    }
    return render(request, "office/home.html", found)
