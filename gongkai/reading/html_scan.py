"""A flat walk over tidy markup: tags and text in one pass, tables built from the inside out, no recursion."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from gongkai.paper.blocks import Block, Grid, Heading, Paragraph, Picture
from gongkai.reading.joining import join_pieces, unwrap_source
from gongkai.reading.spans import Cell, lay_out

_TOKENS = re.compile(r"<(/?[a-z][^\s>/]*)([^>]*)>([^<]*)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ATTRIBUTE = re.compile(r"([a-z][\w:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_BREAKING = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "aside",
    "form",
    "fieldset",
    "address",
    "blockquote",
    "center",
    "hr",
    "pre",
    "figure",
    "figcaption",
    "details",
    "summary",
    "caption",
    "title",
    "body",
    "html",
    "thead",
    "tbody",
    "tfoot",
    "legend",
    "option",
]
_MOST_NESTED = 60
_MOST_CELLS = 100_000
# A cell longer than any note of an official form, in many paragraphs, is part of the page's layout.
_LAYOUT_CHARACTERS = 800
_LAYOUT_PARAGRAPHS = 5

Piece = str | Heading | Grid | Picture


class _OpenCell:
    """A cell while its content is met: paragraphs as plain strings, inner tables as blocks."""

    __slots__ = ("across", "down", "pieces")

    def __init__(self, attributes: str) -> None:
        self.pieces: list[Piece] = []
        self.across = self.down = 1
        if "span" in attributes:
            values = attributes_of(attributes)
            self.across = _span(values.get("colspan", ""))
            self.down = _span(values.get("rowspan", ""))


class _OpenTable:
    """A table while its rows are met; ``outer`` is where its blocks go, ``stray`` what stands outside its cells."""

    __slots__ = ("outer", "rows", "stray")

    def __init__(self, outer: list[Piece]) -> None:
        self.outer = outer
        self.stray: list[Piece] = []
        self.rows: list[list[_OpenCell]] = []


def _span(value: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", value)
    return max(1, int(digits[1])) if digits else 1


def attributes_of(source: str) -> dict[str, str]:
    """Attributes of a tag, entities resolved."""
    found = _ATTRIBUTE.findall(source)
    return {name: html.unescape(double or single or bare) for name, double, single, bare in found}


class _Scan:
    """Where the walk stands: the words of the open paragraph, the list it will go to, the open tables."""

    __slots__ = ("cells", "heading", "out", "select", "skipped_tables", "tables", "verbatim", "words")

    def __init__(self) -> None:
        self.out: list[Piece] = []
        self.words: list[str] = []
        self.tables: list[_OpenTable] = []
        self.skipped_tables = 0
        self.cells = 0
        self.heading = 0
        self.verbatim = False

    def end_paragraph(self, _attributes: str = "") -> None:
        if not self.words:
            return
        words = self.words
        text = words[0] if len(words) == 1 else "".join(words)
        words.clear()
        if text.isspace():
            return
        if "&" in text:
            text = html.unescape(text)
        if self.verbatim:
            self.out.extend(line.rstrip() for line in text.splitlines() if line.strip())
            return
        if "\n" in text or "\r" in text:
            text = unwrap_source(text)
        text = text.strip(" \t\r\n\f")
        if text and not text.isspace():
            self.out.append(text)

    def open_pre(self, _attributes: str) -> None:
        self.end_paragraph()
        self.verbatim = True

    def close_pre(self, _attributes: str) -> None:
        self.end_paragraph()
        self.verbatim = False

    def open_heading(self, _attributes: str) -> None:
        self.end_paragraph()
        self.heading = len(self.out)

    def close_heading(self, level: int) -> None:
        self.end_paragraph()
        if self.tables:
            return
        for place in range(self.heading, len(self.out)):
            piece = self.out[place]
            if isinstance(piece, str):
                self.out[place] = Heading(piece, level)
        self.heading = len(self.out)

    def open_table(self, _attributes: str) -> None:
        self.end_paragraph()
        if len(self.tables) >= _MOST_NESTED:
            self.skipped_tables += 1
            return
        table = _OpenTable(self.out)
        self.tables.append(table)
        self.out = table.stray

    def close_table(self, _attributes: str = "") -> None:
        self.end_paragraph()
        if self.skipped_tables:
            self.skipped_tables -= 1
        elif self.tables:
            table = self.tables.pop()
            self.out = table.outer
            self.out.extend(_blocks_of_table(table))

    def open_row(self, _attributes: str) -> None:
        self.end_paragraph()
        if self.tables and not self.skipped_tables:
            table = self.tables[-1]
            table.rows.append([])
            self.out = table.stray

    def open_cell(self, attributes: str) -> None:
        self.end_paragraph()
        if not self.tables or self.skipped_tables or self.cells >= _MOST_CELLS:
            return
        self.cells += 1
        table = self.tables[-1]
        if not table.rows:
            table.rows.append([])
        cell = _OpenCell(attributes)
        table.rows[-1].append(cell)
        self.out = cell.pieces

    def close_cell(self, _attributes: str) -> None:
        self.end_paragraph()
        if self.tables and not self.skipped_tables:
            self.out = self.tables[-1].stray

    def picture(self, attributes: str) -> None:
        self.end_paragraph()
        self.out.append(Picture(attributes_of(attributes).get("alt", "").strip()))

    def filled_in(self, attributes: str) -> None:
        """The value of a form field is what the page shows there."""
        values = attributes_of(attributes)
        if values.get("type", "text").lower() in ("text", "number", "tel", "search"):
            self.words.append(values.get("value", ""))


def _heading_closer(level: int) -> Callable[[_Scan, str], None]:
    return lambda scan, _attributes: scan.close_heading(level)


_STEPS: dict[str, Callable[[_Scan, str], None]] = {
    **{slash + tag: _Scan.end_paragraph for tag in _BREAKING for slash in ("", "/")},
    **{f"h{level}": _Scan.open_heading for level in range(1, 7)},
    **{f"/h{level}": _heading_closer(level) for level in range(1, 7)},
    "pre": _Scan.open_pre,
    "/pre": _Scan.close_pre,
    "table": _Scan.open_table,
    "/table": _Scan.close_table,
    "tr": _Scan.open_row,
    "/tr": _Scan.close_cell,
    "td": _Scan.open_cell,
    "th": _Scan.open_cell,
    "/td": _Scan.close_cell,
    "/th": _Scan.close_cell,
    "img": _Scan.picture,
    "input": _Scan.filled_in,
}


def scan_markup(markup: str) -> list[Block]:
    """Markup in tidy form (lower-case tags, quoted attributes, no ``<`` in text) → blocks in document order.

    Untidy markup gives poorer blocks, never an error.
    """
    scan = _Scan()
    steps = _STEPS
    markup = markup.replace("&nbsp;", "\xa0")
    if "<!--" in markup:
        markup = _COMMENT.sub("", markup)
    scan.words.append(markup[: markup.find("<")] if "<" in markup else markup)
    for tag, attributes, text in _TOKENS.findall(markup):
        step = steps.get(tag)
        if step:
            step(scan, attributes)
        if text:
            scan.words.append(text)
    scan.end_paragraph()
    while scan.tables:
        scan.close_table()
    return [Paragraph(piece) if isinstance(piece, str) else piece for piece in scan.out]


def _blocks_of_table(table: _OpenTable) -> list[Piece]:
    """A table of figures → a grid (its pictures behind it); a table that lays out the page → its content in order."""
    cells = [cell for row in table.rows for cell in row]
    if all(len(row) < 2 for row in table.rows) or any(_is_layout(cell) for cell in cells):
        return table.stray + [piece for cell in cells for piece in cell.pieces]
    rows = [[Cell(_cell_text(cell), cell.across, cell.down) for cell in row] for row in table.rows]
    pictures: list[Piece] = [
        piece for cell in cells if len(cell.pieces) for piece in cell.pieces if type(piece) is Picture
    ]
    return [*table.stray, lay_out(rows), *pictures]


def _is_layout(cell: _OpenCell) -> bool:
    pieces = cell.pieces
    if len(pieces) < 2:
        return bool(pieces) and type(pieces[0]) is Grid
    if any(type(piece) is Grid for piece in pieces):
        return True
    if len(pieces) < _LAYOUT_PARAGRAPHS:
        return False
    return sum(len(piece) for piece in pieces if isinstance(piece, str)) > _LAYOUT_CHARACTERS


def _cell_text(cell: _OpenCell) -> str:
    pieces = cell.pieces
    if not pieces:
        return ""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return pieces[0].strip()
    texts = [
        piece if isinstance(piece, str) else piece.text
        for piece in pieces
        if isinstance(piece, (str, Heading))
    ]
    return join_pieces([text.strip() for text in texts])
