"""What of a tape no official sheet takes up: the lines of prose, and the grids that are other tables."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.reading.tables.pieces import Piece, Tape

_LONG = 60  # a cell with so much text is prose laid out in a table


class Span(NamedTuple):
    """Squeezed positions, from start up to end."""

    start: int
    end: int


def _outside(start: int, end: int, spans: Sequence[Span]) -> Iterator[Span]:
    """The parts of a stretch that no span covers. Spans are sorted and do not overlap."""
    for span in spans:
        if span.end <= start or span.start >= end:
            continue
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < end:
        yield Span(start, end)


def _touched(tape: Tape, spans: Sequence[Span]) -> set[int]:
    """Blocks that hold a part of an official sheet."""
    return {piece.block for span in spans for piece in tape.within(span.start, span.end)}


def _end(tape: Tape, index: int) -> int:
    return tape.starts[index + 1] if index + 1 < len(tape.starts) else len(tape.squeezed)


def lines_outside(tape: Tape, spans: Sequence[Span]) -> list[str]:
    """The lines of running text, official sheets cut out; the foot of a sheet's own grid stays, row by row."""
    touched = _touched(tape, spans)
    covered = _covered(tape, spans)
    lines: list[str] = []
    foot: tuple[int, int] | None = None
    for index, piece in enumerate(tape.pieces):
        if index in covered:
            continue
        if piece.row < 0:
            lines += [text for text in _texts(tape, index, piece, spans) if text.strip()]
        elif _is_foot(piece, touched):
            here = (piece.block, piece.row)
            if foot == here:
                lines[-1] += "  " + piece.raw.strip()
            else:
                lines.append(piece.raw.strip())
            foot = here
    return lines


def _covered(tape: Tape, spans: Sequence[Span]) -> set[int]:
    """Cells that begin inside a span, and lines that lie wholly inside one."""
    covered: set[int] = set()
    for span in spans:
        first, last = bisect_left(tape.starts, span.start), bisect_left(tape.starts, span.end)
        covered.update(range(first, last))
        line = last - 1
        if line >= first and tape.pieces[line].row < 0 and _end(tape, line) > span.end:
            covered.discard(line)
    return covered


def _is_foot(piece: Piece, touched: set[int]) -> bool:
    if piece.carried or not piece.text.strip():
        return False
    return piece.block in touched or len(piece.text) > _LONG


def _texts(tape: Tape, index: int, piece: Piece, spans: Sequence[Span]) -> Iterator[str]:
    start, end = tape.starts[index], _end(tape, index)
    if not any(span.start < end and span.end > start for span in spans):
        yield piece.raw
        return
    for part in _outside(start, end, spans):
        yield piece.raw[tape.offset(index, part.start) : tape.offset(index, part.end)]


def other_grids(tape: Tape, spans: Sequence[Span]) -> Iterator[list[list[Piece]]]:
    """Grids without any part of an official sheet, each as its rows of cells."""
    touched = _touched(tape, spans)
    rows: dict[int, dict[int, list[Piece]]] = {}
    for piece in tape.pieces:
        if piece.row >= 0 and piece.block not in touched:
            rows.setdefault(piece.block, {}).setdefault(piece.row, []).append(piece)
    for grid in rows.values():
        yield list(grid.values())
