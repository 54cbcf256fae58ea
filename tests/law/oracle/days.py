"""Working days by the package chinese_calendar, and terms counted one day after the other (民事诉讼法 第八十五条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Final

import chinese_calendar
from chinese_calendar.constants import holidays, workdays

ONE: Final = timedelta(days=1)
LAST_YEAR: Final = max(day.year for day in (*holidays, *workdays) if day.month < 12)
"""The last year whose notice the package has. Its December may still be changed by the notice of the year after."""


@cache
def works(day: date) -> bool:
    """Whether a day is a working day; beyond the last notice by weekends alone."""
    if day.year > LAST_YEAR:
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


def sure(day: date) -> bool:
    """Whether no notice to come can change the day."""
    return day < date(LAST_YEAR, 12, 1)


def after(start: date, number: int, counts: Callable[[date], bool] = lambda day: True) -> date:
    """The ``number``-th day after ``start`` of those that count."""
    day = start
    while number:
        day += ONE
        number -= counts(day)
    return day


def rolled(day: date) -> date:
    """The day, or where it is a day off the first one after it that is not."""
    while not works(day):
        day += ONE
    return day


def same_day_later(start: date, months: int) -> date:
    """The day of the same number so many months on, or the last of that month."""
    day, passed = start, 0
    while passed < months or (day.day < start.day and (day + ONE).day != 1):
        day += ONE
        passed += day.day == 1
    return day
