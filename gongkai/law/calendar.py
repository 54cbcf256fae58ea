"""Working days (工作日): Monday to Friday, less the days off and plus the days worked of the yearly notices; a date
that rests on a year without a notice is provisional (暂定)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import accumulate, compress
from typing import Final, NamedTuple

from gongkai.law.notices import Holiday, Notice, Override, in_order, shipped_notices

FIRST: Final = date(2000, 1, 1)
LAST: Final = date(2099, 12, 31)
BASE: Final = FIRST.toordinal()
SPAN: Final = LAST.toordinal() - BASE + 1


class NotCovered(ValueError):
    """Asked whether a day is worked in a year whose notice is not in the calendar."""


class Due(NamedTuple):
    """The last day of a term. ``provisional``: a day on the way rests on a notice that is not in yet."""

    day: date
    provisional: bool


class Count(NamedTuple):
    """A number of working days, and whether it is provisional."""

    days: int
    provisional: bool


class Day(NamedTuple):
    """A day of the calendar. ``reason``: why it is off, or worked on a weekend; "" for an ordinary working day."""

    day: date
    works: bool
    reason: str
    confirmed: bool


@dataclass(frozen=True)
class Calendar:
    """An immutable calendar of ``notices`` with local ``overrides`` on top; the later in order wins a day.

    Year Y is covered when its own (not amending) notice is in. January to November of a covered year are confirmed;
    December is confirmed only when the notice of the year after is in as well, for that may still change it.
    """

    notices: tuple[Notice, ...]
    overrides: tuple[Override, ...] = ()
    _reasons: dict[date, tuple[bool, str]] = field(init=False, repr=False, compare=False)
    _years: frozenset[int] = field(init=False, repr=False, compare=False)
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _workdays: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _open: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        notices = in_order(self.notices)
        years = frozenset(notice.year for notice in notices if not notice.amends)
        reasons = _reasons(notices, self.overrides)
        works = _works(reasons)
        derived = {
            "notices": notices,
            "_reasons": reasons,
            "_years": years,
            "_before": tuple(accumulate(works, initial=0)),
            "_workdays": tuple(compress(range(SPAN), works)),
            "_open": tuple(accumulate(_unconfirmed(years), initial=0)),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def with_notice(self, notice: Notice) -> Calendar:
        """This calendar and one more notice (the yearly one replaces a yearly one of the same year)."""
        kept = tuple(one for one in self.notices if one.amends or notice.amends or one.year != notice.year)
        return Calendar((*kept, notice), self.overrides)

    def with_override(self, override: Override) -> Calendar:
        """This calendar with a local change on top."""
        return Calendar(self.notices, (*self.overrides, override))

    @property
    def version(self) -> str:
        """Changes when any notice or override does: store it beside a date to know when to compute it again."""
        text = repr((self.notices, self.overrides))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def confirmed_through(self) -> date:
        """The last day up to which every day since the first covered year is confirmed; date.min without notices."""
        if not self._years:
            return date.min
        last = min(self._years)
        while last + 1 in self._years:
            last += 1
        return date(last, 11, 30)

    def covers(self, year: int) -> bool:
        """Whether the notice of the year is in."""
        return year in self._years

    def is_confirmed(self, day: date) -> bool:
        """Whether every notice that may say something about the day is in."""
        return self._open[_index(day) + 1] == self._open[_index(day)]

    def is_workday(self, day: date) -> bool:
        """Whether the day is worked, as far as the notices that are in say; NotCovered for a year without notice."""
        if not self.covers(day.year) and day not in self._reasons:
            raise NotCovered(f"{day.year} 年的放假安排通知尚未收入日历，不能断定 {day} 是不是工作日")
        return self.look(day).works

    def look(self, day: date) -> Day:
        """The day with its reason; in a year without notice (``confirmed`` False) only the weekend is known."""
        weekend = day.weekday() >= 5
        works, reason = self._reasons.get(day, (not weekend, "周末" if weekend else ""))
        return Day(day, works, reason, self.is_confirmed(day))

    def days(self, start: date, end: date) -> Iterator[Day]:
        """The days after ``start`` up to and including ``end``: those a term from start to end runs through."""
        return (self.look(date.fromordinal(at)) for at in range(start.toordinal() + 1, end.toordinal() + 1))

    def add_workdays(self, start: date, n: int) -> Due:
        """The n-th working day after ``start``, which is not counted itself (民事诉讼法 第八十五条); ``start`` may be
        a day off. ``n`` >= 0; ValueError for a negative one and beyond the years 2000 to 2099."""
        if n < 0:
            raise ValueError("工作日数不能为负数")
        if n == 0:
            return Due(start, False)
        at = _index(start) + 1
        nth = self._before[at] + n - 1
        if nth >= len(self._workdays):
            raise _outside()
        end = self._workdays[nth]
        return Due(date.fromordinal(BASE + end), self._open[end + 1] != self._open[at])

    def workdays_between(self, start: date, end: date) -> Count:
        """The working days after ``start`` up to and including ``end``; ValueError where end lies before start."""
        if end < start:
            raise ValueError(f"{end} 在 {start} 之前")
        at, after = _index(start) + 1, _index(end) + 1
        return Count(self._before[after] - self._before[at], self._open[after] != self._open[at])


@cache
def official_calendar() -> Calendar:
    """The calendar of the notices that come with the platform, without local changes."""
    return Calendar(shipped_notices())


def _reasons(notices: tuple[Notice, ...], overrides: tuple[Override, ...]) -> dict[date, tuple[bool, str]]:
    reasons: dict[date, tuple[bool, str]] = {}
    for notice in notices:
        number = f"（{notice.number}）" if notice.number else ""
        for holiday in notice.holidays:
            _write(reasons, holiday, f"{holiday.name}放假{number}", f"{holiday.name}调休上班{number}")
    for override in overrides:
        says = f"{override.reason}（{override.number}）"
        for holiday in override.holidays:
            _write(reasons, holiday, f"{holiday.name}：{says}", f"{holiday.name}，上班：{says}")
    return reasons


def _write(reasons: dict[date, tuple[bool, str]], holiday: Holiday, off: str, worked: str) -> None:
    reasons.update((day, (False, off)) for day in holiday.days_off())
    reasons.update((day, (True, worked)) for day in holiday.worked)


def _works(reasons: dict[date, tuple[bool, str]]) -> bytearray:
    week = bytes((FIRST.weekday() + offset) % 7 < 5 for offset in range(7))
    works = bytearray(week * (SPAN // 7 + 1))[:SPAN]
    for day, (worked, _) in reasons.items():
        works[_index(day)] = worked
    return works


def _unconfirmed(years: frozenset[int]) -> bytearray:
    unconfirmed = bytearray(b"\1" * SPAN)
    for year in years:
        last = date(year, 12, 31) if year + 1 in years else date(year, 11, 30)
        first, after = _index(date(year, 1, 1)), _index(last) + 1
        unconfirmed[first:after] = bytes(after - first)
    return unconfirmed


def _index(day: date) -> int:
    index = day.toordinal() - BASE
    if not 0 <= index < SPAN:
        raise _outside()
    return index


def _outside() -> ValueError:
    return ValueError(f"超出日历的范围（{FIRST.year} 年至 {LAST.year} 年）")
