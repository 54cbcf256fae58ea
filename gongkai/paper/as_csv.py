"""The figures of a report as lines of CSV: one line a cell, one a gap; a paper that gave nothing has one line too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from gongkai.paper.as_json import number_out
from gongkai.paper.report import Report
from gongkai.sheets.filled import Face, Figure

HEAD = ("file", "body", "year", "form", "cell", "value", "token", "scope", "says")
Row = tuple[object, ...]


def report_as_csv(report: Report, file: str) -> str:
    """A report → its lines of CSV without the head.

    ``value`` is empty for every face but a number and ``token`` is what the paper prints; ``says`` is filled on
    the lines of gaps only. Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    return as_csv(_rows(report, file))


def as_csv(rows: Iterator[Row] | tuple[Row, ...]) -> str:
    """Rows → CSV text with ``\\n`` at the end of each line."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([_harmless(value) for value in row] for row in rows)
    return out.getvalue()


def _rows(report: Report, file: str) -> Iterator[Row]:
    about = (file, report.body, report.year)
    empty = True
    for sheet in report.sheets:
        for code, figure in sheet.cells.items():
            empty = False
            yield (*about, sheet.form, code, _value(figure), figure.token, sheet.scope, "")
    for gap in report.gaps:
        for code in gap.cells or ("",):
            empty = False
            yield (*about, report.form, code, "", "", "", gap.says)
    if empty:
        yield (*about, report.form, "", "", "", "", "没有读到国家统一格式的统计表。")


def _value(figure: Figure) -> int | float | str | None:
    return number_out(figure.value) if figure.face is Face.NUMBER else ""


def _harmless(value: object) -> object:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
