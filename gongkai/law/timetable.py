"""公开时限 as the standard catalogues word it — within so many working days, at once, by a day of every month, quarter or
year — and the day by which something is due under it (条例 第二十六条: otherwise within 20 working days)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from gongkai.law.calendar import Calendar, Due
from gongkai.law.numerals import number_of

STATUTORY: Final = 20


class Rhythm(StrEnum):
    """How often something is due."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"


MONTHS: Final = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.HALF_YEARLY: 6, Rhythm.YEARLY: 12}
_WORKDAYS: Final = re.compile(r"(\d+|[一二三四五六七八九十]+)个?工作日")
_DAYS: Final = re.compile(r"(\d+|[一二三四五六七八九十]+)个?(?:自然日|日内|天)")
_AT_ONCE: Final = re.compile(r"实时|即时|及时|立即|当日|随时|同步")
_RHYTHMS: Final = (
    (re.compile(r"每半年|半年"), Rhythm.HALF_YEARLY),
    (re.compile(r"每季|季度"), Rhythm.QUARTERLY),
    (re.compile(r"每月|按月|月度"), Rhythm.MONTHLY),
    (re.compile(r"每年|年度|按年"), Rhythm.YEARLY),
)
_MONTH: Final = re.compile(r"(\d{1,2})月")
_DAY: Final = re.compile(r"(?:月|首月)(\d{1,2})[日号]")
_LAST: Final = 31


@dataclass(frozen=True)
class Timetable:
    """A term of publication. ``once``: within ``workdays`` of forming or changing, or within ``days`` calendar days.
    Otherwise by ``day`` of month ``month`` of every period (both from 1; a day beyond the month is its last).
    ``understood``: the wording told it; False: nothing did, and the statutory 20 working days stand."""

    says: str
    rhythm: Rhythm = Rhythm.ONCE
    workdays: int | None = None
    days: int | None = None
    month: int = 1
    day: int = _LAST
    understood: bool = True


def timetable(says: str) -> Timetable:
    """The term that a wording gives. A term longer than the law's (over 20 working days) is cut to it: local choice may
    tighten, never loosen."""
    plain = "".join(unicodedata.normalize("NFKC", says).split())
    for pattern, rhythm in _RHYTHMS:
        if pattern.search(plain) and not _WORKDAYS.search(plain):
            return _periodic(says, plain, rhythm)
    if found := _WORKDAYS.search(plain):
        return Timetable(says, workdays=min(_days(found.group(1)), STATUTORY))
    if found := _DAYS.search(plain):
        return Timetable(says, days=_days(found.group(1)))
    if _AT_ONCE.search(plain):
        return Timetable(says, workdays=0)
    return Timetable(says, workdays=STATUTORY, understood=False)


def _periodic(says: str, plain: str, rhythm: Rhythm) -> Timetable:
    months = MONTHS[rhythm]
    named = _MONTH.search(plain)
    month = int(named.group(1)) if named and rhythm is Rhythm.YEARLY else 1 if "首月" in plain else months
    day = _DAY.search(plain)
    told = int(day.group(1)) if day else _bare_day(plain)
    return Timetable(says, rhythm, month=min(max(month, 1), months), day=min(max(told, 1), _LAST))


def _bare_day(plain: str) -> int:
    found = re.search(r"(\d{1,2})[日号](?:前|以前|之前)", plain)
    return int(found.group(1)) if found else _LAST


def _days(word: str) -> int:
    return int(word) if word.isdigit() else number_of(word)


def due_after(term: Timetable, formed: date, calendar: Calendar) -> Due | date:
    """The last day for something formed or changed on a day: a Due (confirmed or provisional) where working days count, a
    plain day where the wording counts calendar days or names one."""
    if term.rhythm is not Rhythm.ONCE:
        return next_due(term, formed)
    if term.days is not None:
        return formed + timedelta(days=term.days)
    workdays = STATUTORY if term.workdays is None else term.workdays
    return calendar.add_workdays(formed, workdays) if workdays else formed


def next_due(term: Timetable, on: date) -> date:
    """The next day, on or after ``on``, by which something periodic is due."""
    start = _period_start(term, on)
    due = _day_in(start, term)
    return due if due >= on else _day_in(_later(start, MONTHS[term.rhythm]), term)


def last_due(term: Timetable, on: date) -> date:
    """The last day before ``on`` by which something periodic was due."""
    start = _period_start(term, on)
    due = _day_in(start, term)
    return due if due < on else _day_in(_later(start, -MONTHS[term.rhythm]), term)


def _period_start(term: Timetable, on: date) -> date:
    months = MONTHS[term.rhythm]
    return date(on.year, (on.month - 1) // months * months + 1, 1)


def _later(start: date, months: int) -> date:
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(years, month + 1, 1)


def _day_in(start: date, term: Timetable) -> date:
    first = _later(start, term.month - 1)
    last = _later(first, 1) - timedelta(days=1)
    return min(first + timedelta(days=term.day - 1), last)
