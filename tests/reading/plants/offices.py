"""Papers as docx and xlsx, written part by part so that the same paper gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from html import escape

from .papers import Image, Line, Paper
from .tables import Cell, Table, laid_out

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{}</Types>'
_RELATIONS = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OFFICE = "application/vnd.openxmlformats-officedocument"
_NUMBERS = ("chineseCounting", "%1、")


def packed(members: dict[str, str | bytes]) -> bytes:
    """A zip whose bytes depend on its members alone."""
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return store.getvalue()


def _paragraph(text: str, properties: str = "") -> str:
    runs = _runs(text)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _runs(text: str) -> str:
    """A text in three runs, as editing leaves it."""
    third = max(1, len(text) // 3)
    pieces = (text[:third], text[third : 2 * third], text[2 * third :])
    return "".join(f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces if piece)


def _line(line: Line, numbered: bool) -> str:
    if line.kind == "title":
        return _paragraph(line.text, '<w:pStyle w:val="Title"/><w:jc w:val="center"/>')
    if line.kind == "chapter" and numbered and line.text[1:2] == "、":
        numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        return _paragraph(line.text[2:], f'<w:pStyle w:val="Heading1"/>{numbering}')
    if line.kind == "chapter":
        return _paragraph(line.text, '<w:pStyle w:val="Heading1"/>')
    return _paragraph(line.text)


def _table(table: Table, tracked: bool) -> str:
    grid = "".join('<w:gridCol w:w="900"/>' for _ in range(table.width))
    rows = "".join(f"<w:tr>{''.join(_places(places, tracked))}</w:tr>" for places in laid_out(table))
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


def _places(places: list[tuple[Cell, bool]], tracked: bool) -> Iterator[str]:
    at = 0
    while at < len(places):
        cell, first = places[at]
        span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
        merge = ('<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>") if cell.rows > 1 else ""
        text = cell.text if first else ""
        inner = _corrected(text) if tracked and cell.code and text else _paragraph(text)
        yield f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inner}</w:tc>"
        at += cell.cols


def _corrected(text: str) -> str:
    """A figure put in with changes tracked, the one it replaces still in the file."""
    who = 'w:id="7" w:author="校对" w:date="2024-01-02T03:04:05Z"'
    gone = f"<w:del {who}><w:r><w:delText>88</w:delText></w:r></w:del>"
    return f"<w:p>{gone}<w:ins {who}><w:r><w:t>{escape(text)}</w:t></w:r></w:ins></w:p>"


_PICTURE = f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:extent cx="5400000" cy="3600000"/><wp:docPr id="1" name="图片 1"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="image1.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId9" xmlns:r="{_R}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'


def docx(paper: Paper, numbered: bool = False, tracked: bool = False, picture: bytes = b"") -> bytes:
    """A Word file. ``numbered``: chapter numbers are automatic, so that they stand in no text. ``tracked``: every
    figure replaces another one that is marked as deleted."""
    body = ""
    for part in paper.parts:
        if isinstance(part, Line):
            body += _line(part, numbered)
        elif isinstance(part, Image):
            body += _PICTURE
        else:
            body += _table(part, tracked) + _paragraph("")
    form, text = _NUMBERS
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )
    numbering = f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    styles = f'<w:styles {_W}><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(
            f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.wordprocessingml.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.wordprocessingml.styles+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_OFFICE}.wordprocessingml.numbering+xml"/>'
        ),
        "_rels/.rels": _RELATIONS.format(_relation(1, "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": _RELATIONS.format(
            _relation(1, "styles", "styles.xml")
            + _relation(2, "numbering", "numbering.xml")
            + (_relation(9, "image", "media/image1.png") if picture else "")
        ),
        "word/document.xml": f"<w:document {_W}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
    }
    if picture:
        members["word/media/image1.png"] = picture
    return packed(members)


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'


def _letter(column: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]


def _place(text: str, column: int, row: int, as_numbers: bool) -> str:
    where = f'r="{_letter(column)}{row}"'
    if as_numbers and text and text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit():
        return f"<c {where}><v>{Decimal(text)}</v></c>"
    return f'<c {where} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


class _Sheet:
    """Rows and merged ranges of one worksheet."""

    def __init__(self, as_numbers: bool) -> None:
        self.rows: list[str] = []
        self.merged: list[str] = []
        self.as_numbers = as_numbers

    def line(self, text: str) -> None:
        at = len(self.rows) + 1
        self.rows.append(f'<row r="{at}">{_place(text, 0, at, False)}</row>')

    def table(self, table: Table) -> None:
        top = len(self.rows) + 1
        for at, places in enumerate(laid_out(table), start=top):
            cells = ""
            for column, (cell, first) in enumerate(places):
                if not first:
                    continue
                cells += _place(cell.text, column, at, self.as_numbers and bool(cell.code))
                if cell.cols > 1 or cell.rows > 1:
                    end = f"{_letter(column + cell.cols - 1)}{at + cell.rows - 1}"
                    self.merged.append(f'<mergeCell ref="{_letter(column)}{at}:{end}"/>')
            self.rows.append(f'<row r="{at}">{cells}</row>')

    def xml(self) -> str:
        merges = (
            f'<mergeCells count="{len(self.merged)}">{"".join(self.merged)}</mergeCells>'
            if self.merged
            else ""
        )
        return f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{"".join(self.rows)}</sheetData>{merges}</worksheet>'


def xlsx(paper: Paper, apart: bool = False, as_numbers: bool = True) -> bytes:
    """A workbook. ``apart``: every table has a worksheet of its own; ``as_numbers``: figures are numeric cells."""
    sheets = [("年度报告", _Sheet(as_numbers))]
    for part in paper.parts:
        if isinstance(part, Table) and apart:
            sheets.append((f"附表{len(sheets)}", _Sheet(as_numbers)))
            sheets[-1][1].line(paper.title)
            sheets[-1][1].table(part)
        elif isinstance(part, Table):
            sheets[0][1].table(part)
        elif isinstance(part, Line):
            sheets[0][1].line(part.text)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OFFICE}.spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in enumerate(sheets, 1)
    )
    relations = "".join(
        _relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(
            f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.spreadsheetml.sheet.main+xml"/>{overrides}'
        ),
        "_rels/.rels": _RELATIONS.format(_relation(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_R}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(relations),
        **{f"xl/worksheets/sheet{n}.xml": sheet.xml() for n, (_, sheet) in enumerate(sheets, 1)},
    }
    return packed(members)
