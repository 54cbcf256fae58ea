"""The report page: every figure with its face, every finding in its cell and in the list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.paper.report import Gap, Report, Section
from gongkai.sheets.filled import FilledSheet, number
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import FORMS, form
from tests.people import a_county, a_faulty_report, a_report, a_sheet, file

pytestmark = pytest.mark.django_db


def _page(client: Client, report: Report) -> LexborHTMLParser:
    a_county()
    return LexborHTMLParser(client.get(f"/reports/{file(report).pk}/").content.decode())


def _cell(page: LexborHTMLParser, code: str) -> LexborNode:
    [cell] = page.css(f'td[id="cell-{code}"]')
    return cell


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


@pytest.mark.parametrize("code", FORMS)
def test_every_figure_of_a_form_stands_in_its_own_cell(code: str, client: Client) -> None:
    year = form(code).first_year
    numbers = {cell: at for at, cell in enumerate(form(code).cells, 1000)}
    sheet = FilledSheet(code, year, {cell: number(at) for cell, at in numbers.items()})
    page = _page(client, a_report(year=year, sheet=sheet))
    assert {cell: int(_words(_cell(page, cell))) for cell in numbers} == numbers


@pytest.mark.parametrize("code", FORMS)
def test_every_heading_a_figure_names_is_on_the_page_once(code: str, client: Client) -> None:
    year = form(code).first_year
    page = _page(client, a_report(year=year, sheet=a_sheet(code, year)))
    keys = [node.attributes["id"] for node in page.css("[id]")]
    assert len(keys) == len(set(keys))
    named = {key for node in page.css("td[headers]") for key in (node.attributes["headers"] or "").split()}
    assert named <= set(keys)


@pytest.mark.parametrize(
    ("code", "face", "text", "hint"),
    [
        ("T3.A.natural", "number", "23", None),
        ("T3.B.natural", "blank", "空白", "原文此格空白"),
        ("T2.rules.made", "not-applicable", "/", "不适用"),
        ("T3.C3.1.natural", "unreadable", "1<script>0", "原文此处不是数字"),
        ("T3.C4.2.legal", "missing", "无法确定", "原文有这一格，但无法确定其中的数"),
        ("T4.review.upheld", "number", "2", "原文：２件"),
        ("T3.C5.1.natural", "by-sums", "0", "原文数字连写，按表内勾稽关系分开"),
    ],
)
def test_each_face_of_a_figure_looks_its_own(
    code: str, face: str, text: str, hint: str | None, client: Client
) -> None:
    cell = _cell(_page(client, a_faulty_report()), code)
    assert face in (cell.attributes["class"] or "").split()
    figure = cell.css_first(".figure")
    assert (figure.text(), figure.attributes.get("title")) == (text, hint)


def test_a_finding_is_marked_in_its_cell_with_number_and_words_and_leads_to_the_list(client: Client) -> None:
    page = _page(client, a_faulty_report())
    [mark] = _cell(page, "T3.B.natural").css("a.mark")
    note = page.css_first(mark.attributes["href"] or "")
    assert mark.text() == note.css_first(".mark").text()
    assert (mark.attributes["title"] or "").startswith("缺漏：“二、上年结转”自然人一格空白")
    said = page.css_first("#" + (mark.attributes["aria-describedby"] or ""))
    assert said.text() == "“二、上年结转”自然人一格空白。"
    assert note.css_first(".cells a").attributes["href"] == "#cell-T3.B.natural"


def test_gaps_of_the_reading_come_first_then_by_severity(client: Client) -> None:
    report = replace(
        a_report(),
        gaps=(Gap((), "读不出。"),),
        findings=(
            Finding("X-3", "gap", (), "缺。"),
            Finding("X-2", "question", (), "疑。"),
            Finding("X-1", "error", ("T3.A.total",), "错。"),
        ),
    )
    page = _page(client, report)
    assert [node.text() for node in page.css(".notes .says")] == ["读不出。", "错。", "疑。", "缺。"]
    assert [node.text() for node in page.css(".notes strong")] == ["缺漏", "错误", "存疑", "缺漏"]


def test_a_finding_on_the_prose_marks_the_words_it_quotes(client: Client) -> None:
    page = _page(client, a_faulty_report())
    [quoted] = page.css(".prose mark")
    assert quoted.text() == "收到政府信息公开申请0件"
    assert [node.text() for node in page.css(".notes blockquote")].count(quoted.text()) == 1


def test_a_table_stands_in_its_chapter_and_a_table_without_a_chapter_at_the_end(client: Client) -> None:
    page = _page(client, a_report())
    chapters = {node.css_first("h2").text(): node for node in page.css(".prose section")}
    assert chapters["三、收到和处理政府信息公开申请情况"].css_first("table.sheet-T3")
    bare = replace(a_report(year=2022), sections=(Section(1, "总体情况", ("一。",)),))
    end = LexborHTMLParser(client.get(f"/reports/{file(bare).pk}/").content.decode()).css(".prose section")[
        -1
    ]
    assert [node.attributes["class"] for node in end.css("table")] == [f"sheet sheet-T{n}" for n in (2, 3, 4)]


def test_a_further_sheet_of_the_same_paper_has_no_marks_and_its_own_anchors(client: Client) -> None:
    two = replace(a_faulty_report(), sheets=(*a_faulty_report().sheets, replace(a_sheet(), scope="汇总")))
    page = _page(client, two)
    assert "（汇总）" in page.css("table.sheet caption")[-1].text()
    assert not page.css('td[id^="s1-cell"] a.mark') and page.css('td[id="s1-cell-T3.A.total"]')


def test_the_page_carries_the_required_meta_tags(client: Client) -> None:
    page = _page(client, a_report())
    meta = {node.attributes.get("name"): node.attributes.get("content") for node in page.css("meta[name]")}
    assert meta["ArticleTitle"] == "柳湾镇人民政府2023年政府信息公开工作年度报告"
    assert meta["PubDate"] == "2024-01-20"
    assert meta["ContentSource"] == "柳湾镇人民政府"
    assert meta["ColumnType"] == "信息公开年报"
    for name in ("SiteName", "SiteDomain", "SiteIDCode", "ColumnName", "ColumnDescription", "ColumnKeywords"):
        assert meta[name]


def test_what_a_paper_prints_is_never_markup(client: Client) -> None:
    evil = "公开<img src=x onerror=alert(1)>"
    report = replace(
        a_report(),
        title=evil,
        preface=(evil,),
        sections=(Section(1, evil, (evil,)),),
        findings=(Finding(evil, "error", ("T3.A.total",), evil, evil),),
        gaps=(Gap((evil,), evil, evil),),
    )
    page = _page(client, report)
    assert not page.css("img[onerror]")
    assert evil in page.css_first("h1").text()


def test_a_report_without_tables_or_findings_says_what_it_is(client: Client) -> None:
    page = _page(client, replace(a_report(year=2012), sheets=(), form=None, form_due=None))
    assert "没有可识别的统计表" in _words(page.css_first("dl.about"))
    assert not page.css("table.sheet") and not page.css("aside")
    assert "未作勾稽核对" in page.text() and "未见问题" not in page.text()
