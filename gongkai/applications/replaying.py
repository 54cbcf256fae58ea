"""From the rows of a case to what the law says of it: steps in the types of the procedure, the rules of the day of receipt,
where it stands, and the columns that keep some of that in the table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from gongkai.applications.clock import calendar
from gongkai.applications.models import Application
from gongkai.applications.models import Step as Row
from gongkai.law.procedure import Step, official_procedure
from gongkai.law.replay import replay
from gongkai.law.standing import WITHDRAWN, Standing
from gongkai.law.terms import Rules, rules_for

CACHED: Final = (
    "received_on",
    "state",
    "due_on",
    "due_provisional",
    "alarm_on",
    "outcome",
    "article",
    "closed_on",
    "counted_on",
    "counted_outcome",
)
ENDS: Final = ("serve", "withdraw")


def steps_of(application: Application) -> list[Step]:
    """What happened to a case, as the law reads it, in the order of the register."""
    return [law_step(row) for row in application.steps.order_by("position")]


def law_step(row: Row) -> Step:
    """A stored step with its facts in their types again: the procedure says which of them are days."""
    return Step(row.code, row.on, row.post, typed(row.code, row.facts))


def typed(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are stored → as the law reads them. ValueError for a day that is none."""
    kind = official_procedure().steps.get(code)
    days = {key for key, name in kind.needs.items() if name == "day"} if kind else set()
    return {
        key: date.fromisoformat(value) if key in days and isinstance(value, str) else value
        for key, value in facts.items()
    }


def stored(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as the law reads them → as they are stored, days as ISO text."""
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in facts.items()}


def received(steps: Iterable[Step]) -> date:
    """The legal day of receipt: the one registered, or as corrected last. LookupError for a case without any."""
    found: date | None = None
    for step in steps:
        if step.code == "receive":
            found = step.on
        elif step.code == "amend":
            found = step.day("received") or found
    if found is None:
        raise LookupError("没有“收到申请”这一步")
    return found


def rules_of(steps: Iterable[Step]) -> Rules:
    """The rules that govern a case: those of its day of receipt."""
    return rules_for(received(steps))


def standing(application: Application, on: date | None = None) -> Standing:
    """Where a case stands on a day; without one, after its last step."""
    steps = steps_of(application)
    return replay(steps, rules_of(steps), calendar(), on=on)


def cached(found: Standing, steps: Sequence[Step]) -> dict[str, Any]:
    """The columns that the table keeps of a standing after the last of these steps."""
    counted_on, counted_outcome = first_closing(steps)
    return {
        "received_on": found.received,
        "state": found.state,
        "due_on": found.due.day if found.due else None,
        "due_provisional": bool(found.due and found.due.provisional),
        "alarm_on": found.alarm.day if found.alarm else None,
        "outcome": found.outcome,
        "article": found.article,
        "closed_on": found.closed_on,
        "counted_on": counted_on,
        "counted_outcome": counted_outcome,
    }


def first_closing(steps: Sequence[Step]) -> tuple[date | None, str]:
    """Day and outcome of the first closing, by which a case counts in the tables for good; (None, "") while there is none."""
    outcome = ""
    for step in sorted(steps, key=lambda one: one.on):
        if step.code == "decide":
            outcome = step.text("outcome")
        elif step.code in ENDS:
            return step.on, WITHDRAWN if step.code == "withdraw" else outcome
    return None, ""
