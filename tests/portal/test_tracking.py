"""Following a case by number and code: nobody finds out what exists by trying, the applicant sees every day and may do what
the law lets them, and fetches nothing but what is theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from gongkai.applications.identity import own
from gongkai.applications.models import Application, Paper
from gongkai.applications.taking import Taken, take
from gongkai.files import store
from gongkai.journal.models import Entry
from gongkai.organisations.models import Person, Post
from tests.files import made
from tests.people import County, a_county, somebody
from tests.portal.citizens import Citizen, proved, waited

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def clerk(cast: County) -> Person:
    return somebody("clerk2", cast.bureau, Post.APPLICATION_CLERK)


@pytest.fixture
def citizen(client: Client) -> Citizen:
    return Citizen(client)


@pytest.fixture
def case(cast: County, citizen: Citizen) -> tuple[Application, str]:
    return citizen.apply(cast.bureau.pk)


def now() -> datetime:
    return timezone.now()


def ask_for_correction(case: Application, clerk: Person) -> None:
    until = timezone.localdate() + timedelta(days=15)
    facts = {"until": until, "reason": "请写明是哪一年的名单"}
    taken = Taken("ask_correction", timezone.localdate(), facts)
    take(case, taken, by=clerk, post="application_clerk", at=now())


def test_number_and_code_open_the_case_however_the_code_is_typed(
    case: tuple[Application, str], client: Client
) -> None:
    found, code = case
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        other = Citizen(Client())
        assert other.open(found.number, typed).url == "/track/case/"
        assert found.title in other.page("/track/case/")
    wide = found.number.translate({ord("-"): "－"} | {ord(str(at)): chr(0xFF10 + at) for at in range(10)})
    assert Citizen(Client()).open(f" {wide}　", code).status_code == 302


def test_a_wrong_number_and_a_wrong_code_are_answered_alike(case: tuple[Application, str]) -> None:
    found, code = case
    tries = [
        (found.number, "AAAA-AAAA-AAAA-AAAA"),
        ("2026-9999", code),
        ("x", "x"),
        (found.number, "0000"),
        ("公", "开" * 60),
    ]
    pages = []
    for number, tried in tries:
        answer = Citizen(Client()).open(number, tried)
        assert answer.status_code == 422
        page = answer.content.decode()
        pages.append(page[page.index('role="alert">') :].split("</p>")[0])
        assert found.title not in page
    assert len(set(pages)) == 1


def test_guessing_stops_being_answered_and_the_right_code_opens_later(case: tuple[Application, str]) -> None:
    found, code = case
    guesser = Citizen(Client(REMOTE_ADDR="192.0.2.9"))
    for _ in range(10):
        assert guesser.open(found.number, "AAAA-AAAA-AAAA-AAAA").status_code == 422
    stopped = guesser.open(found.number, code)
    assert stopped.status_code == 429 and int(stopped["Retry-After"]) <= 1800
    assert Citizen(Client()).open(found.number, code).status_code == 302  # nobody locks the applicant out


def test_opening_ones_own_case_often_is_no_guessing(case: tuple[Application, str]) -> None:
    for _ in range(15):
        assert Citizen(Client()).open(*(case[0].number, case[1])).status_code == 302


def test_without_a_script_the_way_in_opens_after_a_moment(case: tuple[Application, str]) -> None:
    found, code = case
    citizen = Citizen(Client())
    early = citizen.open(found.number, code, labour=proved("track")["labour"], proof="")
    assert "请再等" in early.content.decode() and code in early.content.decode()
    assert citizen.open(found.number, code, **waited("track")).status_code == 302


def test_leaving_and_idling_close_the_case(
    case: tuple[Application, str], citizen: Citizen, settings: Any
) -> None:
    assert citizen.client.post("/track/case/leave/").status_code == 302
    assert citizen.client.get("/track/case/").url == "/track/"
    assert citizen.client.get("/apply/receipt/").url == "/track/"
    citizen.open(case[0].number, case[1])
    settings.IDLE_MINUTES = 0
    assert citizen.client.get("/track/case/").url == "/track/"


def test_every_day_of_the_term_is_shown_to_its_last(case: tuple[Application, str], citizen: Citizen) -> None:
    page = citizen.page("/track/case/")
    assert "<b>第1日</b>" in page and "<b>第20日</b>" in page and "期限届满" in page


def test_a_correction_is_answered_and_the_term_begins_anew(
    case: tuple[Application, str], citizen: Citizen, clerk: Person
) -> None:
    found, _ = case
    ask_for_correction(found, clerk)
    assert "请写明是哪一年的名单" in citizen.page("/track/case/")
    empty = citizen.client.post("/track/case/correct/", {"text": " "})
    assert empty.status_code == 422 and "请写明内容" in empty.content.decode()
    file = SimpleUploadedFile("说明.pdf", made.a_pdf())
    answer = citizen.client.post(
        "/track/case/correct/", {"text": "2023年的", "attachment": file}, follow=True
    )
    assert "补正已经收到" in answer.content.decode()
    found.refresh_from_db()
    papers = list(Paper.objects.filter(step__code="correct"))
    assert found.state == "open" and [one.name for one in papers] == ["补正内容.txt", "说明.pdf"]
    assert store.give(papers[0].digest).decode() == "2023年的"


def test_what_was_written_stays_where_a_file_is_refused(
    case: tuple[Application, str], citizen: Citizen, clerk: Person
) -> None:
    ask_for_correction(case[0], clerk)
    file = SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 99)
    answer = citizen.client.post("/track/case/correct/", {"text": "写了很久", "attachment": file})
    assert answer.status_code == 422 and "写了很久" in answer.content.decode()


@pytest.mark.parametrize("act", ["correct", "explain", "charge"])
def test_what_the_law_has_no_place_for_is_refused_in_its_words(
    act: str, case: tuple[Application, str], citizen: Citizen
) -> None:
    answer = citizen.client.post(f"/track/case/{act}/", {"text": "现在补正"})
    assert answer.status_code == 422 and "现在是办理中" in answer.content.decode()


def test_withdrawing_asks_once_more_and_then_closes(case: tuple[Application, str], citizen: Citizen) -> None:
    assert "确定撤回" in citizen.page("/track/case/withdraw/")
    assert Application.objects.get().state == "open"
    page = citizen.client.post("/track/case/withdraw/", follow=True).content.decode()
    assert "申请已经撤回" in page and Application.objects.get().state == "closed"
    assert citizen.client.get("/track/case/withdraw/").url == "/track/case/"


def test_an_address_is_changed_shown_masked_and_never_written_down(
    case: tuple[Application, str], citizen: Citizen
) -> None:
    page = citizen.page("/track/case/address/")
    assert "010-00000000" not in page and "010" in page
    citizen.client.post("/track/case/address/", {"phone": "021-11111111", "address": "某路1号"})
    known = own(case[0].applicants.get())
    assert (known.phone, known.address, known.email) == ("021-11111111", "某路1号", "")
    entry = Entry.objects.filter(act="applications.change_contact").get()
    assert "某路1号" not in str(vars(entry)) and "021" not in str(entry.after)
    assert citizen.client.post("/track/case/address/", {}).status_code == 422
    assert citizen.client.post("/track/case/address/", {"email": "x"}).status_code == 422


def test_files_are_fetched_by_the_session_that_opened_the_case_alone(cast: County, citizen: Citizen) -> None:
    file = SimpleUploadedFile("护照.pdf", made.a_pdf())
    found, _ = citizen.apply(cast.bureau.pk, identity=file)
    answer = citizen.client.get("/track/case/papers/1/1")
    assert answer.status_code == 200 and answer.content[:5] == b"%PDF-"
    assert answer["Content-Disposition"].startswith("attachment") and answer["Cache-Control"].count(
        "no-store"
    )
    assert (
        answer["Content-Type"] == "application/octet-stream" and answer["X-Content-Type-Options"] == "nosniff"
    )
    assert Client().get("/track/case/papers/1/1").status_code == 404
    other = Citizen(Client())
    other.apply(cast.bureau.pk)
    assert other.client.get("/track/case/papers/1/1").status_code == 404
    assert found.pk


def test_what_the_office_notes_stays_in_the_office(
    case: tuple[Application, str], citizen: Citizen, cast: County, clerk: Person
) -> None:
    facts = {"where": "档案室", "words": "内部检索词"}
    take(case[0], Taken("search", timezone.localdate(), facts), by=clerk, post="application_clerk", at=now())
    page = citizen.page("/track/case/")
    assert (
        "检索有关信息" in page
        and "内部检索词" not in page
        and "档案室" not in page
        and clerk.name not in page
    )


def test_pages_of_a_case_are_kept_by_no_cache_and_ask_little(
    case: tuple[Application, str], citizen: Citizen, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(14):
        answer = citizen.client.get("/track/case/")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("path", ["/track/", "/opinion/"])
def test_failures_are_told_in_chinese(path: str, client: Client, cast: County) -> None:
    too_much = client.post(path, {"number": "1" * 3_000_000})
    assert too_much.status_code == 413 and "提交的内容太多" in too_much.content.decode()
    strict = Client(enforce_csrf_checks=True)
    old = strict.post(path, {"number": "1"})
    assert old.status_code == 403 and "页面已经过期" in old.content.decode()
    assert "没有找到这个页面" in client.get(f"{path}nowhere").content.decode()
