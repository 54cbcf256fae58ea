"""Office files of 2003 as one XML text: workbooks (often named .xls) and Word documents, plain or as flat packages."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from gongkai.paper.blocks import Block, Paper
from gongkai.reading.openers.excel import SheetTexts, sheet_blocks
from gongkai.reading.openers.packages import parse_xml
from gongkai.reading.openers.word import open_word_xml
from gongkai.reading.openers.word_styles import Styles, find, local_name, value

_MOST_ROWS = 5000
_MOST_COLUMNS = 200
_HIDDEN = "隐藏的工作表「{}」没有读取。"


def open_office_xml(data: bytes) -> Paper | None:
    """Bytes of an XML text → blocks; None where it is no office document."""
    root = parse_xml(data)
    if root is None:
        return None
    if local_name(root) == "Workbook":
        return _open_workbook(root)
    if local_name(root) in ("wordDocument", "package", "document"):
        document = next(root.iter("{*}wordDocument", "{*}document"), None)
        parts = [next(root.iter("{*}" + name), None) for name in ("styles", "numbering")]
        return open_word_xml(document, Styles(*parts))
    return None


def _open_workbook(root: etree._Element) -> Paper:
    blocks: list[Block] = []
    notes: list[str] = []
    for sheet in root.iterchildren("{*}Worksheet"):
        name = value(sheet, "Name")
        visible = next(sheet.iter("{*}Visible"), None)
        table = find(sheet, "Table")
        if visible is not None and visible.text in ("SheetHidden", "SheetVeryHidden"):
            notes.append(_HIDDEN.format(name))
        elif table is not None:
            blocks.extend(sheet_blocks(_sheet(name, table)))
    return Paper("xls", tuple(blocks), tuple(notes))


def _sheet(name: str, table: etree._Element) -> SheetTexts:
    found: dict[tuple[int, int], str] = {}
    merged: list[list[int]] = []
    for row, cells in _places(table, "Row"):
        for column, cell in _places(cells, "Cell"):
            found[row, column] = _text(cell)
            across, down = _count(cell, "MergeAcross", 0), _count(cell, "MergeDown", 0)
            if across or down:
                merged.append([row, column, row + down, column + across])
    height = max((row for row, _ in found), default=-1) + 1
    width = max([column for _, column in found] + [right for *_, right in merged], default=-1) + 1
    rows = [[found.get((row, column), "") for column in range(width)] for row in range(height)]
    return SheetTexts(name, rows, merged)


def _places(parent: etree._Element, name: str) -> Iterator[tuple[int, etree._Element]]:
    """Rows or cells with their place; a merged cell pushes the next one on, an index says where to go on."""
    place = -1
    most = _MOST_ROWS if name == "Row" else _MOST_COLUMNS
    for element in parent.iterchildren("{*}" + name):
        index = _count(element, "Index", 0)
        place = index - 1 if index else place + 1
        if place >= most:
            return
        yield place, element
        place += _count(element, "MergeAcross", 0)


def _count(element: etree._Element, name: str, otherwise: int) -> int:
    digits = value(element, name)
    return min(int(digits), _MOST_ROWS) if digits.isdigit() and len(digits) < 8 else otherwise


def _text(cell: etree._Element) -> str:
    data = find(cell, "Data")
    if data is None:
        return ""
    text = "".join(str(part) for part in data.itertext()).strip()
    kind = value(data, "Type")
    if kind == "DateTime":
        return text.partition("T")[0]
    return text.removesuffix(".0") if kind == "Number" else text
