"""Applying without an account: nothing typed is lost, each is registered once, what is personal stays in cipher."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from gongkai.applications.identity import own
from gongkai.applications.models import Application
from gongkai.journal.models import Entry
from gongkai.organisations import actions as organisations
from gongkai.organisations.models import Kind, Session
from gongkai.organisations.sessions import SessionStore
from gongkai.portal.applying_draft import LONGEST_OF_ALL
from gongkai.search.actions import Document, put
from gongkai.work.limits import use
from tests.files import made
from tests.people import County, a_county
from tests.portal.citizens import NAME, NUMBER, Citizen, proved, waited

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def citizen(client: Client) -> Citizen:
    return Citizen(client)


def a_file(name: str = "委托书.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.a_pdf())


def test_an_application_is_received_on_the_day_it_is_sent(cast: County, citizen: Citizen) -> None:
    made_one, code = citizen.apply(cast.bureau.pk)
    assert made_one.received_on == timezone.localdate() and made_one.channel == "web"
    assert made_one.title == "柳湾镇危房改造补助名单" and "特征描述：2023年第一批" in made_one.wanted
    assert len(code.replace("-", "")) == 16
    assert own(made_one.applicants.get()).document_number == NUMBER


def test_the_receipt_names_number_code_and_due_date_and_the_case_is_open(
    cast: County, citizen: Citizen
) -> None:
    found, code = citizen.apply(cast.bureau.pk)
    page = citizen.page("/apply/receipt/")
    assert found.due_on
    due = f"{found.due_on.year}年{found.due_on.month}月{found.due_on.day}日"
    assert found.number in page and code in page and due in page
    assert found.title in citizen.page("/track/case/")
    assert b"<svg" in citizen.client.get("/apply/receipt/qr.svg").content


def test_the_purpose_is_not_asked(cast: County, citizen: Citizen) -> None:
    page = citizen.page(f"/apply/{cast.bureau.pk}/")
    assert "不必说明用途" in page and page.count("用途") == 1


def test_nothing_typed_is_lost_where_something_is_wrong(cast: County, citizen: Citizen) -> None:
    answer = citizen.fill_in(cast.bureau.pk, natural1__document_number="110101199003070030", wanted__title="")
    page = answer.content.decode()
    assert answer.status_code == 422 and "居民身份证号码不对" in page
    assert 'href="#id_natural1-document_number"' in page
    assert f'value="{NAME}"' in page and "2023年第一批" in page
    assert f'value="{NAME}"' in citizen.page(f"/apply/{cast.bureau.pk}/")


@pytest.mark.parametrize("go", ["add", "agent", "organisation", "kept"])
def test_nothing_typed_is_lost_by_any_button(go: str, cast: County, citizen: Citizen) -> None:
    answer = citizen.fill_in(cast.bureau.pk, go=go)
    assert answer.status_code == 302
    citizen.client.post(f"/apply/{cast.bureau.pk}/", {"go": "natural"})
    page = citizen.page(f"/apply/{cast.bureau.pk}/")
    assert f'value="{NAME}"' in page and "2023年第一批" in page


def test_a_draft_follows_to_another_body(cast: County, citizen: Citizen) -> None:
    citizen.fill_in(cast.bureau.pk, go="kept")
    assert f'value="{NAME}"' in citizen.page(f"/apply/{cast.township.pk}/")
    assert "接着填写" in citizen.page("/apply/")


def test_what_is_kept_for_somebody_without_an_account_is_in_cipher(cast: County, citizen: Citizen) -> None:
    citizen.apply(cast.bureau.pk)
    citizen.fill_in(cast.bureau.pk, go="kept")
    stored = str([SessionStore().decode(one.session_data) for one in Session.objects.all()])
    code = citizen.page("/apply/receipt/").split('class="token">')[2].split("<")[0]
    assert NAME not in stored and NUMBER not in stored and code not in stored


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"natural1__name": ""}, "请填写姓名"),
        ({"natural1__document_number": ""}, "请填写证件号码"),
        ({"natural1__phone": ""}, "联系电话、电子邮箱、通信地址至少填写一项"),
        ({"natural1__phone": "打电话给我"}, "联系电话应由数字组成"),
        ({"natural1__email": "x"}, "电子邮箱写得不对"),
        ({"natural1__postcode": "12"}, "邮政编码应为六位数字"),
        ({"wanted__delivery": "邮寄"}, "选择邮寄的，请填写通信地址"),
        ({"wanted__delivery": "电子邮件"}, "选择电子邮件的，请填写电子邮箱"),
        ({"wanted__title": "", "wanted__description": ""}, "名称、文号、特征描述至少填写一项"),
        ({"wanted__form": "口头"}, "请选择提供形式"),
        ({"natural1__name": "某" * 101}, "姓名最多 100 个字"),
        ({"natural1__name": "\x00"}, "请填写姓名"),
    ],
)
def test_what_is_missing_or_wrong_is_said_in_words(
    changed: dict[str, str], says: str, cast: County, citizen: Citizen
) -> None:
    answer = citizen.fill_in(cast.bureau.pk, **changed)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert citizen.client.post("/apply/check/", proved("apply")).status_code == 422
    assert not Application.objects.exists()


@pytest.mark.parametrize("document", ["passport", "hong_kong_macao", "taiwan", "residence_permit", "other"])
def test_every_kind_of_document_may_be_shown(document: str, cast: County, citizen: Citizen) -> None:
    changed = {"natural1__document": document, "natural1__document_number": "E00000000"}
    found, _ = citizen.apply(cast.bureau.pk, **changed)
    assert own(found.applicants.get()).document == document


@pytest.mark.parametrize("kind", ["business", "research", "nonprofit", "legal", "other"])
def test_an_organisation_applies_under_its_column_of_table_three(
    kind: str, cast: County, citizen: Citizen
) -> None:
    citizen.fill_in(cast.bureau.pk, go="organisation")
    typed = {
        "name": "某某公司",
        "kind": kind,
        "code": "91110000000000000E",
        "representative": "乙某",
        "phone": "010000",
    }
    changed = {f"organisation1__{name}": value for name, value in typed.items()}
    found, _ = citizen.apply(cast.bureau.pk, **changed)
    assert found.applicant_kind == kind
    assert own(found.applicants.get()).organisation_code == typed["code"]


def test_several_apply_together_and_an_agent_needs_a_mandate(cast: County, citizen: Citizen) -> None:
    citizen.fill_in(cast.bureau.pk, go="add")
    citizen.fill_in(cast.bureau.pk, go="agent")
    second = {"natural2__name": "乙某某", "natural2__document": "passport", "natural2__document_number": "E1"}
    agent = {"agent__name": "丙某某", "agent__document": "passport", "agent__document_number": "E2"}
    answer = citizen.fill_in(cast.bureau.pk, **second, **agent)
    assert "请上传授权委托书" in answer.content.decode()
    found, _ = citizen.apply(cast.bureau.pk, **second, **agent, mandate=a_file())
    assert [(one.sequence, one.is_agent_of) for one in found.applicants.all()] == [
        (1, None),
        (2, None),
        (3, 1),
    ]
    assert [paper.name for paper in found.steps.get().papers.all()] == ["委托书.pdf"]


def test_uploads_are_kept_while_mistakes_are_mended_and_can_be_dropped(
    cast: County, citizen: Citizen
) -> None:
    citizen.fill_in(cast.bureau.pk, natural1__name="", identity=a_file("身份证.pdf"))
    page = citizen.page(f"/apply/{cast.bureau.pk}/")
    assert "身份证.pdf" in page
    drop = page.split('value="drop-')[1].split('"')[0]
    citizen.client.post(f"/apply/{cast.bureau.pk}/", {"go": f"drop-{drop}"})
    assert "身份证.pdf" not in citizen.page(f"/apply/{cast.bureau.pk}/")


def test_a_file_of_no_use_is_refused_in_words_and_the_rest_is_kept(cast: County, citizen: Citizen) -> None:
    answer = citizen.fill_in(cast.bureau.pk, attachment=SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 99))
    page = answer.content.decode()
    assert answer.status_code == 422 and "a.exe" in page and f'value="{NAME}"' in page


def test_an_application_that_is_sent_twice_is_registered_once(cast: County, citizen: Citizen) -> None:
    sent, shown = proved("apply"), []
    for _ in range(2):  # the second time as if the draft were still there, because the answer never came
        citizen.fill_in(cast.bureau.pk)
        assert citizen.client.post("/apply/check/", sent).status_code == 302
        shown.append(citizen.page("/apply/receipt/"))
    assert shown[0] == shown[1] and Application.objects.count() == 1


def test_without_a_script_it_is_taken_after_a_moment(cast: County, citizen: Citizen) -> None:
    citizen.fill_in(cast.bureau.pk)
    early = citizen.client.post("/apply/check/", {"labour": proved("apply")["labour"], "proof": ""})
    assert early.status_code == 422 and "请再等" in early.content.decode() and NAME in early.content.decode()
    assert citizen.client.post("/apply/check/", waited("apply")).status_code == 302


def test_too_many_from_one_address_are_told_when_to_come_back(cast: County, citizen: Citizen) -> None:
    for _ in range(10):
        citizen.fill_in(cast.bureau.pk)
        assert citizen.client.post("/apply/check/", waited("apply")).status_code == 302
    citizen.fill_in(cast.bureau.pk)
    answer = citizen.client.post("/apply/check/", waited("apply"))
    assert answer.status_code == 429 and "分钟以后再试" in answer.content.decode()
    assert Application.objects.count() == 10


def test_no_name_or_number_of_an_applicant_is_written_into_the_journal(
    cast: County, citizen: Citizen
) -> None:
    citizen.apply(cast.bureau.pk)
    written = str(list(Entry.objects.values()))
    assert NAME not in written and NUMBER not in written and "010-00000000" not in written


def test_what_is_public_already_and_who_may_hold_it_are_shown_before(cast: County, citizen: Citizen) -> None:
    document = Document(
        "catalogue.item",
        "1",
        "柳湾镇危房改造名单公示",
        timezone.localdate(),
        "Q03",
        "/items/1/",
        True,
        text="名单。",
    )
    put([document])
    page = citizen.page("/apply/?q=我想要民政局关于柳湾镇危房改造的补助名单")
    likely = page.split('id="likely"')[1].split("</section>")[0]
    assert '<a href="/items/1/">' in page
    assert "青溪县民政局" in likely and "柳湾镇人民政府" in likely and "青溪县人民政府" not in likely


@pytest.mark.parametrize("query", ["", "q=%00", "q=的", "q=<b>", f"q={'公' * 900}"])
def test_whatever_is_asked_all_bodies_can_be_chosen(query: str, cast: County, citizen: Citizen) -> None:
    page = citizen.page(f"/apply/?{query}")
    assert f"/apply/{cast.township.pk}/" in page and "<b>" not in page.split("<main")[1].split("</h1>")[0]


def test_a_public_enterprise_takes_no_applications(cast: County, citizen: Citizen) -> None:
    begun = timezone.localdate() - timedelta(days=900)
    water = organisations.establish(code="Q09", name="自来水厂", kind=Kind.PUBLIC_BODY, by=None, on=begun)
    assert "自来水厂" not in citizen.page("/apply/")
    assert citizen.client.get(f"/apply/{water.pk}/").status_code == 404
    assert citizen.fill_in(water.pk).status_code == 404


@pytest.mark.parametrize("path", ["/apply/check/", "/apply/receipt/", "/track/case/"])
def test_without_anything_begun_the_way_leads_to_the_beginning(path: str, client: Client, cast: Any) -> None:
    assert client.get(path, follow=True).status_code == 200
    assert client.post("/apply/check/", follow=True).status_code == 200


def test_pages_take_few_queries(cast: County, citizen: Citizen, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        citizen.page("/apply/")
    with django_assert_max_num_queries(3):
        citizen.page(f"/apply/{cast.bureau.pk}/")


def test_more_than_a_form_holds_is_not_kept(cast: County, citizen: Citizen) -> None:
    flood = {f"wanted__{at}": "公" * 6000 for at in range(30)} | {"x": "y", "zq": "公" * 6000}
    citizen.fill_in(cast.bureau.pk, go="kept", **flood)
    stored = SessionStore().decode(Session.objects.get().session_data)["applying"]
    assert len(stored) < 3 * 1.4 * LONGEST_OF_ALL + 2000
    assert f'value="{NAME}"' in citizen.page(f"/apply/{cast.bureau.pk}/")


def test_one_address_begins_no_forms_without_end(cast: County) -> None:
    for _ in range(120):
        use("applications.begun", "127.0.0.1", at=timezone.now())
    answer = Citizen(Client()).fill_in(cast.bureau.pk)
    assert answer.status_code == 429 and f'value="{NAME}"' in answer.content.decode()
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_application(client: Client) -> None:
    cast, sent, start, answers = a_county(), proved("apply"), threading.Barrier(2), []
    Citizen(client).fill_in(cast.bureau.pk)
    cookies = client.cookies

    def click() -> None:
        mine = Client()
        mine.cookies = cookies
        start.wait()
        answers.append(mine.post("/apply/check/", sent).status_code)
        connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(answers) in ([302, 302], [302, 409])
    assert Application.objects.get().number in Citizen(client).page("/apply/receipt/")
