"""Reviews and suits as the body lives through them: its own clocks, what may come next, and the column of table four."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.procedure import NotPermitted, Step
from gongkai.law.remedies import remedy_terms
from gongkai.law.remedy_cases import (
    COLUMNS,
    FORUMS,
    INSTANCES,
    KINDS,
    PENDING,
    clocks,
    defects,
    forum_of,
    results,
    results_for,
)
from gongkai.law.remedy_course import Brought, Course, course_of

D = date.fromisoformat
CAME = Step("receive", D("2026-03-02"))  # a Monday


def course(brought: Brought, *taken: Step) -> Course:
    return course_of(brought, taken, official_calendar())


def step(code: str, on: str, **facts: Any) -> Step:
    return Step(code, D(on), facts=facts)


@pytest.mark.parametrize(
    ("brought", "received", "last"),
    [
        (Brought("review"), "2026-03-02", "2026-03-16"),  # 10 working days
        (Brought("review", simple=True), "2026-03-02", "2026-03-09"),  # 5 working days
        (Brought("review"), "2026-09-24", "2026-10-15"),  # over Mid-autumn and the National Day, 10-10 worked
        (Brought("review"), "2023-03-06", "2023-03-16"),  # before 2024: 10 days of the calendar
        (Brought("direct"), "2026-03-02", "2026-03-17"),  # 15 days
        (Brought("direct"), "2026-03-06", "2026-03-23"),  # ends on a Saturday, moved to Sunday's morrow
        (Brought("direct"), "2014-03-03", "2014-03-13"),  # old act: 10 days
        (Brought("after", "second"), "2026-03-02", "2026-03-17"),
        (Brought("after", "second"), "2017-03-06", "2017-03-16"),
    ],
)
def test_the_answer_is_due_on_the_day_that_the_act_of_that_day_gives(
    brought: Brought, received: str, last: str
) -> None:
    found = course(brought, Step("receive", D(received)))
    assert found.answer == Due(D(last), False)
    assert [one.code for one in found.clocks()] == ["answer"]


def test_what_was_simple_has_the_full_term_once_it_is_ordinary() -> None:
    found = course(Brought("review", simple=True), CAME, step("ordinary", "2026-03-05"))
    assert found.answer == Due(D("2026-03-16"), False)
    with pytest.raises(NotPermitted, match="没有适用简易程序"):
        course(Brought("review"), CAME, step("ordinary", "2026-03-05"))


def test_an_answer_stops_its_clock_and_a_late_one_stays_late() -> None:
    in_time = course(Brought("review"), CAME, step("answer", "2026-03-16"))
    late = course(Brought("review"), CAME, step("answer", "2026-03-17"), step("answer", "2026-03-10"))
    assert (in_time.clocks(), in_time.late, late.late) == ((), False, True)


def test_the_decision_is_due_later_by_what_the_case_stood_still_or_was_extended() -> None:
    brought = Brought("review", accepted=D("2026-02-27"))
    plain = course(brought, CAME)
    stood = course(brought, CAME, step("suspend", "2026-03-10"), step("resume", "2026-03-20"))
    still = course(brought, CAME, step("suspend", "2026-03-10"))
    longer = course(brought, CAME, step("extend", "2026-04-20", until=D("2026-05-28")))
    ends = [one.clocks()[-1].end for one in (plain, stood, still, longer)]
    assert ends == [
        Due(D("2026-04-28"), False),
        Due(D("2026-05-08"), False),
        None,
        Due(D("2026-05-28"), False),
    ]


def test_after_a_first_judgment_the_appeal_runs_and_what_was_ordered_until_it_is_done() -> None:
    decided = step("decide", "2026-06-01", result="suit_perform", comply_until=D("2026-06-22"))
    found = course(Brought("direct"), CAME, decided)
    assert [(one.code, one.end and one.end.day) for one in found.clocks()] == [
        ("comply", D("2026-06-22")),
        ("appeal", D("2026-06-16")),
    ]
    assert [one.code for one in found.clocks(D("2026-06-17"))] == ["comply"]
    done = course(Brought("direct"), CAME, decided, step("comply", "2026-06-20"))
    assert (done.owes, [one.code for one in done.clocks(D("2026-06-17"))]) == (False, [])


def test_a_ruling_is_appealed_within_ten_days() -> None:
    found = course(Brought("direct"), CAME, step("decide", "2026-06-01", result="suit_rejected"))
    assert found.clocks()[0].end == Due(D("2026-06-11"), False)


@pytest.mark.parametrize(
    ("brought", "result", "column"),
    [
        (Brought("review"), "upheld", "upheld"),
        (Brought("review"), "perform", "corrected"),
        (Brought("review"), "ended", "other"),
        (Brought("direct"), "suit_dismissed", "upheld"),
        (Brought("after", "second", before="corrected"), "appeal_dismissed", "corrected"),
        (Brought("after", "second", before="upheld"), "suit_annulled_redo", "corrected"),
        (Brought("after", "retrial", before="upheld"), "suit_illegal", "corrected"),
    ],
)
def test_a_result_counts_in_its_column_of_table_four(brought: Brought, result: str, column: str) -> None:
    found = course(brought, CAME, step("decide", "2026-06-01", result=result))
    assert found.column == column
    assert course(brought, CAME).column == PENDING


@pytest.mark.parametrize(
    ("brought", "taken", "says"),
    [
        (Brought("review"), [], "尚未登记"),
        (Brought("review"), [CAME, CAME], "现在是审理中"),
        (Brought("review"), [CAME, step("fly", "2026-03-03")], "没有“fly”"),
        (Brought("review"), [CAME, step("answer", "2026-03-01")], "早于 2026-03-02"),
        (Brought("review"), [CAME, step("decide", "2026-05-01", result="suit_void")], "可以有的结果"),
        (Brought("direct"), [CAME, step("decide", "2026-05-01", result="suit_upheld")], "可以有的结果"),
        (Brought("direct"), [CAME, step("decide", "2026-05-01")], "应写明 result"),
        (Brought("after", "second"), [CAME, step("decide", "2026-05-01", result="appeal_dismissed")], "一审"),
        (Brought("review"), [CAME, step("comply", "2026-05-01")], "已审结时登记"),
        (Brought("review", accepted=D("2026-03-03")), [CAME], "晚于收到通知"),
        (
            Brought("review"),
            [CAME, step("decide", "2026-05-01", result="upheld"), step("comply", "2026-05-03")],
            "没有待履行",
        ),
        (
            Brought("review"),
            [CAME, step("decide", "2026-05-01", result="perform", comply_until=D("2026-04-01"))],
            "履行期限",
        ),
        (Brought("review"), [CAME, step("suspend", "2026-03-09"), step("resume", "2026-03-08")], "早于"),
    ],
)
def test_what_cannot_have_happened_is_refused_in_words(
    brought: Brought, taken: list[Step], says: str
) -> None:
    with pytest.raises(NotPermitted, match=says):
        course(brought, *taken)


def test_a_result_noted_by_mistake_is_taken_back_by_a_step_with_reason_and_second_person() -> None:
    wrong = (CAME, step("decide", "2026-05-01", result="upheld"))
    with pytest.raises(NotPermitted, match="reason"):
        course(Brought("review"), *wrong, step("retract", "2026-05-02"))
    back = course(Brought("review"), *wrong, step("retract", "2026-05-02", reason="记错", second="1"))
    assert (back.state, back.column) == ("open", PENDING)
    again = step("decide", "2026-05-01", result="illegal")
    taken = (*wrong, step("retract", "2026-05-02", reason="记错", second="1"), again)
    assert course(Brought("review"), *taken).column == "corrected"


def test_a_wrong_day_of_receipt_is_put_right_and_the_clock_follows() -> None:
    right = step("amend", "2026-03-05", received=D("2026-03-03"), reason="签收单", second="1")
    assert course(Brought("review"), CAME, right).answer == Due(D("2026-03-17"), False)
    later = step("amend", "2026-03-05", received=D("2026-03-06"), reason="签收单", second="1")
    with pytest.raises(NotPermitted, match="晚于"):
        course(Brought("review"), CAME, later)


def test_every_term_of_the_clocks_is_there_and_every_case_can_end_in_every_column() -> None:
    known = {one.code for one in remedy_terms()}
    assert {term for one in clocks().values() for term in one.terms.values()} <= known
    assert {key for one in clocks().values() for key in one.terms} <= set(FORUMS)
    for kind in KINDS:
        for instance in INSTANCES if kind != "review" else ("first",):
            columns = {one.column for one in results_for(kind, instance, D("2026-01-01"))}
            assert set(COLUMNS) <= columns, (kind, instance)
            assert forum_of(kind, instance) in FORUMS
    assert {one.column for one in results().values() if one.reopens} == {"corrected"}
    assert "other" in defects()
