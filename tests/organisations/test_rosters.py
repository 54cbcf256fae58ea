"""A workbook of bodies and people is carried out whole or not at all, exactly as it was shown, and only once."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.http import HttpRequest

from gongkai.journal.models import Entry
from gongkai.organisations import passwords
from gongkai.organisations.actions import abolish
from gongkai.organisations.models import Body, Holding, Kind, Person, Post, Roster
from gongkai.organisations.posts import holders, stand_in_of
from gongkai.organisations.queries import name_as_of, parent_of
from gongkai.organisations.refusal import Refused
from gongkai.organisations.rosters.actions import carry_out, plan_for, take_in
from gongkai.organisations.rosters.lines import Plan, What
from tests.organisations.workbooks import BODIES, PEOPLE, POSTS, Rows, a_workbook, packed
from tests.people import somebody

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def officer() -> Person:
    body = Body.objects.create(code="SYS", name="青溪县政务公开办", kind=Kind.OTHER)
    return somebody("officer", body, Post.SYSTEM_OFFICER)


def _sent(officer: Person, bodies: Rows = BODIES, people: Rows = PEOPLE, posts: Rows = POSTS) -> Roster:
    data = packed(a_workbook(bodies, people, posts))
    return take_in(io.BytesIO(data), "名册.xlsx", by=officer, on=DAY)


def _done(roster: Roster, officer: Person, on: date = DAY) -> Plan:
    plan = plan_for(roster, on)
    assert plan.problems == []
    carry_out(roster, fingerprint=plan.fingerprint, by=officer, on=on)
    return plan


def test_a_county_comes_in_with_its_tree_people_and_posts(officer: Person) -> None:
    roster = _sent(officer, bodies=list(reversed(BODIES)))
    plan = plan_for(roster, DAY)
    slips = carry_out(roster, fingerprint=plan.fingerprint, by=officer, on=DAY)
    township, county = Body.objects.get(code="Q03"), Body.objects.get(code="Q01")
    assert parent_of(township, date(2010, 1, 1)) == county and township.kind == Kind.TOWNSHIP
    [clerk] = holders(township, "information_officer", DAY)
    stand_in = stand_in_of(clerk, "information_officer", township, DAY)
    assert (clerk.name, stand_in.name if stand_in else "") == ("乙某", "丙某")
    assert Holding.objects.filter(person__account="qx.xinxi").count() == 3
    assert [slip.person.account for slip in slips] == ["qx.xinxi", "lw.xinxi", "lw.shenhe"]


def test_a_slip_signs_in_once_and_the_password_has_to_be_changed(officer: Person) -> None:
    roster = _sent(officer)
    slips = carry_out(roster, fingerprint=plan_for(roster, DAY).fingerprint, by=officer, on=DAY)
    person = authenticate(HttpRequest(), username=slips[0].person.account, password=slips[0].password)
    assert person == slips[0].person and passwords.must_change(slips[0].person)
    assert len({slip.password for slip in slips}) == 3


def test_the_same_workbook_again_changes_nothing(officer: Person) -> None:
    _done(_sent(officer), officer)
    again = plan_for(_sent(officer), DAY)
    assert {line.outcome for line in again.lines} == {What.SAME} and not again.does_something


def test_a_new_name_and_another_parent_hold_from_their_day_and_the_past_stays(officer: Person) -> None:
    _done(_sent(officer), officer)
    changed = [*BODIES[:2], ["Q03", "柳湾街道办事处", "乡镇人民政府", "Q02", "2026-02-01"]]
    plan = _done(_sent(officer, bodies=changed), officer)
    assert [line.word for line in plan.lines][:3] == ["未变", "未变", "变更"]
    township = Body.objects.get(code="Q03")
    assert name_as_of(township, date(2026, 1, 31)) == "柳湾镇人民政府"
    assert name_as_of(township, date(2026, 2, 1)) == "柳湾街道办事处"
    above = parent_of(township, date(2026, 2, 1))
    assert above is not None and above.code == "Q02"


def test_a_person_moves_where_no_post_holds_them_back(officer: Person) -> None:
    free = [["wu", "丁某", "Q02", ""]]
    _done(_sent(officer, people=free, posts=[]), officer)
    moved = _done(_sent(officer, people=[["wu", "丁某", "Q03", "信息员"]], posts=[]), officer)
    assert moved.people[0].word == "变更" and Person.objects.get(account="wu").body == Body.objects.get(
        code="Q03"
    )
    back = plan_for(_sent(officer, people=[["wu", "丁某", "Q02", ""]], posts=[]), DAY)
    assert "先办交接" in back.problems[0][1]


def test_anything_wrong_and_nothing_is_done(officer: Person) -> None:
    roster = _sent(officer, people=[*PEOPLE, ["x", "某", "Q99", ""]])
    plan = plan_for(roster, DAY)
    with pytest.raises(Refused, match="还有错误"):
        carry_out(roster, fingerprint=plan.fingerprint, by=officer, on=DAY)
    assert (
        not Body.objects.filter(code="Q01").exists()
        and not Person.objects.filter(account="qx.xinxi").exists()
    )


def test_what_was_looked_at_is_what_is_done(officer: Person) -> None:
    _done(_sent(officer), officer)
    roster = _sent(
        officer, bodies=[["Q03", "新柳镇人民政府", "乡镇人民政府", "Q01", ""]], people=[], posts=[]
    )
    seen = plan_for(roster, DAY).fingerprint
    other = _sent(officer, bodies=[["Q03", "另柳镇人民政府", "乡镇人民政府", "Q01", ""]], people=[], posts=[])
    _done(other, officer)
    with pytest.raises(Refused):
        carry_out(roster, fingerprint=seen, by=officer, on=DAY)
    assert Body.objects.get(code="Q03").name == "另柳镇人民政府"


def test_a_roster_is_carried_out_once(officer: Person) -> None:
    roster = _sent(officer)
    _done(roster, officer)
    with pytest.raises(Refused, match="不能再导入一次"):
        carry_out(roster, fingerprint="", by=officer, on=DAY)
    assert roster.outcome[0] == ["机关", 2, "新增", "设立“青溪县人民政府”（2008-05-01 起）"]


def test_a_body_abolished_meanwhile_stops_everything(officer: Person) -> None:
    _done(_sent(officer), officer)
    roster = _sent(officer, bodies=[["Q09", "青溪县新局", "政府部门", "Q01", ""]], people=[], posts=POSTS[:0])
    seen = plan_for(roster, DAY)
    people = _sent(officer, bodies=[], people=[["hou", "戊某", "Q02", "信息员"]], posts=[])
    before = plan_for(people, DAY)
    abolish(Body.objects.get(code="Q02"), by=None, on=date(2026, 3, 1))
    with pytest.raises(Refused):
        carry_out(people, fingerprint=before.fingerprint, by=officer, on=DAY)
    carry_out(roster, fingerprint=seen.fingerprint, by=officer, on=DAY)
    assert not Person.objects.filter(account="hou").exists()


def test_every_act_is_on_the_record_and_no_password_is(officer: Person) -> None:
    before = list(Entry.objects.values_list("pk", flat=True))
    roster = _sent(officer)
    slips = carry_out(roster, fingerprint=plan_for(roster, DAY).fingerprint, by=officer, on=DAY)
    acts = list(Entry.objects.exclude(pk__in=before).values_list("act", flat=True))
    for act, times in {
        "organisations.establish": 3,
        "organisations.appoint": 6,
        "rosters.carry_out": 1,
    }.items():
        assert acts.count(act) == times
    written = str(list(Entry.objects.values())) + str(list(Roster.objects.values()))
    assert not [slip for slip in slips if slip.password in written]


def test_while_there_is_a_security_officer_posts_are_theirs_and_accounts_are_not(officer: Person) -> None:
    _done(_sent(officer), officer)
    guard = somebody("guard", Body.objects.get(code="SYS"), Post.SECURITY_OFFICER)
    person, post = [["wu", "丁某", "Q02", ""]], [["lw.shenhe", "Q03", "保密审查", ""]]
    [(_, says)] = plan_for(_sent(officer, people=person, posts=post), DAY).problems
    assert "由安全管理员导入" in says
    [(_, says)] = plan_for(_sent(guard, people=person, posts=post), DAY).problems
    assert "由系统管理员导入" in says
    _done(_sent(officer, people=person, posts=[]), officer)
    _done(_sent(guard, people=person, posts=post), guard)
    assert [one.account for one in holders(Body.objects.get(code="Q03"), "secrecy_reviewer", DAY)] == [
        "lw.shenhe"
    ]
