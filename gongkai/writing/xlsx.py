"""A report as a workbook: its prose, and each official table on a sheet of its own in the official layout."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from math import ceil
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongkai.paper.as_xlsx import PLAIN
from gongkai.paper.columns import width
from gongkai.paper.report import Report
from gongkai.writing.compose import compose, title_of
from gongkai.writing.document import Attachment, Cell, Chapter, Closing, Foot, Part, Prose, Slot, Table, Title
from gongkai.writing.words import printable

LARGEST_NUMBER: Final = 10**11  # Excel shows longer numbers with an exponent and keeps 15 digits
LONGEST_TEXT: Final = 32_767
LONGEST_NAME: Final = 31
NAMES: Final = {"T2": "表二", "T3": "表三", "T4": "表四", "R": "统计表"}
_UPRIGHT: Final = 78  # width of an A4 page in characters of a workbook
_ACROSS: Final = 124
_PROSE: Final = 70  # a single column is never scaled to the page
_POINTS: Final = 5.25  # width of such a character
_EARLIEST: Final = datetime(2000, 1, 1)
_FORBIDDEN: Final = str.maketrans("", "", "[]:*?/\\'")


def report_to_workbook(report: Report) -> bytes:
    """A report → the bytes of a workbook: sheet 正文, then 表二, 表三, 表四 (2014: 统计表), equal for equal reports.

    Numbers are numbers unless too long for Excel, all else is text; nothing becomes a formula or a link. Raises nothing
    for any report.
    """
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    book.set_properties(
        {"title": title_of(report)[:255], "author": printable(report.body or "")[:255], "created": _EARLIEST}
    )
    writer = _Writer(book)
    for part in compose(report):
        writer.add(part)
    book.close()
    return out.getvalue()


class _Looks:
    """The formats of a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book

    def _made(self, font: str, size: float, **more: object) -> Format:
        return self.book.add_format(
            {"font_name": font, "font_size": size, "text_wrap": True, "valign": "vcenter"} | more
        )

    @cached_property
    def title(self) -> Format:
        return self._made("方正小标宋简体", 18, align="center")

    @cached_property
    def chapter(self) -> Format:
        return self._made("黑体", 12)

    @cached_property
    def prose(self) -> Format:
        return self._made("仿宋_GB2312", 12, indent=2)

    @cached_property
    def closing(self) -> Format:
        return self._made("仿宋_GB2312", 12, align="right")

    @cached_property
    def caption(self) -> Format:
        return self._made("黑体", 14, align="center")

    @cached_property
    def line(self) -> Format:
        return self._made("仿宋_GB2312", 12)

    @cached_property
    def head(self) -> Format:
        return self._made("黑体", 10.5, align="center", border=1)

    @cached_property
    def figure(self) -> Format:
        return self._made("宋体", 10.5, align="center", border=1, shrink=True, text_wrap=False)

    @cached_property
    def words(self) -> Format:
        return self._made("宋体", 10.5, align="center", border=1)

    @cached_property
    def labels(self) -> tuple[Format, ...]:
        """Row labels by how deep they are indented."""
        return tuple(self._made("宋体", 10.5, align="left", border=1, indent=depth) for depth in range(6))


class _Writer:
    """Writes the parts of a document: prose down one sheet, each table on its own."""

    def __init__(self, book: Workbook) -> None:
        self.book, self.looks = book, _Looks(book)
        self.prose = self._sheet("正文", (_PROSE / _UPRIGHT,), landscape=False)
        self.row = 0
        self.heading: tuple[str, ...] = ()
        self.sheet, self.below = self.prose, 0

    def add(self, part: Part) -> None:
        if isinstance(part, Table):
            self.table(part)
        elif isinstance(part, Attachment):
            self.heading = tuple(line for line in (part.under, part.maker) if line)
        elif isinstance(part, Foot):
            self.foot(part)
        else:
            self.line(part)

    def line(self, part: Title | Chapter | Prose | Closing) -> None:
        """One paragraph down the sheet 正文."""
        looks = self.looks
        kinds = {Title: looks.title, Chapter: looks.chapter, Prose: looks.prose, Closing: looks.closing}
        size = 18 if isinstance(part, Title) else 12
        self.prose.write_string(self.row, 0, part.text[:LONGEST_TEXT], kinds[type(part)])
        self.prose.set_row(self.row, _height(part.text, size, _PROSE - 4) + 4)
        self.row += 1

    def table(self, part: Table) -> None:
        """A table on a sheet of its own, its caption on top."""
        wide = part.code == "T4"
        self.sheet = self._sheet(self._name(part), part.widths, landscape=wide)
        last = len(part.widths) - 1
        self.sheet.merge_range(0, 0, 0, last, part.caption, self.looks.caption)
        for at, line in enumerate(self.heading, 1):
            self.sheet.merge_range(at, 0, at, last, line, self.looks.line)
        top = 1 + len(self.heading)
        self.heading = ()
        if part.head:
            self.sheet.repeat_rows(top, top + len(part.head) - 1)
            self.sheet.freeze_panes(top + len(part.head), 0)
        letters = _ACROSS if wide else _UPRIGHT
        for row, slots in enumerate(part.grid(), top):
            self.sheet.set_row(row, _row_height(slots, part.widths, letters))
            for slot in slots:
                if not slot.goes_on:
                    self.cell(row, slot)
        self.below = top + len(part.rows)

    def cell(self, row: int, slot: Slot) -> None:
        cell = slot.cell
        look = self._look(cell)
        if cell.columns > 1 or cell.rows > 1:
            self.sheet.merge_range(row, slot.column, row + cell.rows - 1, slot.reach[-1], "", look)
        if (
            cell.value is not None
            and cell.text[-1:].isdigit()
            and -LARGEST_NUMBER < cell.value < LARGEST_NUMBER
        ):
            self.sheet.write_number(row, slot.column, float(cell.value), look)
        elif cell.text:
            self.sheet.write_string(row, slot.column, cell.text[:LONGEST_TEXT], look)
        else:
            self.sheet.write_blank(row, slot.column, None, look)

    def foot(self, part: Foot) -> None:
        """The signature fields under the table, one a row."""
        for at, (label, value) in enumerate(part.fields, self.below):
            self.sheet.write_string(at, 0, f"{label}：{value}"[:LONGEST_TEXT], self.looks.line)

    def _look(self, cell: Cell) -> Format:
        if cell.kind == "head" and cell.axis != "row":
            return self.looks.head
        if cell.kind == "head":
            return self.looks.labels[min(cell.depth, len(self.looks.labels) - 1)]
        return self.looks.figure if cell.kind == "figure" else self.looks.words

    def _name(self, part: Table) -> str:
        """表三, and 表三（汇总） for a further sheet; a number where the name is taken."""
        scope = part.caption.rpartition("（")[2].rstrip("）") if "（" in part.caption else ""
        name = (NAMES[part.code] + (f"（{scope}）" if scope else "")).translate(_FORBIDDEN)
        return next(one for one in _numbered(name) if one.lower() not in self._taken())

    def _taken(self) -> set[str]:
        return {sheet.get_name().lower() for sheet in self.book.worksheets()}

    def _sheet(self, name: str, widths: tuple[float, ...], *, landscape: bool) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_margins(left=1.1, right=1.02, top=1.46, bottom=1.38)
        sheet.fit_to_pages(1, 0)
        if landscape:
            sheet.set_landscape()
        sheet.set_footer('&C&"宋体,Regular"&14— &P —')
        for column, share in enumerate(widths):
            sheet.set_column(column, column, share * (_ACROSS if landscape else _UPRIGHT))
        return sheet


def _height(text: str, size: float, letters: float) -> float:
    """Points that a text takes in a cell so many characters wide: programs other than Excel do not stretch rows."""
    lines = ceil(
        width(text) * size / 2 / (letters * _POINTS) * 1.05
    )  # a Chinese character is two places wide
    return max(min(lines, 24), 1) * size * 1.35


def _row_height(slots: tuple[Slot, ...], widths: tuple[float, ...], letters: float) -> float:
    """The height of the tallest cell that stands in this row alone."""
    alone = [slot for slot in slots if slot.cell.rows == 1]
    tall = (
        _height(slot.cell.text, 10.5, sum(widths[at] for at in slot.reach) * letters - 1) for slot in alone
    )
    return max(tall, default=14.0) + 4


def _numbered(name: str) -> Iterator[str]:
    """A name of at most 31 characters, then the same with 2, 3 … behind it."""
    yield name[:LONGEST_NAME]
    for number in range(2, 1000):
        yield f"{name[: LONGEST_NAME - 3]}{number}"
