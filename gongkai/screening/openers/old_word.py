"""The text of a binary Word document (MS-DOC): body, notes, headers, comments and text boxes by its piece table, with
what is hidden or deleted."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import olefile

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import LOCKED
from gongkai.screening.tape import CELL, LINE

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
_COUNTS = 0x4C  # ccpText and the seven counts behind it
_CLX = 0x01A2
_MOST_PIECES = 200_000
_UNICODE_SINCE = 0x00C1


class _OddError(Exception):
    """The tables of the document are not what they should be."""


def old_word(ole: olefile.OleFileIO[str], look: Look) -> None:
    """Every character of a document under the part it belongs to; where the tables are damaged the sweep remains."""
    main = ole.openstream("WordDocument").read()
    try:
        if struct.unpack_from("<H", main, 0x0A)[0] & _ENCRYPTED:
            look.unseen("", LOCKED)
            return
        text = "".join(_pieces(main, _table(ole, main)))
        counts = struct.unpack_from("<8i", main, _COUNTS)
    except (struct.error, _OddError, OSError, UnicodeDecodeError):
        look.unseen("", "文档结构太旧或已损坏，只检查了原始数据；请另存为 docx 后再查。", "question")
        return
    at = 0
    for (name, hidden), count in zip(_PARTS, counts, strict=True):
        _tell(text[at : at + max(count, 0)], name, hidden, look)
        at += max(count, 0)
    _tell(text[at:], "其余文字", "data", look)


def _table(ole: olefile.OleFileIO[str], main: bytes) -> bytes:
    flags, version = struct.unpack_from("<H", main, 0x0A)[0], struct.unpack_from("<H", main, 2)[0]
    if version < _UNICODE_SINCE:
        raise _OddError
    name = "1Table" if flags & _SECOND_TABLE else "0Table"
    if not ole.exists(name):
        raise _OddError
    table = ole.openstream(name).read()
    start, length = struct.unpack_from("<Ii", main, _CLX)
    return bytes(table[start : start + max(length, 0)])


def _pieces(main: bytes, clx: bytes) -> Iterator[str]:
    """The pieces of text in the order of the document."""
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
        yield _piece(main, place, ends[which + 1] - ends[which])


def _piece(main: bytes, place: int, length: int) -> str:
    if not 0 <= length <= len(main):
        raise _OddError
    if place & 0x40000000:
        start = (place & 0x3FFFFFFF) // 2
        return main[start : start + length].decode("cp1252", "replace")
    return main[place : place + 2 * length].decode("utf-16-le", "replace")


def _tell(text: str, name: str, hidden: str, look: Look) -> None:
    """Paragraphs and cells; codes of fields stay with their results."""
    for number, paragraph in enumerate(text.replace("\x0b", "\n").split("\r"), 1):
        cells = paragraph.split("\x07")
        for cell in cells:
            plain = "".join([char if char >= " " or char == "\n" else " " for char in cell])
            look.text(plain, f"{name}第{number}段", hidden=hidden, joint=CELL if len(cells) > 1 else LINE)
