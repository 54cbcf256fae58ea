"""A letter as a Word document on the official page, for an office to edit, print or stamp: the same parts as the PDF."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from gongkai.law.letters import Letter
from gongkai.writing.docx import described, packed
from gongkai.writing.letters.layout import PLAIN, Extras, LaidLetter, Row, lay
from gongkai.writing.word_page import (
    CENTER,
    CLOSING,
    FOOT,
    LEFT,
    PROSE,
    TITLE,
    WIDTH,
    Type,
    empty_page,
    fonts,
)

NUMBER: Final = Type("文号", PROSE.font, 16, CENTER)
ADDRESSEE: Final = Type("主送机关", PROSE.font, 16)
ENCLOSURE: Final = Type("附件说明", PROSE.font, 16, LEFT)
COPIES: Final = Type("抄送", PROSE.font, 14, LEFT, line=Pt(22))
FIELD: Final = Type("表格栏目", PROSE.font, 14, LEFT, line=Pt(22))
_OWN: Final = (NUMBER, ADDRESSEE, ENCLOSURE, COPIES, FIELD)
_LABEL: Final = Mm(48)
_BEHIND_BORDERS: Final = {
    qn(f"w:{name}") for name in ("shd", "tabs", "snapToGrid", "spacing", "ind", "jc", "rPr")
}
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def letter_to_docx(letter: Letter, extras: Extras = PLAIN) -> bytes:
    """A letter (条例 第三十六条) and what it carries → the bytes of a docx, equal for equal letters.

    Fonts are named, not embedded: 方正小标宋简体, 仿宋_GB2312. Raises nothing.
    """
    laid = lay(letter, extras)
    document = empty_page(_OWN)
    described(document, laid.title, laid.author)
    _head(document, laid)
    if laid.rows:
        _form(document, laid.rows)
    for text in laid.paragraphs:
        _add(document, PROSE, text)
    _enclosures(document, laid)
    _signature(document, laid)
    if laid.copies:
        _add(document, PROSE, "")
        _ruled(_add(document, COPIES, laid.copies))
    return packed(document)


def _head(document: Document, laid: LaidLetter) -> None:
    _add(document, TITLE, "\n".join(laid.heading))
    if laid.number:
        _add(document, NUMBER, laid.number)
    _add(document, PROSE, "")
    if laid.addressee:
        _add(document, ADDRESSEE, laid.addressee)


def _add(document: Document, kind: Type, text: str) -> Paragraph:
    return _write(document.add_paragraph(style=kind.name), kind, text)


def _write(paragraph: Paragraph, kind: Type, text: str) -> Paragraph:
    if text:
        run = paragraph.add_run(text)
        fonts(run._r.get_or_add_rPr(), kind.font)
    return paragraph


def _enclosures(document: Document, laid: LaidLetter) -> None:
    """Two characters in, under each other behind the word 附件."""
    if laid.enclosures:
        _add(document, PROSE, "").paragraph_format.keep_with_next = True
    for at, name in enumerate(laid.enclosures):
        lead = "附件：" if at == 0 else ""
        lines = _add(document, ENCLOSURE, lead + name).paragraph_format
        lines.left_indent, lines.keep_with_next = Pt(16 * 5), True
        lines.first_line_indent = Pt(-16 * 3 if lead else 0)


def _signature(document: Document, laid: LaidLetter) -> None:
    """A page never begins with the signature alone: the last lines of the text stay with it."""
    if not laid.signed:
        return
    if document.paragraphs:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    _add(document, PROSE, "").paragraph_format.keep_with_next = True
    for line in laid.signed:
        lines = _add(document, CLOSING, line.text).paragraph_format
        lines.right_indent, lines.keep_with_next = Pt(16 * line.free), line is not laid.signed[-1]
    if laid.remark:
        _add(document, PROSE, laid.remark)


def _ruled(paragraph: Paragraph) -> None:
    """A rule above and below, as around 版记."""
    borders = OxmlElement("w:pBdr")
    for side in ("top", "bottom"):
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "000000")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    properties = paragraph._p.get_or_add_pPr()
    after = [one for one in properties if one.tag in _BEHIND_BORDERS]
    properties.insert(properties.index(after[0]) if after else len(properties), borders)


def _form(document: Document, rows: tuple[Row, ...]) -> None:
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    _borders(table)
    for row in rows:
        _row(table, row)
    _add(document, FOOT, "")  # a document may not end with a table


def _row(table: Table, row: Row) -> None:
    made = table.add_row()  # type: ignore[no-untyped-call]
    made.height = Mm(row.tall)
    label, text = made.cells
    label.width, text.width = _LABEL, WIDTH - _LABEL
    if not row.label:
        label = label.merge(text)
        _fill(label, row.text)
        return
    _fill(label, row.label)
    label.paragraphs[0].alignment = CENTER
    _fill(text, row.text)


def _fill(cell: _Cell, text: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = FIELD.name
    _write(paragraph, FIELD, text)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER


def _borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in _SIDES:
        rule = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
            rule.set(qn(f"w:{name}"), value)
        borders.append(rule)
    properties = table._tbl.tblPr
    layout = properties.find(qn("w:tblLayout"))
    properties.insert(properties.index(layout) if layout is not None else len(properties), borders)
