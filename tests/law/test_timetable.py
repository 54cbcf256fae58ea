"""What the standard catalogues word as 公开时限, and the day it comes to."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.timetable import Rhythm, due_after, last_due, next_due, timetable


@pytest.mark.parametrize(
    ("says", "workdays"),
    [
        ("信息形成或者变更之日起20个工作日内", 20),
        ("自信息形成之日起２０个工作日内公开", 20),
        ("3 个工作日内", 3),
        ("七个工作日内", 7),
        ("十五个工作日内", 15),
        ("二十个工作日", 20),
        ("30个工作日内", 20),
        ("实时公开", 0),
        ("及时公开", 0),
        ("公示期满后5个工作日内", 5),
        ("按规定公开", 20),
        ("", 20),
        ("长期公开", 20),
        ("年度预算批复后20个工作日内", 20),
    ],
)
def test_a_term_in_working_days_is_never_longer_than_the_laws(says: str, workdays: int) -> None:
    assert (timetable(says).rhythm, timetable(says).workdays) == (Rhythm.ONCE, workdays)


def test_what_the_wording_does_not_tell_is_said() -> None:
    assert not timetable("按规定公开").understood
    assert timetable("20个工作日").understood


@pytest.mark.parametrize(
    ("says", "on", "expected"),
    [
        ("每季度首月20日前", date(2026, 2, 1), date(2026, 4, 20)),
        ("每季度首月20日前", date(2026, 4, 20), date(2026, 4, 20)),
        ("每季度首月20日前", date(2026, 4, 21), date(2026, 7, 20)),
        ("每季度首月20日前", date(2026, 11, 1), date(2027, 1, 20)),
        ("每月10日前公开上月情况", date(2026, 12, 11), date(2027, 1, 10)),
        ("每月公开", date(2028, 2, 3), date(2028, 2, 29)),
        ("每年3月31日前", date(2026, 4, 1), date(2027, 3, 31)),
        ("每年1月底前", date(2026, 1, 5), date(2026, 1, 31)),
        ("每半年公开一次", date(2026, 7, 1), date(2026, 12, 31)),
        ("每季度公布一次", date(2026, 5, 1), date(2026, 6, 30)),
        ("每年2月31日前", date(2026, 1, 1), date(2026, 2, 28)),
    ],
)
def test_a_periodic_term_is_due_by_its_day(says: str, on: date, expected: date) -> None:
    assert next_due(timetable(says), on) == expected


@pytest.mark.parametrize(
    ("formed", "expected"),
    [
        (date(2025, 12, 18), date(2026, 1, 16)),
        (date(2026, 2, 10), date(2026, 3, 16)),
        (date(2026, 9, 10), date(2026, 10, 14)),
    ],
)
def test_twenty_working_days_from_forming(formed: date, expected: date) -> None:
    due = due_after(timetable("20个工作日"), formed, official_calendar())
    assert isinstance(due, Due) and due.day == expected


def test_at_once_is_the_same_day_and_calendar_days_are_counted_plainly() -> None:
    calendar = official_calendar()
    assert due_after(timetable("实时公开"), date(2026, 3, 2), calendar) == date(2026, 3, 2)
    assert due_after(timetable("形成后30日内"), date(2026, 1, 10), calendar) == date(2026, 2, 9)


TERMS = st.sampled_from(["每月10日前", "每季度首月20日前", "每半年", "每年3月31日前", "每年2月29日前"])


@given(TERMS, st.dates(date(2008, 1, 1), date(2040, 1, 1)))
def test_the_last_due_day_is_before_and_the_next_not_and_none_lies_between(says: str, on: date) -> None:
    term = timetable(says)
    before, after = last_due(term, on), next_due(term, on)
    assert before < on <= after
    assert next_due(term, date.fromordinal(before.toordinal() + 1)) == after


@given(st.text(max_size=30))
def test_any_wording_gives_a_term(says: str) -> None:
    term = timetable(says)
    due_after(term, date(2026, 3, 2), official_calendar())
