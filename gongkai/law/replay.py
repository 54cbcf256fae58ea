"""Replay the steps of an application into where it stands: state, due date, running clocks, what may happen next and why
not the rest, and the strip of days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from gongkai.law.breach import Breach
from gongkai.law.calendar import Calendar, Due
from gongkai.law.clocks import Clock, clocks_of, runs
from gongkai.law.conditions import CONDITIONS
from gongkai.law.deadlines import Pause, counted, pauses
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import (
    NEW,
    NotPermitted,
    Procedure,
    Step,
    StepKind,
    official_procedure,
    refuse_incomplete,
)
from gongkai.law.running import Run, Running
from gongkai.law.strip import StripDay, strip
from gongkai.law.terms import Rules

WARNS: Final = "warns"
REFUSES: Final = "refuses"
WITHDRAWN: Final = "closed_otherwise"
QUESTIONS: Final = ("CASE-04",)
STOPPED: Final = {"ask_correction": "待申请人补正", "charge": "待申请人缴费"}


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


class Stretch(NamedTuple):
    """A stretch of the reply term: begun by the step ``why`` on ``start`` (not counted), its days up to ``end``."""

    why: str
    start: date
    end: date
    stops: tuple[Pause, ...]


@dataclass(frozen=True)
class Standing:
    """Where an application stands on the day ``on``.

    ``due``, ``alarm``: last day of the reply term that runs, and the stricter reading; None where none runs. ``day``,
    ``left``: the day of the term that ``on`` is, and the working days that remain (negative: late); None likewise.
    ``excluded``: working days taken out of that term. ``outcome``, ``article``: of the decision. ``closed_on``: day of service (签收 or 交邮) or withdrawal.
    """

    state: str
    on: date
    received: date
    start: date
    due: Due | None
    alarm: Due | None
    day: int | None
    left: int | None
    excluded: int
    clocks: tuple[Clock, ...]
    options: tuple[Option, ...]
    endings: tuple[Option, ...]
    breaches: tuple[Breach, ...]
    outcome: str
    article: str
    closed_on: date | None
    stretches: tuple[Stretch, ...]
    calendar: Calendar

    def trace(self) -> Iterator[tuple[Stretch, tuple[StripDay, ...]]]:
        """Every stretch with its strip of days (第1日…): each day with its number, or the reason why it is not counted."""
        for one in self.stretches:
            yield one, tuple(strip(one.start, one.end, one.stops, self.calendar))


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
    known = sorted((one for one in steps if on is None or one.on <= on), key=lambda one: one.on)
    if not known:
        raise NotPermitted("申请尚未登记")
    case = Running(rules, calendar)
    breaches: list[Breach] = []
    for step in known:
        kind = _kind(case, step, procedure)
        breaches += _breaches(case, step, kind, procedure)
        case.take(step)
        case.state = kind.target or case.state
    return _standing(case, on, known[-1].on, tuple(breaches), procedure)


def permit(standing_steps: Iterable[Step], step: Step, rules: Rules, calendar: Calendar) -> Standing:
    """The standing after one more step, or NotPermitted with the sentence of what bars it (a condition that blocks
    included): what an action asks before it writes the step down."""
    before = list(standing_steps)
    after = replay([*before, step], rules, calendar)
    barred = _bars(before, step, rules, calendar)
    if barred:
        raise NotPermitted(barred)
    return after


def _bars(before: list[Step], step: Step, rules: Rules, calendar: Calendar) -> str:
    procedure = official_procedure()
    case = Running(rules, calendar)
    for one in sorted((one for one in before if one.on <= step.on), key=lambda one: one.on):
        case.take(one)
        case.state = procedure.steps[one.code].target or case.state
    return _why_not(case, step, procedure.steps[step.code], procedure)


def _kind(case: Running, step: Step, procedure: Procedure) -> StepKind:
    kind = procedure.steps.get(step.code)
    if kind is None:
        raise NotPermitted(f"没有“{step.code}”这一步")
    refused = _refused_here(case, kind, procedure)
    if refused:
        raise NotPermitted(refused)
    refuse_incomplete(kind, step)
    return kind


def _refused_here(case: Running, kind: StepKind, procedure: Procedure) -> str:
    basis = kind.basis(case.rules.day)
    if not basis:
        return f"{case.rules.edition.label}没有“{kind.label}”这一步（收到申请之日适用的规定）"
    if case.state not in kind.sources:
        states = procedure.states
        wanted = "、".join(states[one].label for one in kind.sources)
        return f"“{kind.label}”应在{wanted}时进行，现在是{states[case.state].label}（{basis}）"
    return ""


def _breaches(case: Running, step: Step, kind: StepKind, procedure: Procedure) -> Iterator[Breach]:
    for code in kind.conditions:
        values = CONDITIONS[code](case, step)
        if values is None:
            continue
        one = procedure.conditions[code]
        says = one.says.format_map(values)
        if one.effect == REFUSES:
            raise NotPermitted(f"{says}（{one.basis}）")
        severity = "question" if one.check in QUESTIONS else "error"
        yield Breach(one.check, severity, says, one.basis, step.on.isoformat())


def _why_not(case: Running, step: Step, kind: StepKind, procedure: Procedure) -> str:
    refused = _refused_here(case, kind, procedure)
    if refused:
        return refused
    for code in kind.conditions:
        one = procedure.conditions[code]
        values = CONDITIONS[code](case, step) if one.effect != WARNS else None
        if values is not None:
            return f"{one.says.format_map(values)}（{one.basis}）"
    return ""


def _standing(
    case: Running, on: date | None, last: date, breaches: tuple[Breach, ...], procedure: Procedure
) -> Standing:
    day = on or last
    running = runs(case)
    due = case.due(as_of=on) if running else None
    decided = case.last.get("decide")
    withdrawn = "withdraw" in case.last
    elapsed = _elapsed(case, day) if running else None
    return Standing(
        state=case.state,
        on=day,
        received=case.received or day,
        start=case.run.start,
        due=due,
        alarm=case.due(strict=True, as_of=on) if running else None,
        day=elapsed,
        left=None if due is None else _left(case, day, due),
        excluded=_excluded(case, due),
        clocks=clocks_of(case, on),
        options=_options(case, day, procedure),
        endings=_endings(case, day, procedure),
        breaches=breaches,
        outcome=WITHDRAWN if withdrawn else decided.text("outcome") if decided else "",
        article=decided.text("article") if decided and not withdrawn else "",
        closed_on=case.closed_on,
        stretches=tuple(_stretches(case, on, day)),
        calendar=case.calendar,
    )


def _elapsed(case: Running, day: date) -> int:
    return counted(case.run.start, max(day, case.run.start), case.stops(as_of=day), case.calendar)


def _excluded(case: Running, due: Due | None) -> int:
    if due is None or case.delayed_until:
        return 0
    return case.calendar.workdays_between(case.run.start, due.day).days - case.length()


def _left(case: Running, day: date, due: Due) -> int:
    if day > due.day:
        return -case.calendar.workdays_between(due.day, day).days
    return counted(day, due.day, case.stops(as_of=day), case.calendar)


def _options(case: Running, day: date, procedure: Procedure) -> tuple[Option, ...]:
    return tuple(
        _option(case, Step(kind.code, day), kind, procedure, (kind.code, kind.label))
        for kind in procedure.steps.values()
        if NEW not in kind.sources
    )


def _endings(case: Running, day: date, procedure: Procedure) -> tuple[Option, ...]:
    kind = procedure.steps["decide"]
    return tuple(
        _option(
            case, Step("decide", day, facts={"outcome": one.code}), kind, procedure, (one.code, one.label)
        )
        for one in outcomes().values()
    )


def _option(
    case: Running, step: Step, kind: StepKind, procedure: Procedure, named: tuple[str, str]
) -> Option:
    why_not = _why_not(case, step, kind, procedure)
    warns = () if why_not else tuple(one.says for one in _breaches(case, step, kind, procedure))
    return Option(*named, kind.by, why_not, warns)


def _stretches(case: Running, on: date | None, day: date) -> Iterator[Stretch]:
    followers = [run.start for run in case.runs[1:]]
    consultations = [one.consultation() for one in case.asked.values()]
    stops = pauses(consultations, case.rules, case.calendar, as_of=on)
    for run, following in zip(case.runs, [*followers, None], strict=True):
        end = following or _end_of_last(case, run, on, day)
        yield Stretch(run.why, run.start, max(end, run.start), (*stops, *_stopped(run, end)))


def _end_of_last(case: Running, run: Run, on: date | None, day: date) -> date:
    return day if run.stopped else case.due(as_of=on).day


def _stopped(run: Run, end: date) -> Iterator[Pause]:
    if run.stopped:
        yield Pause(run.stopped, end, STOPPED[run.by])
