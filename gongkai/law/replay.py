"""Replay the steps of an application into where it stands; and ask whether one more step may be taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.law.breach import Breach
from gongkai.law.calendar import Calendar
from gongkai.law.options import breaches_of, refused_here, why_not
from gongkai.law.procedure import (
    NotPermitted,
    Procedure,
    Step,
    StepKind,
    official_procedure,
    refuse_incomplete,
)
from gongkai.law.running import Running
from gongkai.law.standing import Standing, standing_of
from gongkai.law.terms import Rules


def replay(
    steps: Iterable[Step],
    rules: Rules,
    calendar: Calendar,
    *,
    on: date | None = None,
    procedure: Procedure | None = None,
) -> Standing:
    """Where the application stands after ``steps``, taken in order of their days (those of one day in the order given).

    ``on``: the position as of a day; later steps are left out, and an open consultation has taken what it has taken up
    to then. Without it the position after the last step, as ``due_of`` counts. NotPermitted, with a sentence, for a step
    that the state it is taken in does not allow or that lacks what it needs; what merely breaches the law is in
    ``breaches``. The cost is linear in the steps.
    """
    procedure = procedure or official_procedure()
    known = _in_order(one for one in steps if on is None or one.on <= on)
    if not known:
        raise NotPermitted("申请尚未登记")
    case = Running(rules, calendar)
    breaches: list[Breach] = []
    for step in known:
        kind = _kind(case, step, procedure)
        breaches += breaches_of(case, step, kind, procedure)
        _take(case, step, kind)
    return standing_of(case, on, known[-1].on, tuple(breaches), procedure)


def permit(steps: Iterable[Step], step: Step, rules: Rules, calendar: Calendar) -> Standing:
    """The standing after one more step: what an action asks before it writes the step down.

    NotPermitted with the sentence of what bars the step, or of what would make one of ``steps`` impossible after it.
    """
    before, procedure = list(steps), official_procedure()
    after = replay([*before, step], rules, calendar)
    case = Running(rules, calendar)
    for one in _in_order(one for one in before if one.on <= step.on):
        _take(case, one, procedure.steps[one.code])
    barred = why_not(case, step, procedure.steps[step.code], procedure)
    if barred:
        raise NotPermitted(barred)
    return after


def _in_order(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda one: one.on)


def _take(case: Running, step: Step, kind: StepKind) -> None:
    case.take(step)
    case.state = kind.target or case.state


def _kind(case: Running, step: Step, procedure: Procedure) -> StepKind:
    kind = procedure.steps.get(step.code)
    if kind is None:
        raise NotPermitted(f"没有“{step.code}”这一步")
    refused = refused_here(case, kind, procedure)
    if refused:
        raise NotPermitted(refused)
    refuse_incomplete(kind, step)
    return kind
