"""What may happen next in a case and what may not, with the sentence that says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from gongkai.law.breach import Breach
from gongkai.law.conditions import CONDITIONS
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import NEW, Condition, NotPermitted, Procedure, Step, StepKind
from gongkai.law.running import Running

WARNS: Final = "warns"
REFUSES: Final = "refuses"


class Option(NamedTuple):
    """A step or outcome that may come next. ``why_not``: the sentence where it may not, "" where it may. ``warns``: what
    it would breach without being barred."""

    code: str
    label: str
    by: tuple[str, ...]
    why_not: str
    warns: tuple[str, ...]

    @property
    def permitted(self) -> bool:
        return not self.why_not


def options_of(case: Running, day: date, procedure: Procedure) -> tuple[Option, ...]:
    """Every step, as it may or may not be taken on a day."""
    return tuple(
        _option(case, Step(kind.code, day), kind, procedure, (kind.code, kind.label))
        for kind in procedure.steps.values()
        if NEW not in kind.sources
    )


def endings_of(case: Running, day: date, procedure: Procedure) -> tuple[Option, ...]:
    """Every outcome, as a decision on a day may or may not have it."""
    kind = procedure.steps["decide"]
    return tuple(
        _option(
            case, Step("decide", day, facts={"outcome": one.code}), kind, procedure, (one.code, one.label)
        )
        for one in outcomes().values()
    )


def refused_here(case: Running, kind: StepKind, procedure: Procedure) -> str:
    """Why the state of a case, or the law of its day, has no place for a step; "" where it has."""
    basis = kind.basis(case.rules.day)
    if not basis:
        return f"{case.rules.edition.label}没有“{kind.label}”这一步（收到申请之日适用的规定）"
    if case.state not in kind.sources:
        states = procedure.states
        wanted = "、".join(states[one].label for one in kind.sources)
        return f"“{kind.label}”应在{wanted}时进行，现在是{states[case.state].label}（{basis}）"
    return ""


def breaches_of(case: Running, step: Step, kind: StepKind, procedure: Procedure) -> Iterator[Breach]:
    """What a step breaches; NotPermitted, with its sentence, for what cannot have happened."""
    for one, says, basis in _unmet(case, step, kind, procedure):
        if one.effect == REFUSES:
            raise NotPermitted(f"{says}（{basis}）")
        yield Breach(one.check, one.severity, says, basis, step.on.isoformat())


def why_not(case: Running, step: Step, kind: StepKind, procedure: Procedure) -> str:
    """Why a step must not be taken, with the article; "" where it may."""
    refused = refused_here(case, kind, procedure)
    if refused:
        return refused
    barring = (
        f"{says}（{basis}）"
        for one, says, basis in _unmet(case, step, kind, procedure)
        if one.effect != WARNS
    )
    return next(barring, "")


def _unmet(
    case: Running, step: Step, kind: StepKind, procedure: Procedure
) -> Iterator[tuple[Condition, str, str]]:
    """The conditions that do not hold, each with its sentence and the article that asks for it."""
    for code in kind.conditions:
        one = procedure.conditions[code]
        basis = one.basis(case.rules.day)
        values = CONDITIONS[code](case, step) if basis else None
        if values is not None:
            yield one, one.says.format_map(values), basis


def _option(
    case: Running, step: Step, kind: StepKind, procedure: Procedure, named: tuple[str, str]
) -> Option:
    barred = why_not(case, step, kind, procedure)
    warns = () if barred else tuple(one.says for one in breaches_of(case, step, kind, procedure))
    return Option(*named, kind.by, barred, warns)
