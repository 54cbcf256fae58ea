"""A decision is about one digest, by somebody with the post, in turn, and never about one's own text."""

from __future__ import annotations

import pytest

from gongkai.approvals import actions
from gongkai.approvals.actions import Subject
from gongkai.approvals.deciding import Verdict, decide, sign
from gongkai.approvals.digest import digest_of
from gongkai.approvals.models import Matter, Outcome, State
from gongkai.approvals.queries import passed, to_do, waiting_for
from gongkai.journal.models import Entry
from gongkai.notices.models import Notice
from gongkai.organisations.models import Person, Post
from gongkai.organisations.posts import appoint
from gongkai.organisations.refusal import Refused
from tests.approvals.cast import AT, CONTENT, Office, all_agree, an_office, begun, changed, says
from tests.people import BEGUN, TODAY, somebody

pytestmark = pytest.mark.django_db
APPROVE, RETURN, ABSTAIN = Outcome.APPROVE, Outcome.RETURN, Outcome.ABSTAIN


@pytest.fixture
def office() -> Office:
    return an_office()


def waits(person: Person) -> list[str]:
    return [one.step.code for one in waiting_for(person, TODAY)]


def stands(matter: Matter) -> tuple[str, bool]:
    matter.refresh_from_db()
    return matter.state, passed(matter.subject, matter.digest)


def test_it_passes_when_every_step_agreed_and_not_before(office: Office) -> None:
    matter = begun(office)
    assert stands(matter) == (State.OPEN, False)
    all_agree(office, matter, but="signature")
    assert stands(matter) == (State.OPEN, False)
    says(matter, "signature", office.leader)
    assert stands(matter) == (State.PASSED, True)
    assert matter.passed_on == TODAY


def test_steps_come_in_their_order_and_side_by_side(office: Office) -> None:
    matter = begun(office)
    assert [waits(one) for one in (office.reviewer, office.secrecy, office.leader)] == [["review"], [], []]
    with pytest.raises(Refused, match="还没有轮到"):
        says(matter, "secrecy", office.secrecy)
    says(matter, "review", office.reviewer)
    assert [waits(one) for one in (office.reviewer, office.secrecy, office.leader)] == [
        ["privacy"],
        ["secrecy"],
        [],
    ]


def test_a_changed_comma_lets_every_decision_fall(office: Office) -> None:
    matter = begun(office)
    all_agree(office, matter, but="signature")
    actions.restart(matter, content=changed(2), by=office.author, at=AT)
    assert [waits(one) for one in (office.reviewer, office.leader)] == [["review"], []]
    all_agree(office, matter)
    assert stands(matter) == (State.PASSED, True)
    assert not passed(matter.subject, digest_of(CONTENT))
    assert matter.decisions.count() == 7


def test_going_back_to_the_first_wording_revives_nothing(office: Office) -> None:
    matter = begun(office)
    all_agree(office, matter, but="signature")
    actions.restart(matter, content=changed(2), by=office.author, at=AT)
    actions.restart(matter, content=CONTENT, by=office.author, at=AT)
    matter.refresh_from_db()
    assert matter.digest == digest_of(CONTENT) and waits(office.reviewer) == ["review"]


def test_what_was_seen_is_what_is_decided(office: Office) -> None:
    matter = begun(office)
    seen = Verdict(APPROVE, matter.digest)
    actions.restart(matter, content=changed(2), by=office.author, at=AT)
    with pytest.raises(Refused, match="重新看过"):
        decide(matter.steps.get(code="review"), seen, by=office.reviewer, at=AT)


def test_unchanged_it_is_not_presented_again(office: Office) -> None:
    matter = begun(office)
    says(matter, "review", office.reviewer, RETURN, "标题不对")
    with pytest.raises(Refused, match="没有改动"):
        actions.restart(matter, content=CONTENT, by=office.author, at=AT)


def test_nobody_decides_on_what_they_wrote_or_edited(office: Office) -> None:
    author, editor = office.author, office.secrecy
    for person in (author, editor):
        appoint(person, body=office.body, post=Post.REVIEWER, by=None, on=BEGUN)
    subject = Subject("test.Text:9", "publication", office.body, "通告", writers=[editor])
    matter = actions.begin(subject, content=CONTENT, by=author, at=AT)
    for person in (author, editor):
        assert waits(person) == []
        with pytest.raises(Refused, match="自己起草或者修改过"):
            says(matter, "review", person)
    says(matter, "review", office.reviewer)


def test_who_edits_on_the_way_is_out_for_the_rest(office: Office) -> None:
    matter = begun(office)
    actions.restart(matter, content=changed(2), by=office.author, at=AT, writers=[office.reviewer])
    with pytest.raises(Refused, match="自己起草或者修改过"):
        says(matter, "review", office.reviewer)


def test_a_stand_in_decides_and_is_marked_and_never_for_the_author(office: Office) -> None:
    second = somebody("second", office.county.bureau, name="替岗己")
    for main in (office.reviewer, office.leader):
        post = Post.REVIEWER if main is office.reviewer else Post.SIGNATORY
        appoint(second, body=office.body, post=post, by=None, on=BEGUN, stand_in_for=main)
    matter = begun(office)
    decision = says(matter, "review", second)
    assert decision.stand_in_for == office.reviewer and decision.name == "替岗己"
    appoint(office.author, body=office.body, post=Post.SECRECY_REVIEWER, by=None, on=BEGUN)
    third = somebody("third", office.county.bureau, name="替岗庚")
    appoint(
        third, body=office.body, post=Post.SECRECY_REVIEWER, by=None, on=BEGUN, stand_in_for=office.author
    )
    assert waits(third) == []
    with pytest.raises(Refused, match="替岗的人是撰稿人"):
        says(matter, "secrecy", third)


def test_without_the_post_of_the_body_nobody_decides(office: Office) -> None:
    stranger = somebody("stranger", office.county.bureau, Post.REVIEWER)
    with pytest.raises(Refused, match="没有任这个岗位"):
        says(begun(office), "review", stranger)


def test_a_return_goes_to_the_keeper_with_its_reason_and_the_past_stays(office: Office) -> None:
    matter = begun(office)
    with pytest.raises(Refused, match="写明理由"):
        says(matter, "review", office.reviewer, RETURN)
    says(matter, "review", office.reviewer, RETURN, "第二段的日期与附件不一致")
    assert stands(matter) == (State.RETURNED, False) and waits(office.reviewer) == []
    assert [one.says for one in to_do(office.author, TODAY)] == ["退回修改：关于调整公交线路的通告"]
    [notice] = Notice.objects.filter(key__startswith="approvals.returned")
    assert notice.person == office.author and "公交" not in notice.says
    actions.restart(matter, content=changed(2), by=office.author, at=AT)
    assert matter.decisions.get(turn=1).reason == "第二段的日期与附件不一致"
    assert not Notice.objects.filter(key__startswith="approvals.returned", done_at=None).exists()


def test_who_stands_aside_is_out_of_this_step_and_another_decides(office: Office) -> None:
    other = somebody("other", office.body, Post.REVIEWER)
    matter = begun(office)
    says(matter, "review", office.reviewer, ABSTAIN, "与当事人有亲属关系")
    assert waits(office.reviewer) == [] and waits(other) == ["review"]
    with pytest.raises(Refused, match="已经回避"):
        says(matter, "review", office.reviewer)
    assert stands(matter) == (State.OPEN, False)
    says(matter, "review", other)


def test_where_the_chain_keeps_looks_apart_one_person_does_not_do_both(office: Office) -> None:
    appoint(office.secrecy, body=office.body, post=Post.REVIEWER, by=None, on=BEGUN)
    matter = begun(office, chain="existing")
    says(matter, "secrecy", office.secrecy)
    with pytest.raises(Refused, match="不同的人"):
        says(matter, "privacy", office.secrecy)
    says(matter, "privacy", office.reviewer)


def test_several_are_signed_at_once_or_none(office: Office) -> None:
    first, second = begun(office), begun(office, key="test.Text:2")
    all_agree(office, first, but="signature")
    with pytest.raises(Refused, match="还没有轮到"):
        sign([(first, first.digest), (second, second.digest)], by=office.leader, at=AT)
    assert stands(first) == (State.OPEN, False)
    all_agree(office, second, but="signature")
    assert len(sign([(first, first.digest), (second, second.digest)], by=office.leader, at=AT)) == 2
    assert stands(first) == stands(second) == (State.PASSED, True)


def test_the_author_takes_it_back_and_presents_it_again(office: Office) -> None:
    matter = begun(office)
    with pytest.raises(Refused, match="经办人和撰稿人"):
        actions.recall(matter, by=office.reviewer, at=AT, reason="写错了")
    actions.recall(matter, by=office.author, at=AT, reason="写错了")
    assert waits(office.reviewer) == []
    with pytest.raises(Refused, match="不用再办"):
        says(matter, "review", office.reviewer)
    actions.restart(matter, content=changed(2), by=office.author, at=AT)
    assert waits(office.reviewer) == ["review"]


def test_what_has_passed_is_neither_changed_nor_taken_back(office: Office) -> None:
    matter = begun(office)
    all_agree(office, matter)
    with pytest.raises(Refused, match="另起一稿"):
        actions.restart(matter, content=changed(2), by=office.author, at=AT)
    with pytest.raises(Refused, match="不能撤回"):
        actions.recall(matter, by=office.author, at=AT, reason="写错了")


def test_one_subject_is_decided_once_at_a_time(office: Office) -> None:
    begun(office)
    with pytest.raises(Refused, match="正在审签"):
        begun(office)


def test_whoever_is_next_is_told_without_the_title_and_hears_no_more_when_it_is_done(office: Office) -> None:
    matter = begun(office)
    [notice] = Notice.objects.all()
    assert (notice.post, notice.link) == ("reviewer", f"/office/approvals/{matter.pk}/")
    assert "公交" not in notice.says and f"编号 {matter.pk}" in notice.says
    says(matter, "review", office.reviewer)
    notice.refresh_from_db()
    assert notice.done_at == AT
    assert {one.post for one in Notice.objects.filter(done_at=None)} == {"secrecy_reviewer", "reviewer"}


def test_each_act_is_in_the_journal(office: Office) -> None:
    matter = begun(office)
    says(matter, "review", office.reviewer, RETURN, "电话 13800138000 的人说不对")
    acts = Entry.objects.filter(act__startswith="approvals.").order_by("number")
    assert [entry.act for entry in acts] == ["approvals.begin", "approvals.decide"]
    assert acts[1].account == "reviewer" and '"outcome": "return"' in acts[1].after.replace('":"', '": "')
    assert "13800138000" not in acts[1].after


def test_a_number_of_a_person_in_a_reason_is_refused_in_words(office: Office) -> None:
    with pytest.raises(Refused, match="不要写身份证号"):
        begun(office, emergency="请联系 13800138000")
