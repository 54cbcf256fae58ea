"""待我审批 over the pages: seen, decided on what was seen, confirmed; shown to whom it concerns and to nobody else."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from gongkai.approvals import actions
from gongkai.approvals.actions import Subject
from gongkai.approvals.models import AddedStep, Matter, Outcome, State
from gongkai.organisations.models import Person, Post
from gongkai.organisations.posts import appoint
from tests.approvals.cast import AT, CONTENT, Office, all_agree, an_office, begun, changed, says
from tests.people import BEGUN, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def by(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def send(client: Client, matter: Matter, code: str, **fields: str) -> Any:
    step = matter.steps.get(code=code)
    given = {"outcome": "approve", "digest": matter.digest, "reason": "", **fields}
    return client.post(f"/office/approvals/steps/{step.pk}/", given)


def test_what_waits_is_listed_opened_confirmed_and_gone(office: Office) -> None:
    matter, client = begun(office), by(office.reviewer)
    assert "关于调整公交线路的通告" in text(client, "/office/approvals/")
    assert "核稿：关于调整公交线路的通告" in text(client, "/office/")
    page = text(client, f"/office/approvals/{matter.pk}/")
    assert f'value="{matter.digest}"' in page and "下一步" in page
    asked = send(client, matter, "review").content.decode()
    assert "确认同意" in asked and not matter.decisions.exists()
    assert send(client, matter, "review", confirm="1")["Location"] == "/office/approvals/"
    assert matter.decisions.get().outcome == Outcome.APPROVE
    assert "没有等您审批" not in text(client, "/office/approvals/")  # the privacy look is next


def test_a_change_in_between_is_told_and_shown_word_by_word(office: Office) -> None:
    matter, client = begun(office), by(office.reviewer)
    says(matter, "review", office.reviewer)
    actions.restart(matter, content=changed(2), by=office.author, at=AT, note_of_change="改了稿次")
    page = client.post(
        f"/office/approvals/steps/{matter.steps.get(code='review').pk}/",
        {"outcome": "approve", "digest": matter.digest, "confirm": "1"},
        follow=True,
    )
    assert "内容在您打开以后改动过" in page.content.decode()
    shown = text(client, f"/office/approvals/{matter.pk}/")
    assert "<ins>（第 2 稿）</ins>" in shown and "改动 1 处" in shown and "改了稿次" in shown


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"outcome": "return"}, "请写明理由"), ({"outcome": "silent"}, "请选择"), ({"outcome": ""}, "请选择")],
)
def test_a_half_filled_form_is_refused_in_words(fields: dict[str, str], why: str, office: Office) -> None:
    matter, client = begun(office), by(office.reviewer)
    answer = send(client, matter, "review", confirm="1", **fields)
    assert why in text(client, answer["Location"]) and not matter.decisions.exists()


def test_a_return_comes_back_to_the_author_with_its_reason(office: Office) -> None:
    matter = begun(office)
    send(by(office.reviewer), matter, "review", outcome="return", reason="日期不一致", confirm="1")
    author = by(office.author)
    assert "退回修改：关于调整公交线路的通告" in text(author, "/office/")
    assert "日期不一致" in text(author, f"/office/approvals/{matter.pk}/")


def test_others_do_not_even_learn_that_it_is_there(office: Office) -> None:
    matter = begun(office)
    stranger = by(somebody("stranger", office.county.bureau, Post.REVIEWER))
    for address in ("", "sheet/", "sheet.docx", "ask/"):
        assert stranger.get(f"/office/approvals/{matter.pk}/{address}").status_code == 404
    assert send(stranger, matter, "review", confirm="1").status_code == 404
    for act in ("recall", "hasten"):
        assert stranger.post(f"/office/approvals/{matter.pk}/{act}", {"reason": "x"}).status_code == 404
    assert "公交" not in text(stranger, "/office/approvals/") + text(stranger, "/office/")


def test_several_are_signed_after_a_list_was_confirmed(office: Office) -> None:
    matters = [begun(office, key=f"test.Text:{number}") for number in (1, 2)]
    for matter in matters:
        all_agree(office, matter, but="signature")
    client = by(office.leader)
    chosen = {"matter": [f"{matter.pk}:{matter.digest}" for matter in matters]}
    assert "确认签发 2 件" in client.post("/office/approvals/sign", chosen).content.decode()
    assert {State.OPEN} == set(Matter.objects.values_list("state", flat=True))
    client.post("/office/approvals/sign", chosen | {"confirm": "1"})
    assert {State.PASSED} == set(Matter.objects.values_list("state", flat=True))


def test_what_waits_for_a_signature_stands_on_one_page_with_what_was_looked_at(office: Office) -> None:
    matters = [begun(office, key=f"test.Text:{number}") for number in (1, 2)]
    all_agree(office, matters[0], but="signature")
    leader = by(office.leader)
    assert "待签发 1 件" in text(leader, "/office/approvals/sign") and "可以一并签发" not in text(
        leader, "/office/"
    )
    all_agree(office, matters[1], but="signature")
    assert "2 件待签发，可以一并签发" in text(leader, "/office/")
    page = text(leader, "/office/approvals/sign?all=1")
    for matter in matters:
        assert f'value="{matter.pk}:{matter.digest}" checked' in page
    assert "保密审查" in page and "看全文和改动" in page
    assert "待签发 0 件" in text(by(office.reviewer), "/office/approvals/sign")


@pytest.mark.parametrize("forged", ["", "x", "1", "1:", "9999999999999999999999:a", ":", "１:a"])
def test_an_odd_choice_of_what_to_sign_signs_nothing(forged: str, office: Office) -> None:
    matter = begun(office)
    all_agree(office, matter, but="signature")
    answer = by(office.leader).post("/office/approvals/sign", {"matter": forged, "confirm": "1"})
    assert answer.status_code == 302
    matter.refresh_from_db()
    assert matter.state == State.OPEN


def test_the_author_recalls_hastens_and_asks(office: Office) -> None:
    matter, client = begun(office), by(office.author)
    client.post(f"/office/approvals/{matter.pk}/hasten", {"reason": "防汛预警"})
    matter.refresh_from_db()
    assert matter.emergency_reason == "防汛预警"
    assert "应急理由：防汛预警" in text(by(office.reviewer), f"/office/approvals/{matter.pk}/")
    bureau = office.county.bureau
    given = {"body": [str(bureau.pk)], "due": "2099-01-05", "silence": "agree"}
    client.post(f"/office/approvals/{matter.pk}/ask/", given)
    step = matter.steps.get(kind="countersign")
    assert (step.body, step.silence) == (bureau, True)
    page = client.post(f"/office/approvals/{matter.pk}/recall", {"reason": " "}, follow=True)
    assert "请写明撤回的理由" in page.content.decode()
    client.post(f"/office/approvals/{matter.pk}/recall", {"reason": "内容有误"})
    matter.refresh_from_db()
    assert matter.state == State.RECALLED


def test_the_sheet_has_every_field_and_opinion_on_the_page_and_in_word(office: Office) -> None:
    second = somebody("second", office.county.bureau, name="替岗己")
    appoint(second, body=office.body, post=Post.REVIEWER, by=None, on=BEGUN, stand_in_for=office.reviewer)
    matter = begun(office)
    says(matter, "review", second)
    client = by(office.author)
    wanted = [
        "填表日期",
        "拟公开单位",
        "柳湾镇人民政府",
        "载体",
        "公文",
        "拟公开方式",
        "保密审查",
        "个人隐私审查",
        "签发",
    ]
    page = text(client, f"/office/approvals/{matter.pk}/sheet/")
    opinion = "同意　替岗己（代核稿乙） 2026-03-02"
    assert all(word in page for word in [*wanted, opinion])
    file = client.get(f"/office/approvals/{matter.pk}/sheet.docx")
    document = Document(io.BytesIO(file.content))
    words = "".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert all(word in words for word in [*wanted, opinion])


def test_the_month_lists_what_was_decided_and_says_so_when_there_is_nothing(office: Office) -> None:
    matter = begun(office)
    all_agree(office, matter)
    leader = by(office.leader)
    assert "签发戊 2026-03-02" in text(leader, "/office/approvals/monthly/?month=2026-03")
    assert "本月无" in text(leader, "/office/approvals/monthly/?month=2026-04")
    for month, word in (("2026-03", "关于调整公交线路的通告"), ("2026-04", "本月无")):
        book = load_workbook(io.BytesIO(leader.get(f"/office/approvals/monthly.xlsx?month={month}").content))
        assert word in [cell.value for row in book.active.rows for cell in row]  # type: ignore[union-attr]
    assert by(office.author).get("/office/approvals/monthly/").status_code == 403
    elsewhere = by(somebody("elsewhere", office.county.bureau, Post.SIGNATORY))
    assert "本月无" in text(elsewhere, "/office/approvals/monthly/?month=2026-03")


@pytest.mark.parametrize("month", ["", "2026-13", "2026-3", "x", "２０２６-03", "9999-99"])
def test_an_odd_month_is_this_one(month: str, office: Office) -> None:
    assert by(office.leader).get(f"/office/approvals/monthly/?month={month}").status_code == 200


def test_a_step_added_by_the_body_is_asked_from_then_on(office: Office) -> None:
    before, client = begun(office), by(office.leader)
    given = {
        "chain": "publication",
        "says": "分管领导审核",
        "kind": "review",
        "post": "competent_authority",
        "order": "85",
    }
    client.post("/office/approvals/chains/", given)
    assert "分管领导审核" in text(client, "/office/approvals/chains/")
    assert not before.steps.filter(says="分管领导审核").exists()
    assert today(office, "2").steps.get(says="分管领导审核").post == Post.COMPETENT_AUTHORITY
    client.post(f"/office/approvals/chains/{AddedStep.objects.get().pk}/end")
    assert not today(office, "3").steps.filter(says="分管领导审核").exists()


def today(office: Office, key: str) -> Matter:
    subject = Subject(f"test.Text:{key}", "publication", office.body, "通告")
    return actions.begin(subject, content=CONTENT, by=office.author, at=timezone.now())


def test_a_reminder_of_what_stands_in_the_list_itself_is_not_listed_again(office: Office) -> None:
    begun(office)
    page = text(by(office.reviewer), "/office/")
    assert page.count("核稿：关于调整公交线路的通告") == 1 and "等待核稿" not in page


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_asks_the_database_alike_for_few_and_for_many(
    number: int, office: Office, django_assert_max_num_queries: Any
) -> None:
    for one in range(number):
        begun(office, key=f"test.Text:{one}")
    client = by(office.reviewer)
    with django_assert_max_num_queries(8):
        assert f"待我审批 {number} 件" in text(client, "/office/approvals/")
