"""A laid-out official table with a sheet's figures in it → a table ready to be set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.sheets.definition import SheetTable, cell_code
from gongkai.sheets.filled import Face, Figure, FilledSheet
from gongkai.sheets.layout import Item, LaidTable, Note, Place
from gongkai.sheets.wording import shown
from gongkai.writing.document import Cell, Row, Table
from gongkai.writing.words import printable

UNPLACED: Final = "无法确定"  # a cell that the paper has and nobody could read: neither blank nor a number
_STUBS: Final = {"T2": (0.28,), "T3": (0.07, 0.105, 0.315), "T4": (), "R": (0.66, 0.12)}


def table_part(laid: LaidTable, sheet: FilledSheet, *, announced: bool) -> Table:
    """A laid-out table and the sheet that fills it → the table as a part of the document. Raises nothing."""
    setter = _Setter(sheet, _money(laid.table))
    return Table(
        code=laid.table.code,
        caption=caption(laid.table.title, sheet),
        announced=announced,
        widths=_widths(laid),
        head=tuple(setter.row(row) for row in laid.head),
        bodies=tuple(tuple(setter.row(row) for row in body) for body in laid.bodies),
    )


def caption(title: str, sheet: FilledSheet) -> str:
    """The title of a table, with the scope where it is not the body's own sheet."""
    return f"{title}（{printable(sheet.scope)}）" if sheet.scope else title


def _widths(laid: LaidTable) -> tuple[float, ...]:
    stubs = _STUBS[laid.table.code][: laid.columns]
    rest = laid.columns - len(stubs)
    return (*stubs, *([(1 - sum(stubs)) / rest] * rest))


def _money(table: SheetTable) -> dict[str, str]:
    """Cells with money whose unit no head prints, so that it stands with the number: 采购总金额 251000元."""
    return {
        cell_code(table.code, line.code, column.code): column.unit
        for block in table.blocks
        for line in block.lines
        for column in block.columns
        if column.decimal and column.unit and column.unit not in column.label
    }


class _Setter:
    """Puts the figures of one sheet into the places of one table. ``money``: cell code → unit printed with it."""

    def __init__(self, sheet: FilledSheet, money: Mapping[str, str]) -> None:
        self.sheet, self.money = sheet, money

    def row(self, row: tuple[Item, ...]) -> Row:
        return tuple(self.cell(item) for item in row)

    def cell(self, item: Item) -> Cell:
        if isinstance(item, Note):
            return Cell(item.text, "words")
        if isinstance(item, Place):
            return self.figure(item)
        kind: Final = "corner" if item.axis == "corner" else "head"
        return Cell(item.text, kind, item.columns, item.rows, key=item.key, axis=item.axis, depth=item.depth)

    def figure(self, place: Place) -> Cell:
        figure = self.sheet.cells.get(place.code)
        return Cell(
            text=_printed(figure, place, self.money.get(place.code, "")),
            kind="figure",
            columns=place.columns,
            code=place.code,
            face=figure.face if figure else None,
            value=figure.value if figure else None,
            heads=place.heads,
        )


def _printed(figure: Figure | None, place: Place, unit: str) -> str:
    """What stands in a cell. A number is printed as the form prints it, in the form's unit, whatever the paper had."""
    if figure is None:
        return "" if place.heading else UNPLACED
    if figure.value is not None:
        return shown(figure.value) + unit
    if figure.face is Face.NOT_APPLICABLE:
        return printable(figure.token) or "/"
    return printable(figure.token) if figure.face is Face.UNREADABLE else ""
