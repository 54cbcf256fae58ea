"""The supervisor's board and the mail room: every figure opens the cases it counts, and no signed-for letter lies about unseen."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser
from xlsxwriter import Workbook

from gongkai.applications.intake import register
from gongkai.applications.models import Application, MailItem
from gongkai.organisations.models import Person, Post
from tests.applications.cases import by_letter, from_web, step
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.fixture
def clerk(client: Client, cast: County) -> Person:
    person = somebody("clerk-2", cast.township, Post.APPLICATION_CLERK)
    client.force_login(person)
    return person


def text(answer: Any) -> str:
    tree = LexborHTMLParser(answer.content.decode())
    main = tree.css_first("main")
    return " ".join(main.text().split()) if main else ""


def figures(answer: Any) -> list[tuple[str, str]]:
    """Number and address of every figure that opens something."""
    found = re.findall(r'<a href="([^"]+)">(\d+)</a>', answer.content.decode())
    return [(number, address.replace("&amp;", "&")) for address, number in found]


def test_every_figure_opens_as_many_cases_as_it_counts(client: Client, cast: County) -> None:
    for days in (60, 27, 1):
        from_web(cast.township, TODAY() - timedelta(days=days))
    gone = from_web(cast.bureau, TODAY() - timedelta(days=1)).application
    step(gone, "withdraw", TODAY(), post="applicant")
    client.force_login(cast.clerk)
    board = client.get("/office/cases/board/")
    found = figures(board)
    assert found and "其他处理" in text(board)
    for number, address in found:
        rows = LexborHTMLParser(client.get(address).content.decode()).css("table.rows tbody tr")
        assert len(rows) == int(number), address


def test_the_board_is_of_the_bodies_one_supervises(client: Client, cast: County, clerk: Person) -> None:
    assert client.get("/office/cases/board/").status_code == 403
    from_web(cast.bureau, TODAY(), title="民政局的申请")
    client.force_login(somebody("inspector", cast.bureau, Post.INSPECTOR))
    board = client.get("/office/cases/board/")
    assert cast.bureau.name in text(board) and cast.township.name not in text(board)
    assert "民政局的申请" in text(client.get(figures(board)[0][1]))


def test_the_board_goes_out_as_excel_with_the_same_figures(client: Client, cast: County) -> None:
    from_web(cast.township, TODAY())
    client.force_login(cast.clerk)
    book = load_workbook(io.BytesIO(client.get("/office/cases/board/?as=xlsx").content))
    rows = {row[0].value: row[1].value for row in book["督办"].iter_rows(min_row=2)}
    assert rows[cast.township.name] == 1


def test_a_year_without_anything_and_one_that_makes_no_sense_are_pages(client: Client, cast: County) -> None:
    client.force_login(cast.clerk)
    for year in ("2010", "abc", "99999"):
        assert client.get(f"/office/cases/board/?year={year}").status_code == 200


def a_list(*rows: tuple[str, str]) -> SimpleUploadedFile:
    out = io.BytesIO()
    book = Workbook(out)
    sheet = book.add_worksheet()
    for at, row in enumerate((("挂号信号码", "签收日期"), *rows)):
        for column, cell in enumerate(row):
            sheet.write_string(at, column, cell)
    book.close()
    return SimpleUploadedFile("收发室.xlsx", out.getvalue())


def test_a_letter_signed_for_and_not_registered_stands_on_the_page_until_it_is(
    client: Client, cast: County, clerk: Person
) -> None:
    today = TODAY().isoformat()
    sent = {"file": a_list(("XA1", today), ("XA2", "某日")), "body": cast.township.pk}
    page = text(client.post("/office/mailroom/", sent))
    assert "已收入 1 件" in page and "第 3 行：签收日期不是日期" in page and "XA1" in page
    answer = client.get("/office/mailroom/").content.decode()
    address = re.search(r'href="(/office/cases/new/\?[^"]+)"', answer)
    assert address is not None
    form = client.get(address[1].replace("&amp;", "&")).content.decode()
    assert 'value="XA1"' in form and f'value="{today}"' in form


def test_an_item_is_settled_by_a_case_or_by_saying_what_it_was(
    client: Client, cast: County, clerk: Person
) -> None:
    case = register(by_letter(cast.township, TODAY()), by=clerk, at=timezone.now()).application
    sent = {
        "file": a_list(("XB1", TODAY().isoformat()), ("XB2", TODAY().isoformat())),
        "body": cast.township.pk,
    }
    client.post("/office/mailroom/", sent)
    first, second = MailItem.objects.order_by("number")
    refused = text(client.post(f"/office/mailroom/{first.pk}/", {"number": "1999-0001"}, follow=True))
    assert "没有登记编号为 1999-0001 的申请" in refused
    client.post(f"/office/mailroom/{first.pk}/", {"number": case.number})
    assert "请写明" in text(client.post(f"/office/mailroom/{second.pk}/", {}, follow=True))
    client.post(f"/office/mailroom/{second.pk}/", {"other": "报刊订阅"})
    first.refresh_from_db()
    assert first.application == case
    assert "没有签收未登记的邮件" in text(client.get("/office/mailroom/"))


def test_the_mail_of_another_body_is_not_found(client: Client, cast: County, clerk: Person) -> None:
    other = somebody("other", cast.bureau, Post.APPLICATION_CLERK)
    client.force_login(other)
    client.post("/office/mailroom/", {"file": a_list(("XC1", TODAY().isoformat())), "body": cast.bureau.pk})
    client.force_login(clerk)
    assert client.post(f"/office/mailroom/{MailItem.objects.get().pk}/", {"other": "x"}).status_code == 404
    assert not Application.objects.exists()
