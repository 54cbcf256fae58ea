"""The column of annual reports: every body and year, real links, filters that can be shared."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from django.test import Client

from tests.people import County, a_county, a_faulty_report, a_report, a_sheet, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    cast = a_county()
    file(a_report(year=2023))
    file(a_faulty_report(year=2024))
    file(a_report(cast.county.name, 2017, a_sheet("2014", 2017)))
    return cast


def _titles(client: Client, query: str) -> list[str]:
    page = client.get(f"/reports/?{query}").content.decode()
    return re.findall(r'<li>\s*<a href="/reports/\d+/">([^<]+)</a>', page)


def test_bodies_are_rows_and_years_columns_grouped_by_kind(client: Client, cast: County) -> None:
    page = client.get("/reports/").content.decode()
    assert re.findall(r'<h2 id="group-[a-z]+">([^<]+)', page) == [
        "县级以上人民政府",
        "乡镇、街道",
        "政府部门",
    ]
    assert re.findall(r"年度全部年报\">(\d{4})<", page)[:3] == ["2024", "2023", "2017"]
    assert "柳湾镇人民政府 2024 年度年报" in page
    assert "青溪县民政局" in page  # a body without any report is there too


@pytest.mark.parametrize(
    ("query", "years"),
    [
        ("year=2023", [2023]),
        ("body=Q03", [2024, 2023]),
        ("form=2014", [2017]),
        ("findings=some", [2024]),
        ("findings=none", [2023, 2017]),
        ("body=Q03&year=2024&form=2021&findings=some", [2024]),
        ("body=Q03&form=2014", []),
        ("body=nobody", []),
    ],
)
def test_a_filter_lists_what_fits_and_nothing_else(
    query: str, years: list[int], client: Client, cast: County
) -> None:
    assert [int(re.findall(r"\d{4}", title)[0]) for title in _titles(client, query)] == years


@pytest.mark.parametrize(
    "query", ["year=abcd", "year=99999999999999999999", "form=1999", "findings=all", "year=²⁰²³"]
)
def test_a_filter_that_makes_no_sense_is_left_open(query: str, client: Client, cast: County) -> None:
    assert "共 3 份年报" in client.get(f"/reports/?{query}").content.decode()


@pytest.mark.parametrize("odd", ["\x00", "' OR 1=1 --", "<script>alert(1)</script>", "%", "县" * 500])
def test_odd_input_breaks_nothing_and_is_never_markup(odd: str, client: Client, cast: County) -> None:
    answer = client.get(f"/reports/?body={quote(odd)}")
    assert answer.status_code in (200, 400)
    assert "<script>alert" not in answer.content.decode()


def test_a_report_without_an_official_table_is_never_said_to_be_in_order(
    client: Client, cast: County
) -> None:
    bare = file(replace(a_report(cast.bureau.name, 2012), sheets=(), form=None, form_due=None))
    page = client.get("/reports/?body=Q02").content.decode()
    assert "无统一表格" in page and "sign clean" not in page
    assert bare.title not in client.get("/reports/?findings=none").content.decode()


def test_dates_are_written_year_month_day(client: Client, cast: County) -> None:
    assert '<time datetime="2025-01-20">2025-01-20</time>' in client.get("/reports/").content.decode()


def test_no_result_says_so_and_leads_on(client: Client, cast: County) -> None:
    page = client.get("/reports/?body=Q02").content.decode()
    assert "没有符合条件的年报" in page and "查看全部年报" in page


def test_an_empty_platform_says_that_nothing_is_there_yet(client: Client) -> None:
    assert "还没有年报" in client.get("/reports/").content.decode()
