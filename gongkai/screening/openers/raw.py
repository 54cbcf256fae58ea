"""Bytes of any kind swept for what looks like a telling number or address, in every encoding an office program writes:
for the parts of a file that no opener understands. What other pieces said already counts for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from gongkai.screening.tape import Piece

_NARROW = re.compile(rb"[0-9][0-9 .\-]{9,}[0-9Xx]|[\w.+-]{2,40}@[\w-]{1,40}\.[\w.-]{2,20}")
_WIDE = re.compile(rb"(?:[0-9 .\-]\x00){10,}(?:[0-9Xx]\x00)|(?:[\w.+-]\x00){2,40}@\x00(?:[\w.-]\x00){4,60}")
_CONTROL = re.compile("[\x00-\x1f]")
_AROUND = 24
_MOST = 20_000


def sweep(data: bytes, place: str) -> Iterator[Piece]:
    """Pieces of a few words around every long number or mail address in the bytes."""
    for number, found in enumerate(_NARROW.finditer(data)):
        if number >= _MOST:
            return
        before = data[max(found.start() - _AROUND, 0) : found.start()]
        text = _narrow(before) + found[0].decode("ascii", "replace")
        yield Piece(unquote(text) + " ", place, hidden="raw")
    for number, found in enumerate(_WIDE.finditer(data)):
        if number >= _MOST:
            return
        start = max(found.start() - 2 * _AROUND, found.start() % 2)
        text = data[start : found.end()].decode("utf-16-le", "replace")
        yield Piece(unquote(text), place, hidden="raw")


def _narrow(before: bytes) -> str:
    """The words before, where they are text: what is binary says nothing."""
    for encoding in ("utf-8", "gb18030"):
        for cut in range(3):
            try:
                text = before[cut:].decode(encoding)
            except UnicodeDecodeError:
                continue
            told = _CONTROL.split(text)[-1]
            return told if told.isprintable() else "\x1d"
    return "\x1d"
