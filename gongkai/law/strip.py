"""The strip of days (第1日…第20日): every day a term runs through, with its number or the reason why it is not counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from gongkai.law.calendar import Calendar
from gongkai.law.dates import chinese
from gongkai.law.deadlines import Pause


class StripDay(NamedTuple):
    """A day on the strip. ``number``: the day of the term, 0 for one that is not counted. ``reason``: why it is not, or
    why a weekend is; "" for an ordinary working day."""

    day: date
    number: int
    reason: str
    confirmed: bool


def strip(start: date, end: date, stops: Iterable[Pause], calendar: Calendar) -> Iterator[StripDay]:
    """The days after ``start`` up to and including ``end``, with those of ``stops`` left out."""
    waiting = sorted(stops, reverse=True)
    until, why, number = start, "", 0
    for day in calendar.days(start, end):
        while waiting and waiting[-1].after < day.day:
            stop = waiting.pop()
            until, why = max((until, why), (stop.until, stop.why))
        reason = day.reason if not day.works else why if day.day <= until else ""
        number += not reason
        yield StripDay(day.day, 0 if reason else number, reason or day.reason, day.confirmed)


def lines(days: Iterable[StripDay]) -> Iterator[str]:
    """The strip in words, neighbouring days of one kind on one line."""
    for _, run in groupby(days, key=lambda one: one.reason):
        members = list(run)
        yield f"{_span(members)}　{_numbers(members)}"


def _span(members: Sequence[StripDay]) -> str:
    first, last = members[0].day, members[-1].day
    return chinese(first) if first == last else f"{chinese(first)}至{chinese(last)}"


def _numbers(members: Sequence[StripDay]) -> str:
    first, last = members[0], members[-1]
    if not first.number:
        return f"不计入：{first.reason}"
    counted = f"第{first.number}日" if first is last else f"第{first.number}日至第{last.number}日"
    return f"{counted}，{first.reason}" if first.reason else counted
