"""Papers as PDF, written by hand: text at its place in a font every viewer has, ruled lines where asked."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from .papers import Image, Line, Paper
from .tables import Cell, Table, laid_out
from .texts import wide

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 40
_FONT = 9


def _cut(text: str, width: float, size: int) -> list[str]:
    """Lines of a text that fit a width in points."""
    lines, line = [], ""
    for sign in text:
        if wide(line + sign) * size / 2 > width and line:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


class _Canvas:
    """Pages filled from the top."""

    def __init__(self, ruled: bool) -> None:
        self.pages: list[list[str]] = [[]]
        self.left = float(_HEIGHT - _MARGIN)
        self.ruled = ruled

    def break_page(self) -> None:
        number = len(self.pages)
        self.text(_WIDTH / 2 - 8, 24, f"- {number} -")
        self.pages.append([])
        self.left = float(_HEIGHT - _MARGIN)

    def text(self, x: float, y: float, text: str) -> None:
        code = text.encode("utf-16-be").hex().upper()
        self.pages[-1].append(f"BT /F1 {_FONT} Tf {x:.1f} {y:.1f} Td <{code}> Tj ET")

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self.pages[-1].append(f"0.5 w {x:.1f} {y:.1f} m {to_x:.1f} {to_y:.1f} l S")

    def need(self, height: float) -> bool:
        """Start a new page where the height does not fit; True if one was started."""
        if self.left - height >= _MARGIN:
            return False
        self.break_page()
        return True


def _paragraph(canvas: _Canvas, line: Line) -> None:
    for text in _cut(("　　" if line.kind == "text" else "") + line.text, _WIDTH - 2 * _MARGIN, _FONT):
        canvas.need(14)
        canvas.left -= 14
        canvas.text(_MARGIN, canvas.left, text)


def _edges(table: Table) -> list[float]:
    """Left edges of the columns: labels wide, figures narrow."""
    labels = {3: [1.0], 4: [2.0], 8: [4.0], 10: [0.7, 1.1, 3.0]}.get(table.width, [1.0])
    if table.name == "R":
        labels = [4.0]
    weights = labels + [1.0] * (table.width - len(labels))
    full = _WIDTH - 2 * _MARGIN
    edges = [float(_MARGIN)]
    for weight in weights:
        edges.append(edges[-1] + full * weight / sum(weights))
    return edges


def _starts(places: list[tuple[Cell, bool]]) -> Iterator[tuple[int, Cell]]:
    yield from ((at, cell) for at, (cell, first) in enumerate(places) if first)


def _heights(table: Table, edges: list[float]) -> list[float]:
    heights = []
    for places in laid_out(table):
        lines = [
            len(_cut(cell.text, edges[at + cell.cols] - edges[at] - 4, _FONT))
            for at, cell in _starts(places)
            if cell.rows == 1
        ]
        heights.append(max(lines, default=1) * 11.0 + 5)
    return heights


def _draw(canvas: _Canvas, table: Table, repeat: bool) -> None:
    edges, heights, places = _edges(table), _heights(table, _edges(table)), laid_out(table)
    head = range(table.head) if repeat else range(0)
    for at in range(len(places)):
        if canvas.left - heights[at] < _MARGIN:
            _break_table(canvas)
            for above in head if at >= table.head else ():
                _draw_row(canvas, places[above], edges, heights[above])
        _draw_row(canvas, places[at], edges, heights[at])


def _break_table(canvas: _Canvas) -> None:
    """A page break inside a table: its border is closed below and opened above."""
    for closing in (True, False):
        if canvas.ruled:
            canvas.rule(_MARGIN, canvas.left, _WIDTH - _MARGIN, canvas.left)
        if closing:
            canvas.break_page()


def _draw_row(canvas: _Canvas, places: list[tuple[Cell, bool]], edges: list[float], height: float) -> None:
    top, bottom = canvas.left, canvas.left - height
    for column, (cell, first) in enumerate(places):
        if first:
            room = edges[min(column + cell.cols, len(edges) - 1)] - edges[column] - 4
            for number, line in enumerate(_cut(cell.text, room, _FONT), start=1):
                canvas.text(edges[column] + 2, top - 11 * number, line)
        if canvas.ruled:
            _rules(canvas, places, column, (edges[column], edges[column + 1], top, bottom))
    canvas.left = bottom


def _rules(
    canvas: _Canvas, places: list[tuple[Cell, bool]], column: int, box: tuple[float, float, float, float]
) -> None:
    left, right, top, bottom = box
    cell = places[column][0]
    if column == 0 or places[column - 1][0] is not cell:
        canvas.rule(left, top, left, bottom)
    if cell.rows == 1 or any(other is cell and first for other, first in places):
        canvas.rule(left, top, right, top)
    if cell.rows == 1:
        canvas.rule(left, bottom, right, bottom)
    if column == len(places) - 1:
        canvas.rule(right, top, right, bottom)


def pdf(paper: Paper, ruled: bool = True, repeat: bool = False) -> bytes:
    """The paper on A4 pages. ``repeat``: the head of a table stands again after a page break."""
    canvas = _Canvas(ruled)
    for part in paper.parts:
        if isinstance(part, Line):
            _paragraph(canvas, part)
        elif isinstance(part, Table):
            _draw(canvas, part, repeat)
            canvas.left -= 8
        elif isinstance(part, Image):
            canvas.left -= 120
    return _file(canvas.pages)


def _file(pages: list[list[str]]) -> bytes:
    font = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    descendant = "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500] >>"
    descriptor = "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    kids = " ".join(f"{6 + 2 * at} 0 R" for at in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font.encode(),
        descendant.encode(),
        descriptor.encode(),
    ]
    for at, page in enumerate(pages):
        stream = zlib.compress("\n".join(page).encode())
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * at} 0 R >>".encode()
        )
        objects.append(
            f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode() + stream + b"\nendstream"
        )
    return _numbered(objects)


def _numbered(objects: list[bytes]) -> bytes:
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
