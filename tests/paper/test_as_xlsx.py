"""The workbook of reports: what it holds, and that nothing of a paper comes alive in it."""

from __future__ import annotations

import io
import zipfile

from openpyxl import load_workbook
from pytest import MonkeyPatch

from gongkai.paper import as_xlsx
from gongkai.paper.as_xlsx import report_to_xlsx, reports_to_xlsx
from tests.paper.reports import SAMPLE


def _rows(book: bytes, sheet: str) -> list[dict[str, object]]:
    head, *rows = load_workbook(io.BytesIO(book))[sheet].iter_rows(values_only=True)
    return [dict(zip((str(name) for name in head), row, strict=True)) for row in rows]


def test_three_sheets_hold_figures_findings_and_gaps() -> None:
    book = report_to_xlsx(SAMPLE, "甲.pdf")
    assert load_workbook(io.BytesIO(book)).sheetnames == ["数据", "问题", "缺漏"]
    first = _rows(book, "数据")[0]
    assert (first["文件"], first["机关"], first["年度"], first["编码"]) == (
        *("甲.pdf", "某县人民政府", 2021, "T3.A.natural"),
    )
    assert (first["数值"], first["原文"], first["栏目"]) == (12, "12件", "自然人")
    assert _rows(book, "问题")[0]["性质"] == "错误"
    assert _rows(book, "缺漏")[0]["说明"] == "数字连写，无法确定。"


def test_a_long_number_stays_text_and_keeps_every_digit() -> None:
    long = [row for row in _rows(report_to_xlsx(SAMPLE), "数据") if row["编码"] == "T3.A.total"]
    assert long[0]["数值"] == "12345678901234567890"


def test_no_text_of_a_paper_becomes_a_formula_or_a_link() -> None:
    book = report_to_xlsx(SAMPLE, "http://example.org/=1+1")
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "worksheets/" in name)
    assert b"<f>" not in sheets and b"hyperlink" not in sheets
    assert {row["原文"] for row in _rows(book, "数据")} >= {"=HYPERLINK(1)"}


def test_a_full_worksheet_goes_on_in_the_next(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(as_xlsx, "LAST_ROW", 4)
    book = reports_to_xlsx([("a", SAMPLE)])
    assert load_workbook(io.BytesIO(book)).sheetnames == ["数据", "问题", "缺漏", "数据2"]
    assert len(_rows(book, "数据")) == 4
    assert len(_rows(book, "数据2")) == 2
