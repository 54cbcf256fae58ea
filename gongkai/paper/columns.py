"""Text set in columns on a terminal, where a Chinese character is two places wide."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import combining, east_asian_width


def width(text: str) -> int:
    """How many places a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 1 + (east_asian_width(c) in "WF") for c in text)


def clip(text: str, places: int) -> str:
    """The text, cut with an ellipsis where it is wider than ``places``."""
    if width(text) <= places:
        return text
    kept = text
    while width(kept) >= places:
        kept = kept[:-1]
    return f"{kept}…"


def left(text: str, places: int) -> str:
    """The text filled with spaces on its right."""
    return text + " " * (places - width(text))


def right(text: str, places: int) -> str:
    """The text filled with spaces on its left."""
    return " " * (places - width(text)) + text


def table(rows: Sequence[Sequence[str]], *, first: int = 0, widest: int = 44) -> list[str]:
    """Rows of equal length → lines: first column on the left, at least ``first`` and at most ``widest`` places wide,
    the others (figures) on the right."""
    if not rows:
        return []
    rows = [[clip(row[0], widest), *row[1:]] for row in rows]
    places = [max(width(text) for text in column) for column in zip(*rows, strict=True)]
    places[0] = max(places[0], min(first, widest))
    return [_line(row, places) for row in rows]


def _line(row: Sequence[str], places: Sequence[int]) -> str:
    figures = (right(text, wide) for text, wide in zip(row[1:], places[1:], strict=True))
    return "  ".join((left(row[0], places[0]), *figures)).rstrip()
