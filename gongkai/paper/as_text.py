"""A report as text for a person at a terminal: the official tables with their figures, then what was noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from gongkai.paper.columns import table, width
from gongkai.paper.report import Gap, Report
from gongkai.sheets.definition import Form, Line, SheetTable
from gongkai.sheets.filled import Face, Figure, FilledSheet
from gongkai.sheets.findings import SEVERITY_WORDS, Finding
from gongkai.sheets.forms import form

QUOTE_LENGTH = 80
FACES = {Face.BLANK: "空白", Face.NOT_APPLICABLE: "/", Face.UNREADABLE: "无法辨认"}
NOT_PLACED = "未定"
UNITS_NOT_SHOWN = ("", "件", "――")
INDENT = "  "


def report_as_text(report: Report, file: str) -> str:
    """A report → Chinese text: where it is from, its tables, findings, gaps. Ends with an empty line."""
    lines = heading(report, file)
    for sheet in report.sheets:
        lines += _sheet(sheet)
    lines += noticed(report.findings, report.gaps)
    return "\n".join(lines) + "\n"


def heading(report: Report, file: str) -> list[str]:
    """What stands above a report: its file, whose it is, of which year, in which form."""
    return [f"── {file}", *_about(report)]


def noticed(findings: Iterable[Finding], gaps: Iterable[Gap]) -> list[str]:
    """Findings and gaps → lines, each with the place in the paper it speaks of; a last line counts them."""
    findings, gaps = tuple(findings), tuple(gaps)
    lines: list[str] = []
    for finding in findings:
        lines.append(f"[{SEVERITY_WORDS[finding.severity]}] {finding.check}　{finding.says}")
        lines += _quoted(finding.quote)
    for gap in gaps:
        lines.append(f"[未读出] {gap.says}{_cells(gap.cells)}")
        lines += _quoted(gap.quote)
    counts = Counter(finding.severity for finding in findings)
    told = "，".join(f"{word} {counts[severity]}" for severity, word in SEVERITY_WORDS.items())
    return [*lines, f"合计：{told}，未读出 {len(gaps)}", ""]


def figure_as_text(figure: Figure | None) -> str:
    """One figure as a table shows it; None is a cell that could not be placed."""
    if figure is None:
        return NOT_PLACED
    return FACES.get(figure.face) or str(figure.value)


def _about(report: Report) -> Iterator[str]:
    yield f"机关：{report.body or '文中没有写明'}　年度：{report.year or '文中没有写明'}"
    if report.form is None:
        yield "统计表：没有读到国家统一格式的统计表"
    elif report.form != report.form_due:
        yield f"统计表：{report.form} 年格式（该年度应为 {report.form_due or '——'} 年格式）"
    else:
        yield f"统计表：{report.form} 年格式"


def _sheet(sheet: FilledSheet) -> Iterator[str]:
    if sheet.scope:
        yield f"【{sheet.scope}】"
    official = form(sheet.form)
    for part in official.tables:
        yield from _table(part, official, sheet)
    yield from _others(official, sheet)


def _table(part: SheetTable, official: Form, sheet: FilledSheet) -> Iterator[str]:
    codes = [code for code in official.cells if code.startswith(part.code)]
    if not any(code in sheet.cells for code in codes):
        return
    yield f"〔{part.title}〕"
    rows = list(_rows(codes, official))
    widest = max(width(_label(row)) for row in rows)
    for columns, block in groupby(rows, key=lambda row: row.columns):
        head = [["", *columns]] if len(columns) > 1 else []
        yield from table(head + list(_under_groups(block, sheet)), first=widest)
    yield ""


class _Row(NamedTuple):
    line: Line
    columns: tuple[str, ...]
    codes: tuple[str, ...]


def _rows(codes: list[str], official: Form) -> Iterator[_Row]:
    for line, group in groupby(codes, key=lambda code: official.cells[code].line):
        row = tuple(group)
        yield _Row(line, tuple(official.cells[code].column.label for code in row), row)


def _under_groups(rows: Iterable[_Row], sheet: FilledSheet) -> Iterator[list[str]]:
    """Rows as shown, each new row group announced by a line of its own."""
    above: tuple[str, ...] = ()
    for row in rows:
        for depth, group in enumerate(row.line.group):
            if above[: depth + 1] != row.line.group[: depth + 1]:
                yield [INDENT * depth + group, *("" for _ in row.codes)]
        above = row.line.group
        yield _shown(row, sheet)


def _label(row: _Row) -> str:
    label = INDENT * len(row.line.group) + row.line.label
    return label if row.line.unit in UNITS_NOT_SHOWN else f"{label}（{row.line.unit}）"


def _shown(row: _Row, sheet: FilledSheet) -> list[str]:
    figures = [sheet.cells.get(code) for code in row.codes]
    if row.line.heading and all(figure is None or figure.face is Face.BLANK for figure in figures):
        return [_label(row), *("" for _ in figures)]
    return [_label(row), *map(figure_as_text, figures)]


def _others(official: Form, sheet: FilledSheet) -> list[str]:
    rows = [
        [code, figure_as_text(figure)] for code, figure in sheet.cells.items() if code not in official.cells
    ]
    return table(rows)


def _cells(cells: tuple[str, ...]) -> str:
    return f"（{'、'.join(cells)}）" if cells else ""


def _quoted(quote: str) -> list[str]:
    told = " ".join(quote.split())
    if not told:
        return []
    return [f"    「{told[:QUOTE_LENGTH]}{'……' if len(told) > QUOTE_LENGTH else ''}」"]
