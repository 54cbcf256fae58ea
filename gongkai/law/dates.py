"""Terms of any unit, and days as officials write them: working days by the calendar, days and months with the last day
moved off a day of rest (民事诉讼法 第八十五条)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from gongkai.law.calendar import Calendar, Due
from gongkai.law.notices import WEEKDAYS
from gongkai.law.terms import Term


def end_of_term(term: Term, start: date, calendar: Calendar) -> Due:
    """The last day of a term that runs from ``start``, which is not counted.

    Working days end on a working day. Days and months whose last day is off end on the first working day after it
    (民事诉讼法 第八十五条, by way of 行政复议法 第八十八条 and 行政诉讼法 第一百零一条). LookupError for a term without number.
    """
    length = term.length()
    if term.unit == "working":
        return calendar.add_workdays(start, length)
    last = start + timedelta(days=length) if term.unit == "calendar" else months_after(start, length)
    return first_working(last, calendar)


def first_working(day: date, calendar: Calendar) -> Due:
    """The day itself where it is worked, else the next that is."""
    return calendar.add_workdays(day - timedelta(days=1), 1)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def chinese(day: date) -> str:
    """2024年9月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


def with_weekday(day: date) -> str:
    """2024年9月25日（星期三）."""
    return f"{chinese(day)}（星期{WEEKDAYS[day.weekday()]}）"
