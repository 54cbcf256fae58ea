"""Every day of the calendar against two independent packages."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from gongkai.law.calendar import NotCovered, official_calendar

FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)


def differences(witness: object) -> list[date]:
    calendar = official_calendar()
    every = (FIRST + timedelta(days=offset) for offset in range((LAST - FIRST).days + 1))
    return [day for day in every if calendar.is_workday(day) != witness(day)]  # type: ignore[operator]


def test_every_day_equals_the_package_holidays() -> None:
    china = holidays.country_holidays("CN", years=range(2006, 2028))
    assert differences(china.is_working_day) == []


def test_every_day_equals_the_package_chinese_calendar() -> None:
    assert differences(chinese_calendar.is_workday) == []


def test_the_one_known_difference_of_the_witnesses_lies_before_the_calendar() -> None:
    """2005-12-31 was worked: the notice for 2006 (国办发明电〔2005〕35号) moves that Saturday to 2006-01-02.
    chinese_calendar leaves it out; our calendar begins in 2007 and says neither."""
    saturday = date(2005, 12, 31)
    assert holidays.country_holidays("CN", years=(2005, 2006)).is_working_day(saturday)
    assert not chinese_calendar.is_workday(saturday)
    with pytest.raises(NotCovered):
        official_calendar().is_workday(saturday)
