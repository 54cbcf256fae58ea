"""The cached columns held against the replay, case by case in flat memory; and renewed where the calendar changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from gongkai.applications.clock import calendar
from gongkai.applications.models import Application
from gongkai.applications.replaying import cached, law_step, rules_of, steps_of
from gongkai.applications.taking import keep
from gongkai.law.calendar import Calendar
from gongkai.law.procedure import CLOSED, NotPermitted, Step
from gongkai.law.replay import replay
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note

AT_ONCE: Final = 500


class Difference(NamedTuple):
    """A column of a case that is not what its steps say; "steps" with the law's sentence where they cannot be replayed."""

    application: Application
    column: str
    kept: object
    counted: object


def recount(cases: QuerySet[Application], *, days: Calendar | None = None) -> Iterator[Difference]:
    """Every difference between table and replay, in the order of keys. ``days``: by another calendar, to see what would
    move. Memory does not grow with the number of cases."""
    days = days or calendar()
    for application in cases.order_by("pk").prefetch_related("steps").iterator(chunk_size=AT_ONCE):
        steps = [law_step(row) for row in sorted(application.steps.all(), key=lambda one: one.position)]
        yield from _differences(application, steps, days)


def _differences(application: Application, steps: list[Step], days: Calendar) -> Iterator[Difference]:
    try:
        counted = cached(replay(steps, rules_of(steps), days), steps)
    except (NotPermitted, LookupError, ValueError) as fault:
        yield Difference(application, "steps", None, str(fault))
        return
    for column, value in counted.items():
        if getattr(application, column) != value:
            yield Difference(application, column, getattr(application, column), value)


def renew(cases: QuerySet[Application], *, by: Person, at: datetime) -> list[Difference]:
    """Bring the open cases among these to the calendar in force, as after the import of a notice; what moved comes back and
    is on record, case by case."""
    moved = list(recount(cases.exclude(state=CLOSED)))
    for key in dict.fromkeys(one.application.pk for one in moved if one.column != "steps"):
        _renew(key, by, at)
    return moved


@transaction.atomic
def _renew(key: int, by: Person, at: datetime) -> None:
    locked = Application.objects.select_for_update(of=("self",)).select_related("body").get(pk=key)
    steps, before = steps_of(locked), locked.due_on
    keep(locked, cached(replay(steps, rules_of(steps), calendar()), steps))
    note(
        "applications.renew",
        locked,
        body=locked.body,
        by=by,
        on=localdate(at),
        before={"due": before},
        after={"due": locked.due_on},
    )
