"""Cells with spans to a grid: every place a cell covers gets a slot, and absurd spans stay small."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.paper.blocks import Grid, Slot

MOST_ACROSS = 100
MOST_SLOTS = 200_000


class Cell(NamedTuple):
    """One cell as the source writes it: its text, and how many columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1


# Most cells of a form are blank or 0: one slot does for all of them.
_slot = lru_cache(maxsize=1024)(Slot)


class _Falling(NamedTuple):
    """A cell from above that still covers this column in ``rows`` further rows."""

    text: str
    rows: int


def lay_out(rows: Sequence[Sequence[tuple[str, int, int]]]) -> Grid:
    """Rows of cells (text, columns, rows covered; see ``Cell``) → grid with spans laid out (text repeated, ``first`` False where a span continues).

    Spans never add rows, a span is at most 100 columns wide, and a grid ends after 200,000 slots.
    """
    falling: dict[int, _Falling] = {}
    laid: list[tuple[Slot, ...]] = []
    slots = 0
    for row in rows:
        line, falling = _lay_row(row, falling)
        slots += len(line)
        if slots > MOST_SLOTS:
            break
        laid.append(tuple(line))
    return Grid(tuple(laid))


def _lay_row(
    row: Sequence[tuple[str, int, int]], falling: dict[int, _Falling]
) -> tuple[list[Slot], dict[int, _Falling]]:
    line: list[Slot] = []
    starting: dict[int, _Falling] = {}
    for text, across, down in row:
        if falling:
            _continue(line, falling)
        if down > 1:
            column = len(line)
            starting.update((column + n, _Falling(text, down)) for n in range(min(across, MOST_ACROSS)))
        line.append(_slot(text))
        if across > 1:
            line.extend([_slot(text, False)] * (min(across, MOST_ACROSS) - 1))
    if falling:
        _continue(line, falling)
    if falling or starting:
        falling = _one_row_down(falling | starting)
    return line, falling


def _continue(line: list[Slot], falling: dict[int, _Falling]) -> None:
    while len(line) in falling:
        line.append(Slot(falling[len(line)].text, False))


def _one_row_down(falling: dict[int, _Falling]) -> dict[int, _Falling]:
    return {column: _Falling(fall.text, fall.rows - 1) for column, fall in falling.items() if fall.rows > 1}
