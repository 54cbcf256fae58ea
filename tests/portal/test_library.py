"""The library of normative documents: as of any day, the ended apart, narrowed, to take away."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client
from openpyxl import load_workbook

from gongkai.catalogue.library import series_of
from gongkai.catalogue.models import Edition
from gongkai.catalogue.normative import Terms, change_validity, interpret, register
from gongkai.catalogue.releasing import withdraw
from gongkai.law.normative import Change, Event
from tests.catalogue.items import NOON
from tests.people import TODAY
from tests.portal.publishing import Cast

pytestmark = pytest.mark.django_db
REPEALED = Event(Change.REPEALED, date(2026, 3, 2), "柳府发〔2026〕9号")


@pytest.fixture
def cast() -> Cast:
    return Cast()


def _document(cast: Cast, title: str, *, expires: date | None = None, **draft: object) -> Edition:
    edition = cast.public(title=title, **draft)
    register(edition, terms=Terms(date(2026, 3, 1), expires), by=cast.clerk, at=NOON)
    return edition


def _ended(cast: Cast) -> Edition:
    edition = _document(cast, "养犬管理暂行办法", document_number="柳府规〔2026〕1号")
    change_validity(edition.item.normative, event=REPEALED, by=cast.clerk, at=NOON)
    return edition


def test_what_has_ended_is_in_a_list_of_its_own_with_day_and_basis(cast: Cast, client: Client) -> None:
    ended, held = _ended(cast), _document(cast, "养犬管理办法")
    standing, over = (client.get(path).content.decode() for path in ("/library/", "/library/ended/"))
    assert f"/items/{held.item_id}/" in standing and f"/items/{ended.item_id}/" not in standing
    assert f"/items/{ended.item_id}/" in over and f"/items/{held.item_id}/" not in over
    assert '<strong class="state">废止</strong>' in over
    assert "2026-03-02" in over and "柳府发〔2026〕9号" in over


def test_the_list_of_an_earlier_day_shows_what_held_on_it(cast: Cast, client: Client) -> None:
    ended = _ended(cast)
    before = client.get("/library/?on=2026-03-01").content.decode()
    assert f"/items/{ended.item_id}/" in before and "以下是 2026年3月1日的情况" in before
    assert "现行有效" in before
    assert f"/items/{ended.item_id}/" not in client.get("/library/?on=2026-02-01").content.decode()


def test_a_document_past_its_last_day_has_lapsed_by_itself(cast: Cast, client: Client) -> None:
    lapsed = _document(cast, "临时管控办法", expires=date(2026, 3, 10))
    assert f"/items/{lapsed.item_id}/" in client.get("/library/?on=2026-03-10").content.decode()
    assert f"/items/{lapsed.item_id}/" in client.get("/library/ended/?on=2026-03-11").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme=06", True),
        ("theme=11", False),
        ("year=2026", True),
        ("year=2025", False),
        ("issuer=Q03", True),
        ("issuer=Q01", False),
        ("validity=in_force", True),
        ("validity=amended", False),
        ("series=柳府规", True),
        ("series=柳府发", False),
        ("year=xx&on=yesterday&page=0", True),
        ("on=2026-03-05&page=99", True),
    ],
)
def test_the_library_is_narrowed_by_what_the_address_says(
    query: str, found: bool, cast: Cast, client: Client
) -> None:
    edition = _document(cast, "造林办法", document_number="柳府规〔2026〕2号", theme="0602")
    page = client.get(f"/library/?{query}").content.decode()
    assert (f"/items/{edition.item_id}/" in page) is found


def test_a_document_that_is_explained_says_so_and_one_taken_back_is_not_listed(
    cast: Cast, client: Client
) -> None:
    document, explanation = _document(cast, "养犬管理办法"), cast.public(title="一图读懂")
    assert "有解读" not in client.get("/library/").content.decode()
    interpret(explanation.item, of=document.item, by=cast.clerk, on=TODAY)
    assert "有解读" in client.get("/library/").content.decode()
    withdraw(document.item, reason="有误", by=cast.clerk, at=NOON)
    assert "养犬管理办法" not in client.get("/library/").content.decode()
    assert "养犬管理办法" not in client.get("/library/list.csv").content.decode()


def test_the_list_to_take_away_holds_every_document_as_text(cast: Cast, client: Client) -> None:
    _ended(cast)
    odd = _document(cast, "=HYPERLINK(1)", document_number="柳府规〔2026〕3号")
    rows = list(csv.reader(io.StringIO(client.get("/library/list.csv").content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", "养犬管理暂行办法"]
    book = load_workbook(io.BytesIO(client.get("/library/list.xlsx").content))
    cells = list(book.active.iter_rows(min_row=2))
    assert [cell.value for cell in cells[0]][:2] == ["=HYPERLINK(1)", "柳府规〔2026〕3号"]
    assert all(cell.data_type in ("s", "n", "inlineStr") for row in cells for cell in row)
    assert cells[0][9].value == f"http://testserver/items/{odd.item_id}/"
    assert "废止" in [cell.value for cell in cells[1]]
    narrowed = client.get("/library/list.csv?validity=repealed").content.decode()
    assert "养犬管理暂行办法" in narrowed and "HYPERLINK" not in narrowed


@pytest.mark.parametrize(
    ("number", "series"),
    [
        ("澄府规〔2026〕1号", "澄府规"),
        ("澄府办发[2024]12号", "澄府办发"),
        ("第3号", ""),
        ("", ""),
        ("〔2026〕1号", ""),
    ],
)
def test_the_series_of_a_number_is_what_stands_before_its_year(number: str, series: str) -> None:
    assert series_of(number) == series
