"""The three official forms, read from the TOML of ``gongkai/law/sheets`` once and kept."""

from __future__ import annotations

from functools import cache
from typing import Final

from gongkai.law.load import Entry, LawError, load_entry
from gongkai.sheets.definition import Cell, Column, Form, Line, SheetBlock, SheetTable, cell_code

FORMS: Final = ("2014", "2019", "2021")


@cache
def form(code: str) -> Form:
    """The official form "2014", "2019" or "2021". LawError: no such form, or its data is wrong."""
    if code not in FORMS:
        raise LawError(f"没有 {code} 这一格式，可用：{'、'.join(FORMS)}")
    head = load_entry(f"sheets/{code}/form.toml")
    head.only("code", "title", "basis", "first_year", "last_year", "tables", "beside")
    tables = tuple(_table(load_entry(f"sheets/{code}/{name}.toml")) for name in head.texts("tables"))
    return Form(
        code=head.one_of("code", (code,)),
        title=head.text("title"),
        basis=head.text("basis"),
        first_year=head.whole("first_year"),
        last_year=head.whole("last_year") if "last_year" in head.values else None,
        tables=tables,
        cells=_cells(tables),
        beside=_beside(head),
    )


def form_due(year: int) -> str | None:
    """The form a report of this year has to use; None before 2014, when there was none. 国办发〔2014〕32号 and after."""
    for code in FORMS:
        one = form(code)
        if one.first_year <= year and (one.last_year is None or year <= one.last_year):
            return code
    return None


def _table(entry: Entry) -> SheetTable:
    entry.only("code", "title", "basis", "section", "corner", "foot", "block")
    return SheetTable(
        code=entry.text("code"),
        title=entry.text("title"),
        basis=entry.text("basis"),
        blocks=tuple(_block(one) for one in entry.entries("block")),
        section=entry.text("section", ""),
        corner=entry.text("corner", ""),
        foot=entry.texts("foot", ()),
    )


def _block(entry: Entry) -> SheetBlock:
    entry.only("heading", "stub", "columns", "lines")
    lines = tuple(_line(one) for one in entry.entries("lines"))
    known = {one.code for one in lines}
    for one in lines:
        if one.parent and one.parent not in known:
            raise entry.fault(f"{one.code} 的 parent {one.parent} 不是本块的行")
    columns = tuple(_column(one) for one in entry.entries("columns"))
    return SheetBlock(entry.text("heading", ""), entry.text("stub", ""), columns, lines)


def _column(entry: Entry) -> Column:
    entry.only("code", "label", "group", "unit", "decimal", "signed")
    return Column(
        code=entry.text("code", ""),
        label=entry.text("label"),
        group=entry.texts("group", ()),
        unit=entry.text("unit", ""),
        decimal=entry.flag("decimal", False),
        signed=entry.flag("signed", False),
    )


def _line(entry: Entry) -> Line:
    entry.only(*Line.__dataclass_fields__)
    return Line(
        code=entry.text("code"),
        label=entry.text("label"),
        unit=entry.text("unit"),
        group=entry.texts("group", ()),
        parent=entry.text("parent", ""),
        heading=entry.flag("heading", False),
        decimal=entry.flag("decimal", False),
        signed=entry.flag("signed", False),
        additive=entry.flag("additive", True),
        filled_by=entry.text("filled_by", ""),
        note=entry.text("note", ""),
        variants=entry.texts("variants", ()),
    )


def _cells(tables: tuple[SheetTable, ...]) -> dict[str, Cell]:
    cells = {}
    for table in tables:
        for block in table.blocks:
            for line in block.lines:
                for column in block.columns:
                    cells[cell_code(table.code, line.code, column.code)] = Cell(line, column)
    return cells


def _beside(head: Entry) -> dict[str, str]:
    entry = head.table("beside")
    return {code: entry.text(code) for code in entry.values}
