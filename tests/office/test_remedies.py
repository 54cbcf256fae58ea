"""Reviews and suits in the office: registered from the notice, answered, decided, reopened, counted; by whom it is for."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from gongkai.organisations.models import Person, Post
from gongkai.remedies.models import Remedy
from tests.people import County, a_county, somebody, staff_of
from tests.remedies.disputes import a_closed_application, a_review, a_suit, decided

pytestmark = pytest.mark.django_db
CLERK, SIGNATORY = Post.APPLICATION_CLERK, Post.SIGNATORY
NOTICE = {
    "kind": "review",
    "dispute": "reply",
    "title": "不服政府信息公开答复",
    "tribunal": "青溪县人民政府",
    "received_on": "2026-04-01",
    "procedure": "ordinary",
}


class Office:
    """The township with somebody for every post, and a browser for each."""

    def __init__(self) -> None:
        self.cast: County = a_county()
        self.body = self.cast.township
        self.staff: dict[Post, Person] = staff_of(self.body)
        self.clerk = self.staff[CLERK]

    def as_(self, post: Post) -> Client:
        return signed_in(self.staff[post])


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_notice_is_registered_with_its_papers_and_shows_when_the_answer_is_due(office: Office) -> None:
    client = office.as_(CLERK)
    application = a_closed_application(office.body, office.staff)
    scan = SimpleUploadedFile("通知书.txt", "答复通知书".encode())
    given = {**NOTICE, "application": application.number, "case_number": "青政复〔2026〕7号", "file": scan}
    answer = client.post("/office/remedies/new/", given, follow=True)
    assert "提交答复（答辩）和证据的期限到 2026-04-16" in answer.content.decode()
    remedy = Remedy.objects.get()
    page = text(client, f"/office/remedies/{remedy.pk}/")
    for says in ("2026-04-16", "行政复议法 第四十八条", "视为没有证据", application.number, "通知书.txt"):
        assert says in page
    paper = remedy.steps.get().papers.get()
    assert client.get(f"/office/remedies/papers/{paper.pk}").content.decode() == "答复通知书"
    assert "期限" in text(client, "/office/")
    assert "青政复（2026）7号" in text(client, "/office/remedies/?q=青政复")


def test_what_is_refused_is_said_and_nothing_typed_is_lost(office: Office) -> None:
    client = office.as_(CLERK)
    page = client.post("/office/remedies/new/", {**NOTICE, "application": "1999-0001"}).content.decode()
    assert "没有登记编号为“1999-0001”的申请" in page and "不服政府信息公开答复" in page
    tomorrow = timezone.localdate() + timedelta(1)
    page = client.post("/office/remedies/new/", {**NOTICE, "received_on": tomorrow}).content.decode()
    assert "还没有到" in page and not Remedy.objects.exists()


def test_the_course_of_a_case_step_by_step(office: Office) -> None:
    client, remedy = office.as_(CLERK), a_review(office.body, office.clerk)
    address = f"/office/remedies/{remedy.pk}/"
    page = text(client, address)
    assert f"{address}steps/answer/" in page and "应在已审结时登记，现在是审理中" in page
    answers = client.post(f"{address}steps/answer/", {"on": "2026-04-17"})
    assert answers.status_code == 302 and "晚于法定期限提交" in text(client, address)
    page = text(client, f"{address}steps/decide/")
    assert "确认违法" in page and "判决" not in page
    ended = {"on": "2026-05-20", "result": "illegal"}
    assert "至少一项" in client.post(f"{address}steps/decide/", ended).content.decode()
    done = client.post(f"{address}steps/decide/", {**ended, "defects": ["late", "search"]}, follow=True)
    assert "没有尽到检索义务" in done.content.decode()
    assert client.get(f"{address}steps/fly/").status_code == 404
    mistaken = {"on": "2026-05-21", "reason": "记错", "second": office.staff[Post.REVIEWER].pk}
    assert client.post(f"{address}steps/retract/", mistaken).status_code == 302
    remedy.refresh_from_db()
    assert (remedy.state, remedy.column) == ("open", "pending")
    accepted = {"case_number": "青政复〔2026〕9号", "accepted_on": "2026-03-30"}
    assert client.post(f"{address}particulars/", accepted).status_code == 302
    assert "2026-05-29" in text(client, address)  # 60 days


def test_the_signatory_has_the_application_dealt_with_again(office: Office) -> None:
    application = a_closed_application(office.body, office.staff)
    remedy = a_review(office.body, office.clerk, application=application)
    decided(remedy, "annulled_redo", date(2026, 5, 20), by=office.clerk)
    client, address = office.as_(SIGNATORY), f"/office/remedies/{remedy.pk}/"
    assert f"重新办理申请 {application.number}" in text(client, address)
    assert office.as_(CLERK).post(f"{address}reopen", {"confirm": "yes"}).status_code == 403
    assert "重新计算" in client.post(f"{address}reopen").content.decode()
    assert "已重新办理" in client.post(f"{address}reopen", {"confirm": "yes"}, follow=True).content.decode()
    application.refresh_from_db()
    assert application.state == "open"


def test_an_appeal_is_registered_from_the_judgment(office: Office) -> None:
    client = office.as_(CLERK)
    suit = decided(a_suit(office.body, office.clerk), "suit_dismissed", date(2026, 5, 20), by=office.clerk)
    page = text(client, f"/office/remedies/{suit.pk}/following/")
    assert "二审" in page
    second = {**NOTICE, "kind": "direct", "instance": "second", "received_on": "2026-06-01"}
    answer = client.post(f"/office/remedies/{suit.pk}/following/", second)
    assert answer.status_code == 302, answer.content.decode()
    assert "以后一案件为准" in text(client, f"/office/remedies/{suit.pk}/")


def test_the_board_counts_table_four_and_the_reasons_of_all_below(office: Office) -> None:
    remedy = a_review(office.body, office.clerk)
    decided(remedy, "illegal", date(2026, 5, 20), by=office.clerk, defects=["late"])
    client = signed_in(somebody("above", office.cast.county, Post.INSPECTOR))
    page = text(client, "/office/remedies/board/?year=2026")
    assert "超过法定期限答复" in page and office.body.name in page
    assert "defect=late" in page and remedy.case_number in text(client, "/office/remedies/?defect=late")
    assert "没有被纠正" in text(client, "/office/remedies/board/?year=2025")
    assert "2008" not in text(client, "/office/remedies/board/?year=1").split("<h1>")[1].split("</h1>")[0]
    book = load_workbook(io.BytesIO(client.get("/office/remedies/board.xlsx?year=2026").content))
    assert [cell.value for cell in book["表四"][2]] == ["行政复议", 0, 1, 0, 0, 1]
    assert [row[0].value for row in book["被纠正的原因"].rows] == ["原因", "超过法定期限答复"]
    listed = load_workbook(io.BytesIO(client.get("/office/remedies/?as=xlsx").getvalue()))
    assert [cell.value for cell in listed.worksheets[0][2]][:2] == [remedy.case_number, "行政复议"]


def test_a_page_asks_as_little_for_many_cases_as_for_one(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = office.as_(SIGNATORY)
    for number in range(12):
        a_review(office.body, office.clerk, case_number=f"甲{number}号")
    with django_assert_max_num_queries(8):
        text(client, "/office/remedies/")
    supervisor = signed_in(somebody("above", office.cast.county, Post.INSPECTOR))
    with django_assert_max_num_queries(11):
        text(supervisor, "/office/remedies/board/?year=2026")
    with django_assert_max_num_queries(14):
        text(client, f"/office/remedies/{Remedy.objects.all()[0].pk}/")


def test_nobody_reaches_the_cases_of_another_body(office: Office) -> None:
    remedy = a_review(office.body, office.clerk)
    paper = f"/office/remedies/{remedy.pk}/"
    stranger = signed_in(somebody("stranger", office.cast.bureau, CLERK))
    for address in (paper, f"{paper}steps/answer/", f"{paper}particulars/", f"{paper}following/"):
        assert stranger.get(address).status_code == 404, address
    assert stranger.get("/office/remedies/board/").status_code == 403
    supervisor = signed_in(somebody("above", office.cast.county, Post.COMPETENT_AUTHORITY, CLERK))
    assert supervisor.get(paper).status_code == 200
    assert supervisor.post(f"{paper}steps/answer/", {"on": "2026-04-02"}).status_code == 403
    assert Client().get(paper).status_code == 302
