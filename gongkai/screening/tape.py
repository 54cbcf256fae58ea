"""The text of a file as one tape: the pieces an opener found, each with its place, so that a detector runs once over
all of it and a find is led back to where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

CELL, ROW, LINE, BREAK = "\x1f", "\x1e", "\n", "\x1d"


class Piece(NamedTuple):
    """A paragraph, cell, comment … ``label``: what the file calls it (head of the column, cell to the left); ``hidden``:
    why a reader of the page does not see it, "" where he does; ``joint``: what parts it from the next piece."""

    text: str
    place: str
    label: str = ""
    hidden: str = ""
    joint: str = BREAK


class Tape(NamedTuple):
    """Pieces joined into one text, and where each begins."""

    text: str
    pieces: Sequence[Piece]
    starts: Sequence[int]

    def at(self, offset: int) -> tuple[Piece, int]:
        """The piece an offset of the tape falls into, and where it begins."""
        number = max(bisect_right(self.starts, offset) - 1, 0)
        return self.pieces[number], self.starts[number]


def tape_of(pieces: Sequence[Piece]) -> Tape:
    """Pieces → tape; the signs that part pieces are taken out of their texts."""
    starts: list[int] = []
    parts: list[str] = []
    length = 0
    for piece in pieces:
        starts.append(length)
        parts.append(piece.text)
        parts.append(piece.joint)
        length += len(piece.text) + 1
    return Tape("".join(parts), pieces, starts)
