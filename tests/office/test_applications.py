"""What others decide about a case comes into it through the office, and what people ask beside information has its own page."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from gongkai.applications.intake import register
from gongkai.applications.models import Application, Request
from gongkai.approvals.deciding import Verdict, decide
from gongkai.organisations.models import Person, Post
from tests.applications.cases import ID_NUMBER, by_letter, from_web, noon
from tests.applications.ways import handed_in
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
POSTS = (Post.APPLICATION_CLERK, Post.REVIEWER, Post.SECRECY_REVIEWER, Post.LEGAL_REVIEWER, Post.SIGNATORY)


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    return {post: somebody(f"staff-{post}", cast.township, post, name=f"{post.label}某") for post in POSTS}


def text(answer: Any) -> str:
    tree = LexborHTMLParser(answer.content.decode())
    main = tree.css_first("main")
    return " ".join(main.text().split()) if main else ""


def test_a_signed_reply_comes_into_the_case_by_a_press(
    client: Client, cast: County, staff: dict[Post, Person]
) -> None:
    case = from_web(cast.township, TODAY()).application
    held = handed_in(case, staff, TODAY())
    assert held.matter is not None
    for step in held.matter.steps.order_by("order", "pk"):
        decide(step, Verdict("approve", held.matter.digest), by=staff[Post(step.post)], at=timezone.now())
    client.force_login(staff[Post.APPLICATION_CLERK])
    matter = client.get(f"/office/approvals/{held.matter.pk}/").content.decode()
    assert f'href="/office/cases/{case.pk}/"' in matter
    page = text(client.post(f"/office/cases/{case.pk}/settle", follow=True))
    assert "已记入：签发答复" in page and "已签发，待送达" in page
    assert "没有新签发的" in text(client.post(f"/office/cases/{case.pk}/settle", follow=True))


def a_letter(cast: County, staff: dict[Post, Person]) -> Application:
    day = TODAY() - timedelta(days=3)
    envelope = by_letter(cast.township, day)
    return register(envelope, by=staff[Post.APPLICATION_CLERK], at=noon(day)).application


def test_a_wrong_day_of_receipt_is_proposed_by_one_and_confirmed_by_another(
    client: Client, cast: County, staff: dict[Post, Person]
) -> None:
    case, right = a_letter(cast, staff), TODAY() - timedelta(days=4)
    client.force_login(staff[Post.APPLICATION_CLERK])
    sent = {"on": right.isoformat(), "reason": "邮政投递记录"}
    page = text(client.post(f"/office/cases/{case.pk}/steps/amend/", sent, follow=True))
    assert "由另一人核对以后生效" in page and "核对属实" not in page
    own = case.amendments.get()
    address = f"/office/cases/{case.pk}/amendments/{own.pk}"
    refused = text(client.post(address, {"verdict": "confirm"}, follow=True))
    assert "不能核对自己提出的" in refused
    client.force_login(staff[Post.REVIEWER])
    assert "请选择" in text(client.post(address, {}, follow=True))
    done = text(client.post(address, {"verdict": "confirm"}, follow=True))
    case.refresh_from_db()
    assert "已更正" in done and case.received_on == right


def test_a_registration_that_was_right_stays_as_it_is(
    client: Client, cast: County, staff: dict[Post, Person]
) -> None:
    case = a_letter(cast, staff)
    before = case.received_on
    client.force_login(staff[Post.APPLICATION_CLERK])
    sent = {"on": TODAY().isoformat(), "reason": "记错了"}
    client.post(f"/office/cases/{case.pk}/steps/amend/", sent)
    client.force_login(staff[Post.REVIEWER])
    address = f"/office/cases/{case.pk}/amendments/{case.amendments.get().pk}"
    assert "原登记无误" in text(client.post(address, {"verdict": "reject"}, follow=True))
    case.refresh_from_db()
    assert case.received_on == before


def test_an_extension_is_handed_in_and_changes_nothing_before_it_is_signed(
    client: Client, cast: County, staff: dict[Post, Person]
) -> None:
    case = from_web(cast.township, TODAY()).application
    due = case.due_on
    client.force_login(staff[Post.APPLICATION_CLERK])
    address = f"/office/cases/{case.pk}/steps/extend/"
    page = text(client.post(address, {"days": 20, "reason": "需要查阅大量档案"}, follow=True))
    case.refresh_from_db()
    assert "延期已送审" in page and case.due_on == due and "延长答复期限" in page


def test_a_request_is_registered_answered_once_and_says_nothing_of_who_asks(
    client: Client, cast: County, staff: dict[Post, Person]
) -> None:
    client.force_login(staff[Post.APPLICATION_CLERK])
    sent = {"body": cast.township.pk, "kind": "correction", "about": "户籍登记", "says": "出生日期有误"}
    refused = text(client.post("/office/requests/new/", sent))
    assert "请填写姓名或者名称和联系方式" in refused and not Request.objects.exists()
    client.post("/office/requests/new/", {**sent, "name": "请求人甲", "phone": "13800000000"})
    one = Request.objects.get()
    page = client.get(f"/office/requests/{one.pk}/").content.decode()
    assert "户籍登记" in page and "请求人甲" not in page
    answer = {"result": "done", "reason": "已经核实更正"}
    assert "已处理" in text(client.post(f"/office/requests/{one.pk}/settle", answer, follow=True))
    assert "已经处理过了" in text(client.post(f"/office/requests/{one.pk}/settle", answer, follow=True))
    assert "户籍登记" in text(client.get("/office/requests/?kind=correction"))


def test_the_request_of_another_body_is_not_found(
    client: Client, cast: County, staff: dict[Post, Person]
) -> None:
    client.force_login(staff[Post.APPLICATION_CLERK])
    sent = {"body": cast.township.pk, "kind": "suggestion", "about": "公交时刻", "says": "请公开"}
    client.post("/office/requests/new/", sent)
    key = Request.objects.get().pk
    client.force_login(somebody("other", cast.bureau, Post.APPLICATION_CLERK))
    assert client.get(f"/office/requests/{key}/").status_code == 404
    assert client.post(f"/office/requests/{key}/settle", {"result": "done"}).status_code == 404


def test_the_file_of_a_case_names_who_applied_with_a_reason_only(
    client: Client, cast: County, staff: dict[Post, Person]
) -> None:
    case = from_web(cast.township, TODAY()).application
    client.force_login(staff[Post.APPLICATION_CLERK])
    for reason, named in (("", False), ("复议机关调阅案卷", True)):
        answer = client.post(f"/office/cases/{case.pk}/bundle", {"reason": reason})
        packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
        assert "attachment" in answer["Content-Disposition"]
        assert any(ID_NUMBER.encode() in packed.read(name) for name in packed.namelist()) is named
    client.force_login(staff[Post.LEGAL_REVIEWER])
    assert client.post(f"/office/cases/{case.pk}/bundle").status_code == 403
