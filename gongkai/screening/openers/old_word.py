"""The text of a binary Word document (MS-DOC): body, notes, headers, comments and text boxes by its piece table, with
what is set hidden or marked as deleted."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import olefile

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import LOCKED
from gongkai.screening.openers.tables import Table
from gongkai.screening.tape import LINE

_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_PARTS = (
    ("", ""),
    ("脚注", ""),
    ("页眉页脚", ""),
    ("宏", "data"),
    ("批注", "comment"),
    ("尾注", ""),
    ("文本框", ""),
    ("页眉文本框", ""),
)
_COUNTS, _CLX, _RUNS = 0x4C, 0x01A2, 0x00FA
_MOST_PIECES, _MOST_PAGES = 200_000, 100_000
_UNICODE_SINCE = 0x00C1
_PAGE = 512
_VANISH, _DELETED, _COLOUR, _TRUE_COLOUR, _SIZE = 0x083C, 0x0800, 0x2A42, 0x6870, 0x4A43
_WHITE_INDEX, _WHITE, _TINY = 8, b"\xff\xff\xff\x00", 5
_OPERANDS = (1, 1, 2, 4, 2, 2, -1, 3)


class _OddError(Exception):
    """The tables of the document are not what they should be."""


class _Stretch(NamedTuple):
    """Characters from one place of the stream: the place, how wide a character is, the text."""

    place: int
    wide: int
    text: str


def old_word(ole: olefile.OleFileIO[str], look: Look) -> None:
    """Every character of a document under the part it belongs to; where the tables are damaged the sweep remains."""
    main = ole.openstream("WordDocument").read()
    try:
        if struct.unpack_from("<H", main, 0x0A)[0] & _ENCRYPTED:
            look.unseen("", LOCKED)
            return
        table = _table(ole, main)
        stretches = list(_stretches(main, _slice(main, table, _CLX)))
        counts = struct.unpack_from("<8i", main, _COUNTS)
        why = _Why(main, _slice(main, table, _RUNS))
    except (struct.error, _OddError, OSError):
        look.unseen("", "文档结构太旧或已损坏，只检查了原始数据；请另存为 docx 后再查。", "question")
        return
    _tell_all(stretches, counts, why, look)


def _tell_all(stretches: Sequence[_Stretch], counts: Sequence[int], why: _Why, look: Look) -> None:
    text = "".join([stretch.text for stretch in stretches])
    reasons = [reason for stretch in stretches for reason in why.of(stretch)]
    at = 0
    for (name, hidden), count in (*zip(_PARTS, counts, strict=True), (("其余文字", "data"), len(text))):
        end = min(at + max(count, 0), len(text))
        _tell(text[at:end], reasons[at:end], name, hidden, look)
        at = end


def _table(ole: olefile.OleFileIO[str], main: bytes) -> bytes:
    flags, version = struct.unpack_from("<H", main, 0x0A)[0], struct.unpack_from("<H", main, 2)[0]
    name = "1Table" if flags & _SECOND_TABLE else "0Table"
    if version < _UNICODE_SINCE or not ole.exists(name):
        raise _OddError
    return bytes(ole.openstream(name).read())


def _slice(main: bytes, table: bytes, pointer: int) -> bytes:
    start, length = struct.unpack_from("<Ii", main, pointer)
    return table[start : start + max(length, 0)]


def _stretches(main: bytes, clx: bytes) -> Iterator[_Stretch]:
    """The stretches of text in the order of the document."""
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if at >= len(clx) or clx[at] != 2:
        raise _OddError
    (size,) = struct.unpack_from("<I", clx, at + 1)
    body = clx[at + 5 : at + 5 + size]
    number = (len(body) - 4) // 12
    if not 0 < number < _MOST_PIECES:
        raise _OddError
    ends = struct.unpack_from(f"<{number + 1}I", body)
    for which in range(number):
        (place,) = struct.unpack_from("<I", body, 4 * (number + 1) + 8 * which + 2)
        yield _stretch(main, place, ends[which + 1] - ends[which])


def _stretch(main: bytes, place: int, length: int) -> _Stretch:
    if not 0 <= length <= len(main):
        raise _OddError
    if place & 0x40000000:
        start = (place & 0x3FFFFFFF) // 2
        return _Stretch(start, 1, main[start : start + length].decode("cp1252", "replace"))
    # One character a code unit, so that places can be counted; pairs of surrogates are told as they stand.
    raw = main[place : place + 2 * length]
    return _Stretch(
        place, 2, "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw[: len(raw) // 2 * 2])))
    )


class _Why:
    """By the runs of characters: from which place of the stream on something is not seen, and why."""

    def __init__(self, main: bytes, pages: bytes) -> None:
        self._starts: list[int] = []
        self._reasons: list[str] = []
        number = max((len(pages) - 4) // 8, 0)
        for (page,) in struct.iter_unpack(
            "<I", pages[4 * (number + 1) : 4 * (number + 1) + 4 * min(number, _MOST_PAGES)]
        ):
            self._add(main[page * _PAGE : (page + 1) * _PAGE])

    def _add(self, page: bytes) -> None:
        if len(page) < _PAGE:
            return
        runs = page[-1]
        places = struct.unpack_from(f"<{runs + 1}I", page) if 4 * (runs + 1) < _PAGE else ()
        for run, place in enumerate(places[:-1]):
            at = page[4 * (runs + 1) + run] * 2 if 4 * (runs + 1) + run < _PAGE else 0
            length = page[at] if at else 0
            self._starts.append(place)
            self._reasons.append(_reason(page[at + 1 : at + 1 + length]))

    def of(self, stretch: _Stretch) -> list[str]:
        """Why each character of a stretch is not seen, "" where it is."""
        if not any(self._reasons):
            return [""] * len(stretch.text)
        return [self._at(stretch.place + number * stretch.wide) for number in range(len(stretch.text))]

    def _at(self, place: int) -> str:
        number = bisect_right(self._starts, place) - 1
        return self._reasons[number] if number >= 0 else ""


def _reason(properties: bytes) -> str:
    """Why characters of these properties are not seen."""
    at = 0
    while at + 3 <= len(properties):
        (code,) = struct.unpack_from("<H", properties, at)
        size = _OPERANDS[code >> 13]
        size = properties[at + 2] + 1 if size < 0 else size
        operand = properties[at + 2 : at + 2 + size]
        if code in (_VANISH, _DELETED) and operand[:1] == b"\x01":
            return "hidden" if code == _VANISH else "deleted"
        if (code == _TRUE_COLOUR and operand == _WHITE) or (
            code == _COLOUR and operand[:1] == bytes([_WHITE_INDEX])
        ):
            return "white"
        if code == _SIZE and int.from_bytes(operand, "little") <= _TINY:
            return "tiny"
        at += 2 + size
    return ""


def _tell(text: str, reasons: Sequence[str], name: str, hidden: str, look: Look) -> None:
    """Paragraphs, and tables whose cells all stand in one of them; codes of fields stay with their results."""
    at = 0
    for number, paragraph in enumerate(text.split("\r"), 1):
        place = f"{name}第{number}段"
        cells = paragraph.split("\x07")
        width = cells.index("") if "" in cells and len(cells) > 2 else len(cells)
        table = Table(look)
        for which, cell in enumerate(cells):
            why = reasons[at : at + len(cell)]
            seen = _plain("".join([char for char, reason in zip(cell, why, strict=True) if not reason]))
            if len(cells) == 1:
                look.text(seen, place, hidden=hidden, joint=LINE)
            elif which % (width + 1) == width:
                table.end_row()
            else:
                table.cell(which % (width + 1), seen, place, hidden=hidden)
            _unseen(cell, why, place, look)
            at += len(cell) + 1


def _unseen(cell: str, why: Sequence[str], place: str, look: Look) -> None:
    if any(why):
        for reason, stretch in groupby(zip(why, cell, strict=True), key=lambda pair: pair[0]):
            if reason:
                look.text(_plain("".join([char for _, char in stretch])), place, hidden=reason)


def _plain(text: str) -> str:
    """Line ends for line ends, blanks for other signs of control; halves of one character put together."""
    text = "".join([char if char >= " " else "\n" if char == "\x0b" else " " for char in text])
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
