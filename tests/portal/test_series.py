"""Years in one table: every figure in its year, breaks seen, nothing joined that cannot be, carry-over by who may see it."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files

import pytest
from django.test import Client
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from gongkai.organisations.models import Person
from gongkai.paper.report import Report
from gongkai.paper.series import Point, SeriesLine, series_of
from gongkai.portal.chart import chart_of
from gongkai.portal.series_tables import topics_of
from gongkai.sheets.filled import BLANK, Face, Figure, number
from tests.people import County, a_county, a_report, a_sheet, file

pytestmark = pytest.mark.django_db


def _year(year: int, **figures: int) -> Report:
    code = "2014" if year < 2019 else "2019" if year < 2021 else "2021"
    return a_report(year=year, sheet=a_sheet(code, year, **figures))


@pytest.fixture
def cast() -> County:
    """柳湾镇: 2017, 2018, 2019, 2021, 2022 and no 2020; the carry-over of 2021 is not taken up."""
    made = a_county()
    file(_year(2017, R22=5))
    file(_year(2018, R22=7, R02=40))
    file(_year(2019, T3_A_total=9, T3_A_natural=9))
    file(_year(2021, T3_A_total=11, T3_D_total=3, T3_D_natural=3))
    file(_year(2022, T3_A_total=12))
    return made


def _page(client: Client, cast: County) -> LexborHTMLParser:
    answer = client.get(f"/bodies/{cast.township.pk}/series/")
    assert answer.status_code == 200
    return LexborHTMLParser(answer.content.decode())


def _rows(page: LexborHTMLParser, topic: str) -> dict[str, str]:
    return {
        " ".join(row.css_first("th").text().split()): " ".join(cell.text() for cell in row.css("td"))
        for row in page.css(f"section[aria-labelledby={topic}] tbody tr")
    }


def test_one_row_joins_what_is_comparable_and_names_the_missing_year(client: Client, cast: County) -> None:
    page = _page(client, cast)
    assert _rows(page, "applications")["一、本年新收政府信息公开申请数量"] == "5 7 9 缺 11 12"
    assert "缺 2020 年度的年报" in page.css_first("p.sum").text()


def test_a_row_that_a_form_does_not_have_is_one_gap_over_these_years(client: Client, cast: County) -> None:
    page = _page(client, cast)
    assert _rows(page, "published")["（一）主动公开政府信息数（条）"] == "0 40 — 缺 —"
    spans = [
        cell.attributes.get("colspan")
        for cell in page.css("section[aria-labelledby=published] tbody tr")[0].css("td")
    ]
    assert spans == [None, None, None, None, "2"]


def test_the_change_of_form_is_seen_in_head_and_in_every_row(client: Client, cast: County) -> None:
    page = _page(client, cast)
    heads = [head.text() for head in page.css("section[aria-labelledby=applications] th.form")]
    assert heads == ["2014年表式", "2019年表式", "无统一表格", "2021年表式"]
    for row in page.css(".over-years tbody tr"):
        assert len(row.css("td.breaks")) == 2
    assert len(page.css(".break li")) >= 4


def test_every_line_of_the_series_is_on_the_page_once() -> None:
    sheets = [_year(year) for year in (2018, 2020, 2022)]
    series = series_of(sheets)
    topics = topics_of(series)
    assert sum(len(topic.rows) for topic in topics) == len(series.lines) > 200
    assert all(sum(cell.columns for cell in row.cells) == 5 for topic in topics for row in topic.rows)


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (BLANK, "空白"),
        (Figure(Face.NOT_APPLICABLE, None, "/"), "/"),
        (Figure(Face.UNREADABLE, None, "<b>3"), "<b>3"),
        (number(Decimal("3.50")), "3.5"),
    ],
)
def test_each_face_of_a_figure_is_told(figure: Figure, text: str, client: Client, cast: County) -> None:
    sheet = a_sheet("2021", 2023)
    file(a_report(year=2023, sheet=replace(sheet, cells={**sheet.cells, "T2.fees.amount": figure})))
    row = next(iter(_rows(_page(client, cast), "fees").values()))
    assert row.split()[-1] == text


def test_the_carry_over_is_judged_only_for_who_may_see_findings(client: Client) -> None:
    cast = a_county(findings_public=False)
    file(_year(2021, T3_D_natural=3, T3_D_total=3))
    file(_year(2022))
    address = f"/bodies/{cast.township.pk}/series"
    assert "不衔接" not in client.get(f"{address}/").content.decode()
    [pair] = client.get(f"{address}.json").json()["pairs"]
    assert pair["findings"] == [] and {one["agrees"] for one in pair["carried"]} == {None}
    client.force_login(Person.objects.get(account="clerk"))
    page = LexborHTMLParser(client.get(f"{address}/").content.decode())
    assert _rows(page, "carried") == {"2021 → 2022": "3 0 不衔接自然人 3→0，总计 3→0"}
    [pair] = client.get(f"{address}.json").json()["pairs"]
    assert [finding["check"] for finding in pair["findings"]] == ["F2021-T3-05", "F2021-T3-05"]


def test_csv_workbook_and_json_tell_the_same_figures(client: Client, cast: County) -> None:
    address = f"/bodies/{cast.township.pk}/series"
    lines = list(csv.reader(io.StringIO(client.get(f"{address}.csv").content.decode("utf-8-sig"))))
    assert lines[0] == ["编码", "项目", "栏目", "单位", "2017", "2018", "2019", "2020", "2021", "2022"]
    by_code = {line[0]: line[4:] for line in lines[1:]}
    assert by_code["T3.A.total"] == ["5", "7", "9", "缺年报", "11", "12"]
    sheet = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content))["历年数字"]
    rows = {row[0]: row[4:] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["T3.A.total"] == (5, 7, 9, "缺年报", 11, 12)
    data = json.loads(client.get(f"{address}.json").content)
    [line] = [line for line in data["lines"] if line["code"] == "T3.A.total"]
    assert [point["value"] for point in line["points"]] == [5, 7, 9, None, 11, 12]


def test_what_a_paper_prints_is_no_formula_and_a_long_number_no_rounded_one(client: Client) -> None:
    cast = a_county()
    sheet = a_sheet("2021", 2023)
    odd = {"T2.fees.amount": Figure(Face.UNREADABLE, None, "=1+1"), "T3.A.total": number(123456789012345678)}
    file(a_report(year=2023, sheet=replace(sheet, cells={**sheet.cells, **odd})))
    address = f"/bodies/{cast.township.pk}/series"
    book = load_workbook(io.BytesIO(client.get(f"{address}.xlsx").content))["历年数字"]
    found = {row[0].value: row[4] for row in book.iter_rows(min_row=2)}
    assert (found["T2.fees.amount"].value, found["T2.fees.amount"].data_type) == ("=1+1", "s")
    assert found["T3.A.total"].value == "123456789012345678"
    assert "'=1+1" in client.get(f"{address}.csv").content.decode("utf-8-sig")


def test_a_body_without_reports_and_no_body_at_all(client: Client) -> None:
    cast = a_county()
    page = client.get(f"/bodies/{cast.county.pk}/series/").content.decode()
    assert "还没有青溪县人民政府的年报" in page
    assert client.get("/bodies/999999/series/").status_code == 404
    for kind in ("csv", "xlsx", "json"):
        assert client.get(f"/bodies/{cast.county.pk}/series.{kind}").status_code == 200


def _line(*values: int | None, broken: tuple[int, ...] = ()) -> SeriesLine:
    points = tuple(Point("missing") if value is None else Point("number", value) for value in values)
    return SeriesLine("T3.A.total", "T3", "一", "总计", "件", points, broken)


def _pieces(line: SeriesLine, years: int) -> list[int]:
    reports = [_year(2021 + at) for at in range(years)]
    chart = chart_of("图", [("一", line)], series_of(reports))
    assert chart is not None
    return [len(piece.split()) for piece in chart.curves[0].pieces]


def test_a_curve_ends_at_a_year_without_a_figure_and_where_the_form_breaks_it() -> None:
    assert _pieces(_line(1, 2, 3, 4, 5), 5) == [5]
    assert _pieces(_line(1, 2, None, 4, 5), 5) == [2, 2]
    assert _pieces(_line(1, 2, 3, 4, 5, broken=(2023,)), 5) == [2, 3]


@pytest.mark.parametrize("values", [(0, 0), (1, 3), (-3, 4), (0, 99999999999), (7, 7), (10**17, 1), (-5, -2)])
def test_every_dot_is_inside_the_chart_between_round_values(values: tuple[int, int]) -> None:
    chart = chart_of("图", [("一", _line(*values))], series_of([_year(2021), _year(2022)]))
    assert chart is not None
    assert all(chart.top <= dot.y <= chart.bottom for dot in chart.curves[0].dots)
    assert 2 <= len(chart.values) <= 8
    assert len({tick.text for tick in chart.values}) == len(chart.values)


def test_one_figure_is_no_chart() -> None:
    assert chart_of("图", [("一", _line(3, None))], series_of([_year(2021), _year(2022)])) is None


def test_every_topic_has_something_to_show_and_every_line_it_names_exists() -> None:
    data = tomllib.loads(files("gongkai.portal").joinpath("topics.toml").read_text(encoding="utf-8"))
    series = series_of([_year(year) for year in (2018, 2020, 2022)])
    shown = {topic.key for topic in topics_of(series)}
    known = {line.code for line in series.lines}
    named = {
        code for topic in data["topic"] for code in (*topic["lines"], *topic["chart"]) if "*" not in code
    }
    assert {topic["key"] for topic in data["topic"]} <= shown
    assert (named | set(data["names"])) <= known
