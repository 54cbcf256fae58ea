"""Rows of a Rich Text table, which know the right edges of their cells, to cells that know what they cover."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from gongkai.reading.openers.cells import OpenCell, Piece, table_pieces

_SAME = 40  # twips, under a millimetre: edges that are one line on paper


class Edge(NamedTuple):
    """How a cell is defined: its right edge in twips, and whether it goes on from the one above or to its left."""

    right: int = 0
    continues_up: bool = False
    continues_left: bool = False


class RtfRow(NamedTuple):
    """What the cells of a row hold, and how they are defined; a broken source has more of one than of the other."""

    cells: list[list[Piece]]
    edges: list[Edge]


def rows_to_pieces(rows: list[RtfRow]) -> list[Piece]:
    """Rows → a grid, or the parts of a page that the table laid out."""
    lines = _lines([edge.right for row in rows for edge in row.edges[: len(row.cells)]])
    open_rows: list[list[OpenCell]] = []
    above: dict[int, tuple[int, int]] = {}
    for row in rows:
        open_rows.append([])
        above = _add_row(row, lines, open_rows, above)
    return table_pieces(open_rows)


def _lines(rights: list[int]) -> list[int]:
    """The vertical lines of a table; edges closer than a millimetre are one."""
    lines: list[int] = []
    for right in sorted(set(rights)):
        if not lines or right - lines[-1] > _SAME:
            lines.append(right)
    return lines


def _add_row(
    row: RtfRow, lines: list[int], open_rows: list[list[OpenCell]], above: dict[int, tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """The cells of a row into the last of the open rows; returns where each column's cell is (row, place)."""
    cells = open_rows[-1]
    found: dict[int, tuple[int, int]] = {}
    column = 0
    for place, pieces in enumerate(row.cells):
        edge = row.edges[place] if place < len(row.edges) else Edge()
        end = max(column + 1, bisect_left(lines, edge.right - _SAME) + 1 if edge.right else 0)
        if edge.continues_left and cells:
            before, across, down = cells[-1]
            cells[-1] = (before, across + end - column, down)
        elif edge.continues_up and column in above:
            found[column] = above[column]
            _lengthen(open_rows, above[column])
        else:
            found[column] = (len(open_rows) - 1, len(cells))
            cells.append((pieces, end - column, 1))
        column = end
    return found


def _lengthen(open_rows: list[list[OpenCell]], place: tuple[int, int]) -> None:
    pieces, across, down = open_rows[place[0]][place[1]]
    open_rows[place[0]][place[1]] = (pieces, across, down + 1)
