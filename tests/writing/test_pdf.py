"""A PDF is an official document: archival, tagged, in the shipped fonts, on the page of GB/T 9704, and never with a box
for a character."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pylopdf_fonts_zh_cn as shipped
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest

from gongkai.paper.report import Report
from gongkai.sheets.filled import Face, Figure
from gongkai.sheets.forms import FORMS
from gongkai.writing.fonts import SANS, SERIF, MissingGlyph, typefaces
from gongkai.writing.pdf import report_to_pdf
from tests.writing.covered import LACKING
from tests.writing.made import changed, report_of, with_faces, zeros

_MM = 72 / 25.4
_RARE = "王喆、龙䶮、玥"


def _texts(page: pdfium.PdfPage) -> Iterator[tuple[str, pdfium.PdfObject]]:
    text = page.get_textpage()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
        yield one.extract(), one


def _said(report: Report, text: str) -> Report:
    """The report with a paragraph in its first chapter."""
    first = report.sections[0]
    return replace(report, sections=(first._replace(paragraphs=(text,)), *report.sections[1:]))


@pytest.mark.parametrize("code", FORMS)
def test_only_the_shipped_fonts_are_embedded(code: str) -> None:
    fonts = set()
    for page in pdfium.PdfDocument(report_to_pdf(report_of(zeros(code)))):
        for _, one in _texts(page):
            font = one.get_font()
            fonts.add(font.get_base_name().partition("+")[2])
            assert font.is_embedded
    assert {name.partition("-")[0] for name in fonts} == {"NotoSerifSC", "NotoSansSC"}


def test_the_family_names_are_those_typst_sees() -> None:
    assert {SERIF, SANS} <= set(typefaces().fonts.families())


def test_the_file_says_that_it_is_archival_tagged_and_what_it_is() -> None:
    report = report_of(zeros("2021"))
    made = report_to_pdf(report, made_on=date(2024, 1, 22))
    document = pdfium.PdfDocument(made)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == report.title
    assert document.get_metadata_value("Author") == report.body
    assert document.get_metadata_value("CreationDate").startswith("D:20240122")
    assert b"<pdfaid:part>2</pdfaid:part>" in made and b"<pdfaid:conformance>A</pdfaid:conformance>" in made
    assert b"<pdfuaid:part>1</pdfuaid:part>" in made


def test_the_same_report_gives_the_same_bytes() -> None:
    assert report_to_pdf(report_of(with_faces())) == report_to_pdf(report_of(with_faces()))


def test_pages_are_a4_with_the_margins_of_the_standard_and_numbered() -> None:
    long = _said(report_of(zeros("2021")), "把公开的事项逐条列出并说明理由，" * 120)
    document = pdfium.PdfDocument(report_to_pdf(long))
    for number, page in enumerate(document, 1):
        assert [round(side / _MM) for side in page.get_size()] == [210, 297]
        places = [(text, one.get_bounds()) for text, one in _texts(page) if text.strip()]
        feet = "".join(text for text, box in places if box[1] < 35 * _MM)
        assert "".join(feet.split()) == f"—{number}—"
        left, right = min(box[0] for _, box in places), max(box[2] for _, box in places)
        assert left >= 27.5 * _MM and right <= (210 - 25) * _MM
        assert max(box[3] for _, box in places) <= (297 - 36.5) * _MM


def test_twenty_two_lines_stand_on_a_full_page() -> None:
    long = _said(report_of(zeros("2014")), "把公开的事项逐条列出并说明理由，" * 200)
    page = pdfium.PdfDocument(report_to_pdf(long))[1]
    baselines = {round(one.get_matrix().f) for text, one in _texts(page) if text.strip()}
    assert len(baselines) == 22 + 1  # and the page's number


def test_a_heading_stands_on_the_lines_of_the_page() -> None:
    report = _said(report_of(zeros("2014")), "把公开的事项逐条列出并说明理由，" * 3)
    page = pdfium.PdfDocument(report_to_pdf(report))[0]
    lines = sorted({one.get_matrix().f for text, one in _texts(page) if text.strip()}, reverse=True)
    pitches = {round((above - below) / _MM, 1) for above, below in pairwise(lines[3:-1])}
    assert pitches == {round(225 / 22, 1)}


def test_reports_are_written_at_the_same_time_as_one_after_the_other() -> None:
    reports = [report_of(zeros(code)) for code in FORMS] * 2
    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(report_to_pdf, reports)) == [report_to_pdf(one) for one in reports]


@pytest.mark.parametrize("code", ["2019", "2021"])
def test_each_table_of_the_chapters_is_whole_on_one_page(code: str) -> None:
    document = pdfium.PdfDocument(report_to_pdf(report_of(zeros(code))))
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    (page,) = [text for text in pages if "三、本年度办理结果" in text or "本年新收政府信息" in text]
    assert "三、收到和处理政府信息公开申请情况" in page and "四、结转下年度继续办理" in page


def test_the_head_of_a_list_over_several_pages_is_repeated() -> None:
    document = pdfium.PdfDocument(report_to_pdf(report_of(zeros("2014"))))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert (
        sum("统计指标" in text for text in pages)
        == sum("万元" in text or "条" in text for text in pages[1:])
        > 1
    )


def test_a_character_without_a_glyph_is_an_error_that_names_it_and_its_place() -> None:
    report = _said(report_of(zeros("2021")), f"经办人李{LACKING}负责。")
    with pytest.raises(MissingGlyph) as told:
        report_to_pdf(report)
    assert told.value.characters == (LACKING,)
    for word in (LACKING, "U+20BB7", "一、总体情况", "经办人李"):
        assert word in str(told.value)


@pytest.mark.parametrize("where", ["title", "cell", "body"])
def test_a_missing_glyph_is_found_wherever_it_is_printed(where: str) -> None:
    sheet = changed(zeros("2014"), {"R02": Figure(Face.UNREADABLE, None, LACKING)})
    report = {
        "title": replace(report_of(zeros("2021")), title=f"{LACKING}县2023年政府信息公开工作年度报告"),
        "cell": report_of(sheet),
        "body": report_of(zeros("2014"), body=f"{LACKING}县人民政府"),
    }[where]
    with pytest.raises(MissingGlyph):
        report_to_pdf(report)


def test_rare_characters_that_the_fonts_have_are_printed() -> None:
    document = pdfium.PdfDocument(report_to_pdf(_said(report_of(zeros("2021")), f"经办人{_RARE}。")))
    assert _RARE in document[0].get_textpage().get_text_range()


@pytest.mark.parametrize("blank", ["\u3000", "\u2003", "\t", "\x00", "\u200b", "\ufeff", "\u00ad"])
def test_blanks_and_invisible_characters_are_no_missing_glyphs(blank: str) -> None:
    made = report_to_pdf(_said(report_of(zeros("2021")), f"{blank}公开{blank}事项。"))
    assert "事项" in pdfium.PdfDocument(made)[0].get_textpage().get_text_range()


def test_a_folder_of_fonts_helps_out(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="没有字体"):
        report_to_pdf(report_of(zeros("2021")), fonts=[tmp_path])
    (tmp_path / "more.otf").write_bytes(shipped.sans_path().read_bytes())
    assert report_to_pdf(report_of(zeros("2021")), fonts=[tmp_path])


def test_a_report_with_nothing_in_it_is_still_a_document() -> None:
    assert len(pdfium.PdfDocument(report_to_pdf(Report()))) == 1
