"""A laid-out official table with a sheet's figures in it → a table ready to be set."""

from __future__ import annotations

from typing import Final

from gongkai.sheets.filled import Face, Figure, FilledSheet
from gongkai.sheets.layout import Item, LaidTable, Note, Place
from gongkai.sheets.wording import shown
from gongkai.writing.document import Cell, Row, Table

UNPLACED: Final = "无法确定"  # a cell that the paper has and nobody could read: neither blank nor a number
_STUBS: Final = {"T2": (0.28,), "T3": (0.07, 0.1, 0.27), "T4": (), "R": (0.66, 0.12)}


def table_part(laid: LaidTable, sheet: FilledSheet, *, announced: bool) -> Table:
    """A laid-out table and the sheet that fills it → the table as a part of the document. Raises nothing."""
    title = laid.table.title
    return Table(
        code=laid.table.code,
        caption=f"{title}（{sheet.scope}）" if sheet.scope else title,
        announced=announced,
        widths=_widths(laid),
        head=tuple(_row(row, sheet) for row in laid.head),
        bodies=tuple(tuple(_row(row, sheet) for row in body) for body in laid.bodies),
    )


def _widths(laid: LaidTable) -> tuple[float, ...]:
    stubs = _STUBS[laid.table.code][: laid.columns]
    rest = laid.columns - len(stubs)
    return (*stubs, *([(1 - sum(stubs)) / rest] * rest))


def _row(row: tuple[Item, ...], sheet: FilledSheet) -> Row:
    return tuple(_cell(item, sheet) for item in row)


def _cell(item: Item, sheet: FilledSheet) -> Cell:
    if isinstance(item, Note):
        return Cell(item.text, "words")
    if isinstance(item, Place):
        return _figure(item, sheet)
    kind: Final = "corner" if item.axis == "corner" else "head"
    return Cell(item.text, kind, item.columns, item.rows, key=item.key, axis=item.axis, depth=item.depth)


def _figure(place: Place, sheet: FilledSheet) -> Cell:
    figure = sheet.cells.get(place.code)
    return Cell(
        text=_printed(figure, place),
        kind="figure",
        columns=place.columns,
        code=place.code,
        face=figure.face if figure else None,
        value=figure.value if figure else None,
        heads=place.heads,
    )


def _printed(figure: Figure | None, place: Place) -> str:
    """What stands in a cell. A number is printed as the form prints it, in the form's unit, whatever the paper had."""
    if figure is None:
        return "" if place.heading else UNPLACED
    if figure.value is not None:
        return shown(figure.value)
    if figure.face is Face.NOT_APPLICABLE:
        return figure.token or "/"
    return figure.token if figure.face is Face.UNREADABLE else ""
