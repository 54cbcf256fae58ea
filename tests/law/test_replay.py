"""The replay as a whole: traces, positions, permission, and cost that grows with the steps and no faster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.load import Entry, LawError, load_toml
from gongkai.law.procedure import NotPermitted, Step, official_procedure, read_procedure
from gongkai.law.replay import permit, replay
from gongkai.law.strip import lines
from gongkai.law.terms import rules_for

CALENDAR = official_calendar()
RECEIVED = date(2024, 9, 25)
RULES = rules_for(RECEIVED)


def step(code: str, day: str, **facts: Any) -> Step:
    return Step(code, date.fromisoformat(day), "", facts)


RECEIVE = step("receive", "2024-09-25", channel="web")


def test_the_trace_shows_every_day_of_every_stretch() -> None:
    steps = [
        step("receive", "2025-01-20", channel="post"),
        step("ask_correction", "2025-01-23", until=date(2025, 2, 20), reason="内容不明确"),
        step("correct", "2025-02-07"),
    ]
    found = replay(steps, rules_for(date(2025, 1, 20)), CALENDAR)
    (first, before), (second, after) = found.trace()
    assert (first.why, first.start, first.end) == ("receive", date(2025, 1, 20), date(2025, 2, 7))
    assert list(lines(before)) == [
        "2025年1月21日至2025年1月23日　第1日至第3日",
        "2025年1月24日　不计入：待申请人补正",
        "2025年1月25日　不计入：周末",
        "2025年1月26日至2025年1月27日　不计入：待申请人补正",
        "2025年1月28日至2025年2月4日　不计入：春节放假（国办发明电〔2024〕12号）",
        "2025年2月5日至2025年2月7日　不计入：待申请人补正",
    ]
    assert (second.why, second.start, second.end) == ("correct", date(2025, 2, 7), date(2025, 3, 6))
    assert next(lines(after)) == "2025年2月8日　第1日，春节调休上班（国办发明电〔2024〕12号）"
    assert after[-1].number == 20


def test_a_term_that_waits_is_traced_up_to_the_day_asked_for() -> None:
    steps = [RECEIVE, step("ask_correction", "2024-10-08", until=date(2024, 10, 25), reason="内容不明确")]
    found = replay(steps, RULES, CALENDAR, on=date(2024, 10, 10))
    ((stretch, days),) = found.trace()
    assert stretch.end == date(2024, 10, 10)
    assert [one.number for one in days[-3:]] == [5, 0, 0]
    assert days[-1].reason == "待申请人补正"


def test_the_fee_stops_the_term_and_payment_begins_it_anew() -> None:
    steps = [
        RECEIVE,
        step("charge", "2024-10-08", standard="pages", quantity=68, before=0, yuan=380),
        step("charge_receipt", "2024-10-09"),
        step("pay", "2024-10-14"),
    ]
    found = replay(steps, RULES, CALENDAR)
    (_, before), (second, _) = found.trace()
    assert (before[-1].reason, second.why, found.start) == ("待申请人缴费", "pay", date(2024, 10, 14))
    assert found.due == Due(date(2024, 11, 11), False)


def test_an_extension_given_before_a_restart_ends_with_the_term_it_extended() -> None:
    steps = [
        RECEIVE,
        step("extend", "2024-10-08", days=5, approved="负责人"),
        step("charge", "2024-10-09", standard="pages", quantity=68, before=0, yuan=380),
        step("charge_receipt", "2024-10-09"),
        step("pay", "2024-10-14"),
    ]
    found = replay(steps, RULES, CALENDAR)
    assert found.due == Due(date(2024, 11, 11), False)
    extend = next(one for one in found.options if one.code == "extend")
    assert extend.permitted
    with pytest.raises(NotPermitted, match="已延长 5 个，再延长 16 个"):
        permit(steps, step("extend", "2024-10-15", days=16, approved="负责人"), RULES, CALENDAR)


def test_overlapping_consultations_take_a_day_out_once_and_name_the_one_that_lasts_longest() -> None:
    steps = [
        RECEIVE,
        step("consult", "2024-10-08", key="甲", party="third"),
        step("consult", "2024-10-09", key="乙", party="agency"),
        step("opinion", "2024-10-10", key="甲", view="agrees"),
        step("opinion", "2024-10-11", key="乙", view="agrees"),
    ]
    found = replay(steps, RULES, CALENDAR)
    assert found.excluded == 3
    ((_, days),) = found.trace()
    reasons = {one.day.day: one.reason for one in days if one.day.month == 10}
    assert (reasons[9], reasons[10], reasons[11]) == (
        "征求第三方意见",
        "征求其他机关意见",
        "征求其他机关意见",
    )


def test_a_day_may_be_looked_at_before_later_steps() -> None:
    steps = [RECEIVE, step("withdraw", "2024-10-16")]
    before = replay(steps, RULES, CALENDAR, on=date(2024, 10, 15))
    after = replay(steps, RULES, CALENDAR, on=date(2024, 10, 16))
    assert (before.state, before.on, before.outcome) == ("open", date(2024, 10, 15), "")
    assert (after.state, after.closed_on, after.due) == ("closed", date(2024, 10, 16), None)
    assert before.received == after.received == before.start == RECEIVED


def test_steps_are_taken_by_their_day_and_those_of_one_day_in_the_order_given() -> None:
    late = step("consult_receipt", "2024-10-10", key="甲")
    asked = step("consult", "2024-10-08", key="甲", party="third")
    found = replay([RECEIVE, late, asked], RULES, CALENDAR)
    assert [one.code for one in found.clocks] == ["reply", "correction_notice", "third"]
    same_day = [
        step("ask_correction", "2024-09-25", until=date(2024, 10, 9), reason="内容不明确"),
        step("correct", "2024-09-25"),
    ]
    assert replay([RECEIVE, *same_day], RULES, CALENDAR).state == "open"
    with pytest.raises(NotPermitted, match="“收到申请人的补正”应在待申请人补正时进行"):
        replay([RECEIVE, *same_day[::-1]], RULES, CALENDAR)


def test_a_clock_names_its_party_start_and_article() -> None:
    steps = [
        RECEIVE,
        step("consult", "2024-10-08", key="甲", party="third"),
        step("consult_receipt", "2024-10-10", key="甲"),
        step("consult", "2024-10-08", key="乙", party="agency"),
    ]
    reply, notice, third, agency = replay(steps, RULES, CALENDAR).clocks
    assert (reply.label, reply.key, reply.start, reply.basis) == (
        "答复",
        "",
        RECEIVED,
        "条例 第三十三条第二款",
    )
    assert (notice.label, notice.start, notice.basis) == ("一次性告知补正", RECEIVED, "条例 第三十条")
    assert third == (
        "third",
        "第三方提出意见",
        "甲",
        date(2024, 10, 10),
        Due(date(2024, 10, 30), False),
        "条例 第三十二条",
    )
    assert (agency.label, agency.key, agency.start, agency.end) == ("其他机关提出意见", "乙", None, None)
    assert agency.basis == "条例 第三十三条第三款"


def test_a_clock_that_has_run_out_is_no_longer_shown() -> None:
    codes = {
        day: [one.code for one in replay([RECEIVE], RULES, CALENDAR, on=day).clocks]
        for day in (date(2024, 10, 10), date(2024, 10, 11))
    }
    assert codes == {
        date(2024, 10, 10): ["reply", "correction_notice"],
        date(2024, 10, 11): ["reply"],
    }


def test_an_action_asks_before_it_writes_a_step_down() -> None:
    again = step("ask_correction", "2024-10-09", until=date(2024, 10, 25), reason="仍不明确")
    asked = [
        RECEIVE,
        step("ask_correction", "2024-10-08", until=date(2024, 10, 25), reason="内容不明确"),
        step("correct", "2024-10-08"),
    ]
    with pytest.raises(NotPermitted) as refused:
        permit(asked, again, RULES, CALENDAR)
    assert str(refused.value) == "补正应当一次性告知：2024-10-08 已经告知过补正（条例 第三十条）"
    late = step("ask_correction", "2024-10-11", until=date(2024, 10, 25), reason="内容不明确")
    after = permit([RECEIVE], late, RULES, CALENDAR)
    assert [one.check for one in after.breaches] == ["CLK-02"]
    assert after.breaches[0].on == "2024-10-11"
    assert after.breaches[0].severity == "error"


def test_a_step_may_be_entered_after_later_ones_if_it_was_permitted_on_its_day() -> None:
    asked = [
        RECEIVE,
        step("consult", "2024-10-08", key="甲", party="third"),
        step("search", "2024-10-12", where="档案室", words="某"),
    ]
    found = permit(asked, step("opinion", "2024-10-10", key="甲", view="agrees"), RULES, CALENDAR)
    assert found.excluded == 2


def test_a_provisional_day_is_told_as_such_while_nobody_knows_the_end() -> None:
    steps = [RECEIVE, step("consult", "2024-10-08", key="乙", party="agency")]
    later = replay(steps, RULES, CALENDAR, on=date(2024, 10, 11))
    assert (later.due, later.excluded) == (Due(date(2024, 10, 31), True), 3)
    assert replay(steps, RULES, CALENDAR).due == Due(date(2024, 10, 28), True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data["step"][1].update({"from": ["lost"]}), "没有“lost”这个状态"),
        (lambda data: data["step"][1].update(to="lost"), "没有“lost”这个状态"),
        (lambda data: data["step"][1].update(conditions=["luck"]), "没有“luck”这个条件"),
        (lambda data: data["step"][1].update(needs={"x": "number"}), "x 的值 'number' 不对"),
        (lambda data: data["state"].append({"code": "lost", "label": "走失"}), "状态“lost”进不去或者出不来"),
        (lambda data: data["condition"][0].update(effect="maybe"), "effect 的值 'maybe' 不对"),
        (lambda data: data["condition"][0].update(note="x"), "不认识的键 note"),
        (lambda data: data["state"][0].update(note="x"), "不认识的键 note"),
        (lambda data: data["step"][0].update(note="x"), "不认识的键 note"),
        (lambda data: data.update(steps=[]), "不认识的键 steps"),
        (lambda data: data["step"][0].pop("label"), "缺少 label"),
        (lambda data: data["step"][0].update(articles=[{"basis": "条例"}]), "缺少 in_force"),
        (
            lambda data: data["condition"].append(data["condition"][0] | {"code": "idle"}),
            "条件“idle”没有哪一步用到",
        ),
    ],
)
def test_a_wrong_table_is_named(change: Callable[[dict[str, Any]], object], says: str) -> None:
    data = load_toml("procedure.toml")
    change(data)
    with pytest.raises(LawError, match=says):
        read_procedure(Entry(data, "procedure.toml"))


def test_every_state_can_be_reached_and_every_step_says_who_takes_it() -> None:
    procedure = official_procedure()
    reached = {"new"}
    for _ in procedure.steps:
        reached |= {
            one.target for one in procedure.steps.values() if one.target and reached & set(one.sources)
        }
    assert reached == set(procedure.states)
    assert all(one.by for one in procedure.steps.values())
    assert {code for one in procedure.steps.values() for code in one.conditions} == set(procedure.conditions)


def test_a_later_procedure_leaves_the_cases_before_it_alone() -> None:
    data = load_toml("procedure.toml")
    extend = next(one for one in data["step"] if one["code"] == "extend")
    within = next(one for one in data["condition"] if one["code"] == "extension_within_limit")
    for one in (extend, within):
        one["articles"] = [*one["articles"], {"in_force": date(2030, 7, 1), "basis": "条例 第三十四条"}]
    later = read_procedure(Entry(data, "procedure.toml"))
    now, then = official_procedure().steps["extend"], later.steps["extend"]
    assert now.basis(date(2030, 6, 30)) == then.basis(date(2030, 6, 30)) == "条例 第三十三条第二款"
    assert then.basis(date(2030, 7, 1)) == later.conditions["extension_within_limit"].basis(date(2030, 7, 1))
    steps = [RECEIVE, step("extend", "2024-10-08", days=21, approved="负责人")]
    found, before = (replay(steps, RULES, CALENDAR, procedure=one) for one in (later, official_procedure()))
    assert (found, found.options, found.endings) == (before, before.options, before.endings)
