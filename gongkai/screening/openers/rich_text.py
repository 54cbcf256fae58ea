"""Rich Text: every group of it, whatever it is for, with the text in Unicode or in the code page of its makers."""

from __future__ import annotations

import re

from gongkai.screening.look import Look
from gongkai.screening.tape import CELL, LINE, ROW

_TOKENS = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_HIDDEN = {
    b"annotation": "comment",
    b"atnauthor": "comment",
    b"atnid": "comment",
    b"info": "property",
    b"author": "property",
    b"operator": "property",
    b"fldinst": "code",
    b"deleted": "deleted",
    b"v": "hidden",
    b"header": "",
    b"footer": "",
    b"userprops": "property",
    b"datastore": "data",
    b"objdata": "data",
    b"pict": "data",
    b"fonttbl": "skip",
    b"colortbl": "skip",
    b"stylesheet": "skip",
    b"listtable": "skip",
    b"rsidtbl": "skip",
    b"themedata": "skip",
    b"latentstyles": "skip",
    b"blipuid": "skip",
    b"colorschememapping": "skip",
}
_PLACES = {
    "comment": "批注",
    "property": "文档属性",
    "code": "域代码",
    "deleted": "修订",
    "hidden": "正文",
    "data": "内嵌数据",
}
_BREAKS = {
    b"par": LINE,
    b"line": "\n",
    b"sect": LINE,
    b"page": LINE,
    b"cell": CELL,
    b"nestcell": CELL,
    b"row": ROW,
    b"nestrow": ROW,
}


class RichText:
    """One walk over the tokens of a file. Groups nest on a list, not on the stack."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._why: list[str] = [""]
        self._skip: list[int] = [1]
        self._text = bytearray()
        self._pending = 0
        self._paragraphs = 1

    def walk(self, data: bytes) -> None:
        """All tokens in order."""
        for token in _TOKENS.finditer(data):
            word, number, hexed, sign, brace, plain = token.groups()
            if word is not None:
                self._word(word, int(number) if number else None)
            elif hexed is not None:
                self._bytes(bytes([int(hexed, 16)]))
            elif sign == b"*":
                self._flush("", keep=True)
                self._why[-1] = "data"
            elif sign is not None:
                self._bytes({b"~": b" ", b"_": b"-", b"\\": b"\\", b"{": b"{", b"}": b"}"}.get(sign, b""))
            elif brace is not None:
                self._brace(brace)
            elif plain is not None:
                self._bytes(plain)
        self._flush(LINE)

    def _brace(self, brace: bytes) -> None:
        if brace == b"{":
            self._why.append(self._why[-1])
            self._skip.append(self._skip[-1])
        elif len(self._why) > 1:
            if self._why[-1] != self._why[-2]:
                self._flush(LINE)
            self._why.pop()
            self._skip.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"u" and number is not None:
            self._text += chr(number % 0x10000).encode("utf-8", "surrogatepass").join([b"\x00", b"\x00"])
            self._pending = self._skip[-1]
        elif word == b"uc" and number is not None:
            self._skip[-1] = min(max(number, 0), 8)
        elif word in _BREAKS:
            self._flush(_BREAKS[word])
        elif word == b"tab":
            self._text += b" "
        elif word in _HIDDEN and number != 0:
            self._flush("", keep=True)
            self._why[-1] = _HIDDEN[word] or self._why[-1]

    def _bytes(self, data: bytes) -> None:
        if self._pending:
            taken = min(self._pending, len(data))
            self._pending -= taken
            data = data[taken:]
        if self._why[-1] != "skip":
            self._text += data

    def _flush(self, joint: str, *, keep: bool = False) -> None:
        text = _decoded(bytes(self._text))
        self._text.clear()
        why = self._why[-1]
        if text.strip() or joint in (CELL, ROW):
            place = f"第{self._paragraphs}段" if not why else _PLACES.get(why, "正文")
            self._look.text(text, place, hidden="" if why == "skip" else why, joint=joint or LINE)
        if joint and not keep:
            self._paragraphs += 1


def _decoded(data: bytes) -> str:
    """Bytes of the code page, with Unicode characters between zeros."""
    parts = data.split(b"\x00")
    return "".join(
        part.decode("utf-8", "replace") if place % 2 else part.decode("gb18030", "replace")
        for place, part in enumerate(parts)
    )
