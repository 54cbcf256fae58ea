"""A paper as a tape: every line and every cell a piece, and beside it the same text without white space, in which row
labels are found wherever the paper breaks them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.paper.blocks import Block, Grid, Heading, Paragraph, Slot
from gongkai.reading.script import plain

_LABELLED = re.compile(r"\s*[\u4e00-\u9fff ]{2,12}(?:[(（][\u4e00-\u9fff]{1,6}[)）])?[:：]")  # 审核人：…


class Piece(NamedTuple):
    """One line of text, or one cell of a grid.

    ``text``: normal form, same length as the source. ``raw``: as printed. ``block``: index in the paper. ``row``: grid row, -1 for a line.
    ``column``/``width``: first grid column and how many it spans. ``carried``: a cell that continues from the row above.
    ``tabbed``: a cell of a line parted by tabs, whose blank cells at the end may have been cut off.
    """

    text: str
    raw: str
    block: int
    row: int = -1
    column: int = 0
    width: int = 1
    carried: bool = False
    tabbed: bool = False


@dataclass(frozen=True)
class Tape:
    """``squeezed``: all pieces without white space, in order. ``starts[i]``: where piece i begins in it."""

    pieces: tuple[Piece, ...]
    squeezed: str
    starts: tuple[int, ...]
    _offsets: dict[int, list[int]] = field(default_factory=dict, repr=False)

    def piece_at(self, position: int) -> int:
        """Index of the piece that holds the squeezed position."""
        return max(bisect_right(self.starts, position) - 1, 0)

    def offset(self, piece: int, position: int) -> int:
        """Squeezed position → offset in the text of that piece (its length at the end)."""
        text = self.pieces[piece].text
        inside = position - self.starts[piece]
        if inside <= 0:
            return 0
        places = self._offsets.get(piece)
        if places is None:
            places = self._offsets[piece] = [i for i, char in enumerate(text) if not char.isspace()]
        return places[inside] if inside < len(places) else len(text)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Piece, and the stretch of its text, between two squeezed positions."""
        first, last = self.piece_at(start - 1), self.piece_at(end)
        for index in range(first, last + 1):
            text = self.pieces[index].text
            low = self.offset(index, start) if index == first else 0
            high = self.offset(index, end) if index == last else len(text)
            if low < high or (text == "" and index != first):
                yield index, low, high

    def parts(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The pieces between two squeezed positions, each with its index and the part of its text that lies inside."""
        for index, low, high in self._stretches(start, end):
            yield index, self.pieces[index].text[low:high]

    def within(self, start: int, end: int) -> Sequence[Piece]:
        """The pieces between two squeezed positions, blank ones at the end included."""
        first, last = self.piece_at(start), self.piece_at(end)
        open_end = last + 1 if self.starts[last] < end or end == len(self.squeezed) else last
        return self.pieces[first:open_end]

    def quote(self, start: int, end: int, limit: int = 120) -> str:
        """The text between two squeezed positions as one line, for a person to find the place."""
        words: list[str] = []
        length = 0
        for index, low, high in self._stretches(start, end):
            piece = self.pieces[index]
            if high == 0 or piece.carried:
                continue
            words += piece.raw[low:high].split()
            length += high - low
            if length > limit:
                break
        line = " ".join(words)
        return line if len(line) <= limit else line[:limit] + "…"


_NOTHING = Slot("")  # a row broken off is blank at its end


def _row_pieces(grid: Grid, block: int) -> Iterator[Piece]:
    full = max(map(len, grid.rows), default=0)
    for number, printed in enumerate(grid.rows):
        row = printed if len(printed) == full else printed + (_NOTHING,) * (full - len(printed))
        if all(slot.first for slot in row):
            for column, (text, _) in enumerate(row):
                yield Piece(plain(text), text, block, number, column)
            continue
        start = 0
        for end in (*_borders(row), full):
            text, first = row[start]
            yield Piece(plain(text), text, block, number, start, end - start, not first)
            start = end


def _borders(row: Sequence[Slot]) -> Iterator[int]:
    """Columns at which the next cell of a row begins."""
    before = None
    for column, slot in enumerate(row):
        if before is not None and (slot.first or slot.text != before.text):
            yield column
        before = slot


def _tabbed(text: str, block: int) -> Iterator[Piece]:
    """A line parted by tabs is a row of cells, unless its parts are prose or each a field with its own label."""
    cells = text.split("\t")
    if len(cells) < 2 or max(map(len, cells)) > 60 or all(map(_LABELLED.match, cells)):
        yield Piece(plain(text), text, block)
        return
    for column, cell in enumerate(cells):
        yield Piece(plain(cell), cell, block, 0, column, tabbed=True)


def _pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            yield from _row_pieces(block, index)
        elif isinstance(block, Paragraph | Heading):
            if "\t" in block.text:
                yield from _tabbed(block.text, index)
            else:
                yield Piece(plain(block.text), block.text, index)


def tape_of(blocks: Sequence[Block]) -> Tape:
    """Blocks → tape."""
    pieces = tuple(_pieces(blocks))
    squeezed = ["".join(piece.text.split()) if not piece.carried else "" for piece in pieces]
    starts, position = [], 0
    for text in squeezed:
        starts.append(position)
        position += len(text)
    return Tape(pieces, "".join(squeezed), tuple(starts))
