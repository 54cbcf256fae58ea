"""The official table beside the places of the paper it was read from: cells lead to places and places to cells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gongkai.paper.report import Gap, Report
from gongkai.portal.corrections import CorrectionLine
from gongkai.portal.notes import labels_of, notes_by_cell, notes_of
from gongkai.portal.tables import FigureView, HeadView, ItemView, TableView, WordsView, tables_for
from gongkai.sheets.filled import Face

Rows = Sequence[tuple[str, tuple[str, ...]]]


class CellView(NamedTuple):
    """A figure of the table. ``place``: number of its row of the paper, on the first cell of that row. ``open``: it has
    an input, with what was typed there before."""

    figure: FigureView
    label: str
    place: int | None
    open: bool
    typed: str
    kind: str = "cell"


class PlaceView(NamedTuple):
    """A row of the paper. ``first``: the cell that it begins with; ``gaps``: what could not be read in it."""

    number: int
    quote: str
    first: str
    label: str
    gaps: tuple[Gap, ...]

    @property
    def anchor(self) -> str:
        return f"quote-{self.number}"


class TableBeside(NamedTuple):
    """An official table with cells that lead to the paper."""

    table: TableView
    bodies: list[list[list[CellView | HeadView | WordsView]]]


@dataclass(frozen=True)
class Beside:
    """Everything the page sets side by side. ``open_cells``: code and label of what waits for a figure."""

    tables: list[TableBeside]
    places: list[PlaceView]
    open_cells: list[tuple[str, str]]
    loose_gaps: list[Gap]


def beside(
    report: Report, rows: Rows, corrections: Sequence[CorrectionLine], asked: str, typed: Mapping[str, str]
) -> Beside:
    """The own sheet of a report beside the rows of the paper. ``asked``: a further cell to be opened for a correction;
    ``typed``: what a refused form held."""
    labels = labels_of(report.form)
    gap_cells = {code for gap in report.gaps for code in gap.cells} | _not_placed(report)
    builder = _Builder(labels, {*gap_cells, asked, *typed}, typed, _first_cells(rows))
    own = replace(report, sheets=report.sheets[:1])
    marks = notes_by_cell(notes_of(report))
    tables = [builder.table(one) for one in tables_for(own, marks, {line.code: line for line in corrections})]
    numbered = [
        PlaceView(number, quote, codes[0], labels.get(codes[0], codes[0]), _gaps_in(codes, report.gaps))
        for number, (quote, codes) in enumerate(rows, 1)
    ]
    waiting = [(code, labels.get(code, code)) for code in labels if code in gap_cells]
    placed = {code for _, codes in rows for code in codes}
    loose = [gap for gap in report.gaps if not placed.intersection(gap.cells)]
    return Beside(tables, sorted(numbered, key=lambda place: not place.gaps), waiting, loose)


def _not_placed(report: Report) -> set[str]:
    """Cells that are shown as there, but without a figure: unreadable ones."""
    cells = report.sheets[0].cells if report.sheets else {}
    return {code for code, figure in cells.items() if figure.face is Face.UNREADABLE}


def _first_cells(rows: Rows) -> dict[str, int]:
    return {codes[0]: number for number, (_, codes) in enumerate(rows, 1)}


def _gaps_in(codes: Sequence[str], gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    return tuple(gap for gap in gaps if not set(codes).isdisjoint(gap.cells))


@dataclass(frozen=True)
class _Builder:
    labels: Mapping[str, str]
    open: Collection[str]
    typed: Mapping[str, str]
    first: Mapping[str, int]

    def table(self, table: TableView) -> TableBeside:
        bodies = [[[self.item(item) for item in row] for row in body] for body in table.bodies]
        return TableBeside(table, bodies)

    def item(self, item: ItemView) -> CellView | HeadView | WordsView:
        if not isinstance(item, FigureView):
            return item
        code = item.code
        label = self.labels.get(code, code)
        return CellView(item, label, self.first.get(code), code in self.open, self.typed.get(code, ""))
