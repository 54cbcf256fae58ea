"""A third party by its own code: it reads what concerns it, never who applies, and answers once; opening starts its term."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.applications import consulting
from gongkai.applications.consulting import Asked, Party
from gongkai.applications.identity import Identity
from gongkai.applications.letters import Wish, issue
from gongkai.applications.models import Application
from gongkai.applications.replaying import standing
from gongkai.applications.serving import Sending, serve
from gongkai.files import store
from gongkai.organisations.models import Person, Post
from tests.files import made
from tests.people import County, a_county, somebody
from tests.portal.citizens import NAME, Citizen, proved, waited

pytestmark = pytest.mark.django_db
ABOUT = "施工合同中的单价"


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def case(cast: County) -> Application:
    wanted = f"我是{NAME}，想看施工合同"
    return Citizen(Client()).apply(cast.bureau.pk, wanted__title="", wanted__description=wanted)[0]


@pytest.fixture
def asked(cast: County, case: Application) -> Asked:
    clerk = somebody("clerk2", cast.bureau, Post.APPLICATION_CLERK)
    party = Party("third", Identity("某某建筑公司", address="某路"), ABOUT)
    return consulting.ask(case, party, by=clerk, at=timezone.now())


def opened(client: Client, code: str, **fields: str) -> Any:
    return client.post("/opinion/", {"code": code} | (fields or proved("opinion")))


def test_a_party_reads_what_concerns_it_and_never_who_applies(asked: Asked, client: Client) -> None:
    assert opened(client, asked.code.lower()).url == "/opinion/form/"
    page = client.get("/opinion/form/").content.decode()
    assert ABOUT in page and "青溪县民政局" in page
    assert NAME not in page and "想看" not in page and asked.consultation.application.number not in page


def test_opening_acknowledges_the_receipt_once_and_its_term_runs(asked: Asked, case: Application) -> None:
    for _ in range(2):
        opened(Client(), asked.code)
    assert case.steps.filter(code="consult_receipt").count() == 1
    clocks = {one.key: one for one in standing(case, timezone.localdate()).clocks}
    assert clocks[asked.consultation.key].start == timezone.localdate()


def test_a_party_answers_once_with_its_reasons_and_papers(
    asked: Asked, case: Application, client: Client
) -> None:
    opened(client, asked.code)
    file = SimpleUploadedFile("证明.pdf", made.a_pdf())
    sent = {"view": "refuses", "text": "涉及商业秘密", "attachment": file}
    page = client.post("/opinion/form/", sent, follow=True).content.decode()
    assert "意见已经收到" in page and "不同意公开" in page
    step = case.steps.get(code="opinion")
    papers = list(step.papers.all())
    assert step.facts["view"] == "refuses" and [one.name for one in papers] == ["意见和理由.txt", "证明.pdf"]
    assert store.give(papers[0].digest).decode() == "涉及商业秘密"
    assert "提交意见" not in client.get("/opinion/form/").content.decode()
    client.post("/opinion/form/", {"view": "agrees"})
    assert case.steps.filter(code="opinion").count() == 1


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "请选择意见"),
        ({"view": "refuses"}, "请写明理由"),
        ({"view": "in_part", "text": " "}, "请写明理由"),
        ({"view": "maybe"}, "maybe"),
        ({"view": "refuses", "text": "理" * 5001}, "最多 5000 个字"),
    ],
)
def test_what_is_missing_is_said_in_words(
    sent: dict[str, str], says: str, asked: Asked, client: Client
) -> None:
    opened(client, asked.code)
    answer = client.post("/opinion/form/", sent)
    assert answer.status_code == 422 and says in answer.content.decode()


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA-AAAA", "\x00", "开" * 99])
def test_a_wrong_code_opens_nothing_and_trying_ends(code: str, asked: Asked, client: Client) -> None:
    for _ in range(10):
        answer = opened(client, code)
        assert answer.status_code == 422 and "答复码不对" in answer.content.decode()
    assert opened(client, asked.code).status_code == 429
    assert client.get("/opinion/form/").url == "/opinion/"


def test_the_code_of_a_party_opens_no_case_and_that_of_a_case_no_opinion(
    asked: Asked, cast: County, client: Client
) -> None:
    citizen = Citizen(client)
    case, code = citizen.apply(cast.bureau.pk)
    assert opened(Client(), code).status_code == 422
    assert Citizen(Client()).open(asked.consultation.application.number, asked.code).status_code == 422
    assert case.pk


def test_without_a_script_it_opens_after_a_moment(asked: Asked, client: Client) -> None:
    assert "请再等" in opened(client, asked.code, labour=proved("opinion")["labour"]).content.decode()
    assert opened(client, asked.code, **waited("opinion")).status_code == 302


def test_an_opinion_after_its_term_is_still_received(asked: Asked, case: Application, client: Client) -> None:
    opened(client, asked.code)
    assert standing(case, timezone.localdate() + timedelta(days=60)).clocks
    assert client.post("/opinion/form/", {"view": "agrees"}).status_code == 302


def test_a_party_fetches_the_letter_that_asks_it_and_no_other(
    asked: Asked, case: Application, client: Client
) -> None:
    opened(client, asked.code)
    assert client.get("/opinion/letter/").status_code == 404 == Client().get("/opinion/letter/").status_code
    clerk, at = Person.objects.get(account="clerk2"), timezone.now()
    wish = Wish("LET-07", {"information": ABOUT, "reply_way": "某路一号"}, asked.consultation)
    letter = issue(case, wish, by=clerk, at=at)
    assert client.get("/opinion/letter/").status_code == 404
    serve(letter, Sending("direct", received_on=timezone.localdate()), by=clerk, at=at)
    assert letter.number in client.get("/opinion/form/").content.decode()
    answer = client.get("/opinion/letter/")
    with pypdfium2.PdfDocument(answer.content) as paper:
        words = paper[0].get_textpage().get_text_bounded()
    assert ABOUT in words.replace("\r\n", "") and NAME not in words
