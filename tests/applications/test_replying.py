"""A reply is drafted, looked at by others as it will go out, and taken into the case only when it is signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.applications.models import Application, ReplyDraft
from gongkai.applications.queries import standing
from gongkai.applications.replying import (
    draft,
    hand_in,
    handed_out,
    open_draft,
    settle,
    values_of,
)
from gongkai.approvals.actions import recall
from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.models import Presentation
from gongkai.files import store
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.posts import appoint
from gongkai.organisations.refusal import Refused
from tests.applications.cases import SOMEBODY, from_web, noon, step
from tests.applications.ways import GRANTED, NOT_HELD, agreed, decided, handed_in
from tests.people import BEGUN, County

DAY = date(2026, 3, 9)
Staff = dict[Post, Person]


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township).application


def test_a_signed_reply_is_decided_with_what_goes_out_and_served(case: Application, staff: Staff) -> None:
    decided(case, staff, DAY)
    taken = case.steps.get(code="decide")
    assert (case.state, case.outcome, case.article) == ("decided", "granted", GRANTED.article)
    assert taken.person == staff[Post.SIGNATORY] and taken.on == DAY
    assert [(one.digest, one.name) for one in taken.papers.all()] == list(GRANTED.papers)
    assert settle(case, at=noon(DAY)) is None
    step(case, "serve", date(2026, 3, 10), by=staff[Post.APPLICATION_CLERK], mode="post")
    assert (case.state, case.closed_on, case.counted_outcome) == ("closed", date(2026, 3, 10), "granted")


def test_nothing_is_decided_before_the_signature(case: Application, staff: Staff) -> None:
    made = handed_in(case, staff, DAY)
    assert settle(case, at=noon(DAY)) is None
    assert made.matter is not None
    first = made.matter.steps.order_by("order").first()
    assert first is not None
    decide(first, Verdict("approve", made.matter.digest), by=staff[Post.REVIEWER], at=noon(DAY))
    assert settle(case, at=noon(DAY)) is None and case.steps.count() == 1


def test_who_applies_is_not_shown_to_those_who_judge(case: Application, staff: Staff) -> None:
    handed_in(case, staff, DAY)
    shown = Presentation.objects.get().content
    assert case.wanted in shown and GRANTED.values["facts"] in shown
    for word in (SOMEBODY.name, SOMEBODY.phone, SOMEBODY.document_number):
        assert word not in shown
    with pytest.raises(Refused, match="身份证号和手机号"):
        draft_of = replace(GRANTED, values={"facts": f"申请人 {SOMEBODY.phone}"})
        draft(from_web(case.body).application, draft_of, by=staff[Post.APPLICATION_CLERK], at=noon(DAY))


def test_a_draft_cannot_be_changed_while_others_judge_it(case: Application, staff: Staff) -> None:
    made = handed_in(case, staff, DAY)
    clerk = staff[Post.APPLICATION_CLERK]
    with pytest.raises(Refused, match="正在审签"):
        draft(case, NOT_HELD, by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="已经送审"):
        hand_in(made, by=clerk, at=noon(DAY))
    for statement in (
        "UPDATE applications_replydraft SET outcome = 'not_held'",
        "UPDATE applications_replypaper SET digest = digest",
        "DELETE FROM applications_replypaper",
    ):
        with pytest.raises(IntegrityError, match="审签"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_came_back_is_mended_and_goes_into_the_same_matter(case: Application, staff: Staff) -> None:
    made, clerk = handed_in(case, staff, DAY), staff[Post.APPLICATION_CLERK]
    matter = made.matter
    assert matter is not None
    first = matter.steps.get(code="review")
    decide(first, Verdict("return", matter.digest, "依据不清"), by=staff[Post.REVIEWER], at=noon(DAY))
    again = draft(
        case, replace(GRANTED, values={"facts": "该信息由本机关制作并保存"}), by=clerk, at=noon(DAY)
    )
    assert again == made and open_draft(case) == made
    assert hand_in(again, by=clerk, at=noon(DAY)) == matter
    agreed(ReplyDraft.objects.get(pk=made.pk).matter or matter, staff, DAY)
    assert settle(case, at=noon(DAY)) is not None
    assert values_of(again) == {"facts": "该信息由本机关制作并保存"}
    assert handed_out(again) == GRANTED.papers


def test_what_was_taken_back_may_be_written_anew(case: Application, staff: Staff) -> None:
    made, clerk = handed_in(case, staff, DAY), staff[Post.APPLICATION_CLERK]
    assert made.matter is not None
    recall(made.matter, by=clerk, at=noon(DAY), reason="重写")
    again = draft(case, NOT_HELD, by=clerk, at=noon(DAY))
    assert again.outcome == "not_held"
    with pytest.raises(Refused, match="记录检索"):
        hand_in(again, by=clerk, at=noon(DAY))
    step(case, "search", DAY, by=clerk, where="档案室", words="河道 清淤")
    assert hand_in(again, by=clerk, at=noon(DAY)).pk != made.matter.pk


def test_nobody_judges_what_they_wrote_in(case: Application, staff: Staff) -> None:
    second = staff[Post.REVIEWER]
    appoint(second, body=case.body, post=Post.APPLICATION_CLERK, by=None, on=BEGUN)
    draft(case, GRANTED, by=second, at=noon(DAY))
    made = handed_in(case, staff, DAY)
    assert made.matter is not None
    with pytest.raises(Refused, match="自己起草或者修改过"):
        decide(
            made.matter.steps.get(code="review"),
            Verdict("approve", made.matter.digest),
            by=second,
            at=noon(DAY),
        )


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"outcome": "everything"}, "办理结果"),
        ({"article": "条例 第十四条"}, "依据应为"),
        ({"values": {"nonsense": "x"}}, "没有这些项"),
    ],
)
def test_a_draft_stays_within_the_law(
    case: Application, staff: Staff, changed: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        draft(case, replace(GRANTED, **changed), by=staff[Post.APPLICATION_CLERK], at=noon(DAY))  # type: ignore[arg-type]


def test_only_the_clerk_of_the_body_drafts(case: Application, staff: Staff) -> None:
    for post in (Post.REVIEWER, Post.SIGNATORY, Post.SYSTEM_OFFICER):
        with pytest.raises(Refused, match="权限"):
            draft(case, GRANTED, by=staff[post], at=noon(DAY))


def test_the_database_takes_no_decision_that_was_not_signed(case: Application, cast: County) -> None:
    insert = """INSERT INTO applications_step (application_id, position, code, "on", post, facts, from_paper, recorded_at)
      VALUES (%s, 2, 'decide', '2026-03-09', 'signatory', '{}', %s, '2026-03-09 04:00:00+00:00')"""
    for from_paper, says in ((False, "没有审签通过"), (True, "中途补录")):
        with pytest.raises(IntegrityError, match=says), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(insert, [case.pk, from_paper])


def test_a_withdrawn_signature_lets_it_be_decided_anew(case: Application, staff: Staff) -> None:
    decided(case, staff, DAY)
    step(case, "redraft", date(2026, 3, 10), by=staff[Post.SIGNATORY], post="signatory", reason="附件有误")
    assert case.state == "open" and open_draft(case) is None
    decided(case, staff, date(2026, 3, 11), replace(GRANTED, papers=()))
    assert standing(case).state == "decided" and case.steps.filter(code="decide").count() == 2


def test_a_reopened_case_keeps_its_first_year(cast: County, staff: Staff, case: Application) -> None:
    body: Body = cast.township
    assert case.body == body
    decided(case, staff, DAY)
    step(case, "serve", date(2026, 3, 10), by=staff[Post.APPLICATION_CLERK], mode="direct")
    step(case, "reopen", date(2027, 2, 1), by=staff[Post.SIGNATORY], post="signatory", reason="复议纠正")
    assert (case.state, case.closed_on, case.outcome) == ("open", None, "")
    assert (case.counted_on, case.counted_outcome) == (date(2026, 3, 10), "granted")


def test_a_paper_with_something_in_it_goes_out_painted_over_or_with_a_reason(
    case: Application, staff: Staff
) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    number = SOMEBODY.document_number
    digest = store.keep(f"中标人法定代表人身份证号 {number}".encode())
    reply = replace(GRANTED, papers=((digest, "中标通知书.txt"),))
    made = draft(case, reply, by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="随附材料里有疑点") as refused:
        hand_in(made, by=clerk, at=noon(DAY))
    assert "中标通知书.txt" in str(refused.value) and number not in str(refused.value)
    explained = replace(reply, facts={**reply.facts, "left": "已征得本人同意"})
    hand_in(draft(case, explained, by=clerk, at=noon(DAY)), by=clerk, at=noon(DAY))
    assert "疑点可以提供的理由：已征得本人同意" in Presentation.objects.get().content


def test_a_paper_whose_bytes_are_gone_does_not_go_out(case: Application, staff: Staff) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    made = draft(case, replace(GRANTED, papers=(("c" * 64, "某.pdf"),)), by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="损坏或缺失"):
        hand_in(made, by=clerk, at=noon(DAY))
