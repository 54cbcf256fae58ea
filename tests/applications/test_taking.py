"""Everything that happens to a case passes the law, is appended, and leaves the table's columns equal to the replay."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.applications.models import Application
from gongkai.applications.queries import standing, steps_of
from gongkai.applications.replaying import cached
from gongkai.applications.taking import Taken, take
from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import RECEIVED, from_web, noon, step
from tests.people import County

D = date


def test_a_correction_stops_the_clock_and_its_answer_starts_it_anew(cast: County, clerk: Person) -> None:
    made = from_web(cast.township).application
    first_due = made.due_on
    step(made, "ask_correction", D(2026, 3, 4), by=clerk, until=D(2026, 3, 20), reason="内容不明确")
    assert made.state == "correcting" and made.due_on is None
    step(made, "correct", D(2026, 3, 12), post="applicant")
    assert made.state == "open" and first_due and made.due_on and made.due_on > first_due
    assert cached(standing(made), steps_of(made)) == {
        name: getattr(made, name) for name in cached(standing(made), steps_of(made))
    }


def test_what_the_law_bars_is_refused_with_its_sentence_and_nothing_is_written(
    cast: County, clerk: Person
) -> None:
    made = from_web(cast.township).application
    with pytest.raises(Refused, match="条例"):
        step(made, "correct", D(2026, 3, 4), by=clerk)
    with pytest.raises(Refused, match="应写明"):
        step(made, "ask_correction", D(2026, 3, 4), by=clerk)
    step(made, "ask_correction", D(2026, 3, 4), by=clerk, until=D(2026, 3, 20), reason="不明确")
    step(made, "correct", D(2026, 3, 6), by=clerk)
    with pytest.raises(Refused, match="一次性告知"):
        step(made, "ask_correction", D(2026, 3, 9), by=clerk, until=D(2026, 3, 20), reason="再问")
    assert made.steps.count() == 3


def test_each_step_has_its_post_at_this_body(cast: County, clerk: Person, staff: dict[Post, Person]) -> None:
    made, on = from_web(cast.township).application, D(2026, 3, 4)
    asking = Taken("ask_correction", on, {"until": D(2026, 3, 20), "reason": "不明确"})
    for by, post in (
        (clerk, "signatory"),
        (staff[Post.REVIEWER], "application_clerk"),
        (None, "application_clerk"),
        (None, "applicant"),
    ):
        with pytest.raises(Refused):
            take(made, asking, by=by, post=post, at=noon(on))
    there = from_web(cast.bureau).application
    with pytest.raises(Refused, match="没有任"):
        take(there, asking, by=clerk, post="application_clerk", at=noon(on))


def test_nothing_happens_on_a_day_to_come_or_before_the_receipt(cast: County, clerk: Person) -> None:
    made = from_web(cast.township).application
    with pytest.raises(Refused, match="还没有到"):
        take(
            made,
            Taken("move", D(2026, 3, 5), {"to": "规划股"}),
            by=clerk,
            post="application_clerk",
            at=noon(D(2026, 3, 4)),
        )
    with pytest.raises(Refused):
        step(made, "move", D(2026, 3, 1), by=clerk, to="规划股")


def test_inside_a_body_a_case_moves_with_its_first_receipt(cast: County, clerk: Person) -> None:
    made = from_web(cast.township).application
    due = made.due_on
    step(made, "move", D(2026, 3, 5), by=clerk, to="农业农村办")
    assert (made.first_received_on, made.due_on) == (RECEIVED, due)


def test_a_wrong_receipt_is_not_corrected_by_one_person(cast: County, clerk: Person) -> None:
    made = from_web(cast.township, D(2026, 3, 5)).application
    facts: dict[str, Any] = {"received": D(2026, 3, 3), "reason": "登记时写错"}
    for more in ({"second": clerk.account}, {"second": "Q03.reviewer", "amendment": 1}):
        with pytest.raises(Refused, match="另一人核对"):
            step(made, "amend", D(2026, 3, 9), by=clerk, **facts, **more)


def test_a_reply_is_not_decided_without_having_passed_its_chain(
    cast: County, staff: dict[Post, Person]
) -> None:
    made = from_web(cast.township).application
    signatory = staff[Post.SIGNATORY]
    for facts in ({}, {"matter": 1}, {"matter": "1"}):
        with pytest.raises(Refused, match="先送审"):
            step(
                made,
                "decide",
                D(2026, 3, 9),
                by=signatory,
                post="signatory",
                outcome="granted",
                article="条例 第三十六条第（二）项",
                **facts,
            )


def test_a_withdrawal_closes_and_counts_for_good(cast: County) -> None:
    made = from_web(cast.township).application
    step(made, "withdraw", D(2026, 3, 9), post="applicant")
    assert (made.state, made.outcome, made.closed_on) == ("closed", "closed_otherwise", D(2026, 3, 9))
    assert (made.counted_on, made.counted_outcome) == (D(2026, 3, 9), "closed_otherwise")


def test_every_step_is_on_record_without_a_word_of_whom_it_is_about(cast: County, clerk: Person) -> None:
    made = from_web(cast.township).application
    step(made, "move", D(2026, 3, 5), by=clerk, to="农业农村办")
    acts = list(Entry.objects.filter(chain=cast.township.code).values_list("act", flat=True))
    assert acts[-2:] == ["applications.receive", "applications.move"]
    with pytest.raises(Refused, match="身份证号和手机号"):
        step(made, "search", D(2026, 3, 5), by=clerk, where="档案室", words="11010519491231002X")


PLAIN = {
    "a step": ("UPDATE applications_step SET code = 'withdraw'", "步骤不能修改"),
    "a step away": ("DELETE FROM applications_step", "步骤不能修改或删除"),
    "a number": ("UPDATE applications_application SET number = '2026-0009'", "不能修改"),
    "the first receipt": (
        "UPDATE applications_application SET first_received_on = '2026-03-09'",
        "不能修改",
    ),
    "what was wanted": ("UPDATE applications_application SET wanted = 'x'", "不能修改"),
    "a serial back": ("UPDATE applications_numberseries SET last = last", "只能增加"),
    "a serial away": ("DELETE FROM applications_numberseries", "不能删除"),
    "an applicant": ("DELETE FROM applications_applicant", "不能删除"),
    "which applicant": ("UPDATE applications_applicant SET sequence = 9", "不能修改"),
}


@pytest.mark.parametrize("what", PLAIN)
def test_the_database_itself_refuses(cast: County, what: str) -> None:
    from_web(cast.township)
    statement, says = PLAIN[what]
    with pytest.raises(IntegrityError, match=says), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Application.objects.count() == 1
