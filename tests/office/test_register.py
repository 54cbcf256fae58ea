"""Registration at the counter: every channel with the day that counts for it, hints that keep nobody back, a code shown once,
and a ledger in Excel that does what was looked at."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from gongkai.applications.models import Application, CaseBook
from gongkai.office.register_forms import COUNTS
from gongkai.organisations.models import Person, Post
from tests.applications.cases import ID_NUMBER, from_web, step
from tests.applications.test_importing import BAD, OPEN, book_of
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db
WANTED = "2025年柳湾镇河道清淤工程的招标文件和中标通知书"


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.fixture
def clerk(client: Client, cast: County) -> Person:
    person = somebody("clerk-2", cast.township, Post.APPLICATION_CLERK)
    client.force_login(person)
    return person


def text(answer: Any) -> str:
    tree = LexborHTMLParser(answer.content.decode())
    main = tree.css_first("main")
    return " ".join(main.text().split()) if main else ""


def sent(cast: County, **more: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    known = {
        "body": cast.township.pk,
        "channel": "signed_post",
        "on": today,
        "number": "XA00000000001",
        "arrived": today,
        "method": "电话确认",
        "kind": "natural",
        "name": "申请人甲",
        "document": "identity_card",
        "document_number": ID_NUMBER,
        "address": "青溪县某路一号",
        "wanted": WANTED,
        "form": "纸质",
        "delivery": "邮寄",
    }
    return known | more


@pytest.mark.parametrize("channel", COUNTS)
def test_every_channel_is_registered_with_the_day_that_counts_for_it(
    channel: str, client: Client, cast: County, clerk: Person
) -> None:
    page = text(client.post("/office/cases/new/", sent(cast, channel=channel)))
    case = Application.objects.get()
    assert "登记回执" in page and case.number in page and "查询码" in page
    assert case.received_on == timezone.localdate()
    assert case.evidence[COUNTS[channel]] == timezone.localdate().isoformat()
    assert (case.channel, case.clerk) == (channel, clerk)


def test_the_code_stands_on_the_receipt_and_nowhere_else(client: Client, cast: County, clerk: Person) -> None:
    answer = client.post("/office/cases/new/", sent(cast))
    codes = re.findall(r"<code>([^<]+)</code>", answer.content.decode())
    case = Application.objects.get()
    assert codes[0] == case.number and "no-store" in answer["Cache-Control"]
    assert codes[1] not in client.get(f"/office/cases/{case.pk}/").content.decode()


def test_what_the_channel_wants_as_evidence_is_asked_for_and_nothing_typed_is_lost(
    client: Client, cast: County, clerk: Person
) -> None:
    answer = client.post("/office/cases/new/", sent(cast, channel="signed_post", number=""))
    page = answer.content.decode()
    assert "没有留存邮件号码" in page and WANTED in page and 'value="申请人甲"' in page
    assert not Application.objects.exists()


def test_hints_are_shown_and_keep_nobody_back(client: Client, cast: County, clerk: Person) -> None:
    earlier = from_web(cast.township, timezone.localdate(), title="河道清淤工程的招标文件").application
    step(earlier, "withdraw", timezone.localdate(), post="applicant")
    page = text(client.post("/office/cases/new/", sent(cast, check="yes", document="", document_number="")))
    assert earlier.number in page and "可能有关" in page and "身份证明" in page
    assert Application.objects.count() == 1
    client.post("/office/cases/new/", sent(cast, document="", document_number=""))
    assert Application.objects.count() == 2


def test_an_application_by_word_of_mouth_is_printed_for_signing_before_it_is_registered(
    client: Client, cast: County, clerk: Person
) -> None:
    page = text(client.post("/office/cases/new/", sent(cast, channel="oral", record="yes")))
    assert "代填记录" in page and WANTED in page and "申请人（签名）" in page
    assert not Application.objects.exists()


def test_people_who_apply_together_and_an_agent_are_kept_each_in_cipher(
    client: Client, cast: County, clerk: Person
) -> None:
    paper = SimpleUploadedFile("委托书.txt", "委托".encode())
    more = {"others": "申请人乙，X1，13900000000\n申请人丙", "agent": "代理人丁", "papers": paper}
    client.post("/office/cases/new/", sent(cast, **more))
    rows = list(Application.objects.get().applicants.order_by("sequence"))
    assert [row.is_agent_of for row in rows] == [None, None, None, 1]
    assert all("申请人" not in row.sealed and "代理人" not in row.sealed for row in rows)


def test_only_who_registers_opens_the_page_and_only_for_their_bodies(
    client: Client, cast: County, clerk: Person
) -> None:
    page = text(client.post("/office/cases/new/", sent(cast, body=cast.bureau.pk)))
    assert "登记回执" not in page and not Application.objects.exists()
    client.force_login(somebody("lawyer", cast.township, Post.LEGAL_REVIEWER))
    assert client.get("/office/cases/new/").status_code == 403


def upload(client: Client, cast: County, *rows: Any) -> Any:
    file = SimpleUploadedFile("台账.xlsx", book_of(*rows).getvalue())
    return client.post("/office/cases/books/", {"file": file, "body": cast.township.pk}, follow=True)


def test_a_ledger_is_looked_at_confirmed_and_its_rows_lead_to_the_cases(
    client: Client, cast: County, clerk: Person
) -> None:
    early = ("2", "2026-03-30", *OPEN[2:])
    answer = upload(client, cast, early, BAD)
    page = text(answer)
    assert "导入 1" in page and "不能导入 1" in page and "“某天”不是日期" in page
    assert not Application.objects.exists()
    book = CaseBook.objects.get()
    found = re.search(r'name="fingerprint" value="(\w+)"', answer.content.decode())
    assert found is not None
    done = client.post(f"/office/cases/books/{book.pk}/confirm", {"fingerprint": found[1]}, follow=True)
    case = Application.objects.get()
    assert "已导入 1 件申请" in text(done)
    assert f'href="/office/cases/{case.pk}/"' in done.content.decode()


def test_a_column_that_was_not_understood_can_be_named(client: Client, cast: County, clerk: Person) -> None:
    upload(client, cast, OPEN)
    book = CaseBook.objects.get()
    page = client.post(f"/office/cases/books/{book.pk}/columns", {"column-1": "received"}, follow=True)
    assert "还没有指明哪一列是“申请人”" in text(page)
    client.post(f"/office/cases/books/{book.pk}/drop")
    book.refresh_from_db()
    assert book.sealed == ""


def test_the_ledger_of_another_body_is_not_found(client: Client, cast: County, clerk: Person) -> None:
    upload(client, cast, OPEN)
    client.force_login(somebody("other", cast.bureau, Post.APPLICATION_CLERK))
    assert client.get(f"/office/cases/books/{CaseBook.objects.get().pk}/").status_code == 404
