"""The sheets of a report as tables for the page: the official layout with a figure and its marks in every place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple, Protocol

from gongkai.paper.report import Report
from gongkai.portal.notes import Note
from gongkai.sheets.definition import SheetTable
from gongkai.sheets.filled import Face, Figure, FilledSheet
from gongkai.sheets.layout import Head, LaidTable, Place, Row, tables_of
from gongkai.sheets.layout import Note as Words

Marked = Mapping[str, list[Note]]
FACES: Final = {
    Face.NUMBER: "number",
    Face.NOT_APPLICABLE: "not-applicable",
    Face.BLANK: "blank",
    Face.UNREADABLE: "unreadable",
}


class Correction(Protocol):
    """What a cell shows of a correction."""

    @property
    def anchor(self) -> str: ...

    @property
    def says(self) -> str: ...


class HeadView(NamedTuple):
    """A heading cell as the page draws it."""

    text: str
    key: str
    scope: str
    columns: int
    rows: int
    depth: int
    kind: str = "head"


class FigureView(NamedTuple):
    """A figure as the page draws it. ``text`` is what stands there, ``hint`` explains it, ``severity`` is the worst of
    its notes."""

    code: str
    anchor: str
    text: str
    face: str
    hint: str
    columns: int
    heads: str
    notes: Sequence[Note]
    severity: str
    correction: Correction | None = None
    kind: str = "figure"


class WordsView(NamedTuple):
    """A cell with plain words."""

    text: str
    kind: str = "words"


ItemView = HeadView | FigureView | WordsView


@dataclass(frozen=True)
class TableView:
    """One table of a sheet."""

    table: SheetTable
    scope: str
    head: list[list[ItemView]]
    bodies: list[list[list[ItemView]]]

    @property
    def code(self) -> str:
        return self.table.code

    @property
    def caption(self) -> str:
        return f"{self.table.title}（{self.scope}）" if self.scope else self.table.title


def tables_for(
    report: Report, marked: Marked, corrections: Mapping[str, Correction] = MappingProxyType({})
) -> list[TableView]:
    """All tables of a report: the body's own sheet with its marks, then further sheets of the same paper."""
    fillers = [
        _Filler(sheet, marked if at == 0 else {}, f"s{at}-" if at else "", {} if at else corrections)
        for at, sheet in enumerate(report.sheets)
    ]
    return [_table(laid, filler) for filler in fillers for laid in tables_of(filler.sheet)]


@dataclass(frozen=True)
class _Filler:
    """A sheet with what marks its cells. ``prefix`` keeps the anchors of several sheets apart."""

    sheet: FilledSheet
    marked: Marked
    prefix: str
    corrections: Mapping[str, Correction]

    def item(self, item: object) -> ItemView:
        if isinstance(item, Head):
            scope = "" if item.axis == "corner" else item.axis
            return HeadView(item.text, self.prefix + item.key, scope, item.columns, item.rows, item.depth)
        if isinstance(item, Place):
            return self.figure(item)
        return WordsView(item.text if isinstance(item, Words) else "")

    def figure(self, place: Place) -> FigureView:
        code = place.code
        figure = self.sheet.cells.get(code)
        text, face, hint = _shown(figure, code in self.sheet.by_sums)
        if place.heading and (figure is None or figure.face is Face.BLANK):
            text, face, hint = "", "heading", ""
        notes = self.marked.get(code, [])
        heads = " ".join(self.prefix + key for key in place.heads)
        severity = notes[0].severity if notes else ""
        for note in notes:
            severity = "error" if note.severity == "error" else severity
        anchor, correction = f"{self.prefix}cell-{code}", self.corrections.get(code)
        return FigureView(code, anchor, text, face, hint, place.columns, heads, notes, severity, correction)


def shown_text(figure: Figure | None) -> str:
    """What the page prints for a figure."""
    return _shown(figure, False)[0]


def _shown(figure: Figure | None, by_sums: bool) -> tuple[str, str, str]:
    """What stands in a cell, the face it has, and a hint in words."""
    if figure is None:
        return "无法确定", "missing", "原文有这一格，但无法确定其中的数"
    face = FACES[figure.face]
    if figure.face is Face.NUMBER and figure.value is not None:
        text = plain(figure.value)
        hint = f"原文：{figure.token}" if figure.token and figure.token != text else ""
        return text, "by-sums" if by_sums else face, "原文数字连写，按表内勾稽关系分开" if by_sums else hint
    if figure.face is Face.BLANK:
        return "空白", face, "原文此格空白"
    return figure.token or "/", face, "不适用" if figure.face is Face.NOT_APPLICABLE else "原文此处不是数字"


def plain(value: int | Decimal) -> str:
    """A number as the forms print it: no separators, no trailing zeros."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def _table(laid: LaidTable, filler: _Filler) -> TableView:
    def rows(given: Sequence[Row]) -> list[list[ItemView]]:
        return [[filler.item(item) for item in row] for row in given]

    return TableView(laid.table, filler.sheet.scope, rows(laid.head), [rows(body) for body in laid.bodies])
