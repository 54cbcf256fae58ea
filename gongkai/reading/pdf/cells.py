"""Rules of a page into tables of cells: edges → merged edges → meshes → cells with row and column spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.reading.pdf.shapes import Box, Drawn, Edge

_SNAP = 3.0  # rules nearer than this are one
_GAP = 3.6  # pieces of a rule with a hole no wider than this are one piece
_DASH = 12.0  # a piece no longer than this may be a dash, with a hole as wide as itself behind it
_SHORT = 4.0  # a rule shorter than this is none
_MOST_UNITS = 40_000  # a mesh of more places than this is a drawing
_MOST_EDGES = 3_000


class Cell(NamedTuple):
    """A cell over the lines of a mesh: from row ``top`` up to ``bottom``, from column ``left`` up to ``right``."""

    top: int
    left: int
    bottom: int
    right: int


class Mesh(NamedTuple):
    """A ruled table: the places of its plumb and level lines, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def drawn_to_meshes(drawn: Drawn) -> list[Mesh]:
    """Every ruled table of a page with at least two columns, from top to bottom; frames around text are none."""
    level, plumb = merge_edges(drawn.level), merge_edges(drawn.plumb)
    if not plumb and drawn.panes:
        level, plumb = panes_to_edges(drawn.panes)
    meshes = [edges_to_mesh(*group) for group in edges_to_groups(level, plumb)]
    return sorted((mesh for mesh in meshes if mesh), key=lambda mesh: mesh.ys[0])


def panes_to_edges(panes: Sequence[Box]) -> tuple[list[Edge], list[Edge]]:
    """The borders of plain areas, for tables that are drawn as coloured cells without any rule."""
    level = [Edge(y, pane.left, pane.right) for pane in panes for y in (pane.top, pane.bottom)]
    plumb = [Edge(x, pane.top, pane.bottom) for pane in panes for x in (pane.left, pane.right)]
    return merge_edges(level), merge_edges(plumb)


def merge_edges(edges: Iterable[Edge]) -> list[Edge]:
    """Pieces of one rule (dashes, dots, cell borders drawn one by one, double lines) to one edge."""
    whole = [edge for edge in _join(edges, 0.6) if edge.end - edge.start >= _SHORT]
    return _join(whole, _SNAP)[:_MOST_EDGES]


def _join(edges: Iterable[Edge], near: float) -> list[Edge]:
    joined: list[Edge] = []
    for row in _clusters(sorted(edges), near):
        weight = sum(edge.end - edge.start + 0.01 for edge in row)
        at = sum(edge.at * (edge.end - edge.start + 0.01) for edge in row) / weight
        joined += [Edge(at, start, end) for start, end in _spans(row)]
    return joined


def _clusters(edges: Sequence[Edge], near: float) -> list[list[Edge]]:
    rows: list[list[Edge]] = []
    for edge in edges:
        if rows and edge.at - rows[-1][0].at <= near:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    return rows


def _spans(row: Iterable[Edge]) -> list[tuple[float, float]]:
    spans: list[tuple[float, float]] = []
    dash = 0.0
    for _, start, end in sorted(row, key=lambda edge: edge.start):
        if spans and start - spans[-1][1] <= max(_GAP, 1.2 * dash):
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((start, end))
        dash = end - start if end - start <= _DASH else 0.0
    return spans


def edges_to_groups(level: Sequence[Edge], plumb: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Edges that hang together by crossing or touching, as (level, plumb) pairs."""
    plumb = sorted(plumb)
    xs = [edge.at for edge in plumb]
    group = list(range(len(level) + len(plumb)))
    for i, row in enumerate(level):
        for j in range(bisect_left(xs, row.start - _SNAP), bisect_right(xs, row.end + _SNAP)):
            if plumb[j].start - _SNAP <= row.at <= plumb[j].end + _SNAP:
                group[_root(group, i)] = _root(group, len(level) + j)
    found: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate([*level, *plumb]):
        found.setdefault(_root(group, i), ([], []))[i >= len(level)].append(edge)
    return [pair for pair in found.values() if pair[0] and pair[1]]


def _root(group: list[int], i: int) -> int:
    while group[i] != i:
        group[i] = group[group[i]]
        i = group[i]
    return i


def edges_to_mesh(level: Sequence[Edge], plumb: Sequence[Edge]) -> Mesh | None:
    """One table out of edges that hang together; None for a frame, a single column or a drawing."""
    xs, ys = _places(plumb, level), _places(level, plumb)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 2 or rows * columns > _MOST_UNITS:
        return None
    regions = _regions(rows, columns, _walls(level, ys, xs), _walls(plumb, xs, ys))
    return Mesh(tuple(xs), tuple(ys), tuple(cell for region in regions for cell in _rectangles(region)))


def _places(own: Sequence[Edge], across: Sequence[Edge]) -> list[float]:
    """Places of the lines one way; a side left open where at least two lines across end together is closed."""
    places = [row[0].at for row in _clusters(sorted(own), _SNAP)]
    low, high = min(edge.start for edge in across), max(edge.end for edge in across)
    if low < places[0] - _SNAP and sum(edge.start <= low + _SNAP for edge in across) > 1:
        places.insert(0, low)
    if high > places[-1] + _SNAP and sum(edge.end >= high - _SNAP for edge in across) > 1:
        places.append(high)
    return places


def _walls(edges: Sequence[Edge], places: Sequence[float], across: Sequence[float]) -> list[set[int]]:
    """For every line, the intervals between the lines across over which something is drawn."""
    walls: list[set[int]] = [set() for _ in places]
    for at, start, end in edges:
        line = min(range(len(places)), key=lambda i: abs(places[i] - at))
        first = bisect_left(across, start - _SNAP)
        last = bisect_right(across, end + _SNAP) - 1
        walls[line].update(range(first, last))
    return walls


Unit = tuple[int, int]


def _regions(
    rows: int, columns: int, roofs: Sequence[set[int]], sides: Sequence[set[int]]
) -> list[set[Unit]]:
    """Places of the mesh that no wall divides. The outer border is always closed."""
    units = [(row, column) for row in range(rows) for column in range(columns)]
    left = set(units)
    return [_flood(unit, left, roofs, sides) for unit in units if unit in left]


def _flood(start: Unit, left: set[Unit], roofs: Sequence[set[int]], sides: Sequence[set[int]]) -> set[Unit]:
    region: set[Unit] = set()
    ahead = [start]
    while ahead:
        unit = ahead.pop()
        if unit in left:
            left.remove(unit)
            region.add(unit)
            ahead += _open_neighbours(unit, roofs, sides)
    return region


def _open_neighbours(unit: Unit, roofs: Sequence[set[int]], sides: Sequence[set[int]]) -> list[Unit]:
    row, column = unit
    near = [(row - 1, column)] if column not in roofs[row] else []
    near += [(row + 1, column)] if column not in roofs[row + 1] else []
    near += [(row, column - 1)] if row not in sides[column] else []
    near += [(row, column + 1)] if row not in sides[column + 1] else []
    return near


def _rectangles(region: set[Unit]) -> list[Cell]:
    """A region as cells: one where it is a rectangle, else (a rule is missing) its rows, equal ones together."""
    cells: list[Cell] = []
    for row in sorted({row for row, _ in region}):
        for left, right in _runs(sorted(column for r, column in region if r == row)):
            above = next((c for c in cells if (c.left, c.right, c.bottom) == (left, right, row)), None)
            if above:
                cells[cells.index(above)] = above._replace(bottom=row + 1)
            else:
                cells.append(Cell(row, left, row + 1, right))
    return cells


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and runs[-1][1] == column:
            runs[-1] = (runs[-1][0], column + 1)
        else:
            runs.append((column, column + 1))
    return runs
