"""Normative documents in the office: registered from the desk, changed with a basis, listed as of any day, cleaned up in
batches that are looked at first, counted for table two with the documents behind each figure."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook

from gongkai.catalogue.models import CleanUp, NormativeDocument, ValidityChange
from gongkai.catalogue.normative import Terms, register
from gongkai.organisations.models import Person, Post
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.people import County, a_county, somebody, staff_of

pytestmark = pytest.mark.django_db
BASIS = "柳府发〔2026〕9 号"


class Desk:
    """The township with somebody for every post."""

    def __init__(self) -> None:
        self.cast: County = a_county()
        self.staff: dict[Post, Person] = staff_of(self.cast.township)

    def as_(self, post: Post = Post.INFORMATION_OFFICER) -> Client:
        client = Client()
        client.force_login(self.staff[post])
        return client

    def registered(self, title: str, made: str = "2024-05-06", **terms: object) -> NormativeDocument:
        day = date.fromisoformat(made)
        edition = an_edition(self.cast, draft=a_draft(title))
        type(edition).objects.filter(pk=edition.pk).update(formed_on=day)
        edition.refresh_from_db()
        return register(edition, terms=Terms(day, **terms), by=self.cast.clerk, at=NOON)  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_a_document_is_registered_from_the_desk_and_takes_the_place_of_another(desk: Desk) -> None:
    old, item = (
        desk.registered("养犬管理办法（试行）"),
        an_edition(desk.cast, draft=a_draft("养犬管理办法")).item,
    )
    clerk, path = desk.as_(), f"/office/items/{item.pk}/register/"
    assert "登记为规范性文件" in text(clerk, f"/office/items/{item.pk}/")
    form = {
        "since": "2026-03-10",
        "expires": "2026-03-01",
        "registration": "QXLW—2026—1",
        "replaces": [old.pk],
    }
    assert "早于施行日期" in clerk.post(path, form).content.decode()
    assert clerk.post(path, {**form, "expires": "2031-03-09"}).status_code == 302
    new = NormativeDocument.objects.get(item=item)
    page = text(clerk, f"/office/normative/{new.pk}/")
    assert "QXLW—2026—1" in page and "替代：" in page and "养犬管理办法（试行）" in page
    assert "废止" in text(clerk, f"/office/normative/{old.pk}/")
    assert clerk.get(path).status_code == 404


def test_the_list_shows_the_validity_of_the_day_asked_for(desk: Desk) -> None:
    document, clerk = desk.registered("殡葬管理办法"), desk.as_()
    desk.registered("护林防火办法")
    form = {"what": "repealed", "on": "2026-03-01", "basis": BASIS}
    assert clerk.post(f"/office/normative/{document.pk}/change/", form).status_code == 302
    ended = text(clerk, "/office/normative/?validity=repealed&on=2026-03-01")
    assert "殡葬管理办法" in ended and "护林防火办法" not in ended and BASIS in ended
    assert "殡葬管理办法" not in text(clerk, "/office/normative/?validity=repealed&on=2026-02-28")
    assert "殡葬管理办法" in text(clerk, "/office/normative/?validity=in_force&on=2026-02-28")
    assert "殡葬管理办法" not in text(clerk, "/office/normative/?on=2024-05-05")
    book = load_workbook(io.BytesIO(b"".join(clerk.get("/office/normative/?as=xlsx").streaming_content)))  # type: ignore[attr-defined]
    assert {row[0].value for row in book.active.iter_rows(min_row=2)} == {"殡葬管理办法", "护林防火办法"}  # type: ignore[union-attr]


def test_the_last_day_in_force_is_the_one_known_on_the_day(desk: Desk) -> None:
    document, clerk = desk.registered("殡葬管理办法", expires=date(2027, 5, 5)), desk.as_()
    form = {"what": "extended", "on": "2026-03-01", "basis": BASIS, "until": "2030-05-05"}
    clerk.post(f"/office/normative/{document.pk}/change/", form)
    assert "2030-05-05（原为 2027-05-05）" in text(clerk, f"/office/normative/{document.pk}/")
    assert "2030-05-05" not in text(clerk, "/office/normative/?on=2026-02-28")
    assert "2030-05-05" in text(clerk, "/office/normative/?on=2026-03-01")


def test_a_change_without_a_basis_or_of_an_ended_document_is_refused_in_words(desk: Desk) -> None:
    document, clerk = desk.registered("殡葬管理办法"), desk.as_()
    path, form = f"/office/normative/{document.pk}/change/", {"what": "repealed", "on": "2026-03-01"}
    assert "请填写依据的文件" in clerk.post(path, form).content.decode()
    clerk.post(path, {**form, "basis": BASIS})
    assert "不能再变更" in clerk.post(path, {**form, "basis": BASIS}).content.decode()
    assert ValidityChange.objects.count() == 1


def test_the_figures_of_a_year_open_the_documents_behind_them(desk: Desk) -> None:
    made, gone = desk.registered("甲办法", "2025-02-03"), desk.registered("乙办法", "2023-02-03")
    clerk, year = desk.as_(), {"what": "lapsed", "on": "2025-06-01", "basis": BASIS}
    clerk.post(f"/office/normative/{gone.pk}/change/", year)
    page = text(clerk, "/office/normative/figures/?year=2025")
    key = desk.cast.township.pk
    for count, number, title in (
        ("made", 1, made.title),
        ("repealed", 1, gone.title),
        ("valid", 1, made.title),
    ):
        address = f"/office/normative/?body={key}&amp;count={count}&amp;year=2025"
        assert f'href="{address}"' in page and f"{number}</a>" in page
        listed = text(clerk, address.replace("&amp;", "&"))
        assert title in listed and "共 1 条" in listed
    book = load_workbook(io.BytesIO(clerk.get("/office/normative/figures/?year=2025&as=xlsx").content))
    assert [cell.value for cell in list(book.active.rows)[1]] == ["柳湾镇人民政府", 1, 1, 1]  # type: ignore[union-attr]


def clean_up_form(desk: Desk, **more: object) -> dict[str, object]:
    return {
        "body": desk.cast.township.pk,
        "title": "2026 年清理",
        "basis": BASIS,
        "upto": "2026-02-28",
        "on": "2026-03-01",
        **more,
    }


def test_a_clean_up_is_looked_at_before_it_is_done_and_the_unlisted_lapse(desk: Desk) -> None:
    kept, ended, unlisted = (desk.registered(title) for title in ("甲办法", "乙办法", "丙办法"))
    clerk = desk.as_(Post.LEGAL_REVIEWER)
    listed = clerk.get("/office/clean-ups/new/", clean_up_form(desk, others_lapse="on")).content.decode()
    assert all(f'name="result-{one.pk}"' in listed for one in (kept, ended, unlisted))
    form = clean_up_form(desk, others_lapse="on") | {
        f"result-{kept.pk}": "keep",
        f"result-{ended.pk}": "repealed",
    }
    seen = clerk.post("/office/clean-ups/confirm", form).content.decode()
    assert "宣布失效（1 件）" in seen and "未列入</span>" in seen and not CleanUp.objects.exists()
    fingerprint = seen.split('name="fingerprint" value="')[1].split('"')[0]
    answer = clerk.post("/office/clean-ups/confirm", form | {"fingerprint": fingerprint})
    assert answer.status_code == 302
    assert set(ValidityChange.objects.values_list("document", "what")) == {
        (ended.pk, "repealed"),
        (unlisted.pk, "lapsed"),
    }
    page = text(clerk, f"/office/clean-ups/{CleanUp.objects.get().pk}/")
    assert "继续有效（1 件）" in page and "废止（1 件）" in page and BASIS in page


def test_a_clean_up_that_has_changed_since_it_was_looked_at_is_shown_again(desk: Desk) -> None:
    desk.registered("甲办法")
    clerk, form = desk.as_(), clean_up_form(desk, others_lapse="on")
    answer = clerk.post("/office/clean-ups/confirm", form | {"fingerprint": "0" * 64})
    assert "请重新核对" in answer.content.decode() and not CleanUp.objects.exists()


def test_nobody_keeps_the_documents_of_another_body(desk: Desk) -> None:
    document = desk.registered("甲办法")
    other = Client()
    other.force_login(somebody("bureau", desk.cast.bureau))
    for path in (f"/office/normative/{document.pk}/", f"/office/normative/{document.pk}/change/"):
        assert other.get(path).status_code == 404
    assert "甲办法" not in text(other, "/office/normative/")
    assert other.post("/office/clean-ups/confirm", clean_up_form(desk)).status_code == 403
    inspector = desk.as_(Post.INSPECTOR)
    assert "甲办法" in text(inspector, "/office/normative/")
    assert inspector.get(f"/office/normative/{document.pk}/change/").status_code == 403
