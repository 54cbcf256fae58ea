"""The clock of a case on the page: every day with its number or its reason, every clock with a lamp, and a due date that is
not certain says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.template.loader import render_to_string

from gongkai.law.calendar import Calendar, official_calendar
from gongkai.law.procedure import Step
from gongkai.law.replay import replay
from gongkai.law.standing import Standing
from gongkai.law.terms import rules_for
from gongkai.office.case_clock import ClockShown, clock_of, working_lamp

CALENDAR = official_calendar()


def step(code: str, day: str, **facts: Any) -> Step:
    return Step(code, date.fromisoformat(day), "", facts)


def standing(*steps: Step, on: str, calendar: Calendar = CALENDAR) -> Standing:
    return replay(steps, rules_for(steps[0].on), calendar, on=date.fromisoformat(on))


def shown(*steps: Step, on: str) -> ClockShown:
    return clock_of(standing(*steps, on=on), date.fromisoformat(on))


def page(clock: ClockShown) -> str:
    return render_to_string("office/applications/_clock.html", {"clock": clock})


def test_every_day_of_the_term_is_a_box_with_its_number_or_the_reason_why_it_has_none() -> None:
    clock = shown(step("receive", "2024-09-25", channel="web"), on="2024-10-08")
    assert clock.strip is not None
    boxes = clock.strip.boxes
    assert [box.number for box in boxes if box.number] == list(range(1, 21))
    assert boxes[0].day == date(2024, 9, 26) and boxes[-1].day == date(2024, 10, 28)
    assert all(box.why for box in boxes if not box.number)
    by_day = {box.day: box for box in boxes}
    assert by_day[date(2024, 10, 1)].why == "国庆节"
    assert (by_day[date(2024, 10, 12)].why, by_day[date(2024, 10, 12)].number) == ("调休", 9)
    assert "today" in by_day[date(2024, 10, 8)].kind and "past" in by_day[date(2024, 9, 27)].kind
    assert "last" in boxes[-1].kind


def test_the_strip_begins_under_the_weekday_of_its_first_day() -> None:
    clock = shown(step("receive", "2024-09-25", channel="web"), on="2024-09-25")
    assert '<li class="counted from-4">' in page(clock)


def test_days_spent_on_a_consultation_say_so_and_the_opinion_has_a_clock_of_its_own() -> None:
    clock = shown(
        step("receive", "2024-09-25", channel="web"),
        step("consult", "2024-09-27", key="甲公司", party="third"),
        step("consult_receipt", "2024-09-29", key="甲公司"),
        on="2024-10-10",
    )
    assert clock.strip is not None
    stopped = [box for box in clock.strip.boxes if "stopped" in box.kind]
    assert stopped and {box.why for box in stopped} == {"征求意见"}
    rows = [(row.label, row.whose) for row in clock.rows]
    assert rows[0] == ("答复", "") and ("第三方提出意见", "甲公司") in rows
    assert "甲公司" in page(clock)


def test_a_term_that_was_set_aside_stays_readable_under_the_one_that_runs() -> None:
    clock = shown(
        step("receive", "2025-01-20", channel="web"),
        step("ask_correction", "2025-01-23", until=date(2025, 2, 20), reason="内容不明确"),
        step("correct", "2025-02-07"),
        on="2025-02-10",
    )
    assert len(clock.earlier) == 1 and "收到申请" in clock.earlier[0].says
    assert clock.strip is not None and "收到申请人的补正" in clock.strip.says
    assert "此前的一段" in page(clock)


def test_a_lamp_counts_working_days_and_needs_no_colour() -> None:
    last = date(2024, 10, 8)
    assert working_lamp(None, last, CALENDAR) is None
    amber = working_lamp(last, date(2024, 9, 30), CALENDAR)
    assert amber is not None and (amber.colour, amber.says) == ("amber", "◆ 还剩 1 个工作日")
    assert "今天到期" in str(working_lamp(last, last, CALENDAR))
    red = working_lamp(last, date(2024, 10, 10), CALENDAR)
    assert red is not None and (red.colour, red.says) == ("red", "▲ 逾期 2 个工作日")
    green = working_lamp(last, date(2024, 9, 20), CALENDAR)
    assert green is not None and green.colour == "green"


def test_a_due_date_that_rests_on_a_missing_notice_is_called_provisional() -> None:
    receive = step("receive", "2026-12-20", channel="web")
    text = page(clock_of(standing(receive, on="2026-12-21"), date(2026, 12, 21)))
    assert "暂定" in text and "下一年度放假安排通知" in text


def test_a_closed_case_has_no_clock_and_says_so() -> None:
    clock = shown(
        step("receive", "2024-09-25", channel="web"), step("withdraw", "2024-09-26"), on="2024-09-27"
    )
    assert clock.rows == [] and "现在没有正在计算的期限（已办结）" in page(clock)


def test_what_may_come_next_and_what_may_not_both_stand_there_with_their_sentence() -> None:
    clock = shown(step("receive", "2024-09-25", channel="web"), on="2024-09-26")
    assert "consult" in {one.code for one in clock.steps}
    barred = {one.code: one.why_not for one in clock.barred}
    assert "待申请人缴费" in barred["pay"]
