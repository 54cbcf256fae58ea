"""Contact block, leading group, rules and advisers of a body: as of any day, with what was before on record."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.journal.models import Entry
from gongkai.organisations.actions import Refused
from gongkai.organisations.groups import (
    dissolve_group,
    engage_adviser,
    groups_of,
    members_of,
    release_adviser,
    seat,
    set_up_group,
    unseat,
)
from gongkai.organisations.models import Role, RuleKind
from gongkai.organisations.reaching import ContactBlock, contact_of, set_contact
from gongkai.organisations.rules import Wording, adopt, amend, repeal, rules_of
from tests.people import TODAY, a_county

pytestmark = pytest.mark.django_db
BLOCK = ContactBlock("青溪县城中路一号", "工作日 8:30—12:00，14:30—17:30", "0000-1234567", postcode="000000")
SPRING, AUTUMN = date(2025, 3, 1), date(2025, 9, 1)


def test_a_contact_block_is_that_of_the_day_asked_for() -> None:
    cast = a_county()
    set_contact(cast.bureau, BLOCK, by=cast.clerk, on=SPRING)
    moved = ContactBlock("青溪县新区二号", BLOCK.hours, "0000-7654321")
    set_contact(cast.bureau, moved, by=cast.clerk, on=AUTUMN)
    days = [date(2025, 2, 28), SPRING, date(2025, 8, 31), AUTUMN]
    found = [contact_of(cast.bureau, day) for day in days]
    assert [one and one.address for one in found] == [None, BLOCK.address, BLOCK.address, moved.address]


def test_a_contact_block_of_the_same_day_is_mended() -> None:
    cast = a_county()
    set_contact(cast.bureau, BLOCK, by=cast.clerk, on=SPRING)
    mended = ContactBlock(BLOCK.address, BLOCK.hours, "0000-1111111")
    set_contact(cast.bureau, mended, by=cast.clerk, on=SPRING)
    kept = cast.bureau.contacts.get()
    assert (kept.telephone, kept.postcode) == ("0000-1111111", "")


@pytest.mark.parametrize(
    ("block", "says"),
    [
        (ContactBlock("", "", "0000"), "办公地址、办公时间"),
        (ContactBlock("路", "日", "0000", postcode="12345"), "六位数字"),
        (ContactBlock("路", "日", "0000", postcode="１２３４５６"), "六位数字"),
    ],
)
def test_a_contact_block_that_would_not_do_is_refused(block: ContactBlock, says: str) -> None:
    with pytest.raises(Refused, match=says):
        set_contact(a_county().bureau, block, by=None, on=SPRING)


def test_the_journal_says_which_lines_changed_and_not_what_they_hold() -> None:
    cast = a_county()
    set_contact(cast.bureau, BLOCK, by=cast.clerk, on=SPRING)
    entry = Entry.objects.filter(act="organisations.set_contact").latest("number")
    assert "telephone" in entry.after and BLOCK.telephone not in entry.after + entry.before
    assert (entry.chain, entry.account) == ("Q02", "clerk")


def test_a_leading_group_is_that_of_the_day_in_the_order_of_its_roles() -> None:
    cast = a_county()
    group = set_up_group(cast.county, name="政务公开领导小组", by=cast.clerk, on=SPRING)
    for role, name in (
        (Role.OFFICE, "县政府办公室"),
        (Role.MEMBER, "丙某"),
        (Role.LEADER, "甲某"),
        (Role.DEPUTY, "乙某"),
    ):
        seat(group, role=role, name=name, by=cast.clerk, on=SPRING)
    seat(group, role=Role.LEADER, name="乙某", title="县长", by=cast.clerk, on=AUTUMN)
    assert [one.name for one in members_of(group, SPRING)] == ["甲某", "乙某", "丙某", "县政府办公室"]
    assert [one.name for one in members_of(group, AUTUMN)] == ["乙某", "丙某", "县政府办公室"]
    unseat(group.members.get(name="丙某"), by=cast.clerk, on=TODAY)
    with pytest.raises(Refused, match="卸任"):
        unseat(group.members.get(name="丙某"), by=cast.clerk, on=TODAY)
    dissolve_group(group, by=cast.clerk, on=TODAY)
    assert groups_of(cast.county, AUTUMN) == [group] and groups_of(cast.county, TODAY) == []
    assert members_of(group, TODAY) == []
    with pytest.raises(Refused, match="撤销"):
        seat(group, role=Role.MEMBER, name="丁某", by=cast.clerk, on=TODAY)


def test_a_rule_has_its_versions_and_is_repealed() -> None:
    cast = a_county()
    first = adopt(
        cast.bureau,
        kind=RuleKind.SECRECY,
        wording=Wording("保密审查办法", "先审查，后公开。"),
        by=None,
        on=SPRING,
    )
    amend(first.rule, wording=Wording("保密审查办法", "先审查，谁公开谁负责。"), by=None, on=AUTUMN)
    assert [one.text for one in rules_of(cast.bureau, SPRING)] == ["先审查，后公开。"]
    assert [one.text for one in rules_of(cast.bureau, AUTUMN)] == ["先审查，谁公开谁负责。"]
    repeal(first.rule, by=None, on=TODAY)
    assert rules_of(cast.bureau, TODAY) == [] and len(rules_of(cast.bureau, AUTUMN)) == 1
    with pytest.raises(Refused, match="已经废止"):
        repeal(first.rule, by=None, on=TODAY)
    with pytest.raises(Refused, match="在其后施行"):
        amend(first.rule, wording=Wording("保密审查办法", "新"), by=None, on=SPRING)
    with pytest.raises(Refused, match="正文"):
        adopt(cast.bureau, kind=RuleKind.OTHER, wording=Wording("空"), by=None, on=TODAY)


def test_a_legal_adviser_is_engaged_and_released() -> None:
    cast = a_county()
    adviser = engage_adviser(cast.county, name="戊某", firm="某律师事务所", by=None, on=SPRING)
    release_adviser(adviser, by=None, on=AUTUMN)
    assert adviser.until == AUTUMN
    with pytest.raises(Refused, match="已于 2025-09-01 解聘"):
        release_adviser(adviser, by=None, on=TODAY)
