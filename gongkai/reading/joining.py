"""Pieces of a line that a source has split, joined again without inventing spaces."""

from __future__ import annotations

import re

_SOURCE_BREAK = re.compile(r"[\r\n\f\v\x85\u2028\u2029]\s*")
_NARROW = re.compile(r"[0-9A-Za-z%‰０-９Ａ-Ｚａ-ｚ]")


def join_pieces(pieces: list[str]) -> str:
    """Pieces of one cell or wrapped line → one line; a space only where two numbers or Latin words would fuse."""
    if len(pieces) == 1:
        return pieces[0]
    joined: list[str] = []
    for piece in filter(None, pieces):
        if joined and _NARROW.match(joined[-1][-1]) and _NARROW.match(piece):
            joined.append(" ")
        joined.append(piece)
    return "".join(joined)


def unwrap_source(text: str) -> str:
    """Line breaks of the source, which mean nothing in markup, out of a text."""
    return join_pieces([piece.rstrip(" \t") for piece in _SOURCE_BREAK.split(text)])
