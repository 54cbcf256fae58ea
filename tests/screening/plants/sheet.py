"""Workbooks by hand: one text in one of the places of a workbook."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from tests.screening.plants.package import REL, RELS, package
from tests.screening.plants.values import SPLIT

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="' + REL + '"'
LINK = f'<Relationship Id="rId{{}}" Type="{REL}/{{}}" Target="{{}}"/>'
FIRST = '<row r="1"><c r="A1" t="inlineStr"><is><t>某某乡公示</t></is></c></row>'


def _rows(rows: str, before: str = "", after: str = "") -> str:
    return f"<worksheet {MAIN}>{before}<sheetData>{FIRST}{rows}</sheetData>{after}</worksheet>"


def _t(text: str) -> str:
    return f'<t xml:space="preserve">{escape(text)}</t>'


def _rich(text: str) -> str:
    pieces = text.split(SPLIT)
    return _t(text) if len(pieces) == 1 else "".join(f"<r>{_t(piece)}</r>" for piece in pieces)


def _inline(text: str, row: str = "", cell: str = "", at: str = "B2") -> str:
    return f'<row r="2" {row}><c r="{at}" t="inlineStr" {cell}><is>{_rich(text)}</is></c></row>'


def book(
    rows: str = "", parts: dict[str, str] | None = None, *, sheet: str = "", links: str = "", more: str = ""
) -> bytes:
    """A workbook of one sheet (its rows, or it whole), with these parts, links of the book and words of the book."""
    tail = (
        more if "<sheets>" in more else f'<sheets><sheet name="表一" sheetId="1" r:id="rId1"/></sheets>{more}'
    )
    shape: dict[str, str | bytes] = {
        "xl/workbook.xml": f"<workbook {MAIN}>{tail}</workbook>",
        "xl/_rels/workbook.xml.rels": RELS.format(
            LINK.format(1, "worksheet", "worksheets/sheet1.xml") + links
        ),
        "xl/worksheets/sheet1.xml": sheet or _rows(rows),
    }
    return package("xl/workbook.xml", shape | (parts or {}))


def _shared(text: str, used: bool = True) -> bytes:
    strings = f"<sst {MAIN}><si>{_rich(text)}</si></sst>"
    rows = '<row r="2"><c r="B2" t="s"><v>0</v></c></row>' if used else ""
    return book(
        rows, {"xl/sharedStrings.xml": strings}, links=LINK.format(7, "sharedStrings", "sharedStrings.xml")
    )


def _second(state: str) -> Callable[[str], bytes]:
    """A sheet beside the first one, in this state."""

    def make(text: str) -> bytes:
        names = f'<sheet name="表一" sheetId="1" r:id="rId1"/><sheet name="底表" sheetId="2" state="{state}" r:id="rId2"/>'
        return book(
            parts={"xl/worksheets/sheet2.xml": _rows(_inline(text))},
            links=LINK.format(2, "worksheet", "worksheets/sheet2.xml"),
            more=f"<sheets>{names}</sheets>",
        )

    return make


def _beside_sheet(kind: str, part: str, around: str, tag: str = "t") -> Callable[[str], bytes]:
    """A part hanging on the sheet: comments, a drawing."""

    def make(text: str) -> bytes:
        links = RELS.format(LINK.format(1, kind, f"../{part}"))
        return book(
            parts={
                f"xl/{part}": around.format(f"<{tag}>{escape(text)}</{tag}>"),
                "xl/worksheets/_rels/sheet1.xml.rels": links,
            }
        )

    return make


def _columns(look: str) -> Callable[[str], bytes]:
    before = f'<cols><col min="2" max="2" {look}/></cols>'
    return lambda text: book(sheet=_rows(_inline(text), before))


def _after(words: str) -> Callable[[str], bytes]:
    return lambda text: book(
        sheet=_rows("", after=words.replace("ATTR", quoteattr(text)).replace("TEXT", escape(text)))
    )


def _value(cell: str) -> Callable[[str], bytes]:
    return lambda text: book(f'<row r="2">{cell.replace("TEXT", escape(text))}</row>')


def _target(text: str) -> bytes:
    target = quoteattr(f"https://example.gov.cn/cha?q={text}")
    link = f'<Relationship Id="rId1" Type="{REL}/hyperlink" Target={target} TargetMode="External"/>'
    whole = _rows("", after='<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>')
    return book(parts={"xl/worksheets/_rels/sheet1.xml.rels": RELS.format(link)}, sheet=whole)


def _named(text: str) -> bytes:
    return book(more=f'<sheets><sheet name={quoteattr(text)} sheetId="1" r:id="rId1"/></sheets>')


def _defined(text: str) -> bytes:
    return book(more=f'<definedNames><definedName name="x">"{escape(text)}"</definedName></definedNames>')


def _outside(text: str) -> bytes:
    cell = f'<cell r="A1" t="str"><v>{escape(text)}</v></cell>'
    data = f'<sheetDataSet><sheetData sheetId="0"><row r="1">{cell}</row></sheetData></sheetDataSet>'
    part = f'<externalLink {MAIN}><externalBook><sheetNames><sheetName val="x"/></sheetNames>{data}</externalBook></externalLink>'
    link = LINK.format(5, "externalLink", "externalLinks/externalLink1.xml")
    return book(parts={"xl/externalLinks/externalLink1.xml": part}, links=link)


def _pivot(text: str) -> bytes:
    items = f'<cacheFields><cacheField name="x"><sharedItems><s v={quoteattr(text)}/></sharedItems></cacheField></cacheFields>'
    part = f"<pivotCacheDefinition {MAIN}>{items}</pivotCacheDefinition>"
    link = LINK.format(5, "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    return book(parts={"xl/pivotCache/pivotCacheDefinition1.xml": part}, links=link)


def _description(text: str) -> bytes:
    part = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>{escape(text)}</dc:description></cp:coreProperties>'
    )
    return book(parts={"docProps/core.xml": part})


def _number(text: str) -> bytes:
    return book(f'<row r="2"><c r="B2"><v>{text}</v></c></row>')


def _float(text: str) -> bytes:
    return book(f'<row r="2"><c r="B2"><v>{int(text):.15E}</v></c></row>')


def _digit_cells(text: str) -> bytes:
    cells = "".join(
        f'<c r="{chr(65 + at)}2" t="inlineStr"><is>{_t(sign)}</is></c>' for at, sign in enumerate(text[:26])
    )
    return book(f'<row r="2">{cells}</row>')


COMMENTS = f'<comments {MAIN}><authors><author>某甲</author></authors><commentList><comment ref="A1" authorId="0"><text><r>{{}}</r></text></comment></commentList></comments>'
THREADED = '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1" id="1">{}</threadedComment></ThreadedComments>'
DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody>'
    "<a:p><a:r>{}</a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)
PLACES: dict[str, Callable[[str], bytes]] = {
    "inline": lambda text: book(_inline(text)),
    "shared": _shared,
    "shared_unused": lambda text: _shared(text, used=False),
    "hidden_sheet": _second("hidden"),
    "very_hidden_sheet": _second("veryHidden"),
    "hidden_row": lambda text: book(_inline(text, row='hidden="1"')),
    "hidden_column": _columns('hidden="1"'),
    "zero_width_column": _columns('width="0" customWidth="1"'),
    "far_away": lambda text: book(_inline(text, at="XFD2")),
}
VALUES: dict[str, Callable[[str], bytes]] = {
    "comment": _beside_sheet("comments", "comments1.xml", COMMENTS),
    "drawing": _beside_sheet("drawing", "drawings/drawing1.xml", DRAWING, "a:t"),
    "threaded_comment": _beside_sheet(
        "threadedComment", "threadedComments/threadedComment1.xml", THREADED, "text"
    ),
    "formula_cache": _value('<c r="B2" t="str"><f>A1&amp;""</f><v>TEXT</v></c>'),
    "formula_words": _value('<c r="B2" t="str"><f>"TEXT"</f><v>略</v></c>'),
    "sheet_header": _after("<headerFooter><oddHeader>&amp;CTEXT</oddHeader></headerFooter>"),
    "sheet_footer": _after("<headerFooter><oddFooter>&amp;LTEXT</oddFooter></headerFooter>"),
    "validation": _after(
        '<dataValidations count="1"><dataValidation type="list" sqref="A1"><formula1>"TEXT,无"</formula1></dataValidation></dataValidations>'
    ),
    "validation_prompt": _after(
        '<dataValidations count="1"><dataValidation type="list" sqref="A1" prompt=ATTR><formula1>"有,无"</formula1></dataValidation></dataValidations>'
    ),
    "link_target": _target,
    "link_tip": _after('<hyperlinks><hyperlink ref="A1" location="A1" tooltip=ATTR/></hyperlinks>'),
    "sheet_name": _named,
    "defined_name": _defined,
    "outside_cache": _outside,
    "pivot_cache": _pivot,
    "core_property": _description,
}
NUMBERS: dict[str, Callable[[str], bytes]] = {"number": _number, "float": _float}
PLAIN: dict[str, Callable[[str], bytes]] = {"digit_cells": _digit_cells}
