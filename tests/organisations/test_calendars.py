"""A notice that the operator takes in moves every clock from then on; one that is not whole, or changes nothing, is refused."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.journal.models import Entry
from gongkai.law.calendar import official_calendar
from gongkai.organisations.calendars import calendar_in_force, take_notice
from gongkai.organisations.models import CalendarNotice, Post
from gongkai.organisations.refusal import Refused
from tests.people import TODAY, a_county, somebody

pytestmark = pytest.mark.django_db

NEXT_YEAR = """
title = "试验用的2027年放假安排"
number = "试验〔2026〕1号"
issued = 2026-11-05
year = 2027
holiday = [
  { name = "元旦", off = [2027-01-01, 2027-01-03], days = 3 },
  { name = "春节", off = [2027-02-05, 2027-02-12], days = 8, worked = [2027-01-31, 2027-02-14] },
  { name = "清明节", off = [2027-04-03, 2027-04-05], days = 3 },
  { name = "劳动节", off = [2027-05-01, 2027-05-05], days = 5, worked = [2027-05-08] },
  { name = "端午节", off = [2027-06-09], days = 1 },
  { name = "中秋节", off = [2027-09-15], days = 1 },
  { name = "国庆节", off = [2027-10-01, 2027-10-07], days = 7, worked = [2027-09-26, 2027-10-09] },
]
""".encode()


def test_without_any_notice_of_its_own_the_installation_runs_by_the_official_calendar() -> None:
    assert calendar_in_force() is official_calendar()


def test_a_notice_taken_in_covers_its_year_and_makes_december_before_it_certain() -> None:
    operator = somebody("operator", a_county().county, Post.SYSTEM_OFFICER)
    made = take_notice(NEXT_YEAR, by=operator, on=TODAY)
    found = calendar_in_force()
    assert found.covers(2027) and found.is_confirmed(date(2026, 12, 15))
    assert not found.is_workday(date(2027, 2, 8)) and found.is_workday(date(2027, 2, 14))
    assert (made.year, made.number, made.by) == (2027, "试验〔2026〕1号", operator)
    assert Entry.objects.filter(act="calendar.take_notice").exists()


def test_a_notice_is_taken_in_once() -> None:
    take_notice(NEXT_YEAR, by=a_county().clerk, on=TODAY)
    with pytest.raises(Refused, match="2027 年的这份通知已经在日历里了"):
        take_notice(NEXT_YEAR + b"\n", by=somebody("other", None), on=TODAY)


def test_a_notice_that_leaves_a_festival_out_is_refused_in_words_and_nothing_is_kept() -> None:
    cut = NEXT_YEAR.replace("端午节".encode(), "休息日".encode())
    with pytest.raises(Refused, match="缺少端午节"):
        take_notice(cut, by=a_county().clerk, on=TODAY)
    assert not CalendarNotice.objects.exists()


def test_a_change_during_the_year_needs_the_notice_of_the_year_first() -> None:
    change = """title = "年中调整"\nyear = 2027\namends = true\nissued = 2027-03-01
holiday = [{ name = "劳动节", off = [2027-05-06] }]\n""".encode()
    clerk = a_county().clerk
    with pytest.raises(Refused, match="先导入全年的通知"):
        take_notice(change, by=clerk, on=TODAY)
    take_notice(NEXT_YEAR, by=clerk, on=TODAY)
    take_notice(change, by=clerk, on=TODAY)
    assert not calendar_in_force().is_workday(date(2027, 5, 6))


def test_a_stored_notice_that_cannot_be_read_leaves_its_year_uncovered_and_the_clocks_running() -> None:
    CalendarNotice.objects.create(year=2027, title="坏的", text="不是通知", digest="0" * 64, on=TODAY)
    assert not calendar_in_force().covers(2027) and calendar_in_force().covers(2026)
