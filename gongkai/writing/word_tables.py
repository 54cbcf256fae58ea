"""Official tables as Word tables: merged cells, widths that fit the page, heads repeated on the next page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from docx.oxml.ns import nsmap
from lxml import etree

from gongkai.writing.document import Cell, Slot, Table
from gongkai.writing.word_page import HEI, LATIN, SONG, WIDTH, Type

_SPACE: Final = nsmap["w"]
_TWIPS: Final = int(WIDTH.pt * 20)
_SIDEWAYS: Final = 57  # 1 mm on either side of the words in a cell
_UPRIGHT: Final = {
    "T2": 45,
    "T3": 15,
    "T4": 45,
    "R": 0,
}  # above and below: tables three and R fill their pages
_WHOLE: Final = ("T2", "T4")  # short tables that stay on one page
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def word_table(table: Table, letters: Type, style: str) -> etree._Element:
    """A table of the document → its w:tbl. ``letters``: how its cells are set; ``style``: id of that paragraph style."""
    columns = _columns(table)
    heads = len(table.head)
    setter = _Setter(columns, letters, style)
    last = len(table.rows) - 1 if table.code in _WHOLE else heads
    rows = [
        setter.row(slots, repeated=at < heads, follows=at < last) for at, slots in enumerate(table.grid())
    ]
    grid = _w("tblGrid", *(_w("gridCol", w=wide) for wide in columns))
    return _w("tbl", _properties(table), grid, *rows)


def _columns(table: Table) -> list[int]:
    """Widths in twentieths of a point; the last one takes what rounding leaves."""
    widths = [int(_TWIPS * share) for share in table.widths]
    return [*widths[:-1], _TWIPS - sum(widths[:-1])]


def _w(name: str, *children: etree._Element, **values: object) -> etree._Element:
    """An element of the w: namespace with its attributes and children."""
    element = etree.Element(f"{{{_SPACE}}}{name}", nsmap={"w": _SPACE})
    for key, value in values.items():
        element.set(f"{{{_SPACE}}}{key}", str(value))
    element.extend(children)
    return element


def _properties(table: Table) -> etree._Element:
    borders = (_w(side, val="single", sz=4, space=0, color="000000") for side in _SIDES)
    upright = _UPRIGHT[table.code]
    around = {"top": upright, "left": _SIDEWAYS, "bottom": upright, "right": _SIDEWAYS}
    margins = (_w(side, w=wide, type="dxa") for side, wide in around.items())
    return _w(
        "tblPr",
        _w("tblW", w=_TWIPS, type="dxa"),
        _w("jc", val="center"),
        _w("tblBorders", *borders),
        _w("tblLayout", type="fixed"),
        _w("tblCellMar", *margins),
        _w("tblCaption", val=table.caption),
    )


class _Setter:
    """Sets the rows of one table."""

    def __init__(self, columns: list[int], letters: Type, style: str) -> None:
        self.columns, self.letters, self.style = columns, letters, style

    def row(self, slots: tuple[Slot, ...], *, repeated: bool, follows: bool) -> etree._Element:
        """One row; it is never cut by the end of a page. ``follows``: it stays on the page of the next one."""
        properties = _w("trPr", _w("cantSplit"))
        if repeated:
            properties.append(_w("tblHeader"))
        return _w("tr", properties, *(self.cell(slot, follows) for slot in slots))

    def cell(self, slot: Slot, follows: bool) -> etree._Element:
        """One cell; where it goes on from above it is empty and joined to that one."""
        properties = _w("tcPr", _w("tcW", w=sum(self.columns[at] for at in slot.reach), type="dxa"))
        if slot.cell.columns > 1:
            properties.append(_w("gridSpan", val=slot.cell.columns))
        if slot.cell.rows > 1:
            properties.append(_w("vMerge", val="continue" if slot.goes_on else "restart"))
        properties.append(_w("vAlign", val="center"))
        text = "" if slot.goes_on else slot.cell.text
        return _w("tc", properties, _w("p", self.paragraph(slot.cell, follows), *self.runs(slot.cell, text)))

    def paragraph(self, cell: Cell, follows: bool) -> etree._Element:
        """How the words stand in a cell: labels on the left, figures and heads in the middle."""
        properties = _w("pPr", _w("pStyle", val=self.style))
        if follows:
            properties.append(_w("keepNext"))
        properties.append(_w("snapToGrid", val=0))
        if cell.depth:
            properties.append(_w("ind", left=int(cell.depth * self.letters.size * 20)))
        properties.append(_w("jc", val="left" if cell.axis == "row" else "center"))
        return properties

    def runs(self, cell: Cell, text: str) -> Iterator[etree._Element]:
        """The words of a cell as one run, heads of columns and groups in 黑体."""
        if not text:
            return
        face = HEI if cell.kind == "head" and cell.axis != "row" else SONG
        names = _w("rFonts", hint="eastAsia", ascii=LATIN, hAnsi=LATIN, eastAsia=face, cs=LATIN)
        words = _w("t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        yield _w("r", _w("rPr", names), words)
