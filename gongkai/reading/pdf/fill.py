"""Characters into the cells of the ruled tables they lie in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.reading.pdf.cells import Cell, Mesh
from gongkai.reading.pdf.lines import Line, cell_to_text, chars_to_lines, line_to_chunks, line_to_text
from gongkai.reading.pdf.shapes import Char

_TOUCHING = 0.12  # of an em: digits nearer than this are one number, even over a rule
_FIGURE = re.compile(r"[-+]?\d[\d,.]*%?|[/—–\-－無无]+")


class FilledCell(NamedTuple):
    """A cell and its text."""

    cell: Cell
    text: str


class Table(NamedTuple):
    """A ruled table with its text, the cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[FilledCell, ...]


def fill_meshes(meshes: Sequence[Mesh], chars: Iterable[Char]) -> tuple[list[Table], list[Char]]:
    """Tables with text, and the characters that lie in none of them. Of nested tables the inner one has the text."""
    inner_first = sorted(range(len(meshes)), key=lambda i: _area(meshes[i]))
    inside: dict[int, list[Char]] = defaultdict(list)
    outside: list[Char] = []
    for char in chars:
        x, y = _middle(char)
        home = next((i for i in inner_first if _holds(meshes[i], x, y)), None)
        (outside if home is None else inside[home]).append(char)
    return [fill_mesh(meshes[i], inside[i]) for i in range(len(meshes)) if inside[i]], outside


def _middle(char: Char) -> tuple[float, float]:
    return (char.left + char.right) / 2, (char.top + char.bottom) / 2


def _area(mesh: Mesh) -> float:
    left, top, right, bottom = mesh.box
    return (right - left) * (bottom - top)


def _holds(mesh: Mesh, x: float, y: float) -> bool:
    left, top, right, bottom = mesh.box
    return left <= x <= right and top <= y <= bottom


def fill_mesh(mesh: Mesh, chars: Sequence[Char]) -> Table:
    """The text of every cell of one table, characters given in the order of the file."""
    owner = {
        (row, column): cell
        for cell in mesh.cells
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    }
    inside: dict[Cell, list[Char]] = defaultdict(list)
    for word in _numbers_whole(chars):
        x = (word[0].left + word[-1].right) / 2
        row = _interval(mesh.ys, _middle(word[0])[1])
        inside[owner[row, _interval(mesh.xs, x)]] += word
    filled = [piece for cell in mesh.cells for piece in _fill_cell(mesh, cell, inside[cell])]
    return Table(mesh.xs, mesh.ys, tuple(sorted(filled)))


def _interval(places: Sequence[float], at: float) -> int:
    return min(max(bisect_right(places, at) - 1, 0), len(places) - 2)


def _numbers_whole(chars: Sequence[Char]) -> list[Line]:
    """Characters one by one, but the touching digits of a number together: a number too wide for its cell stays one."""
    words: list[Line] = []
    for char in chars:
        if words and _is_number_going_on(words[-1][-1], char):
            words[-1].append(char)
        else:
            words.append([char])
    return words


def _is_number_going_on(before: Char, char: Char) -> bool:
    near = _TOUCHING * char.em
    return (
        (before.text.isdigit() or before.text in ".,")
        and (char.text.isdigit() or char.text in ".,")
        and abs(char.left - before.right) < near
        and abs(char.base - before.base) < near
    )


def _fill_cell(mesh: Mesh, cell: Cell, chars: Sequence[Char]) -> list[FilledCell]:
    """One cell, or several where rules are missing and figures stand in different rows or columns."""
    parts = (
        _figures_apart(mesh, cell, chars) if (cell.bottom - cell.top) * (cell.right - cell.left) > 1 else {}
    )
    if len(parts) < 2:
        return [FilledCell(cell, cell_to_text(chars, mesh.xs[cell.right] - mesh.xs[cell.left]))]
    return [
        FilledCell(Cell(row, column, row + 1, column + 1), parts.get((row, column), ""))
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    ]


def _figures_apart(mesh: Mesh, cell: Cell, chars: Sequence[Char]) -> dict[tuple[int, int], str]:
    """Row and column → figure, where a cell holds nothing but figures, each in a row or column of its own."""
    parts: dict[tuple[int, int], str] = {}
    for chunk in (chunk for line in chars_to_lines(chars) for chunk in line_to_chunks(line)):
        row = _interval(mesh.ys, _middle(chunk[0])[1])
        column = _interval(mesh.xs, (chunk[0].left + chunk[-1].right) / 2)
        inside = cell.top <= row < cell.bottom and cell.left <= column < cell.right
        text = line_to_text(chunk)
        if not inside or (row, column) in parts or not _FIGURE.fullmatch(text):
            return {}
        parts[row, column] = text
    return parts


def take_overhang(table: Table, lines: Sequence[Line]) -> tuple[Table, list[Line]]:
    """Puts back what a narrow cell lets hang out below its table, as browsers do with vertical labels at the end of
    a page; gives the table and the other lines."""
    cells, left = list(table.cells), []
    for line in lines:
        home = next((i for i, filled in enumerate(cells) if _hangs_from(table, filled, line)), None)
        if home is None:
            left.append(line)
        else:
            cells[home] = cells[home]._replace(text=cells[home].text + line_to_text(line))
    return table._replace(cells=tuple(cells)), left


def _hangs_from(table: Table, filled: FilledCell, line: Line) -> bool:
    cell, text = filled
    start, end = table.xs[cell.left], table.xs[cell.right]
    em = line[0].em
    return (
        bool(text)
        and cell.bottom == len(table.ys) - 1
        and end - start < 3.5 * em
        and start - 1 <= line[0].left
        and line[-1].right <= end + 1
        and 0 <= line[0].base - table.ys[-1] < 3.3 * em
        and not line_to_text(line).isascii()
    )
