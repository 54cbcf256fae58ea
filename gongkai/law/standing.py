"""Where an application stands on a day: state, due date and position at once; clocks, next steps and the strip of days
when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from gongkai.law.breach import Breach
from gongkai.law.calendar import Due
from gongkai.law.clocks import Clock, clocks_of, runs
from gongkai.law.deadlines import Pause, counted, pauses
from gongkai.law.options import Option, endings_of, options_of
from gongkai.law.procedure import Procedure
from gongkai.law.running import Run, Running
from gongkai.law.strip import StripDay, strip

WITHDRAWN: Final = "closed_otherwise"
STOPPED: Final = {"ask_correction": "待申请人补正", "charge": "待申请人缴费"}


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
    ``excluded``: working days taken out of that term. ``outcome``, ``article``: of the decision. ``closed_on``: day of
    service (签收 or 交邮) or withdrawal. ``asked``: the day one asked about, None for the position after the last step.
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
    breaches: tuple[Breach, ...]
    outcome: str
    article: str
    closed_on: date | None
    asked: date | None
    case: Running = field(repr=False, compare=False)
    procedure: Procedure = field(repr=False, compare=False)

    @cached_property
    def clocks(self) -> tuple[Clock, ...]:
        """Every clock that runs."""
        return clocks_of(self.case, self.asked)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every step, permitted next or with the reason why not."""
        return options_of(self.case, self.on, self.procedure)

    @cached_property
    def endings(self) -> tuple[Option, ...]:
        """Every outcome, permitted now or with the reason why not."""
        return endings_of(self.case, self.on, self.procedure)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches over which the reply term ran, set aside or not."""
        return tuple(_stretches(self.case, self.asked, self.on))

    def trace(self) -> Iterator[tuple[Stretch, tuple[StripDay, ...]]]:
        """Every stretch with its strip of days (第1日…): each day with its number, or the reason why it is not counted."""
        for one in self.stretches:
            yield one, tuple(strip(one.start, one.end, one.stops, self.case.calendar))


def standing_of(
    case: Running, asked: date | None, last: date, breaches: tuple[Breach, ...], procedure: Procedure
) -> Standing:
    """The standing of a case gone through up to its ``last`` day; ``asked``: the day one asks about, or None."""
    day, running = asked or last, runs(case)
    due = case.due(as_of=asked) if running else None
    decided = None if "withdraw" in case.last else case.last.get("decide")
    ended = WITHDRAWN if "withdraw" in case.last else ""
    return Standing(
        state=case.state,
        on=day,
        received=case.received or day,
        start=case.run.start,
        due=due,
        alarm=case.due(strict=True, as_of=asked) if running else None,
        day=_elapsed(case, day) if running else None,
        left=_left(case, day, due) if due else None,
        excluded=_excluded(case, due),
        breaches=breaches,
        outcome=decided.text("outcome") if decided else ended,
        article=decided.text("article") if decided else "",
        closed_on=case.closed_on,
        asked=asked,
        case=case,
        procedure=procedure,
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


def _stretches(case: Running, asked: date | None, day: date) -> Iterator[Stretch]:
    consultations = [one.consultation() for one in case.asked.values()]
    stops = pauses(consultations, case.rules, case.calendar, as_of=asked)
    for run in case.runs:
        end = run.ended or _end_of_last(case, run, asked, day)
        yield Stretch(run.why, run.start, max(end, run.start), (*stops, *_stopped(run, end)))


def _end_of_last(case: Running, run: Run, asked: date | None, day: date) -> date:
    return day if run.stopped else case.due(as_of=asked).day


def _stopped(run: Run, end: date) -> Iterator[Pause]:
    if run.stopped:
        yield Pause(run.stopped, end, STOPPED[run.by])
