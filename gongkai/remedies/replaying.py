"""From the rows of a case to where it stands: its steps in the types of the law, gone through, and the columns that the
table keeps of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from gongkai.applications.clock import calendar
from gongkai.law.clocks import Clock
from gongkai.law.procedure import Step
from gongkai.law.remedy_cases import PENDING
from gongkai.law.remedy_course import Brought, Course, course_of
from gongkai.remedies.models import Remedy

DAYS: Final = ("until", "received", "comply_until")
CACHED: Final = ("received_on", "state", "due_what", "due_on", "result", "column", "decided_on", "reopens")
SUITS: Final = ("direct", "after")
OURS: Final = ("answer", "comply", "appeal")  # clocks that run for the body


def steps_of(remedy: Remedy) -> list[Step]:
    """What happened in a case, as the law reads it, in the order it was recorded."""
    rows = remedy.steps.order_by("position")
    return [Step(row.code, row.on, facts=typed(row.facts)) for row in rows]


def typed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are stored → as the law reads them."""
    return {key: date.fromisoformat(value) if key in DAYS else value for key, value in facts.items()}


def stored(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the law reads them → as they are stored; what is empty is left out."""
    kept = {key: value for key, value in facts.items() if value not in (None, "", [], ())}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in kept.items()}


def replayed(remedy: Remedy, taken: Iterable[Step]) -> Course:
    """Where a case stands after these steps; NotPermitted for one that cannot have happened."""
    before = remedy.previous.column if remedy.previous else PENDING
    brought = Brought(remedy.kind, remedy.instance, remedy.accepted_on, remedy.simple, before)
    return course_of(brought, taken, calendar())


def course(remedy: Remedy) -> Course:
    """Where a case stands after what is recorded."""
    return replayed(remedy, steps_of(remedy))


def our_clocks(found: Course, on: date | None = None) -> list[Clock]:
    """The clocks that run for the body, the nearest first; one without a last day comes last."""
    ours = [one for one in found.clocks(on) if one.code in OURS]
    return sorted(ours, key=lambda one: one.end.day if one.end else date.max)


def superseded(remedy: Remedy) -> bool:
    """Whether a later instance has the case in hand: nothing of this one is in force, no clock of it runs."""
    return remedy.kind in SUITS and remedy.following.exists()


def cached(found: Course, *, over: bool = False) -> dict[str, Any]:
    """The columns that the table keeps; ``over``: a later instance has the case in hand. An appeal is a chance and not a
    duty: it gives way to a duty."""
    ours = [] if over else sorted(our_clocks(found), key=lambda one: one.code == "appeal")
    first = next((one for one in ours if one.end), None)
    return {
        "received_on": found.received,
        "state": found.state,
        "due_what": first.code if first else "",
        "due_on": first.end.day if first and first.end else None,
        "result": found.result.code if found.result else "",
        "column": found.column,
        "decided_on": found.decided_on,
        "reopens": bool(found.result and found.result.reopens),
    }
