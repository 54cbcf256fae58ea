"""Workbooks (xlsx and its kin): every cell with its sheet and address, hidden or not; formulas, comments, names."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import Archive, CannotOpen, attribute, local, parse
from gongkai.screening.openers.tables import Table
from gongkai.screening.openers.workbook_styles import BookStyles
from gongkai.screening.tape import LINE

_HEADER_CODE = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&\d{1,2}(?!\d)|&[A-Z]')
_ESCAPED = re.compile(r"_x000[aAdD]_")
_JOINS = re.compile(r'"\s*&\s*"|(?<=[0-9])"\s*,\s*"(?=[0-9])')
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_MOST_SHARED = 2_000_000
_NARROW = 0.3
_FLAT = 1.0


class _Sheet:
    """What the book says of a sheet: its name and whether it is shown."""

    def __init__(self, name: str, state: str) -> None:
        self.name = name
        self.hidden = {"hidden": "hidden_sheet", "veryHidden": "very_hidden_sheet"}.get(state, "")

    @property
    def place(self) -> str:
        return f"工作表“{self.name}”"


class Workbook:
    """The sheets of one package; the other parts are nothing of its own."""

    def __init__(self, archive: Archive, parts: Mapping[str, zipfile.ZipInfo], look: Look) -> None:
        self._archive, self._parts, self._look = archive, parts, look
        self._sheets = self._listed()
        self._styles = BookStyles(self._xml("xl/styles.xml"))
        self._shared = self._shared_strings()
        self._used: set[int] = set()
        self._waiting = len([name for name in parts if name in self._sheets])

    def part(self, entry: zipfile.ZipInfo) -> bool:
        """Looks at an entry if it is a sheet or its strings; whether it was one."""
        name = entry.filename.lstrip("/")
        if name == "xl/sharedStrings.xml":
            return True
        if name not in self._sheets and not re.match(r"xl/worksheets/[^/]+\.xml$", name):
            return False
        self._sheet(self._archive.read(entry), self._sheets.get(name) or _Sheet(name, "hidden"))
        self._waiting -= 1
        if self._waiting == 0:
            self._unused()
        return True

    def _xml(self, name: str) -> etree._Element | None:
        entry = self._parts.get(name)
        return parse(self._archive.read(entry)) if entry else None

    def _listed(self) -> dict[str, _Sheet]:
        book, relations = self._xml("xl/workbook.xml"), self._xml("xl/_rels/workbook.xml.rels")
        targets = {
            attribute(one, "Id"): "xl/" + attribute(one, "Target").removeprefix("/xl/").removeprefix("/")
            for one in (relations if relations is not None else ())
            if local(one)
        }
        sheets = book.iter("{*}sheet") if book is not None else ()
        return {
            targets.get(_relation(sheet), ""): _Sheet(attribute(sheet, "name"), attribute(sheet, "state"))
            for sheet in sheets
        }

    def _shared_strings(self) -> list[str]:
        entry = self._parts.get("xl/sharedStrings.xml")
        if entry is None:
            return []
        strings: list[str] = []
        for _, item in _elements(self._archive.read(entry), "si"):
            strings.append(_string_of(item))
            item.clear()
            if len(strings) >= _MOST_SHARED:
                raise CannotOpen("共享文字太多，没有检查完。")
        return strings

    def _unused(self) -> None:
        """Strings that no cell shows any more are still in the file."""
        for number, text in enumerate(self._shared):
            if number not in self._used:
                self._look.text(text, "没有单元格使用的文字", hidden="leftover", joint=LINE)

    def _sheet(self, data: bytes, sheet: _Sheet) -> None:
        columns: dict[int, str] = {}
        table = Table(self._look)
        for _, element in _elements(data, "row", "col", *_BESIDE):
            name = local(element)
            if name == "col":
                hide_columns(element, columns)
            elif name == "row":
                self._row(element, sheet, columns, table)
            else:
                self._beside(element, sheet)
            if name != "col":
                element.clear()

    def _row(self, row: etree._Element, sheet: _Sheet, columns: Mapping[int, str], table: Table) -> None:
        if self._look.budget.is_late:
            return
        number, hidden = attribute(row, "r"), sheet.hidden or is_hidden_row(row)
        column = 0
        for cell in row:
            if not str(cell.tag).endswith("}c"):
                continue
            address = cell.get("r") or ""
            column = column_number(address) or column + 1
            why = hidden or columns.get(column, "") or self._styles.hides(cell.get("s") or "")
            self._cell(cell, column, sheet.place + (address or f"第{number}行第{column}列"), why, table)
        table.end_row()

    def _cell(self, cell: etree._Element, column: int, place: str, why: str, table: Table) -> None:
        value = formula = ""
        for part in cell:
            if str(part.tag).endswith("}v"):
                value = part.text or ""
            elif str(part.tag).endswith("}f"):
                formula = part.text or ""
        text = self._value(cell, value)
        if text:
            table.cell(column, text, place, hidden=why)
        if formula:
            self._look.text(_JOINS.sub("", formula), f"{place}的公式", hidden="code")

    def _value(self, cell: etree._Element, text: str) -> str:
        kind = cell.get("t") or "n"
        if kind == "s":
            return self._string(text)
        if kind == "inlineStr":
            return _string_of(cell)
        return plain_number(text) if kind == "n" else text

    def _string(self, text: str) -> str:
        number = int(text) if text.isdigit() and len(text) < 9 else -1
        if not 0 <= number < len(self._shared):
            return ""
        self._used.add(number)
        return self._shared[number]

    def _beside(self, element: etree._Element, sheet: _Sheet) -> None:
        """Headers and footers, checks of input, links and rules of a sheet."""
        name, hidden = _BESIDE[local(element)]
        for one in element.iter("*"):
            for text in (one.text or "", *map(str, one.attrib.values())):
                if len(text) > 5:
                    self._look.text(
                        _HEADER_CODE.sub(" ", _JOINS.sub("", text)),
                        f"{sheet.place}的{name}",
                        hidden=sheet.hidden or hidden,
                    )


_BESIDE = {
    "headerFooter": ("页眉页脚", ""),
    "dataValidations": ("数据有效性", "code"),
    "hyperlinks": ("链接", "link"),
    "conditionalFormatting": ("条件格式", "code"),
    "extLst": ("扩展内容", "data"),
    "autoFilter": ("筛选条件", "code"),
    "sheetPr": ("属性", "data"),
    "scenarios": ("方案", "data"),
}


def _elements(data: bytes, *names: str) -> Iterator[tuple[str, etree._Element]]:
    wanted = ["{*}" + name for name in names]
    found = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=wanted,
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=True,
    )
    try:
        yield from found
    except etree.XMLSyntaxError as fault:
        raise CannotOpen("这一部分已损坏，后面的内容没有检查。") from fault


def _string_of(item: etree._Element) -> str:
    """The text of a string with its runs; how it is pronounced comes behind."""
    if len(item) == 1 and len(item[0]) == 0:
        text = item[0].text or ""
        return _ESCAPED.sub("\n", text) if "_x" in text else text
    text = "".join([part.text or "" for part in item.iter("{*}t") if local(part.getparent()) != "rPh"])
    said = " ".join([part.text or "" for part in item.iter("{*}t") if local(part.getparent()) == "rPh"])
    text = f"{text} {said}" if said else text
    return _ESCAPED.sub("\n", text) if "_x" in text else text


def _relation(sheet: etree._Element) -> str:
    for key, value in sheet.attrib.items():
        if str(key).endswith("}id"):
            return str(value)
    return ""


def hide_columns(element: etree._Element, columns: dict[int, str]) -> None:
    """Adds the columns that an entry of the sheet hides, or makes too narrow to show anything."""
    width = attribute(element, "width")
    narrow = bool(width) and _float(width) < _NARROW
    if attribute(element, "hidden") in ("1", "true") or narrow:
        first_one, last = attribute(element, "min"), attribute(element, "max")
        if first_one.isdigit() and last.isdigit():
            columns.update(dict.fromkeys(range(int(first_one), min(int(last), 16384) + 1), "hidden_column"))


def is_hidden_row(row: etree._Element) -> str:
    """Why a row is not seen, "" where it is."""
    height = attribute(row, "ht")
    flat = bool(height) and _float(height) < _FLAT
    return "hidden_row" if attribute(row, "hidden") in ("1", "true") or flat else ""


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 100.0


@lru_cache(maxsize=65536)
def column_number(reference: str) -> int:
    """The column of an address like AB12; 0 where it is none."""
    found = _REFERENCE.match(reference)
    return _column(found[1]) if found else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def plain_number(text: str) -> str:
    """A stored number as digits where it is whole; one with more digits than a sheet keeps in its short form."""
    if not text or not ("." in text or "E" in text or "e" in text):
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    if value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return text
