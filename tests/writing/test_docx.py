"""The Word document is the official page: paper, faces of type, lines, tables that fit, and nothing that needs repair."""

from __future__ import annotations

import io
import zipfile
from random import Random

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from gongkai.sheets.forms import FORMS
from gongkai.writing.docx import report_to_docx
from tests.writing.generator import any_report
from tests.writing.made import report_of, with_faces, zeros


def _document(data: bytes) -> WordDocument:
    return Document(io.BytesIO(data))


def _words(paragraph: Paragraph) -> str:
    return "".join(one.text or "" for one in paragraph._p.iter(qn("w:t")))


@pytest.fixture(scope="module", params=FORMS)
def document(request: pytest.FixtureRequest) -> WordDocument:
    return _document(report_to_docx(report_of(zeros(request.param))))


def test_the_page_is_that_of_official_documents(document: WordDocument) -> None:
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins if side is not None] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid is not None and grid.get(qn("w:type")) == "lines"


def test_every_run_names_its_chinese_face(document: WordDocument) -> None:
    """Without w:eastAsia Word falls back to the face of the theme."""
    parts = [
        document.element.body,
        document.sections[0].footer._element,
        document.sections[0].even_page_footer._element,
    ]
    runs = [run for part in parts for run in part.iter(qn("w:r"))]
    faces = {fonts.get(qn("w:eastAsia")) for run in runs for fonts in run.iter(qn("w:rFonts"))}
    assert all(any(True for _ in run.iter(qn("w:rFonts"))) for run in runs)
    assert (
        {"方正小标宋简体", "黑体", "仿宋_GB2312", "宋体"}
        <= faces
        <= {"方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "宋体"}
    )


def test_lines_are_exact_and_table_lines_leave_the_grid(document: WordDocument) -> None:
    for paragraph in document.paragraphs:
        spacing = (
            paragraph.style.element.find(f"{qn('w:pPr')}/{qn('w:spacing')}") if paragraph.style else None
        )
        assert spacing is not None and spacing.get(qn("w:lineRule")) == "exact"
    for table in document.tables:
        snaps = [one.get(qn("w:val")) for one in table._tbl.iter(qn("w:snapToGrid"))]
        assert len(snaps) == len(list(table._tbl.iter(qn("w:p")))) and set(snaps) == {"0"}


def test_tables_fill_the_width_and_every_row_adds_up(document: WordDocument) -> None:
    for table in document.tables:
        grid = [int(one.get(qn("w:w"), "0")) for one in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert 8840 <= sum(grid) <= 8850  # 156 mm
        for row in table._tbl.iter(qn("w:tr")):
            assert sum(int(one.get(qn("w:w"), "0")) for one in row.iter(qn("w:tcW"))) == sum(grid)


def test_heads_come_again_on_the_next_page(document: WordDocument) -> None:
    heads = [len(list(table._tbl.iter(qn("w:tblHeader")))) for table in document.tables]
    assert heads in ([1], [0, 3, 3])


def test_a_document_does_not_end_with_a_table(document: WordDocument) -> None:
    last = [etree.QName(one).localname for one in document.element.body][-2:]
    assert last == ["p", "sectPr"]


def test_pages_are_numbered_outside(document: WordDocument) -> None:
    section = document.sections[0]
    odd, even = (footer.paragraphs[0] for footer in (section.footer, section.even_page_footer))
    assert [_words(odd), _words(even)] == ["— 1 —"] * 2
    assert (odd.alignment, even.alignment) == (2, 0)
    assert document.settings.odd_and_even_pages_header_footer


def test_merged_cells_stand_as_in_the_official_table() -> None:
    three = _document(report_to_docx(report_of(zeros("2021")))).tables[1]
    assert three.cell(0, 0).text.startswith("（本列数据的勾稽关系为")
    assert three.cell(2, 2)._tc is three.cell(0, 0)._tc
    assert three.cell(0, 3)._tc is three.cell(0, 9)._tc and three.cell(0, 3).text == "申请人情况"
    assert three.cell(5, 0)._tc is three.cell(26, 0)._tc and three.cell(5, 0).text == "三、本年度办理结果"


def test_equal_reports_are_equal_files_and_carry_no_stray_names() -> None:
    data = report_to_docx(any_report(Random(7)))
    assert data == report_to_docx(any_report(Random(7)))
    about = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
    assert "python" not in about and "dcterms" not in about.split(">", 2)[2]


def test_a_report_of_control_characters_is_written() -> None:
    report = report_of(with_faces(), body="青溪\x0b县\ud83d教育局")
    assert "青溪县教育局" in _document(report_to_docx(report)).paragraphs[0].text
