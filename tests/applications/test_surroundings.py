"""What stands around the cases: the mail room's list, requests that are no applications, likeness, the end of identities."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.applications.disposing import dispose, keepers
from gongkai.applications.identity import look_at, unpacked
from gongkai.applications.intake import register
from gongkai.applications.mailroom import Signed, link, not_an_application, take_in, waiting
from gongkai.applications.models import Applicant, Application, Disposal, MailItem, Request
from gongkai.applications.queries import repeats, similar
from gongkai.applications.requests import Asked, ask, settle
from gongkai.applications.todo import to_do
from gongkai.catalogue.releasing import publish
from gongkai.journal.queries import looks_at
from gongkai.law.receipt import Evidence
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import (
    ID_NUMBER,
    RECEIVED,
    SOMEBODY,
    an_envelope,
    by_letter,
    from_web,
    noon,
    step,
)
from tests.catalogue.items import a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import County

D = date
LIST = [
    Signed("XA 0000 0000 001", RECEIVED, "邮政", "寄件人甲"),
    Signed("xa-2", RECEIVED),
    Signed("XA2", RECEIVED),
    Signed(" ", RECEIVED),
    Signed("XA9", D(2026, 4, 1)),
]


def test_every_line_of_the_mail_rooms_list_is_accounted_for(cast: County, clerk: Person) -> None:
    register(by_letter(cast.township), by=clerk, at=noon())
    found = take_in(cast.township, LIST, by=clerk, at=noon())
    assert (found.new, found.settled, found.known) == (2, 1, 1)
    assert [place for place, _ in found.refused] == [4, 5]
    assert take_in(cast.township, LIST, by=clerk, at=noon()).new == 0
    assert [one.number for one in waiting([cast.township.pk], RECEIVED)] == ["XA2"]
    assert "寄件人甲" not in str(MailItem.objects.values())


def test_what_lies_about_is_said_from_the_next_working_day_until_it_is_settled(
    cast: County, clerk: Person
) -> None:
    take_in(cast.township, LIST[:2], by=clerk, at=noon())
    said = [one.says for one in to_do(clerk, RECEIVED)]
    assert not any("邮件" in one for one in said)
    found = [one for one in to_do(clerk, D(2026, 3, 3)) if "邮件" in one.says]
    assert len(found) == 2 and {one.rank for one in found} == {2}
    register(by_letter(cast.township), by=clerk, at=noon(D(2026, 3, 3)))
    other = MailItem.objects.get(number="XA2")
    not_an_application(other, says="会议通知", by=clerk, at=noon(D(2026, 3, 3)))
    assert not waiting([cast.township.pk], D(2026, 3, 4)).exists()
    with pytest.raises(Refused, match="对过账"):
        not_an_application(other, says="会议通知", by=clerk, at=noon(D(2026, 3, 3)))


def test_a_letter_is_linked_by_hand_within_its_body(cast: County, clerk: Person) -> None:
    take_in(cast.township, LIST[1:2], by=clerk, at=noon())
    item, elsewhere = MailItem.objects.get(), from_web(cast.bureau).application
    with pytest.raises(Refused, match="同一机关"):
        link(item, elsewhere, by=clerk, at=noon())
    with pytest.raises(Refused, match="权限"):
        link(item, elsewhere, by=cast.clerk, at=noon())
    mine = register(
        an_envelope(cast.township, evidence=Evidence("person", submitted=RECEIVED)), by=clerk, at=noon()
    ).application
    assert link(item, mine, by=clerk, at=noon()).application == mine
    with pytest.raises(IntegrityError), transaction.atomic():
        MailItem.objects.filter(pk=item.pk).update(other="会议通知")


def test_a_correction_of_ones_own_record_needs_who_asks_and_is_settled_once(
    cast: County, staff: dict[Post, Person]
) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    asked = Asked(cast.township, "correction", "宅基地登记表", "面积写错，应为一百平方米")
    with pytest.raises(Refused, match="第四十一条"):
        ask(asked, by=None, at=noon())
    made = ask(Asked(**{**asked.__dict__, "identity": SOMEBODY}), by=None, at=noon())
    assert unpacked(made.sealed) == SOMEBODY and SOMEBODY.name not in str(Request.objects.values())
    assert any("更正" in one.says for one in to_do(clerk, RECEIVED))
    with pytest.raises(Refused, match="权限"):
        settle(made, "done", reason="属实", by=staff[Post.REVIEWER], at=noon())
    settle(made, "passed_on", reason="应由自然资源局更正", by=clerk, at=noon())
    with pytest.raises(Refused, match="已经处理"):
        settle(made, "done", reason="属实", by=clerk, at=noon())
    assert not Application.objects.exists()


def test_a_suggestion_to_publish_needs_nobodys_name(cast: County, clerk: Person) -> None:
    asked = Asked(cast.township, "suggestion", "公交时刻表", "很多人问")
    made = ask(asked, by=None, at=noon())
    with pytest.raises(Refused, match="更正请求"):
        settle(made, "passed_on", reason="x", by=clerk, at=noon())
    assert settle(made, "done", reason="已主动公开", by=clerk, at=noon()).settled_on == RECEIVED
    with pytest.raises(Refused, match="写明"):
        ask(Asked(cast.township, "suggestion", "", ""), by=None, at=noon())


def test_what_is_published_or_was_answered_before_is_shown(cast: County, staff: dict[Post, Person]) -> None:
    edition = passed(an_edition(cast, draft=a_draft(title="柳湾镇河道清淤工程招标文件")), staff)
    publish(edition, by=cast.clerk, at=noon())
    earlier = from_web(cast.township).application
    step(earlier, "withdraw", D(2026, 3, 4), post="applicant")
    fresh = from_web(cast.township, wanted="幼儿园收费标准", title="幼儿园收费").application
    found = similar("申请公开柳湾镇河道清淤的招标文件", cast.township)
    assert [hit.key for hit in found.items] == [str(edition.item_id)] and found.cases == [earlier]
    assert similar("，。", cast.township) == ([], [])
    assert similar(fresh.wanted, cast.township, but=fresh).cases == []


def test_identities_are_destroyed_by_two_and_the_cases_stay(cast: County, staff: dict[Post, Person]) -> None:
    clerk, second = staff[Post.APPLICATION_CLERK], staff[Post.INFORMATION_OFFICER]
    old, recent = from_web(cast.township).application, from_web(cast.township).application
    look_at(old.applicants.get(), by=clerk, reason="填写信封", at=noon())
    step(old, "withdraw", D(2026, 3, 4), post="applicant")
    later, before = noon(D(2028, 3, 1)), D(2027, 1, 1)
    for one, basis, says in (
        (clerk, "表三", "本人"),
        (staff[Post.REVIEWER], "表三", "权限"),
        (second, " ", "依据"),
    ):
        with pytest.raises(Refused, match=says):
            dispose(cast.township, before, basis=basis, by=clerk, second=one, at=later)
    with pytest.raises(Refused, match="不满一年"):
        dispose(cast.township, D(2027, 6, 1), basis="x", by=clerk, second=second, at=later)
    dispose(cast.township, before, basis="保管期限表第三条", by=clerk, second=second, at=later)
    gone, kept = old.applicants.get(), recent.applicants.get()
    assert (gone.sealed, gone.document_hash, gone.name_hash) == ("", "", "") and kept.sealed
    assert looks_at(ID_NUMBER).exists() and not repeats(old).exists()
    assert Disposal.objects.get().cases == 1 and old.steps.count() == 2
    with pytest.raises(IntegrityError, match="不能恢复"), transaction.atomic():
        Applicant.objects.filter(pk=gone.pk).update(sealed=kept.sealed)


def test_nothing_links_the_journal_to_somebody_whose_last_case_is_disposed_of(
    cast: County, staff: dict[Post, Person]
) -> None:
    clerk, second = staff[Post.APPLICATION_CLERK], staff[Post.INFORMATION_OFFICER]
    old = from_web(cast.township).application
    look_at(old.applicants.get(), by=clerk, reason="填写信封", at=noon())
    step(old, "withdraw", D(2026, 3, 4), post="applicant")
    dispose(cast.township, D(2027, 1, 1), basis="表三", by=clerk, second=second, at=noon(D(2028, 3, 1)))
    assert not looks_at(ID_NUMBER).exists()
    with pytest.raises(Refused, match="没有到期"):
        dispose(cast.township, D(2027, 1, 1), basis="表三", by=clerk, second=second, at=noon(D(2028, 3, 1)))


def test_every_table_with_something_sealed_about_a_case_is_emptied() -> None:
    assert {one.__name__ for one in keepers()} >= {"Applicant", "Consultation", "Request"}
