"""The workbook shows the official layout, and nothing in it is a formula or a link."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook, load_workbook

from gongkai.paper.report import Section
from gongkai.sheets.filled import Face, Figure
from gongkai.sheets.forms import FORMS
from gongkai.writing.xlsx import report_to_workbook
from tests.writing.made import changed, report_of, with_faces, zeros


def _book(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def _shown(book: Workbook, name: str) -> list[object]:
    return [cell.value for row in book[name].iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("code", FORMS)
def test_each_table_has_a_sheet_behind_the_prose(code: str) -> None:
    names = _book(report_to_workbook(report_of(zeros(code)))).sheetnames
    assert names == (["正文", "统计表"] if code == "2014" else ["正文", "表二", "表三", "表四"])


def test_a_further_sheet_is_named_by_its_scope_and_no_name_is_refused() -> None:
    further = tuple(replace(zeros("2014"), scope=scope) for scope in ("汇总", "汇/总[1]", "全县" * 30))
    names = _book(report_to_workbook(report_of(zeros("2014"), further=further))).sheetnames
    assert names[:3] == ["正文", "统计表", "统计表（汇总）"]
    assert len({name.lower() for name in names}) == 5 and all(len(name) <= 31 for name in names)


def test_table_three_has_its_merged_heads() -> None:
    sheet = _book(report_to_workbook(report_of(zeros("2021"))))["表三"]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"A2:C4", "D2:J2", "E3:I3", "A7:A28", "B9:B16"} <= merged
    assert sheet["A2"].value.startswith("（本列数据的勾稽关系为")


def test_numbers_are_numbers_unless_too_long_for_excel() -> None:
    book = _book(report_to_workbook(report_of(with_faces())))
    assert book["表四"]["A5"].value == "12345678901234567"
    assert book["表四"]["B5"].value == 0 and book["表四"]["B5"].data_type == "n"
    assert "约3件" in _shown(book, "表三") and "/" in _shown(book, "表二")


def test_nothing_becomes_a_formula_or_a_link() -> None:
    sheet = changed(zeros("2021"), {"T3.A.natural": Figure(Face.UNREADABLE, None, "=1+1")})
    section = Section(1, "=HYPERLINK(1)", ("=cmd|' /C calc'!A0", "http://example.org/"))
    book = _book(report_to_workbook(replace(report_of(sheet), sections=(section,))))
    kinds = {cell.data_type for name in book for row in name.iter_rows() for cell in row}
    links = [cell for name in book for row in name.iter_rows() for cell in row if cell.hyperlink]
    assert "f" not in kinds and links == []
    assert "=1+1" in _shown(book, "表三")


def test_equal_reports_are_equal_workbooks() -> None:
    assert report_to_workbook(report_of(zeros("2019"))) == report_to_workbook(report_of(zeros("2019")))
