"""Workbooks of before 2007 (BIFF8): cells by calamine, hidden sheets, rows and columns and the comments by the records."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import python_calamine as calamine

from gongkai.reading.openers.excel_child import printed
from gongkai.screening.look import Look
from gongkai.screening.openers.archive import LOCKED
from gongkai.screening.openers.tables import Table

_SHEET = 0x85
_STATES = {1: "hidden_sheet", 2: "very_hidden_sheet"}


def old_workbook(stream: bytes, data: bytes, look: Look) -> None:
    """The cells of every sheet and the texts beside them."""
    hidden = dict(_states(stream))
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            _cells(book, about.name, hidden.get(about.name, ""), look)
    except calamine.PasswordError:
        look.unseen("", LOCKED)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # the parser panics outside of Exception
        look.unseen("", "表格已损坏或版本太旧，只检查了原始数据；请另存为 xlsx 后再查。")


def _cells(book: calamine.CalamineWorkbook, name: str, hidden: str, look: Look) -> None:
    sheet = book.get_sheet_by_name(name)
    top, left = sheet.start or (0, 0)
    table = Table(look)
    for down, row in enumerate(sheet.iter_rows(), top + 1):
        for across, cell in enumerate(row, left):
            text = printed(cell)
            if text:
                table.cell(across, text, f"工作表“{name}”{_letters(across)}{down}", hidden=hidden)
        table.end_row()


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _states(stream: bytes) -> Iterator[tuple[str, str]]:
    """Sheets that are not shown: name, why."""
    for kind, body in _records(stream):
        if kind == _SHEET and len(body) > 8 and body[4] & 3 in _STATES:
            length, wide = body[6], body[7] & 1
            raw = body[8 : 8 + length * (1 + wide)]
            yield raw.decode("utf-16-le" if wide else "latin-1", "replace"), _STATES[body[4] & 3]
