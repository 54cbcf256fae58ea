"""What happens in a case: results with their reasons, mistakes put right by two, the application reopened, the hand-over."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.applications.queries import standing
from gongkai.journal.models import Entry
from gongkai.notices.models import Notice
from gongkai.organisations.handing_over import hand_over
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from gongkai.remedies.actions import reopen
from gongkai.remedies.queries import objections, to_do
from gongkai.remedies.replaying import CACHED, cached, course
from tests.people import TODAY, County, somebody
from tests.remedies.disputes import a_closed_application, a_review, a_suit, decided, noon, taken

ENDED = date(2026, 5, 20)
Staff = dict[Post, Person]


def test_a_corrected_case_names_its_defects_and_no_other_has_any(cast: County, clerk: Person) -> None:
    remedy = a_review(cast.township, clerk)
    with pytest.raises(Refused, match="被纠正的原因"):
        taken(remedy, "decide", ENDED, by=clerk, result="illegal")
    with pytest.raises(Refused, match="没有“weather”"):
        taken(remedy, "decide", ENDED, by=clerk, result="illegal", defects=["weather"])
    with pytest.raises(Refused, match="只有被纠正"):
        taken(remedy, "decide", ENDED, by=clerk, result="upheld", defects=["late"])
    taken(remedy, "decide", ENDED, by=clerk, result="illegal", defects=["late", "search", "late"])
    assert [one.kind for one in remedy.defects.all()] == ["late", "search"]
    assert (remedy.column, remedy.decided_on) == ("corrected", ENDED)


def test_a_result_noted_by_mistake_is_taken_back_by_two(cast: County, clerk: Person, staff: Staff) -> None:
    remedy = decided(a_review(cast.township, clerk), "illegal", ENDED, by=clerk)
    for second, says in (("", "核对人的账号"), (clerk.account, "不能是本人"), (cast.clerk.account, "没有任")):
        with pytest.raises(Refused, match=says):
            taken(remedy, "retract", ENDED, by=clerk, reason="记错", second=second)
    taken(remedy, "retract", ENDED, by=clerk, reason="记错", second=staff[Post.REVIEWER].account)
    assert (remedy.state, remedy.column, remedy.result, remedy.defects.count()) == ("open", "pending", "", 0)
    decided(remedy, "upheld", date(2026, 5, 18), by=clerk)
    assert {name: getattr(remedy, name) for name in CACHED} == cached(course(remedy))


def test_what_was_annulled_is_dealt_with_again_from_the_day_of_the_decision(
    cast: County, clerk: Person, staff: Staff
) -> None:
    application = a_closed_application(cast.township, staff)
    remedy = a_review(cast.township, clerk, application=application)
    signatory = staff[Post.SIGNATORY]
    with pytest.raises(Refused, match="没有需要重新办理"):
        reopen(remedy, by=signatory, at=noon(ENDED))
    decided(remedy, "annulled_redo", ENDED, by=clerk)
    assert [one.link for one in to_do(signatory, ENDED)] == [f"/office/remedies/{remedy.pk}/"]
    with pytest.raises(Refused, match="没有任"):
        reopen(remedy, by=clerk, at=noon(ENDED))
    reopen(remedy, by=signatory, at=noon(date(2026, 5, 22)))
    application.refresh_from_db()
    assert (application.state, application.due_on) == ("open", date(2026, 6, 17))
    assert standing(application).start == ENDED
    assert to_do(signatory, ENDED) == []
    assert not Notice.objects.filter(key=f"remedies.reopen:{remedy.pk}", done_at__isnull=True).exists()
    with pytest.raises(Refused, match="不能撤销结果"):
        taken(remedy, "retract", ENDED, by=clerk, reason="记错", second=signatory.account)


def test_a_first_judgment_that_is_appealed_reopens_nothing(cast: County, clerk: Person, staff: Staff) -> None:
    application = a_closed_application(cast.township, staff)
    suit = decided(
        a_suit(cast.township, clerk, application=application), "suit_annulled_redo", ENDED, by=clerk
    )
    second = {"instance": "second", "case_number": "二审1", "previous": suit, "application": application}
    above = a_suit(cast.township, clerk, received_on=date(2026, 6, 1), **second)
    assert to_do(staff[Post.SIGNATORY], date(2026, 6, 2)) == []
    with pytest.raises(Refused, match="没有需要重新办理"):
        reopen(suit, by=staff[Post.SIGNATORY], at=noon(date(2026, 6, 2)))
    decided(above, "appeal_dismissed", date(2026, 8, 3), by=clerk, defects=["search"])
    assert above.column == "corrected"


def test_what_a_decision_orders_is_due_until_it_is_done(cast: County, clerk: Person) -> None:
    until = date(2026, 6, 8)
    remedy = decided(a_review(cast.township, clerk), "perform", ENDED, by=clerk, comply_until=until)
    assert [(one.due, one.rank) for one in to_do(clerk, ENDED)] == [(until, 2)]
    taken(remedy, "comply", date(2026, 6, 5), by=clerk)
    assert (to_do(clerk, ENDED), remedy.due_on) == ([], None)


def test_a_suit_where_review_comes_first_can_be_objected_to(
    cast: County, clerk: Person, staff: Staff
) -> None:
    application = a_closed_application(cast.township, staff)
    type(application).objects.filter(pk=application.pk).update(article="条例 第十五条")
    application.refresh_from_db()
    direct = a_suit(cast.township, clerk, application=application)
    assert ["先申请行政复议" in one for one in objections(direct)] == [True]
    late = a_review(cast.township, clerk, application=application, received_on=date(2026, 5, 29))
    assert "期限到 2026-05-08" in objections(late)[0] and len(objections(late)) == 1
    elsewhere = a_review(cast.township, clerk, tribunal="邻县人民政府", case_number="邻1号")
    assert "上一级人民政府" in objections(elsewhere)[0]


def test_whoever_leaves_hands_over_what_is_not_over(cast: County, clerk: Person) -> None:
    open_, over = a_review(cast.township, clerk), a_review(cast.township, clerk, case_number="甲8号")
    decided(over, "upheld", ENDED, by=clerk)
    heir = somebody("heir", cast.township, Post.LEGAL_REVIEWER)
    hand_over(clerk, to=heir, by=None, on=TODAY, reason="调离")
    for one in (open_, over):
        one.refresh_from_db()
    assert (open_.clerk, over.clerk) == (heir, clerk)
    assert Entry.objects.filter(act="remedies.hand_over").count() == 1
