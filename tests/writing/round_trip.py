"""Write a report, read what was written, and say what is no longer the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Final

from gongkai.paper.report import Report
from gongkai.reading.identity import body_kind
from gongkai.reading.read import read
from gongkai.sheets.checks import check_sheet
from gongkai.sheets.filled import Face
from gongkai.writing.compose import compose, tables_in
from gongkai.writing.document import Cell, Part, Row, Table
from gongkai.writing.docx import report_to_docx
from gongkai.writing.html import report_to_html
from gongkai.writing.official import UNPLACED
from gongkai.writing.xlsx import report_to_workbook

Writer = Callable[[Report], bytes]
WRITERS: Final[Mapping[str, Writer]] = {
    "html": lambda report: report_to_html(report).encode(),
    "docx": report_to_docx,
    "xlsx": report_to_workbook,
}


def differences(report: Report, writer: Writer) -> list[str]:
    """What the written document tells otherwise than the report, and findings that the figures themselves do not give."""
    again = read(writer(report))
    told = changes(report, again)
    return [*told, *_other_findings(report, again), *(f"gap: {gap.says}" for gap in again.gaps)]


def changes(report: Report, again: Report) -> list[str]:
    """What is another in two reports: body, year, form, every part of the document with its figures and faces."""
    names = ("title", "body", "year", "form", "form_due")
    told = [
        f"{name}: {getattr(again, name)!r}" for name in names if getattr(again, name) != getattr(report, name)
    ]
    parts = zip_longest(compose(report), compose(again))
    return [*told, *(line for one, other in parts if one != other for line in _parts_differ(one, other))]


def new_checks(report: Report, again: Report) -> set[str]:
    """Checks that find something in the second report only. A cell that could not be placed is printed as one."""
    unplaced = {code for table in tables_in(compose(report)) for row in table.rows for code in _unplaced(row)}
    told = {one.check for one in again.findings if not set(one.cells) & unplaced}
    return told - {one.check for one in report.findings}


def _parts_differ(one: Part | None, other: Part | None) -> Iterator[str]:
    if not isinstance(one, Table) or not isinstance(other, Table) or len(one.rows) != len(other.rows):
        yield f"{str(one)[:200]} | {str(other)[:200]}"
        return
    for row, again in zip(one.rows, other.rows, strict=True):
        yield from (
            f"{a} | {b}" for a, b in zip(row, again, strict=True) if a != b and not _same_unplaced(a, b)
        )


def _unplaced(row: Row) -> list[str]:
    return [cell.code for cell in row if cell.text == UNPLACED]


def _same_unplaced(one: Cell, other: Cell) -> bool:
    return one.text == other.text == UNPLACED and other.face is not Face.NUMBER


def _other_findings(report: Report, again: Report) -> list[str]:
    kind = body_kind(report.body)
    wanted = {(one.check, one.cells) for one in check_sheet(report.sheets[0], kind=kind)}
    wanted |= {(one.check, ()) for sheet in report.sheets[1:] for one in check_sheet(sheet, kind=kind)}
    found = {(one.check, one.cells): one.says for one in again.findings}
    new = [f"{key} {says}" for key, says in found.items() if key not in wanted]
    return [*new, *(f"lost {check} {cells}" for check, cells in wanted - set(found))]
