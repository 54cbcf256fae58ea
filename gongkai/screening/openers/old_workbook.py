"""Workbooks of before 2007 (BIFF8): cells by calamine; hidden sheets, rows, columns and the remarks by the records."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import python_calamine as calamine

from gongkai.reading.openers.excel_child import printed
from gongkai.screening.look import Look
from gongkai.screening.openers.archive import LOCKED
from gongkai.screening.openers.tables import Table

_SHEET, _ROW, _COLUMNS, _BEGIN, _TEXT, _GO_ON = 0x85, 0x208, 0x7D, 0x809, 0x1B6, 0x3C
_STATES = {1: "hidden_sheet", 2: "very_hidden_sheet"}
_MOST_COLUMNS = 256


@dataclass
class _Sheet:
    """What the records say of a sheet."""

    hidden: str = ""
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)

    def why(self, row: int, column: int) -> str:
        """Why a cell is not seen."""
        return self.hidden or (
            "hidden_row" if row in self.rows else "hidden_column" if column in self.columns else ""
        )


def old_workbook(stream: bytes, data: bytes, look: Look) -> None:
    """The cells of every sheet, and the remarks on them."""
    sheets = _sheets(stream)
    for name, sheet in sheets.items():
        for remark in sheet.remarks:
            look.text(remark, f"工作表“{name}”的批注", hidden="comment")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            _cells(book, about.name, sheets.get(about.name, _Sheet()), look)
    except calamine.PasswordError:
        look.unseen("", LOCKED)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the parser panics outside of Exception
        look.unseen("", "表格已损坏或版本太旧，只检查了原始数据；请另存为 xlsx 后再查。")


def _cells(book: calamine.CalamineWorkbook, name: str, sheet: _Sheet, look: Look) -> None:
    found = book.get_sheet_by_name(name)
    top, left = found.start or (0, 0)
    table = Table(look)
    for down, row in enumerate(found.to_python(skip_empty_area=True), top):
        for across, cell in enumerate(row, left):
            text = printed(cell)
            if text:
                place = f"工作表“{name}”{_letters(across)}{down + 1}"
                table.cell(across, text, place, hidden=sheet.why(down, across))
        table.end_row()


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Place, kind and body of every record."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes) -> dict[str, _Sheet]:
    """The sheets by name with all that the records say of them."""
    sheets: dict[str, _Sheet] = {}
    begins: dict[int, str] = {}
    current = _Sheet()
    expects = 0
    for place, kind, body in _records(stream):
        if kind == _SHEET and len(body) > 8:
            name = _name(body)
            sheets[name] = _Sheet(_STATES.get(body[4] & 3, ""))
            begins[struct.unpack_from("<I", body)[0]] = name
        elif kind == _BEGIN and place in begins:
            current = sheets[begins[place]]
        elif kind == _TEXT and len(body) >= 12:
            expects = struct.unpack_from("<H", body, 10)[0]
        elif kind == _GO_ON and expects:
            current.remarks.append(_string(body, expects))
            expects = 0
        else:
            _hiding(kind, body, current)
    return sheets


def _hiding(kind: int, body: bytes, sheet: _Sheet) -> None:
    if kind == _ROW and len(body) >= 14:
        if struct.unpack_from("<H", body, 12)[0] & 0x20 or not struct.unpack_from("<H", body, 6)[0] & 0x7FFF:
            sheet.rows.add(struct.unpack_from("<H", body)[0])
    elif kind == _COLUMNS and len(body) >= 10:
        begin, end, width, _, options = struct.unpack_from("<5H", body)
        if options & 1 or width < 80:
            sheet.columns.update(range(begin, min(end, _MOST_COLUMNS) + 1))


def _name(body: bytes) -> str:
    return _decoded(body[8:], body[6], body[7])


def _string(body: bytes, length: int) -> str:
    return _decoded(body[1:], length, body[0]) if body else ""


def _decoded(raw: bytes, length: int, flags: int) -> str:
    wide = flags & 1
    return raw[: length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
