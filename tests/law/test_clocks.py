"""The clocks of a case and its strip of days, field by field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.clocks import Clock
from gongkai.law.deadlines import Pause
from gongkai.law.options import Option
from gongkai.law.procedure import NotPermitted, Step
from gongkai.law.replay import permit, replay
from gongkai.law.strip import StripDay, lines, strip
from gongkai.law.terms import rules_for

CALENDAR = official_calendar()
RECEIVED = date(2024, 9, 25)
RULES = rules_for(RECEIVED)


def step(code: str, day: str, **facts: Any) -> Step:
    return Step(code, date.fromisoformat(day), "", facts)


RECEIVE = step("receive", "2024-09-25", channel="web")


def clocks(*steps: Step, on: str = "") -> tuple[Clock, ...]:
    rules = rules_for(steps[0].on)
    return replay(steps, rules, CALENDAR, on=date.fromisoformat(on) if on else None).clocks


def test_the_reply_and_the_notice_of_correction_run_from_receipt() -> None:
    assert clocks(RECEIVE) == (
        Clock("reply", "答复", "", RECEIVED, Due(date(2024, 10, 28), False), "条例 第三十三条第二款"),
        Clock(
            "correction_notice",
            "一次性告知补正",
            "",
            RECEIVED,
            Due(date(2024, 10, 10), False),
            "条例 第三十条",
        ),
    )


def test_only_the_applicants_correction_runs_while_it_corrects() -> None:
    asked = step("ask_correction", "2024-10-08", until=date(2024, 10, 25), reason="内容不明确")
    assert clocks(RECEIVE, asked) == (
        Clock(
            "correction",
            "申请人补正",
            "",
            date(2024, 10, 8),
            Due(date(2024, 10, 25), False),
            "条例 第三十条",
        ),
    )


def test_under_the_old_edition_a_correction_is_a_change_or_supplement() -> None:
    received = step("receive", "2017-02-06", channel="person")
    asked = step("ask_correction", "2017-02-24", until=date(2017, 3, 10), reason="内容不明确")
    assert clocks(received, asked) == (
        Clock(
            "correction",
            "申请人更改、补充",
            "",
            date(2017, 2, 24),
            Due(date(2017, 3, 10), False),
            "2007年条例 第二十一条第（四）项",
        ),
    )


def test_the_reply_goes_on_while_the_applicant_explains() -> None:
    asked = step("ask_explanation", "2024-10-12", until=date(2024, 10, 25))
    assert clocks(RECEIVE, asked)[1:] == (
        Clock(
            "explanation",
            "申请人说明理由",
            "",
            date(2024, 10, 12),
            Due(date(2024, 10, 25), False),
            "条例 第三十五条",
        ),
    )


def test_payment_runs_from_the_receipt_of_the_notice() -> None:
    charged = step("charge", "2024-10-08", standard="pages", quantity=68, before=0, yuan=380)
    assert clocks(RECEIVE, charged) == (
        Clock("fee_payment", "缴纳信息处理费", "", None, None, "国办函〔2020〕109号"),
    )
    (found,) = clocks(RECEIVE, charged, step("charge_receipt", "2024-10-09"))
    assert (found.start, found.end) == (date(2024, 10, 9), Due(date(2024, 11, 5), False))


def test_a_consulted_party_has_its_clock_until_it_answers_or_its_term_is_over() -> None:
    steps = [
        RECEIVE,
        step("consult", "2024-10-08", key="甲", party="third"),
        step("consult_receipt", "2024-10-10", key="甲"),
        step("opinion", "2024-10-31", key="甲", view="agrees"),
    ]
    third = Clock(
        "third", "第三方提出意见", "甲", date(2024, 10, 10), Due(date(2024, 10, 30), False), "条例 第三十二条"
    )
    assert third in clocks(*steps, on="2024-10-30")
    assert third not in clocks(*steps[:3], on="2024-10-31")
    assert third in clocks(*steps[:3])
    assert third not in clocks(*steps)


def test_a_closed_case_has_no_clock_though_somebody_has_not_answered() -> None:
    asked = step("consult", "2024-10-08", key="甲", party="third")
    assert clocks(RECEIVE, asked, step("withdraw", "2024-10-09")) == ()


def test_under_the_old_edition_an_agency_is_waited_for_without_its_own_article() -> None:
    received = step("receive", "2017-02-06", channel="person")
    found = clocks(received, step("consult", "2017-02-07", key="丙", party="agency"))[-1]
    assert found == Clock("agency", "其他机关提出意见", "丙", None, None, "2007年条例 第二十四条第三款")


def test_a_strip_counts_on_after_a_pause() -> None:
    stops = (Pause(date(2024, 10, 8), date(2024, 10, 16), "征求第三方意见"),)
    days = list(strip(date(2024, 9, 30), date(2024, 10, 21), stops, CALENDAR))
    assert days[:1] == [StripDay(date(2024, 10, 1), 0, "国庆节放假（国办发明电〔2023〕7号）", True)]
    assert list(lines(days)) == [
        "2024年10月1日至2024年10月7日　不计入：国庆节放假（国办发明电〔2023〕7号）",
        "2024年10月8日　第1日",
        "2024年10月9日至2024年10月12日　不计入：征求第三方意见",
        "2024年10月13日　不计入：周末",
        "2024年10月14日至2024年10月16日　不计入：征求第三方意见",
        "2024年10月17日至2024年10月18日　第2日至第3日",
        "2024年10月19日至2024年10月20日　不计入：周末",
        "2024年10月21日　第4日",
    ]


def test_of_several_pauses_the_one_that_lasts_longest_is_named_whatever_their_order() -> None:
    stops = (
        Pause(date(2024, 10, 14), date(2024, 10, 16), "丙"),
        Pause(date(2024, 10, 8), date(2024, 10, 11), "甲"),
        Pause(date(2024, 10, 9), date(2024, 10, 10), "乙"),
    )
    days = list(strip(date(2024, 10, 8), date(2024, 10, 18), stops, CALENDAR))
    assert [one.reason for one in days] == [
        "甲",
        "甲",
        "甲",
        "国庆节调休上班（国办发明电〔2023〕7号）",
        "周末",
    ] + [
        "",
        "丙",
        "丙",
        "",
        "",
    ]
    assert [one.number for one in days] == [0, 0, 0, 1, 0, 2, 0, 0, 3, 4]


def test_a_day_that_waits_for_a_notice_is_marked() -> None:
    days = list(strip(date(2026, 11, 29), date(2026, 12, 1), (), CALENDAR))
    assert [one.confirmed for one in days] == [True, False]


def test_the_strip_of_a_day_past_shows_what_an_open_consultation_had_taken() -> None:
    steps = [RECEIVE, step("consult", "2024-10-08", key="乙", party="agency")]
    ((stretch, days),) = replay(steps, RULES, CALENDAR, on=date(2024, 10, 11)).trace()
    assert stretch.end == date(2024, 10, 31)
    assert [one.day.day for one in days if one.reason == "征求其他机关意见"] == [9, 10, 11]


def test_an_option_names_the_step_who_takes_it_and_what_it_would_breach() -> None:
    found = replay([RECEIVE], RULES, CALENDAR, on=date(2024, 10, 11))
    options = {one.code: one for one in found.options}
    assert options["extend"] == Option("extend", "延长答复期限", ("signatory",), "", ())
    assert options["ask_correction"].warns == (
        "补正应当自收到申请之日起 7 个工作日内（2024-10-10 以前）告知，2024-10-11 才告知",
    )
    assert options["delay"].warns == ()
    assert "receive" not in options


def test_an_ending_names_the_outcome_who_signs_it_and_what_it_would_breach() -> None:
    asked = step("consult", "2024-10-08", key="甲", party="agency")
    endings = {one.code: one for one in replay([RECEIVE, asked], RULES, CALENDAR).endings}
    assert endings["granted"] == Option(
        "granted",
        "予以公开",
        ("signatory",),
        "",
        ("答复以前没有公开审查的记录", "向甲征求意见的期限还没有届满，意见也没有收到"),
    )


def test_what_happened_earlier_the_same_day_bars_a_step_too() -> None:
    steps = [
        RECEIVE,
        step("ask_correction", "2024-09-25", until=date(2024, 10, 9), reason="内容不明确"),
        step("correct", "2024-09-25"),
    ]
    again = step("ask_correction", "2024-09-25", until=date(2024, 10, 9), reason="仍不明确")
    with pytest.raises(NotPermitted, match="补正应当一次性告知"):
        permit(steps, again, RULES, CALENDAR)


def test_the_trace_leaves_out_the_days_of_a_party_that_never_answered() -> None:
    steps = [
        RECEIVE,
        step("consult", "2024-10-08", key="甲", party="third"),
        step("consult_receipt", "2024-10-10", key="甲"),
    ]
    ((stretch, days),) = replay(steps, RULES, CALENDAR).trace()
    assert stretch.end == date(2024, 11, 20)
    waited = [one.day for one in days if one.reason == "征求第三方意见"]
    assert (waited[0], waited[-1], len(waited)) == (date(2024, 10, 9), date(2024, 10, 30), 17)
