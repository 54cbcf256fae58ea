"""Word documents as XML (docx, docm, flat XML) to blocks: what the page shows, with numbering and merged cells."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.paper.blocks import Heading, Paper, Paragraph, Picture
from gongkai.reading.joining import join_pieces
from gongkai.reading.openers.cells import OpenCell, Piece, table_pieces
from gongkai.reading.openers.packages import Package, PackageError
from gongkai.reading.openers.word_runs import Runs, read_runs
from gongkai.reading.openers.word_styles import Styles, find, local_name, value

_LONGEST_HEADING = 80
_HIDDEN = "文中有设为隐藏的文字，纸面上看不到，没有读取。"
_EMBEDDED = "文中嵌有另一份未展开的文件，没有读取；请用办公软件打开后另存为 .docx 再读。"
# What stands around paragraphs and shows what it holds; everything unknown is passed over.
_AROUND = frozenset(
    ["sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "sect", "sub-section", "txbxContent"]
)


def open_docx(data: bytes) -> Paper:
    """Bytes of a docx → blocks: inserted text kept, deleted and hidden text dropped, automatic numbers written out."""
    try:
        package = Package(data)
        document = package.xml(_main_part(package))
        styles = Styles(package.xml("word/styles.xml"), package.xml("word/numbering.xml"))
    except PackageError as fault:
        return Paper("docx", (), (str(fault),))
    return open_word_xml(document, styles)


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return "word/document.xml"


def open_word_xml(document: etree._Element | None, styles: Styles) -> Paper:
    """The XML of a document → blocks; a document without a body is said to be damaged."""
    body = find(document, "body") if document is not None else None
    if body is None:
        return Paper("docx", (), ("文件已损坏，找不到正文；请用办公软件打开后另存再读。",))
    walk = _Walk(styles)
    pieces = list(walk.pieces(body))
    blocks = tuple(Paragraph(piece) if isinstance(piece, str) else piece for piece in pieces)
    return Paper("docx", blocks, tuple(walk.notes))


class _Walk:
    """One walk through a document; numbering goes on from paragraph to paragraph."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.notes: list[str] = []

    def pieces(self, container: etree._Element, *, in_cell: bool = False) -> Iterator[Piece]:
        """What a body, cell or text box holds, in order."""
        for element in container.iterchildren("*"):
            name = local_name(element)
            if name == "p":
                yield from self.paragraph(element, in_cell=in_cell)
            elif name == "tbl":
                yield from table_pieces(self.rows(element))
            elif name in _AROUND and not _is_placeholder(element):
                yield from self.pieces(element, in_cell=in_cell)
            elif name == "AlternateContent":
                yield from self.pieces(_choice(element), in_cell=in_cell)
            elif name == "altChunk":
                self.note(_EMBEDDED)

    def note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def paragraph(self, element: etree._Element, *, in_cell: bool) -> Iterator[Piece]:
        properties = find(element, "pPr")
        style = self.styles.of(properties)
        runs = read_runs(element)
        if runs.hidden:
            self.note(_HIDDEN)
        if style.is_contents:
            return
        lines = [line.rstrip() for line in runs.text.split("\n") if line.strip()]
        if lines:
            lines[0] = join_number(self.styles.next_number(properties, style), lines[0])
        if style.level and not in_cell and lines and len(lines[0]) <= _LONGEST_HEADING:
            yield Heading(join_pieces([line.strip() for line in lines]), style.level)
        else:
            yield from lines
        yield from self.beside(runs, in_cell=in_cell)

    def beside(self, runs: Runs, *, in_cell: bool) -> Iterator[Piece]:
        """Text boxes and pictures anchored in a paragraph come after it."""
        for box in runs.boxes:
            yield from self.pieces(box, in_cell=in_cell)
        for alt in runs.pictures:
            yield Picture(alt)

    def rows(self, table: etree._Element) -> list[list[OpenCell]]:
        """The cells of a table with the columns and rows they cover; deleted rows left out."""
        rows: list[list[OpenCell]] = []
        above: dict[int, tuple[int, int]] = {}
        for row in _members(table, "tr"):
            properties = find(row, "trPr")
            if properties is None or find(properties, "del") is None:
                cells, above = self.row(row, rows, above)
                rows.append(cells)
        return rows

    def row(
        self, row: etree._Element, rows: list[list[OpenCell]], above: dict[int, tuple[int, int]]
    ) -> tuple[list[OpenCell], dict[int, tuple[int, int]]]:
        """One row; a cell that continues one from above makes that one longer. ``above``: column → row, place."""
        properties = find(row, "trPr")
        before = _number(properties, "gridBefore", 0)
        cells: list[OpenCell] = [([], 1, 1) for _ in range(before)]
        merged: dict[int, tuple[int, int]] = {}
        column = before
        for cell in _members(row, "tc"):
            details = find(cell, "tcPr")
            across = max(1, _number(details, "gridSpan", 1))
            merge = find(details, "vMerge") if details is not None else None
            if merge is not None and value(merge) != "restart" and column in above:
                place = above[column]
                pieces, wide, down = rows[place[0]][place[1]]
                rows[place[0]][place[1]] = (pieces, wide, down + 1)
                merged[column] = place
            else:
                if merge is not None:
                    merged[column] = (len(rows), len(cells))
                cells.append((list(self.pieces(cell, in_cell=True)), across, 1))
            column += across
        return cells, merged


def join_number(number: str, text: str) -> str:
    """An automatic number before its text; a blank where figures or Latin words would fuse with it."""
    if number and number[-1].isascii() and text[:1].isascii():
        return f"{number} {text.lstrip()}"
    return number + (text.lstrip() if number else text)


def _members(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those in content controls and insertions."""
    for element in parent.iterchildren("*"):
        found = local_name(element)
        if found == name:
            yield element
        elif found in _AROUND:
            yield from _members(element, name)


def _choice(element: etree._Element) -> etree._Element:
    """Alternate content says the same twice: the first way of saying it that is there."""
    return next(element.iterchildren("*"), element)


def _is_placeholder(element: etree._Element) -> bool:
    properties = find(element, "sdtPr")
    return properties is not None and find(properties, "showingPlcHdr") is not None


def _number(properties: etree._Element | None, name: str, otherwise: int) -> int:
    element = find(properties, name) if properties is not None else None
    text = value(element) if element is not None else ""
    return min(int(text), 100) if text.isdigit() and len(text) < 7 else otherwise
