"""The office of applications: cases by their clock, one case with what may come next and why not, every step asked of the law,
nobody's identity in clear without a reason on record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from gongkai.applications.models import Application, Step
from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post
from tests.applications.cases import SOMEBODY, from_web
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
POSTS = (Post.APPLICATION_CLERK, Post.LEGAL_REVIEWER, Post.COMPETENT_AUTHORITY)


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> dict[Post, Person]:
    return {post: somebody(f"staff-{post}", cast.township, post, name=f"{post.label}某") for post in POSTS}


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township, TODAY()).application


def as_(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def text(answer: Any) -> str:
    tree = LexborHTMLParser(answer.content.decode())
    main = tree.css_first("main")
    return " ".join(main.text().split()) if main else ""


def test_cases_come_by_their_clock_and_those_of_other_bodies_not_at_all(
    client: Client, cast: County, staff: dict[Post, Person], case: Application
) -> None:
    other = from_web(cast.bureau, TODAY(), title="民政局的申请").application
    page = text(as_(client, staff[Post.APPLICATION_CLERK]).get("/office/cases/"))
    assert case.number in page and case.title in page and "还剩" in page
    assert other.title not in page
    assert client.get(f"/office/cases/{other.pk}/").status_code == 404


def test_the_list_of_cases_asks_eight_queries_however_many_there_are(
    client: Client,
    cast: County,
    staff: dict[Post, Person],
    case: Application,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    as_(client, staff[Post.APPLICATION_CLERK])
    for _ in range(3):
        from_web(cast.township, TODAY())
    with django_assert_max_num_queries(8):
        client.get("/office/cases/?within=10&q=河道")


@pytest.mark.parametrize("within", ["late", "5", "10", "provisional", "nonsense"])
def test_the_filter_of_lamps_finds_those_it_names(
    within: str, client: Client, staff: dict[Post, Person], case: Application
) -> None:
    page = text(as_(client, staff[Post.APPLICATION_CLERK]).get(f"/office/cases/?within={within}"))
    assert (case.number in page) == (
        within == "nonsense" or (within == "provisional" and case.due_provisional)
    )


def test_only_who_may_export_takes_the_list_away(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    as_(client, staff[Post.APPLICATION_CLERK])
    assert client.get("/office/cases/?as=xlsx").status_code == 200
    as_(client, staff[Post.LEGAL_REVIEWER])
    assert client.get("/office/cases/?as=xlsx").status_code == 403


def test_the_page_of_a_case_says_what_may_come_next_and_why_not_the_rest(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    page = text(as_(client, staff[Post.APPLICATION_CLERK]).get(f"/office/cases/{case.pk}/"))
    assert "告知申请人补正" in page and "发出征求意见书" in page
    assert "“申请人缴费”应在待申请人缴费时进行" in page
    assert "第1日" in page and SOMEBODY.name not in page and "申***" in page


def test_who_only_reviews_sees_the_case_and_nothing_of_who_applies(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    page = as_(client, staff[Post.LEGAL_REVIEWER]).get(f"/office/cases/{case.pk}/").content.decode()
    assert case.number in page and "申**" not in page and "查看全部信息" not in page
    assert client.post(f"/office/cases/{case.pk}/look/1", {"reason": "看看"}).status_code == 403


def test_a_look_at_an_identity_needs_a_reason_and_is_on_record(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    row = case.applicants.get()
    as_(client, staff[Post.APPLICATION_CLERK])
    refused = client.post(f"/office/cases/{case.pk}/look/{row.pk}", {"reason": " "})
    assert SOMEBODY.document_number not in refused.content.decode() and "理由" in text(refused)
    seen = client.post(f"/office/cases/{case.pk}/look/{row.pk}", {"reason": "寄送答复"})
    assert SOMEBODY.document_number in seen.content.decode() and "no-store" in seen["Cache-Control"]
    looked = Entry.objects.filter(act="applications.look").get()
    assert looked.looked and looked.reason == "寄送答复"


def test_a_step_is_taken_by_a_form_of_what_the_procedure_needs(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    as_(client, staff[Post.APPLICATION_CLERK])
    address = f"/office/cases/{case.pk}/steps/ask_correction/"
    form = text(client.get(address))
    assert "截止日期" in form and "理由" in form
    today = TODAY().isoformat()
    paper = SimpleUploadedFile("告知书.txt", "补正告知".encode())
    sent = {"on": today, "until": "2099-01-05", "reason": "内容不明确", "papers": paper}
    page = text(client.post(address, sent, follow=True))
    assert "已办理：告知申请人补正" in page and "待申请人补正" in page and "材料 1" in page
    step = Step.objects.get(code="ask_correction")
    assert step.facts["reason"] == "内容不明确" and step.papers.count() == 1
    again = client.post(address, sent, follow=True)
    assert "应在办理中时进行" in text(again) and Step.objects.filter(code="ask_correction").count() == 1


def test_a_paper_of_a_case_is_for_those_who_handle_it(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    as_(client, staff[Post.APPLICATION_CLERK])
    paper = SimpleUploadedFile("检索.txt", "检索记录".encode())
    sent = {"on": TODAY().isoformat(), "where": "档案室", "words": "河道", "papers": paper}
    client.post(f"/office/cases/{case.pk}/steps/search/", sent)
    key = Step.objects.get(code="search").papers.get().pk
    answer = client.get(f"/office/cases/{case.pk}/papers/{key}")
    assert answer.content == "检索记录".encode() and "attachment" in answer["Content-Disposition"]
    as_(client, staff[Post.COMPETENT_AUTHORITY])
    assert client.get(f"/office/cases/{case.pk}/papers/{key}").status_code == 403


def test_a_step_of_another_post_is_refused_and_one_that_does_not_exist_is_not_found(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    as_(client, staff[Post.LEGAL_REVIEWER])
    assert client.get(f"/office/cases/{case.pk}/steps/ask_correction/").status_code == 403
    assert client.get(f"/office/cases/{case.pk}/steps/review/").status_code == 200
    assert client.get(f"/office/cases/{case.pk}/steps/nothing/").status_code == 404


def test_the_code_for_a_third_party_is_shown_once_and_its_name_not_on_the_page_of_the_case(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    as_(client, staff[Post.APPLICATION_CLERK])
    sent = {"party": "third", "name": "某某建设公司", "on": TODAY().isoformat()}
    answer = client.post(f"/office/cases/{case.pk}/consult/", sent)
    page = text(answer)
    assert "第三方1" in page and "答复码" in page and "no-store" in answer["Cache-Control"]
    assert "某某建设公司" not in client.get(f"/office/cases/{case.pk}/").content.decode()


def test_the_fee_is_counted_and_never_typed(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    as_(client, staff[Post.APPLICATION_CLERK])
    address = f"/office/cases/{case.pk}/steps/charge/"
    assert "不应收取" in text(client.post(address, {"standard": "pages", "quantity": 10}))
    page = text(client.post(address, {"standard": "pages", "quantity": 50}, follow=True))
    assert "应收 200 元" in page and Step.objects.get(code="charge").facts["yuan"] == 200


def test_a_reply_is_drafted_from_what_its_outcome_and_letter_need_and_handed_in(
    client: Client, staff: dict[Post, Person], case: Application
) -> None:
    as_(client, staff[Post.APPLICATION_CLERK])
    address = f"/office/cases/{case.pk}/reply/"
    choose = text(client.get(address))
    assert "予以公开" in choose and "应当先有" in choose
    form = text(client.get(f"{address}?outcome=granted"))
    assert "提供的信息清单" in form and "查明的事实" in form and "《政府信息予以公开告知书》" in form
    sent = {"outcome": "granted", "article": "条例 第三十六条第（二）项", "given": "招标文件 1 份"}
    assert "请填写，文书里必须有" in text(client.post(address, sent))
    sent |= {"facts": "本机关保存有该文件", "form": "电子文档", "hand_in": "yes"}
    page = text(client.post(address, sent, follow=True))
    assert "已送审" in page and "号申请的答复" in page
    assert "答复稿已送审" in text(client.get(address))
    assert case.replies.get().matter is not None


def test_cases_of_2024_are_read_with_their_own_law(
    client: Client, staff: dict[Post, Person], cast: County
) -> None:
    old = from_web(cast.township, date(2024, 9, 25)).application
    page = text(as_(client, staff[Post.APPLICATION_CLERK]).get(f"/office/cases/{old.pk}/"))
    assert "逾期" in page and "国庆节" in page
