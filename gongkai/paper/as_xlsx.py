"""Reports as one Excel workbook: figures, findings, gaps. Nothing read from a paper ever becomes a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.paper.as_json import number_out
from gongkai.paper.report import Report
from gongkai.sheets.definition import Form
from gongkai.sheets.filled import Figure
from gongkai.sheets.findings import SEVERITY_WORDS
from gongkai.sheets.forms import form

ABOUT = ("文件", "机关", "年度")
FIGURES = ("数据", (*ABOUT, "表式", "范围", "编码", "项目", "栏目", "单位", "数值", "原文"))
FINDINGS = ("问题", (*ABOUT, "规则", "性质", "单元格", "说明", "原文"))
CORRECTIONS = ("更正", ("编码", "单元格", "读取", "更正为", "理由", "更正日期"))
GAPS = ("缺漏", (*ABOUT, "单元格", "说明", "原文"))
LAST_ROW = 1_048_575
LONGEST_TEXT = 32_767
LARGEST_NUMBER = 10**11  # Excel shows longer numbers with an exponent and keeps 15 digits
PLAIN: Final[dict[str, object]] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
STREAMED: Final = PLAIN | {
    "constant_memory": True
}  # rows go to disk as they come: many papers fill a workbook
WIDTHS = {"文件": 28, "机关": 28, "项目": 34, "说明": 70, "原文": 40, "单元格": 24}

Value = str | int | float | None


class Sheet:
    """Rows under a head; goes on in a further worksheet (数据2 …) where one is full."""

    def __init__(self, book: Workbook, bold: Format, layout: tuple[str, Sequence[str]]) -> None:
        self.book, self.bold = book, bold
        self.title, self.head = layout
        self.part = 0
        self._next_part()

    def add(self, row: Iterable[Value]) -> None:
        """Writes one row: numbers as numbers unless too long, everything else as plain text."""
        if self.row > LAST_ROW:
            self._next_part()
        for column, value in enumerate(row):
            _write(self.sheet, self.row, column, value)
        self.row += 1

    def _next_part(self) -> None:
        self.part += 1
        self.sheet: Worksheet = self.book.add_worksheet(
            self.title if self.part == 1 else f"{self.title}{self.part}"
        )
        for column, name in enumerate(self.head):
            self.sheet.write_string(0, column, name, self.bold)
            self.sheet.set_column(column, column, WIDTHS.get(name, 12))
        self.sheet.freeze_panes(1, 0)
        self.row = 1


def report_to_xlsx(report: Report, file: str = "", corrections: Sequence[Sequence[Value]] = ()) -> bytes:
    """One report → the bytes of a workbook with the sheets 数据, 问题, 缺漏, and 更正 where there are ``corrections``
    (rows of code, cell, figure read, figure put there, reason, day)."""
    return reports_to_xlsx([(file, report)], corrections)


def reports_to_xlsx(
    reports: Iterable[tuple[str, Report]], corrections: Sequence[Sequence[Value]] = ()
) -> bytes:
    """(file, report) pairs, taken one at a time → the bytes of one workbook; ``corrections`` as in `report_to_xlsx`."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    bold = book.add_format({"bold": True, "bottom": 1})
    figures, findings, gaps = (Sheet(book, bold, layout) for layout in (FIGURES, FINDINGS, GAPS))
    for file, report in reports:
        _add_figures(figures, file, report)
        _add_findings(findings, file, report)
        _add_gaps(gaps, file, report)
    if corrections:
        corrected = Sheet(book, bold, CORRECTIONS)
        for row in corrections:
            corrected.add(row)
    book.close()
    return out.getvalue()


def _add_figures(sheet: Sheet, file: str, report: Report) -> None:
    for filled in report.sheets:
        official = form(filled.form)
        for code, figure in filled.cells.items():
            about = (file, report.body, report.year, filled.form, filled.scope, code)
            sheet.add((*about, *_labels(official, code), *_printed(figure)))


def _add_findings(sheet: Sheet, file: str, report: Report) -> None:
    for found in report.findings:
        what = (found.check, SEVERITY_WORDS[found.severity], " ".join(found.cells), found.says, found.quote)
        sheet.add((file, report.body, report.year, *what))


def _add_gaps(sheet: Sheet, file: str, report: Report) -> None:
    for gap in report.gaps:
        sheet.add((file, report.body, report.year, " ".join(gap.cells), gap.says, gap.quote))


def _labels(official: Form, code: str) -> tuple[str, str, str]:
    cell = official.cells.get(code)
    return (cell.line.label, cell.column.label, cell.unit) if cell else ("", "", "")


def _printed(figure: Figure) -> tuple[Value, str]:
    return number_out(figure.value), figure.token


def _write(sheet: Worksheet, row: int, column: int, value: Value) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str) or abs(value) >= LARGEST_NUMBER:
        sheet.write_string(row, column, str(value)[:LONGEST_TEXT])
    else:
        sheet.write_number(row, column, value)
