"""The page stands alone, every figure names its heads, and no words of a report become markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.paper.report import Section
from gongkai.sheets.forms import FORMS
from gongkai.writing.html import report_to_html
from tests.writing.made import report_of, with_faces, zeros


@pytest.fixture(scope="module", params=FORMS)
def page(request: pytest.FixtureRequest) -> LexborHTMLParser:
    return LexborHTMLParser(report_to_html(report_of(zeros(request.param))))


def _said(page: LexborHTMLParser, table: LexborNode) -> str:
    """What names a table: its caption, or the heading it points to."""
    caption = table.css_first("caption")
    heading = page.css_first(f"#{table.attributes.get('aria-labelledby')}")
    return caption.text() if caption else heading.text() if heading else ""


def test_every_figure_names_heads_that_are_there(page: LexborHTMLParser) -> None:
    figures = [cell for cell in page.css("td") if cell.attributes.get("headers")]
    assert len(figures) >= 65
    for cell in figures:
        heads = str(cell.attributes["headers"]).split()
        assert heads and all(page.css_first(f"th#{key}") for key in heads)


def test_ids_are_unique_and_heads_say_what_they_head(page: LexborHTMLParser) -> None:
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    assert {head.attributes.get("scope") for head in page.css("th")} <= {"col", "colgroup", "row", "rowgroup"}


def test_every_table_is_named(page: LexborHTMLParser) -> None:
    assert [bool(_said(page, table)) for table in page.css("table")] in ([True], [True] * 3)


def test_a_table_without_a_chapter_has_a_caption() -> None:
    page = LexborHTMLParser(report_to_html(replace(report_of(zeros("2021")), sections=())))
    assert [caption.text() for caption in page.css("caption")][0] == "主动公开政府信息情况"


def test_the_page_asks_nobody_for_anything() -> None:
    page = report_to_html(report_of(with_faces()))
    assert not re.search(r"https?:|src=|<script|<link|@import|url\(", page)


def test_words_never_become_markup() -> None:
    section = Section(1, "<b>总体</b>", ('"><script>alert(1)</script>', "甲 & 乙 < 丙"))
    page = report_to_html(replace(report_of(zeros("2021"), body="<i>某局</i>"), sections=(section,)))
    tree = LexborHTMLParser(page)
    assert not tree.css("script, b, i") and "甲 & 乙 < 丙" in (tree.body.text() if tree.body else "")
