"""Attacks on the public side of applications: what is not served yet, other people's files, lock-outs, markup, and every
place where something personal might stand in clear."""

from __future__ import annotations

import io
import logging
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from gongkai.applications.consulting import Party, ask
from gongkai.applications.identity import Identity
from gongkai.applications.models import Application
from gongkai.applications.taking import Taken, take
from gongkai.files import store
from gongkai.organisations.models import Person, Post
from gongkai.work.limits import use
from tests.applications.ways import GRANTED, NOT_HELD, decided, handed_in
from tests.files import made
from tests.people import County, a_county, somebody, staff_of
from tests.portal.citizens import Citizen, proved
from tests.sentinels.asking import addresses

pytestmark = pytest.mark.django_db
Staff = dict[Post, Person]
CLERK, SIGNATORY = Post.APPLICATION_CLERK, Post.SIGNATORY
MARKUP = "<script>alert('公')</script>"


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def staff(cast: County) -> Staff:
    return staff_of(cast.township)


@pytest.fixture
def citizen(client: Client) -> Citizen:
    return Citizen(client)


def now() -> datetime:
    return timezone.now()


def did(case: Application, code: str, person: Person, post: Post, **facts: object) -> None:
    take(case, Taken(code, timezone.localdate(), facts), by=person, post=post.value, at=now())


def served(case: Application, staff: Staff) -> None:
    did(case, "serve", staff[CLERK], CLERK, mode="direct")


def test_a_reply_that_is_signed_again_stays_in_the_office_until_it_is_served(
    cast: County, staff: Staff, citizen: Citizen
) -> None:
    case, _ = citizen.apply(cast.township.pk)
    today = timezone.localdate()
    paper = ((store.keep("第一次给的".encode()), "第一次.txt"),)
    decided(case, staff, today, replace(GRANTED, papers=paper))
    served(case, staff)
    first = case.steps.get(code="decide")
    assert "第一次.txt" in citizen.page("/track/case/")
    did(case, "reopen", staff[SIGNATORY], SIGNATORY, reason="复议机关责令重新作出答复")
    did(case, "search", staff[CLERK], CLERK, where="档案室", words="河道")
    secret = ((store.keep("还没有送达".encode()), "第二次.txt"),)
    decided(case, staff, today, replace(NOT_HELD, papers=secret))
    second = case.steps.filter(code="decide").order_by("-position")[0]
    page = citizen.page("/track/case/")
    assert f'href="/track/case/papers/{first.position}/1"' in page
    assert "第二次.txt" not in page and NOT_HELD.article not in page
    assert citizen.client.get(f"/track/case/papers/{second.position}/1").status_code == 404
    assert citizen.client.get(f"/track/case/papers/{first.position}/1").status_code == 200
    served(case, staff)
    assert citizen.client.get(f"/track/case/papers/{second.position}/1").status_code == 200
    assert "第二次.txt" in citizen.page("/track/case/")


def test_wrong_codes_from_many_addresses_lock_out_nobody_who_has_the_right_one(
    cast: County, citizen: Citizen
) -> None:
    case, code = citizen.apply(cast.township.pk)
    for _ in range(60):  # from sixty addresses, so that no limit by address stops them
        use("applications.missed_number", case.number, at=now())
    guesser = Citizen(Client(REMOTE_ADDR="192.0.2.9"))
    assert guesser.open(case.number, "AAAA-AAAA-AAAA-AAAA").status_code == 429
    assert Citizen(Client(REMOTE_ADDR="198.51.100.7")).open(case.number, code).status_code == 302


def test_a_file_is_reached_by_no_key_but_through_the_case_it_belongs_to(
    cast: County, staff: Staff, citizen: Citizen
) -> None:
    mine, _ = citizen.apply(cast.township.pk, identity=SimpleUploadedFile("护照.pdf", made.a_pdf()))
    other = Citizen(Client(REMOTE_ADDR="192.0.2.77"))
    theirs, _ = other.apply(cast.township.pk, natural1__name="乙某某")
    paper = mine.steps.get(position=1).papers.get()
    for path in ("1/1", "1/99", f"{10**30}/1", f"1/{10**30}"):
        assert other.client.get(f"/track/case/papers/{path}").status_code == 404, path
    office = Client()
    office.force_login(staff[CLERK])
    assert office.get(f"/office/cases/{mine.pk}/papers/{paper.pk}").status_code == 200
    assert office.get(f"/office/cases/{theirs.pk}/papers/{paper.pk}").status_code == 404
    applicant = mine.applicants.get()
    looked = office.post(f"/office/cases/{theirs.pk}/look/{applicant.pk}", {"reason": "核对身份"})
    assert looked.status_code == 404
    stranger = Client()
    stranger.force_login(somebody("stranger", cast.bureau, CLERK))
    for address in (f"papers/{paper.pk}", "", "steps/move/"):
        assert stranger.get(f"/office/cases/{mine.pk}/{address}").status_code == 404, address


def test_a_party_reads_nothing_of_the_applicant_and_no_other_file(
    cast: County, staff: Staff, citizen: Citizen
) -> None:
    case, _ = citizen.apply(cast.township.pk, identity=SimpleUploadedFile("护照.pdf", made.a_pdf()))
    asked = ask(case, Party("third", Identity(name="丙公司"), "中标价格"), by=staff[CLERK], at=now())
    party = Citizen(Client(REMOTE_ADDR="192.0.2.78"))
    party.client.post("/opinion/", {"code": asked.code} | proved("opinion"))
    page = party.page("/opinion/form/")
    assert "中标价格" in page
    for told in ("甲某某", case.title, "010-00000000", "2023年第一批"):
        assert told not in page, told
    assert party.client.get("/track/case/papers/1/1").status_code == 404
    assert party.client.get("/track/case/").status_code == 302
    assert "丙公司" not in citizen.page("/track/case/")


def test_markup_is_shown_as_it_was_typed_and_never_run(cast: County, staff: Staff, citizen: Citizen) -> None:
    name = SimpleUploadedFile("<img src=x onerror=alert(1)>.pdf", made.a_pdf())
    changed = {"wanted__title": MARKUP, "wanted__description": MARKUP, "natural1__name": MARKUP}
    case, _ = citizen.apply(cast.township.pk, **changed, attachment=name)
    office = Client()
    office.force_login(staff[CLERK])
    pages = [citizen.page("/track/case/"), citizen.page("/apply/receipt/")]
    pages += [office.get(path).content.decode() for path in (f"/office/cases/{case.pk}/", "/office/cases/")]
    for page in pages:
        assert MARKUP not in page and "<img src=x" not in page
    assert "&lt;script&gt;" in pages[2]


def test_what_an_applicant_types_is_text_in_a_workbook(cast: County, staff: Staff, citizen: Citizen) -> None:
    typed = '=HYPERLINK("http://example.invalid","点这里")'
    citizen.apply(cast.township.pk, wanted__title=typed)
    office = Client()
    office.force_login(staff[CLERK])
    book = load_workbook(io.BytesIO(office.get("/office/cases/?as=xlsx").getvalue()))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == typed] == ["s"]


def test_every_address_has_a_name_of_its_own_so_that_no_link_leads_to_another_page() -> None:
    names = Counter(one.name for one in addresses() if one.name)
    assert [name for name, count in names.items() if count > 1] == []


PERSONAL = {
    "natural1__name": "庚辛壬",
    "natural1__phone": "0100-87654321",
    "natural1__email": "gengxinren@example.invalid",
    "natural1__address": "某某巷七十七号之三",
    "natural1__postcode": "100077",
}


def test_nothing_personal_stands_in_clear_in_the_database_the_log_or_a_public_page(
    cast: County, staff: Staff, citizen: Citizen, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    file = SimpleUploadedFile("庚辛壬的护照.pdf", made.a_pdf())
    case, code = citizen.apply(cast.township.pk, **PERSONAL, identity=file)
    citizen.client.post("/track/case/address/", {"phone": "0100-12345678", "address": "某某巷九十九号"})
    handed_in(case, staff, timezone.localdate())
    office = Client()
    office.force_login(staff[CLERK])
    row = case.applicants.get()
    assert (
        "庚辛壬"
        in office.post(f"/office/cases/{case.pk}/look/{row.pk}", {"reason": "核对身份"}).content.decode()
    )
    Citizen(Client()).open(case.number, code)
    hidden = (
        "庚辛壬",
        "87654321",
        "12345678",
        "gengxinren",
        "七十七号",
        "九十九号",
        "110101199003070038",
        code,
        code.replace("-", ""),
    )
    kept = _everything_kept()
    assert {one for one in hidden if one in kept} == set()
    logged = "\n".join(f"{one.getMessage()} {one.args}" for one in caplog.records)
    assert {one for one in hidden if one in logged} == set()
    for path in ("/", "/apply/", "/track/", "/search/?q=庚辛壬", f"/apply/?q={case.number}", "/opinion/"):
        page = Client().get(path).content.decode()
        assert {one for one in hidden if one in page.replace('value="庚辛壬"', "")} <= {"庚辛壬"}, path
        assert case.title not in page, path


def _everything_kept() -> str:
    """Every value of every column of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row if value is not None]
    return "\n".join(found)


def test_a_form_sent_twice_is_one_application_and_shows_its_receipt(cast: County, citizen: Citizen) -> None:
    citizen.fill_in(cast.township.pk)
    labour = proved("apply")
    citizen.client.post("/apply/check/", labour)
    citizen.client.post("/apply/check/", labour)
    citizen.client.post("/apply/check/", proved("apply"))
    assert Application.objects.count() == 1
    assert Application.objects.get().number in citizen.page("/apply/receipt/")


def test_nobody_moves_a_case_without_its_session(cast: County, citizen: Citizen) -> None:
    case, _ = citizen.apply(cast.township.pk)
    for act in ("withdraw", "correct", "explain", "address", "again", "charge-seen"):
        answer = Client().post(f"/track/case/{act}/", {"text": "撤回", "phone": "0100-1", "confirm": "yes"})
        assert answer.status_code in (302, 404), act
    bare = Client(enforce_csrf_checks=True)
    bare.cookies = citizen.client.cookies
    assert bare.post("/track/case/withdraw/", {}).status_code == 403
    assert case.steps.count() == 1


def test_an_application_sent_just_after_midnight_is_of_the_new_day(
    cast: County, citizen: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    midnight = datetime.combine(date(2026, 3, 9), datetime.min.time(), ZoneInfo("Asia/Shanghai"))
    for moment, day in ((midnight, date(2026, 3, 9)), (midnight - timedelta(seconds=1), date(2026, 3, 8))):
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment.astimezone(ZoneInfo("UTC")))
        case, _ = Citizen(Client()).apply(cast.township.pk)
        assert (case.received_on, case.number[:4]) == (day, "2026")
