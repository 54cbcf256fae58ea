"""A flat walk over tidy markup: tags and text in one pass, tables built from the inside out, no recursion."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

from gongkai.paper.blocks import Block, Heading, Paragraph, Picture
from gongkai.reading.joining import unwrap_source
from gongkai.reading.openers.cells import OpenCell, Piece, table_pieces

# Most cells hold one paragraph at most: they are taken in one bite (attributes, text), all else tag by tag.
_TOKENS = re.compile(
    r"<(?:t[dh]((?:\s[^<>]*)?)>(?:<p(?:\s[^<>]*)?>)?([^<]*)(?:</p>)?</t[dh]>"
    r"|(/?[a-z][^\s<>/]*)([^<>]*)>)([^<]*)"
)
_SPANS = re.compile(r"(col|row)span\s*=\s*[\"']?\s*(\d{1,6})")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ATTRIBUTE = re.compile(r"([a-z][\w:-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
_BREAKING: list[str] = tomllib.loads((Path(__file__).parent / "html.toml").read_text("utf-8"))["ends_a_line"]
_MOST_NESTED = 60
_MOST_CELLS = 100_000


class _OpenTable:
    """A table while its rows are met; ``outer`` is where its blocks go, ``stray`` what stands outside its cells."""

    __slots__ = ("outer", "rows", "stray")

    def __init__(self, outer: list[Piece]) -> None:
        self.outer = outer
        self.stray: list[Piece] = []
        self.rows: list[list[OpenCell]] = []


def _spans(attributes: str) -> tuple[int, int]:
    if "span" not in attributes:
        return 1, 1
    found = dict(_SPANS.findall(attributes))
    return int(found.get("col", 1)) or 1, int(found.get("row", 1)) or 1


def attributes_of(source: str) -> dict[str, str]:
    """Attributes of a tag, entities resolved."""
    found = _ATTRIBUTE.findall(source)
    return {name: html.unescape(double or single or bare) for name, double, single, bare in found}


class _Scan:
    """Where the walk stands: the words of the open paragraph, the list it will go to, the open tables."""

    __slots__ = ("cells", "heading", "options", "out", "skipped_tables", "tables", "verbatim", "words")

    def __init__(self) -> None:
        self.out: list[Piece] = []
        self.words: list[str] = []
        self.tables: list[_OpenTable] = []
        self.skipped_tables = 0
        self.cells = 0
        self.heading = (self.out, 0)
        self.verbatim = False
        self.options: list[tuple[int, bool]] = []

    def end_paragraph(self, _attributes: str = "") -> None:
        if self.words:
            text = "".join(self.words)
            self.words.clear()
            if self.verbatim:
                text = html.unescape(text)
                self.out.extend(line.rstrip() for line in text.splitlines() if not line.isspace() and line)
            else:
                text = _shown(text)
                if text:
                    self.out.append(text)

    def open_pre(self, _attributes: str) -> None:
        self.end_paragraph()
        self.verbatim = True

    def close_pre(self, _attributes: str) -> None:
        self.end_paragraph()
        self.verbatim = False

    def open_heading(self, _attributes: str) -> None:
        self.end_paragraph()
        self.heading = (self.out, len(self.out))

    def close_heading(self, level: int) -> None:
        self.end_paragraph()
        out, start = self.heading
        if out is self.out:
            out[start:] = [
                Heading(piece, level) if isinstance(piece, str) else piece for piece in out[start:]
            ]
            self.heading = (out, len(out))

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
            self.out.extend([*table.stray, *table_pieces(table.rows)])

    def open_row(self, _attributes: str) -> None:
        self.end_paragraph()
        if self.tables and not self.skipped_tables:
            table = self.tables[-1]
            table.rows.append([])
            self.out = table.stray

    def open_cell(self, attributes: str) -> None:
        self.end_paragraph()
        row = self._open_row()
        if row is not None:
            pieces: list[Piece] = []
            row.append((pieces, *_spans(attributes)))
            self.out = pieces

    def whole_cell(self, attributes: str, text: str) -> None:
        """A cell without markup in it."""
        if self.words:
            self.end_paragraph()
        if text and not text.isdigit():
            text = _shown(text)
        row = self._open_row()
        if row is None:
            self.words.append(text)
            self.end_paragraph()
        else:
            row.append(([text] if text else [], *_spans(attributes)))
            self.out = self.tables[-1].stray

    def _open_row(self) -> list[OpenCell] | None:
        """Where the next cell goes; None outside of tables and where there are absurdly many."""
        if not self.tables or self.skipped_tables or self.cells >= _MOST_CELLS:
            return None
        self.cells += 1
        rows = self.tables[-1].rows
        if not rows:
            rows.append([])
        return rows[-1]

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

    def open_select(self, _attributes: str) -> None:
        self.options = [(len(self.words), False)]

    def open_option(self, attributes: str) -> None:
        if self.options:
            self.options.append((len(self.words), "selected" in attributes))

    def close_select(self, _attributes: str) -> None:
        """Of a choice the page shows the chosen one, or the first."""
        (start, _), *offered = self.options or [(0, False)]
        self.options = []
        if offered:
            chosen = next((place for place, (_, selected) in enumerate(offered) if selected), 0)
            ends = [begin for begin, _ in offered[1:]] + [len(self.words)]
            self.words[start:] = self.words[offered[chosen][0] : ends[chosen]]


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
    "select": _Scan.open_select,
    "option": _Scan.open_option,
    "/select": _Scan.close_select,
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
    scan.words.append(markup.partition("<")[0])
    words = scan.words
    for cell_attributes, cell_text, tag, attributes, text in _TOKENS.findall(markup):
        if not tag:
            scan.whole_cell(cell_attributes, cell_text)
        elif tag in steps:
            steps[tag](scan, attributes)
        if text:
            words.append(text)
    scan.end_paragraph()
    while scan.tables:
        scan.close_table()
    return [Paragraph(piece) if isinstance(piece, str) else piece for piece in scan.out]


def _shown(text: str) -> str:
    """What a browser shows of the text between two tags; "" for white space."""
    if "&" in text:
        text = html.unescape(text)
    if "\n" in text or "\r" in text:
        text = unwrap_source(text)
    text = text.strip(" \t\f")
    return "" if text.isspace() else text
