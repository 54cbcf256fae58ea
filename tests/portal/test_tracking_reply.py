"""After the reply: nothing of it before it is served, all of it afterwards, the remedy in words, the right body at one click."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.applications.charging import charge
from gongkai.applications.letters import Wish, issue, void
from gongkai.applications.models import Application, Service
from gongkai.applications.replying import Reply
from gongkai.applications.serving import Sending, serve
from gongkai.applications.taking import Taken, take
from gongkai.files.actions import keep_own
from gongkai.organisations.models import Person, Post
from tests.applications.ways import GRANTED, PAPER, decided
from tests.people import County, a_county, staff_of
from tests.portal.citizens import Citizen

pytestmark = pytest.mark.django_db
ELSEWHERE = Reply(
    "not_responsible",
    "条例 第三十六条第（五）项",
    {"responsible": "青溪县民政局"},
    {"facts": "该信息由民政局制作", "responsible": "青溪县民政局"},
)


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    return staff_of(cast.township)


@pytest.fixture
def citizen(client: Client) -> Citizen:
    return Citizen(client)


@pytest.fixture
def case(cast: County, citizen: Citizen) -> Application:
    return citizen.apply(cast.township.pk)[0]


def served(case: Application, staff: dict[Post, Person]) -> None:
    taken = Taken("serve", timezone.localdate(), {"mode": "electronic"})
    take(case, taken, by=staff[Post.APPLICATION_CLERK], post="application_clerk", at=timezone.now())


def granted() -> Reply:
    paper = keep_own(PAPER, kind="text", on=timezone.localdate()).digest
    return Reply(GRANTED.outcome, GRANTED.article, GRANTED.facts, GRANTED.values, ((paper, "招标文件.txt"),))


def test_nothing_of_the_reply_is_told_before_it_is_served(
    case: Application, citizen: Citizen, staff: dict[Post, Person]
) -> None:
    decided(case, staff, timezone.localdate(), granted())
    page = citizen.page("/track/case/")
    assert "答复已经签发，正在送达" in page
    assert "予以公开" not in page and "招标文件" not in page and staff[Post.SIGNATORY].name not in page
    place = case.steps.get(code="decide").position
    assert citizen.client.get(f"/track/case/papers/{place}/1").status_code == 404


def test_a_served_reply_is_fetched_and_says_what_may_be_done_against_it(
    case: Application, citizen: Citizen, staff: dict[Post, Person]
) -> None:
    decided(case, staff, timezone.localdate(), granted())
    served(case, staff)
    page = citizen.page("/track/case/")
    assert "<strong>予以公开</strong>" in page and "条例 第三十六条第（二）项" in page
    assert "六十日内向上一级人民政府申请行政复议" in page and "投诉、举报" in page
    place = case.steps.get(code="decide").position
    answer = citizen.client.get(f"/track/case/papers/{place}/1")
    assert answer.content == PAPER and "attachment" in answer["Content-Disposition"]


def test_the_right_body_is_applied_to_with_one_click_and_linked(
    case: Application, cast: County, citizen: Citizen, staff: dict[Post, Person]
) -> None:
    decided(case, staff, timezone.localdate(), ELSEWHERE)
    assert "再申请" not in citizen.page("/track/case/")
    served(case, staff)
    assert "向青溪县民政局再申请" in citizen.page("/track/case/")
    page = citizen.client.post("/track/case/again/", follow=True).content.decode()
    assert "政府信息公开申请回执" in page and "青溪县民政局" in page
    new = Application.objects.get(body=cast.bureau)
    assert new.earlier == case and new.received_on == timezone.localdate()
    assert "由此再申请" in citizen.page("/track/case/") and case.number in citizen.page("/track/case/")


def test_the_same_body_is_not_applied_to_twice(
    case: Application, cast: County, citizen: Citizen, staff: dict[Post, Person]
) -> None:
    decided(case, staff, timezone.localdate(), ELSEWHERE)
    served(case, staff)
    key = citizen.client.session["tracking"]
    citizen.client.post("/track/case/again/")
    session = citizen.client.session
    session["tracking"] = key
    session.save()
    answer = citizen.client.post("/track/case/again/")
    assert answer.status_code == 422 and "已经向青溪县民政局再次申请过了" in answer.content.decode()
    assert Application.objects.filter(body=cast.bureau).count() == 1


def test_whoever_was_told_of_no_other_body_is_led_to_the_choice(case: Application, citizen: Citizen) -> None:
    assert citizen.client.post("/track/case/again/").url == "/apply/"


def test_a_fee_notice_is_acknowledged(case: Application, citizen: Citizen, staff: dict[Post, Person]) -> None:
    charge(case, "pages", 300, by=staff[Post.APPLICATION_CLERK], at=timezone.now())
    page = citizen.page("/track/case/")
    yuan = case.steps.get(code="charge").facts["yuan"]
    assert f"信息处理费 {yuan} 元" in page and "已收到收费通知" in page
    citizen.client.post("/track/case/charge/")
    assert case.steps.filter(code="charge_receipt", post="applicant").count() == 1


def test_a_late_reply_is_named_with_what_may_be_done(
    case: Application, citizen: Citizen, monkeypatch: Any
) -> None:
    later = timezone.localdate() + timedelta(days=60)
    monkeypatch.setattr("gongkai.portal.tracking.timezone.localdate", lambda: later)
    page = citizen.page("/track/case/")
    assert "答复期限已过" in page and "行政复议" in page


@pytest.fixture
def sent(case: Application, staff: dict[Post, Person]) -> Service:
    """The reply as a letter, posted."""
    clerk, today = staff[Post.APPLICATION_CLERK], timezone.localdate()
    decided(case, staff, today, granted())
    letter = issue(case, Wish("LET-20"), by=clerk, at=timezone.now())
    return serve(
        letter, Sending("post", sent_on=today, mail_number="XA00000000003"), by=clerk, at=timezone.now()
    )


def test_a_letter_that_was_sent_is_fetched_once_with_its_number_on_it(
    sent: Service, citizen: Citizen
) -> None:
    page = citizen.page("/track/case/")
    assert sent.letter.number in page and page.count(f'/track/case/letters/{sent.letter_id}"') == 1
    answer = citizen.client.get(f"/track/case/letters/{sent.letter_id}")
    assert answer.content[:5] == b"%PDF-" and "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_nobody_else_fetches_a_letter_or_confirms_it(sent: Service, cast: County, citizen: Citizen) -> None:
    other = Citizen(Client())
    path = f"/track/case/letters/{sent.letter_id}"
    for someone in (Client(), other.client):
        assert someone.get(path).status_code == 404
        assert someone.post(f"{path}/received/").url == "/track/"
        other.apply(cast.bureau.pk)
    sent.refresh_from_db()
    assert sent.received_on is None


def test_a_letter_that_was_not_sent_or_was_voided_is_not_the_applicants(
    case: Application, citizen: Citizen, staff: dict[Post, Person]
) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    decided(case, staff, timezone.localdate(), granted())
    letter = issue(case, Wish("LET-20"), by=clerk, at=timezone.now())
    path = f"/track/case/letters/{letter.pk}"
    assert citizen.client.get(path).status_code == 404 and letter.number not in citizen.page("/track/case/")
    void(letter, reason="日期写错", by=clerk, at=timezone.now())
    assert citizen.client.get(path).status_code == 404


def test_an_applicant_confirms_once_that_a_letter_arrived(sent: Service, citizen: Citizen) -> None:
    path = f"/track/case/letters/{sent.letter_id}/received/"
    assert "已确认收到" in citizen.client.post(path, follow=True).content.decode()
    sent.refresh_from_db()
    assert sent.received_on == timezone.localdate()
    again = citizen.client.post(path)
    assert again.status_code == 422 and "已经登记过签收日期" in again.content.decode()
