"""Pages of a PDF into blocks in reading order: page numbers dropped, tables joined over page breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gongkai.paper.blocks import Block, Grid, Paragraph, Picture, Slot
from gongkai.reading.pdf.breaks import Row, lines_to_rows, mend_break, page_margins, shared_margins
from gongkai.reading.pdf.cells import Cell, drawn_to_meshes
from gongkai.reading.pdf.fill import FilledCell, Table, fill_meshes, take_overhang
from gongkai.reading.pdf.lines import Line, chars_to_lines
from gongkai.reading.pdf.margins import drop_margins
from gongkai.reading.pdf.paragraphs import Part, join_paragraphs
from gongkai.reading.pdf.shapes import Box, Page

_COLUMN = 4.5  # points by which a column may shift from page to page
_SHARED = 0.6  # of the columns of the narrower part, to take two parts for one table
_PICTURE = 0.03  # of the page: an image smaller than this is an ornament


class Sheet(NamedTuple):
    """The parts of one page, each kind from top to bottom."""

    box: Box
    lines: list[Line]
    tables: list[Table]
    pictures: list[Box]


def page_to_sheet(page: Page) -> Sheet:
    """The tables, the lines outside them, and the images that have no text on them."""
    tables, outside = fill_meshes(drawn_to_meshes(page.drawn), page.chars)
    lines = [line for line in chars_to_lines(outside) if any(char.text != " " for char in line)]
    for i, table in enumerate(tables):
        tables[i], lines = take_overhang(table, lines)
    return Sheet(page.box, lines, tables, _pictures(page))


def _pictures(page: Page) -> list[Box]:
    least = _PICTURE * (page.box.right - page.box.left) * (page.box.bottom - page.box.top)
    return [
        image
        for image in sorted(page.drawn.images, key=lambda image: image.top)
        if (image.right - image.left) * (image.bottom - image.top) >= least
        and not _is_background(image, page)
    ]


def _is_background(image: Box, page: Page) -> bool:
    left, top, right, bottom = image
    return sum(left < c.left < right and top < c.base < bottom for c in page.chars) >= 10


def sheets_to_blocks(sheets: Sequence[Sheet]) -> list[Block]:
    """All pages as one flow of blocks."""
    lines = drop_margins([sheet.lines for sheet in sheets], [sheet.box for sheet in sheets])
    flow: list[Part] = []
    margins = shared_margins([page_margins(kept) for kept in lines])
    for sheet, kept, margin in zip(sheets, lines, margins, strict=True):
        for part in _page_parts(sheet, lines_to_rows(kept, margin) if margin else [], kept):
            flow[-1:] = _joined(flow[-1], part) if flow else [part]
    return [_block(part) for part in join_paragraphs(flow)]


def _page_parts(sheet: Sheet, rows: Sequence[Row], lines: Sequence[Line]) -> list[Part]:
    parts: list[tuple[float, Part]] = [(table.ys[0], table) for table in sheet.tables]
    middles = (line[0].base - line[0].em / 2 for line in lines)
    parts += zip(middles, rows, strict=True)
    parts += [(picture.top, Picture()) for picture in sheet.pictures]
    return _without_repeats(part for _, part in sorted(parts, key=lambda part: part[0]))


def _joined(above: Part, below: Part) -> list[Part]:
    """Two neighbours in the flow: a table that goes on is one, a number cut by the margin is whole."""
    if isinstance(above, Table) and isinstance(below, Table):
        return [*join_tables(above, below)]
    if isinstance(above, Row) and isinstance(below, Row):
        return [*mend_break(above, below)]
    return [above, below]


def _block(part: Part) -> Block:
    if isinstance(part, Table):
        return table_to_grid(part)
    return Paragraph(part.text) if isinstance(part, Row) else part


def _without_repeats(parts: Iterable[Part]) -> list[Part]:
    """A picture cut into strips is one picture."""
    found: list[Part] = []
    for part in parts:
        if not (isinstance(part, Picture) and found and found[-1] == part):
            found.append(part)
    return found


def join_tables(above: Table, below: Table) -> list[Table]:
    """One table where the second goes on the first over a page break by its columns, else both."""
    if not _goes_on(above.xs, below.xs):
        return [above, below]
    xs = tuple(sorted([*above.xs, *(x for x in below.xs if not _is_among(x, above.xs))]))
    rows = len(above.ys) - 1
    cells = _over(xs, above, 0) + _over(xs, below, rows)
    return [Table(xs, above.ys + below.ys[1:], tuple(cells))]


def _goes_on(above: Sequence[float], below: Sequence[float]) -> bool:
    if abs(above[0] - below[0]) > _COLUMN or abs(above[-1] - below[-1]) > _COLUMN:
        return False
    fewer, more = sorted((above, below), key=len)
    shared = sum(_is_among(x, more) for x in fewer)
    return shared >= _SHARED * len(fewer) and shared > 2


def _is_among(x: float, xs: Sequence[float]) -> bool:
    return any(abs(x - other) <= _COLUMN for other in xs)


def _over(xs: Sequence[float], table: Table, rows: int) -> list[FilledCell]:
    """The cells of a table over other column lines, ``rows`` further down."""
    line = [min(range(len(xs)), key=lambda i: abs(xs[i] - x)) for x in table.xs]
    return [
        FilledCell(Cell(cell.top + rows, line[cell.left], cell.bottom + rows, line[cell.right]), text)
        for cell, text in table.cells
    ]


def table_to_grid(table: Table) -> Grid:
    """A table with spans laid out: a cell's text in each place it covers, the first of them marked."""
    rows = [[Slot("") for _ in table.xs[1:]] for _ in table.ys[1:]]
    for cell, text in table.cells:
        for row in range(cell.top, cell.bottom):
            for column in range(cell.left, cell.right):
                rows[row][column] = Slot(text, (row, column) == (cell.top, cell.left))
    return Grid(tuple(map(tuple, rows)))
