"""A table that is only a picture is said to be one, and an official table that is not there at all is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.paper.blocks import Block, Grid, Heading, Paper, Paragraph, Picture
from gongkai.paper.report import Gap, Report
from gongkai.sheets.forms import form

_TITLES = {
    "T2": ("主动公开政府信息情况",),
    "T3": ("收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请"),
    "T4": ("行政复议、行政诉讼情况", "行政复议和行政诉讼", "行政复议、提起行政诉讼"),
    "R": ("统计表", "情况统计"),
}
_NAMES = {
    "T2": "表二（主动公开政府信息情况）",
    "T3": "表三（收到和处理政府信息公开申请情况）",
    "T4": "表四（行政复议、行政诉讼情况）",
    "R": "政府信息公开情况统计表",
}


def _codes(form_code: str, table: str) -> tuple[str, ...]:
    return tuple(code for code in form(form_code).cells if code.startswith(table))


def _heading_of(text: str, tables: Sequence[str]) -> str | None:
    bare = "".join(text.split())
    if len(bare) > 60:
        bare = bare[-60:]
    return next((table for table in tables if any(title in bare for title in _TITLES[table])), None)


def _pictured(blocks: Sequence[Block], tables: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Tables under whose heading a picture stands, with the heading as printed."""
    table, heading = None, ""
    for block in blocks:
        if isinstance(block, Picture):
            if table is not None:
                yield table, heading
            table = None
        elif isinstance(block, Grid):
            table = None
        elif isinstance(block, Heading | Paragraph) and block.text.strip():
            found = _heading_of(block.text, tables)
            table, heading = found, block.text.strip()


def picture_gaps(paper: Paper, report: Report, known: Sequence[Gap]) -> list[Gap]:
    """Tables the report's year calls for and the paper has as a picture, or not at all. ``known``: gaps of the tables
    that were found, though none of their cells could be placed."""
    due = report.form_due or report.form
    if due is None:
        return []
    wanted = [table.code for table in form(due).tables]
    have = {
        code.split(".")[0][:2] if code[0] == "T" else "R" for sheet in report.sheets for code in sheet.cells
    }
    absent = [table for table in wanted if table not in have and not _named(known, table)]
    pictured = dict(_pictured(paper.blocks, absent))
    gaps = []
    for table in absent:
        if table in pictured:
            says = f"{_NAMES[table]}在文中是一张图片，图片里的数读不出来；请取得可以复制文字的版本，或对照图片补录。"
            gaps.append(Gap(_codes(due, table), says, pictured[table]))
        elif due != "2014":
            gaps.append(Gap(_codes(due, table), f"文中没有找到{_NAMES[table]}。"))
    return gaps


def _named(known: Sequence[Gap], table: str) -> bool:
    return any(cell.startswith(table) for gap in known for cell in gap.cells)
