"""Lists of the office: every row once and in order whichever way one turns the pages, filters that say what is wrong with
them, views under a name, a file in which text stays text."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.db.models import F
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gongkai.office.listing import COUNTED, PER_PAGE, Listed
from gongkai.office.listing_file import listing_file
from gongkai.organisations.models import Body, Kind, SavedView
from tests.office.lists import asked, bodies
from tests.people import a_county, somebody

pytestmark = pytest.mark.django_db


def _codes(listed: Listed) -> list[str]:
    return [body.code for body in listed.page.rows]


def _follow(listed: Listed, word: str) -> Listed | None:
    address = dict(listed.steps)[word]
    return asked(urlsplit(address).query) if address else None


def _all_pages(start: Listed, word: str) -> list[list[str]]:
    pages, at = [], start
    while True:
        pages.append(_codes(at))
        following = _follow(at, word)
        if following is None:
            return pages
        at = following


@pytest.mark.parametrize(
    "sort",
    ["", "sort=name", "sort=-name", "sort=kind", "sort=-kind", "sort=-code", "sort=since", "sort=-since"],
)
def test_every_row_comes_once_and_in_order_forwards_and_backwards(sort: str) -> None:
    bodies(2 * PER_PAGE + 7)
    bodies_of_another_kind = [Body(code=f"A{n}", name="第3局", kind=Kind.TOWNSHIP) for n in range(60)]
    Body.objects.bulk_create(bodies_of_another_kind)
    first = asked(sort)
    down = first.order.startswith("-")
    name = F(first.order.removeprefix("-"))
    order = [name.desc(nulls_first=True), "-pk"] if down else [name.asc(nulls_last=True), "pk"]
    expected = list(Body.objects.order_by(*order).values_list("code", flat=True))
    forwards = _all_pages(first, "下一页")
    assert [code for page in forwards for code in page] == expected
    last = _follow(first, "末页")
    assert last is not None
    backwards = _all_pages(last, "上一页")
    assert [code for page in reversed(backwards) for code in page] == expected


def test_the_first_page_says_which_rows_it_shows_and_the_second_goes_on() -> None:
    bodies(PER_PAGE + 3)
    first = asked()
    second = _follow(first, "下一页")
    assert (first.span, second.span if second else "") == ("第 1–50 条", "第 51–53 条")
    assert dict(first.steps)["上一页"] == "" and second is not None and dict(second.steps)["下一页"] == ""


def test_counting_stops_where_a_list_is_narrowed_down_rather_than_read() -> None:
    bodies(COUNTED)
    assert asked().total_in_words == "共 1000 条"
    Body.objects.create(code="Z", name="再一个", kind=Kind.OTHER)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert asked().total_in_words == "共 1000 条以上"
    assert "LIMIT 1001" in queries.captured_queries[-1]["sql"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("name=民政局", ["Q02"]),
        ("code=Q0", ["Q01", "Q02", "Q03"]),
        ("code=0", []),
        ("kind=township", ["Q03"]),
        ("since=2008-05-01&until=2008-05-01", ["Q01", "Q02", "Q03"]),
        ("since=2008-05-02", []),
        ("name=%25", []),
        ("name=%00民政局", ["Q02"]),
    ],
)
def test_a_filter_leaves_what_it_asks_for(query: str, codes: list[str]) -> None:
    a_county()
    assert _codes(asked(query)) == codes


@pytest.mark.parametrize(
    ("query", "trouble"),
    [("since=昨天", "2025-01-20"), ("since=2025-02-30", "2025-01-20"), ("kind=ministry", "没有“ministry”")],
)
def test_a_filter_that_makes_no_sense_is_said_and_left_out(query: str, trouble: str) -> None:
    a_county()
    listed = asked(query)
    assert trouble in next(iter(listed.troubles.values())) and len(_codes(listed)) == 3
    assert listed.query == ""


@pytest.mark.parametrize(
    "query",
    [
        "after=x", "after=%F0%9F", "after=W10=", "after=WyJhIiwgMF0=", "after=WyJhIiwgOTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ==",
        "after=WzEsIDFd", "after=eyJhIjogMX0=", "before=null", "at=-5", "at=99999999999", "sort=password", "sort=--code",
        "sort=-", "after=WyJcdTAwMDAiLCAxXQ==",
    ],
)  # fmt: skip
def test_an_odd_address_gets_the_list_from_its_beginning_or_nothing(query: str) -> None:
    a_county()
    assert _codes(asked(query)) in (["Q01", "Q02", "Q03"], [])


def test_a_list_is_sorted_by_columns_of_its_own_table_only() -> None:
    a_county()
    listed = asked()
    listed.order = "people"
    with pytest.raises(ValueError, match="of its own table"):
        _ = listed.page


def test_the_head_of_a_column_sorts_and_turns_around() -> None:
    a_county()
    name = next(head for head in asked("kind=township").heads if head.label == "名称")
    assert (
        parse_qs(urlsplit(name.address).query) == {"kind": ["township"], "sort": ["name"]} and not name.sorted
    )
    turned = next(head for head in asked("sort=name").heads if head.label == "名称")
    assert turned.sorted == "ascending" and turned.address.endswith("sort=-name")


def test_a_page_asks_the_database_twice_however_many_rows() -> None:
    cast = a_county()
    bodies(5 * PER_PAGE)
    deep = asked()
    for _ in range(3):
        deep = _follow(deep, "下一页") or deep
    with CaptureQueriesContext(connection) as queries:
        listed = asked("sort=kind&kind=department", cast.clerk)
        assert (len(listed.lines), listed.total, listed.views) == (PER_PAGE, 251, [])
    assert len(queries) == 3


def _workbook(query: str, person: Any = None) -> Any:
    answer = listing_file(asked(query, person))
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))["数据"]  # type: ignore[arg-type]


def test_the_file_holds_every_row_found_in_order_and_nothing_in_it_is_a_formula() -> None:
    bodies(3 * PER_PAGE)
    Body.objects.create(code="12345678901234567890", name='=HYPERLINK("x")', kind=Kind.OTHER)
    Body.objects.create(code="00071", name="https://a.example", kind=Kind.OTHER)
    sheet = _workbook("sort=code")
    rows = list(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in sheet[1]] == ["代码", "名称", "类别", "设立日期"]
    assert [row[0].value for row in rows] == sorted(row[0].value for row in rows) and len(rows) == 152
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n"}
    assert [rows[1][0].value, rows[1][1].value] == ["12345678901234567890", '=HYPERLINK("x")']
    assert rows[0][0].value == "00071" and rows[0][1].hyperlink is None
    assert _workbook("kind=township").max_row == 1


def test_a_printed_list_has_no_pages_up_to_a_thousand_rows_and_says_when_it_is_cut() -> None:
    bodies(PER_PAGE + 1)
    whole = asked("as=print")
    assert len(whole.lines) == PER_PAGE + 1 and not whole.too_many_to_print
    bodies_more = [Body(code=f"C{n}", name="某局", kind=Kind.OTHER) for n in range(COUNTED)]
    Body.objects.bulk_create(bodies_more)
    assert asked("as=print").too_many_to_print


def test_a_view_is_kept_under_a_name_for_its_person_alone_and_is_removed_again(client: Client) -> None:
    cast = a_county()
    client.force_login(cast.clerk)
    asked_for = {"listing": "bodies", "name": "乡镇", "query": "kind=township", "back": "/office/drafts/"}
    assert client.post("/office/views/save", asked_for)["Location"] == "/office/drafts/"
    view = SavedView.objects.get()
    assert [one.name for one in asked("", cast.clerk).views] == ["乡镇"]
    assert QueryDict(view.query) == QueryDict(asked("kind=township", cast.clerk).query)
    other = somebody("other", cast.bureau)
    assert asked("", other).views == []
    client.force_login(other)
    assert client.post(f"/office/views/{view.pk}/drop").status_code == 404
    client.force_login(cast.clerk)
    client.post(f"/office/views/{view.pk}/drop")
    assert not SavedView.objects.exists()


def test_a_view_leads_back_to_this_site_only_and_a_bad_one_is_refused_in_words(client: Client) -> None:
    client.force_login(a_county().clerk)
    asked_for = {
        "listing": "bodies",
        "name": "",
        "query": "kind=township",
        "back": "https://elsewhere.example/",
    }
    answer = client.post("/office/views/save", asked_for, follow=True)
    assert answer.redirect_chain[0][0] == "/office/" and "请给常用查询起一个名称" in answer.content.decode()
