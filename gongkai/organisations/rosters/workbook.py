"""A roster as it was sent → rows under the columns they belong to, with what is wrong with single cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from gongkai.organisations.refusal import Refused
from gongkai.organisations.rosters.columns import RosterColumn, RosterSheet, roster_sheets
from gongkai.paper.workbook import Cells, NoWorkbook, workbook_cells
from gongkai.paper.workbook_child import LONG, MOST_ROWS

_HEAD_WITHIN: Final = 10  # rows in which the heads of the columns are looked for


class Trouble(NamedTuple):
    """What is wrong with a cell; ``label`` is the head of its column, "" for the row as a whole."""

    label: str
    says: str


@dataclass(frozen=True)
class RosterRow:
    """A row as it was sent: its number in the sheet, its texts by code of column, what is wrong with its cells."""

    sheet: str
    number: int
    values: Mapping[str, str]
    troubles: tuple[Trouble, ...]
    hidden: bool

    def text(self, code: str) -> str:
        return self.values.get(code, "")


class Sent(NamedTuple):
    """Everything a workbook holds: rows, and what is wrong with or to be said of whole sheets."""

    rows: tuple[RosterRow, ...]
    troubles: tuple[str, ...]
    remarks: tuple[str, ...]


def workbook_rows(data: bytes) -> Sent:
    """Bytes of a workbook → its rows. Refused: what cannot be opened."""
    try:
        return _sent({sheet.name: sheet for sheet in workbook_cells(data)})
    except NoWorkbook as error:
        raise Refused(str(error)) from error


def _sent(found: Mapping[str, Cells]) -> Sent:
    rows: list[RosterRow] = []
    troubles: list[str] = []
    remarks: list[str] = []
    for sheet in roster_sheets():
        if sheet.name in found:
            cells = found[sheet.name]
            head = _head(sheet, cells.rows)
            troubles += _missing(sheet, head, cells)
            remarks += _unknown(sheet, head, cells.rows)
            rows += _rows(sheet, head, cells) if head else ()
    if not {sheet.name for sheet in roster_sheets()} & set(found):
        troubles.append(
            f"没有找到工作表“{'”“'.join(one.name for one in roster_sheets())}”，请用下载的模板填写。"
        )
    return Sent(tuple(rows), tuple(troubles), tuple(remarks))


class _Head(NamedTuple):
    at: int
    columns: Mapping[int, RosterColumn]


def _head(sheet: RosterSheet, rows: Sequence[Sequence[str]]) -> _Head | None:
    """The row that names the columns: the first that names the first of them."""
    known = {column.label: column for column in sheet.columns}
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        columns = {place: known[label] for place, label in enumerate(map(_label, row)) if label in known}
        if sheet.columns[0] in columns.values():
            return _Head(at, columns)
    return None


def _label(text: str) -> str:
    return re.sub(r"[\s*＊]", "", text)


def _missing(sheet: RosterSheet, head: _Head | None, cells: Cells) -> Iterator[str]:
    if head is None:
        if any(any(row) for row in cells.rows):
            yield f"工作表“{sheet.name}”没有“{sheet.columns[0].label}”一列，请用下载的模板填写。"
        return
    there = [column.code for column in head.columns.values()]
    for column in sheet.columns:
        if column.required and column.code not in there:
            yield f"工作表“{sheet.name}”没有“{column.label}”一列，请用下载的模板填写。"
        if there.count(column.code) > 1:
            yield f"工作表“{sheet.name}”有两列“{column.label}”，请删去一列。"
    if cells.cut:
        yield f"工作表“{sheet.name}”超过 {MOST_ROWS} 行，请分成几份上传。"


def _unknown(sheet: RosterSheet, head: _Head | None, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if head is not None:
        other = [
            text.strip() for at, text in enumerate(rows[head.at]) if text.strip() and at not in head.columns
        ]
        if other:
            yield f"工作表“{sheet.name}”中不认识的列没有读取：{'、'.join(other)}。"


def _rows(sheet: RosterSheet, head: _Head, cells: Cells) -> Iterator[RosterRow]:
    """The rows that hold anything, merged cells named."""
    merged = _merged(cells.merged)
    hidden = set(cells.hidden)
    for at, row in enumerate(cells.rows[head.at + 1 :], head.at + 1):
        texts = {
            column.code: _clean(row[place]) for place, column in head.columns.items() if place < len(row)
        }
        if any(texts.values()) or any((at, place) in merged for place in head.columns):
            troubles = tuple(_cell_troubles(sheet, head, texts, merged, at))
            values = {code: text.removeprefix(LONG) for code, text in texts.items()}
            yield RosterRow(sheet.code, at + 1, values, troubles, at + 1 in hidden)


def _merged(ranges: Iterable[Sequence[int]]) -> set[tuple[int, int]]:
    """Every place of the merged ranges, so far as rows go."""
    return {
        (row, column)
        for top, left, bottom, right in ranges
        for row in range(top, min(bottom, MOST_ROWS) + 1)
        for column in range(left, min(right, 100) + 1)
    }


def _clean(text: str) -> str:
    """What was meant: half-width, without blanks around, without the apostrophe that makes Excel keep text as text."""
    marked = LONG if text.startswith(LONG) else ""
    plain = (
        unicodedata.normalize("NFKC", text.removeprefix(LONG)) if _is_code(text) else text.removeprefix(LONG)
    )
    visible = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cc", "Cf"))
    return marked + visible.strip().removeprefix("'").strip()


def _is_code(text: str) -> bool:
    """Whether it is made of letters, digits and signs alone; names keep the characters they are written with."""
    return not any("\u2e80" <= sign <= "\u9fff" or sign > "\uffff" for sign in text)


def _cell_troubles(
    sheet: RosterSheet, head: _Head, texts: Mapping[str, str], merged: set[tuple[int, int]], at: int
) -> Iterator[Trouble]:
    for place, column in head.columns.items():
        text = texts.get(column.code, "")
        if (at, place) in merged:
            yield Trouble(column.label, "是合并单元格，请取消合并后逐行填写。")
        elif text.startswith(LONG):
            yield Trouble(
                column.label, "是超过 15 位的数字，Excel 已丢失后几位；请把单元格设为文本后重新填写。"
            )
        elif not text and column.required:
            yield Trouble(column.label, "没有填写。")
        elif len(text) > column.longest:
            yield Trouble(column.label, f"太长，最多 {column.longest} 个字。")
        elif text and column.choices and text not in column.choices:
            yield Trouble(column.label, f"“{text}”不在下拉列表里，应为{'、'.join(column.choices)}之一。")
