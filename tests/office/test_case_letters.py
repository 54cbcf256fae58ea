"""Letters in the office: made of their steps, voided with a reason, printed together, and a reply served closes its case."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from gongkai.applications.models import Application, Letter
from gongkai.organisations.models import Person, Post
from tests.applications.cases import from_web, step
from tests.applications.ways import decided
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
POSTS = (Post.APPLICATION_CLERK, Post.REVIEWER, Post.SECRECY_REVIEWER, Post.LEGAL_REVIEWER, Post.SIGNATORY)


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.fixture
def staff(cast: County, client: Client) -> dict[Post, Person]:
    found = {post: somebody(f"staff-{post}", cast.township, post, name=f"{post.label}某") for post in POSTS}
    client.force_login(found[Post.APPLICATION_CLERK])
    return found


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township, TODAY()).application


def text(answer: Any) -> str:
    tree = LexborHTMLParser(answer.content.decode())
    main = tree.css_first("main")
    return " ".join(main.text().split()) if main else ""


def corrected(case: Application, staff: dict[Post, Person]) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    step(case, "ask_correction", TODAY(), by=clerk, until=TODAY(), reason="内容不明确")


def made(client: Client, case: Application, code: str, **sent: str) -> Any:
    return client.post(f"/office/cases/{case.pk}/letters/new/?code={code}", sent, follow=True)


def test_a_letter_is_asked_only_for_what_nobody_else_knows_and_gets_the_next_number(
    client: Client, case: Application, staff: dict[Post, Person]
) -> None:
    corrected(case, staff)
    assert "《政府信息公开申请补正告知书》" in text(client.get(f"/office/cases/{case.pk}/letters/"))
    form = text(client.get(f"/office/cases/{case.pk}/letters/new/?code=LET-03"))
    assert "需要补正的事项" in form and "收到申请的日期" not in form
    page = made(client, case, "LET-03", items="请写明年份", contact="镇政府 101 室")
    letter = Letter.objects.get(code="LET-03")
    assert letter.number in text(page)
    pdf = client.get(f"/office/letters/{letter.pk}/letter.pdf")
    assert pdf.content.startswith(b"%PDF") and "attachment" in pdf["Content-Disposition"]
    assert client.get(f"/office/letters/{letter.pk}/letter.exe").status_code == 404


def test_a_letter_that_no_step_calls_for_has_no_page(
    client: Client, case: Application, staff: dict[Post, Person]
) -> None:
    assert client.get(f"/office/cases/{case.pk}/letters/new/?code=LET-20").status_code == 404


def test_a_letter_is_voided_with_a_reason_and_its_number_stays(
    client: Client, case: Application, staff: dict[Post, Person]
) -> None:
    corrected(case, staff)
    made(client, case, "LET-03", items="请写明年份", contact="镇政府 101 室")
    letter = Letter.objects.get(code="LET-03")
    client.post(f"/office/letters/{letter.pk}/void", {"reason": ""})
    assert Letter.objects.get(pk=letter.pk).voided_at is None
    page = text(client.post(f"/office/letters/{letter.pk}/void", {"reason": "打错了"}, follow=True))
    assert "作废：打错了" in page and letter.number in page


def test_a_reply_is_made_printed_with_its_label_and_served_which_closes_the_case(
    client: Client, case: Application, staff: dict[Post, Person]
) -> None:
    decided(case, staff, TODAY())
    assert "制作、送达文书" in text(client.get(f"/office/cases/{case.pk}/"))
    made(client, case, "LET-20")
    letter = Letter.objects.get(code="LET-20")
    assert letter.number in text(client.get("/office/letters/"))
    for what in ({}, {"labels": "yes"}):
        printed = client.post("/office/letters/print", {"letter": [letter.pk], **what})
        assert printed.content.startswith(b"%PDF"), text(client.get("/office/letters/"))
    form = {"mode": "post", "sent_on": TODAY().isoformat(), "mail_number": ""}
    assert "邮件号码" in text(client.post(f"/office/letters/{letter.pk}/serve/", form))
    form["mail_number"] = "XA00000000009"
    client.post(f"/office/letters/{letter.pk}/serve/", form)
    case.refresh_from_db()
    assert (case.state, case.closed_on) == ("closed", TODAY())
    assert "没有待发的文书" in text(client.get("/office/letters/"))
    service = letter.services.get()
    client.post(f"/office/services/{service.pk}/arrived/", {"on": TODAY().isoformat()})
    service.refresh_from_db()
    assert service.received_on == TODAY()
    assert client.get(f"/office/letters/{letter.pk}/proof.pdf").content.startswith(b"%PDF")


def test_what_the_letters_of_a_body_carry_is_set_by_whoever_replies_for_it(
    client: Client, cast: County, staff: dict[Post, Person]
) -> None:
    address = f"/office/letters/style/{cast.township.pk}/"
    refused = text(client.post(address, {"word": "柳府〔2026〕"}))
    assert "代字只写文字" in refused
    client.post(address, {"word": "柳府依复", "contact": "镇政府 101 室"})
    assert 'value="柳府依复"' in client.get(address).content.decode()
    assert client.get(f"/office/letters/style/{cast.bureau.pk}/").status_code == 404


def test_the_letters_of_another_body_are_not_found(
    client: Client, cast: County, case: Application, staff: dict[Post, Person]
) -> None:
    corrected(case, staff)
    made(client, case, "LET-03", items="请写明年份", contact="镇政府 101 室")
    key = Letter.objects.get(code="LET-03").pk
    client.force_login(somebody("other", cast.bureau, Post.APPLICATION_CLERK))
    for path in ("letter.pdf", "proof.pdf", "serve/"):
        assert client.get(f"/office/letters/{key}/{path}").status_code == 404
    assert "还没有选择文书" in text(client.post("/office/letters/print", {"letter": [key]}, follow=True))
