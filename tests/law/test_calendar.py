"""The calendar of working days against the dossier's vectors and traps."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Calendar, Count, Due, NotCovered, official_calendar
from gongkai.law.notices import Notice, read_override, shipped_notices

VECTORS = """
2014-04-03 7 2014-04-15 | 2014-04-03 15 2014-04-25 | 2014-04-03 20 2014-05-05 | 2014-04-03 40 2014-06-03
2015-08-24 15 2015-09-15
2017-01-20 7 2017-02-04 | 2017-01-20 15 2017-02-15 | 2017-01-20 20 2017-02-22 | 2017-01-20 40 2017-03-22
2019-04-15 20 2019-05-14
2020-01-17 20 2020-02-21
2020-01-20 7 2020-02-06 | 2020-01-20 15 2020-02-18 | 2020-01-20 20 2020-02-25 | 2020-01-20 40 2020-03-24
2023-09-21 7 2023-10-08 | 2023-09-21 15 2023-10-18 | 2023-09-21 20 2023-10-25 | 2023-09-21 40 2023-11-22
2024-02-02 7 2024-02-18 | 2024-02-02 15 2024-02-28 | 2024-02-02 20 2024-03-06 | 2024-02-02 40 2024-04-03
2024-09-25 7 2024-10-10 | 2024-09-25 15 2024-10-21 | 2024-09-25 20 2024-10-28 | 2024-09-25 40 2024-11-25
2024-09-29 7 2024-10-14 | 2024-09-29 15 2024-10-24 | 2024-09-29 20 2024-10-31 | 2024-09-29 40 2024-11-28
2025-01-20 7 2025-02-05 | 2025-01-20 15 2025-02-14 | 2025-01-20 20 2025-02-21 | 2025-01-20 40 2025-03-21
2026-01-04 7 2026-01-13 | 2026-01-04 15 2026-01-23 | 2026-01-04 20 2026-01-30 | 2026-01-04 40 2026-03-05
2026-02-13 7 2026-03-02 | 2026-02-13 15 2026-03-12 | 2026-02-13 20 2026-03-19 | 2026-02-13 40 2026-04-17
2026-09-21 7 2026-10-08 | 2026-09-21 15 2026-10-19 | 2026-09-21 20 2026-10-26 | 2026-09-21 40 2026-11-23
2022-09-30 20 2022-11-02 | 2022-03-14 20 2022-04-12 | 2011-06-01 15 2011-06-23 | 2016-12-27 15 2017-01-18
2024-01-31 20 2024-03-04 | 2025-01-20 20 2025-02-21 | 2026-09-24 20 2026-10-29
2024-10-10 15 2024-10-30 | 2025-02-17 20 2025-03-17 | 2025-09-26 20 2025-10-30
2025-12-18 20 2026-01-16 | 2026-02-10 20 2026-03-16 | 2026-09-10 20 2026-10-14 | 2017-01-20 30 2017-03-08
"""
WORKED_WEEKENDS = """
2024-09-29 2024-10-12 2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28
2026-05-09 2026-09-20 2026-10-10 2011-12-31 2007-12-29 2015-09-06 2019-04-28 2019-05-05 2018-12-29
"""
DAYS_OFF = """
2014-04-07 2007-12-30 2007-12-31 2015-09-03 2015-09-04 2019-05-02 2019-05-03 2020-01-31 2020-02-01 2020-02-02
2022-12-31 2013-06-12 2023-10-06
"""


def vectors() -> list[tuple[date, int, date]]:
    triples = [one.split() for line in VECTORS.split("\n") for one in line.split("|") if one.strip()]
    return [(date.fromisoformat(start), int(n), date.fromisoformat(due)) for start, n, due in triples]


def days(text: str) -> list[date]:
    return [date.fromisoformat(one) for one in text.split()]


def through(year: int) -> Calendar:
    """The calendar as it stood when the notice of ``year`` was the last one out."""
    return Calendar(tuple(notice for notice in shipped_notices() if notice.year <= year))


@pytest.mark.parametrize(("start", "n", "due"), vectors())
def test_a_term_of_working_days_ends_as_the_dossier_says(start: date, n: int, due: date) -> None:
    assert official_calendar().add_workdays(start, n) == Due(due, provisional=False)


@pytest.mark.parametrize(("start", "n", "due"), vectors())
def test_counting_back_gives_the_same_number(start: date, n: int, due: date) -> None:
    assert official_calendar().workdays_between(start, due) == Count(n, provisional=False)


@pytest.mark.parametrize("day", days(WORKED_WEEKENDS))
def test_a_weekend_worked_in_exchange_counts(day: date) -> None:
    assert day.weekday() >= 5
    assert official_calendar().is_workday(day)
    assert "调休上班" in official_calendar().look(day).reason


@pytest.mark.parametrize("day", days(DAYS_OFF))
def test_a_day_off_of_a_notice_does_not_count(day: date) -> None:
    assert not official_calendar().is_workday(day)
    assert "放假" in official_calendar().look(day).reason


def test_an_extension_cancels_a_worked_saturday_of_the_first_notice() -> None:
    first = Calendar(tuple(one for one in shipped_notices() if not one.amends))
    saturday = date(2020, 2, 1)
    assert first.is_workday(saturday)
    assert not official_calendar().is_workday(saturday)


def test_receipt_on_a_day_off_starts_the_count_on_the_next_working_day() -> None:
    calendar = official_calendar()
    in_holiday, before = date(2024, 10, 3), date(2024, 9, 30)
    assert calendar.add_workdays(in_holiday, 1).day == date(2024, 10, 8)
    assert calendar.add_workdays(in_holiday, 20) == calendar.add_workdays(before, 20)


def test_the_last_day_of_january_may_be_a_day_off_and_is_told_so() -> None:
    off = {year for year in range(2015, 2027) if not official_calendar().is_workday(date(year, 1, 31))}
    assert off == {2015, 2016, 2017, 2020, 2021, 2022, 2025, 2026}
    assert [y for y in range(2015, 2027) if not official_calendar().is_workday(date(y, 3, 31))] == [
        2018,
        2019,
        2024,
    ]


def test_no_working_days_is_the_day_itself() -> None:
    assert official_calendar().add_workdays(date(2024, 10, 1), 0) == Due(date(2024, 10, 1), provisional=False)


def test_december_is_confirmed_only_when_the_next_notice_is_in() -> None:
    assert official_calendar().confirmed_through == date(2026, 11, 30)
    assert official_calendar().add_workdays(date(2026, 11, 27), 1) == Due(
        date(2026, 11, 30), provisional=False
    )
    assert official_calendar().add_workdays(date(2026, 11, 30), 1) == Due(date(2026, 12, 1), provisional=True)
    assert official_calendar().add_workdays(date(2025, 12, 30), 1).provisional is False


def test_a_date_in_a_year_without_notice_is_provisional_and_moves_when_the_notice_comes() -> None:
    start = date(2011, 12, 20)
    assert through(2011).add_workdays(start, 15) == Due(date(2012, 1, 10), provisional=True)
    assert through(2012).add_workdays(start, 15) == Due(date(2012, 1, 11), provisional=False)
    assert through(2011).version != through(2012).version


def test_a_year_left_out_stays_provisional_though_a_later_one_is_in() -> None:
    gap = Calendar(tuple(one for one in shipped_notices() if one.year != 2024))
    assert gap.confirmed_through == date(2023, 11, 30)
    assert gap.add_workdays(date(2024, 3, 1), 5).provisional
    assert not gap.add_workdays(date(2025, 3, 3), 5).provisional


def test_an_amending_notice_alone_does_not_cover_a_year() -> None:
    extension = next(one for one in shipped_notices() if one.amends and one.year == 2020)
    assert Calendar((extension,)).confirmed_through == date.min
    assert Calendar((extension,)).add_workdays(date(2020, 6, 1), 1).provisional


def test_nobody_is_told_that_a_weekday_of_an_unknown_year_is_worked() -> None:
    with pytest.raises(NotCovered, match="2027 年的放假安排通知尚未收入日历"):
        official_calendar().is_workday(date(2027, 10, 4))
    assert official_calendar().look(date(2027, 10, 4)).confirmed is False
    with pytest.raises(NotCovered):
        official_calendar().is_workday(date(2006, 12, 29))


def test_a_local_change_lies_over_the_notices_with_reason_and_number() -> None:
    local = read_override(
        'reason = "延迟复工"\nnumber = "某政办发〔2020〕1号"\n'
        '[[holiday]]\nname = "春节后"\noff = [2020-02-03, 2020-02-09]\n'.encode()
    )
    calendar = official_calendar().with_override(local)
    assert official_calendar().add_workdays(date(2020, 1, 17), 20).day == date(2020, 2, 21)
    assert calendar.add_workdays(date(2020, 1, 17), 20) == Due(date(2020, 2, 28), provisional=False)
    assert calendar.look(date(2020, 2, 3)).reason == "春节后：延迟复工（某政办发〔2020〕1号）"
    assert calendar.look(date(2020, 1, 28)).reason == "春节放假（国办发明电〔2019〕16号）"


def test_a_calendar_never_changes() -> None:
    calendar = official_calendar()
    before = calendar.version
    calendar.with_notice(Notice(2030, "试", "", None, False, ()))
    assert official_calendar().version == before
    with pytest.raises(FrozenInstanceError):
        calendar.notices = ()  # type: ignore[misc]


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2100, 1, 1)])
def test_beyond_its_range_the_calendar_refuses_in_chinese(day: date) -> None:
    with pytest.raises(ValueError, match="超出日历的范围"):
        official_calendar().add_workdays(day, 1)
    with pytest.raises(ValueError, match="超出日历的范围"):
        official_calendar().add_workdays(date(2099, 12, 1), 10**6)


def test_the_range_of_the_calendar_includes_its_first_and_last_day() -> None:
    calendar = official_calendar()
    assert calendar.add_workdays(date(2000, 1, 1), 1) == Due(date(2000, 1, 3), provisional=True)
    assert calendar.add_workdays(date(2099, 12, 30), 1) == Due(date(2099, 12, 31), provisional=True)
    assert calendar.workdays_between(date(2099, 12, 31), date(2099, 12, 31)) == Count(0, provisional=False)
    for beyond in (date(1999, 12, 31), date(2100, 1, 1)):
        with pytest.raises(ValueError, match="超出日历的范围"):
            calendar.look(beyond)
    with pytest.raises(ValueError, match="超出日历的范围"):
        calendar.add_workdays(date(2099, 12, 30), 2)


@pytest.mark.parametrize(
    ("day", "confirmed"),
    [
        (date(2000, 1, 1), False),
        (date(2006, 12, 31), False),
        (date(2007, 1, 1), True),
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
    ],
)
def test_a_day_is_confirmed_from_the_first_notice_to_the_last_november(day: date, confirmed: bool) -> None:
    assert official_calendar().is_confirmed(day) is confirmed


def test_a_negative_term_and_an_end_before_the_start_are_refused() -> None:
    with pytest.raises(ValueError, match="不能为负数"):
        official_calendar().add_workdays(date(2024, 1, 2), -1)
    with pytest.raises(ValueError, match="在 2024-01-02 之前"):
        official_calendar().workdays_between(date(2024, 1, 2), date(2024, 1, 1))


IN_COVER = st.dates(date(2007, 1, 1), date(2026, 6, 30))


@given(start=IN_COVER, n=st.integers(1, 80))
def test_the_fast_count_is_the_day_by_day_count(start: date, n: int) -> None:
    calendar, day, left = official_calendar(), start, n
    while left:
        day += timedelta(days=1)
        left -= calendar.is_workday(day)
    assert calendar.add_workdays(start, n) == Due(day, provisional=False)
    assert sum(one.works for one in calendar.days(start, day)) == n


@given(start=st.dates(date(2006, 1, 1), date(2028, 12, 31)), n=st.integers(1, 300))
def test_a_term_is_provisional_exactly_when_a_day_on_the_way_is_not_confirmed(start: date, n: int) -> None:
    due = official_calendar().add_workdays(start, n)
    assert due.provisional == (not all(one.confirmed for one in official_calendar().days(start, due.day)))
