"""Lines that can be followed over years and forms: which cells of each form say the same thing (joins.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from gongkai.sheets.compare import Codes, Join, breaks, figure_of, is_heading, row_and_column
from gongkai.sheets.filled import Figure, FilledSheet
from gongkai.sheets.forms import FORMS
from gongkai.sheets.forms import form as official_form

TABLES: Final = ("T2", "T3", "T4", "R")


@dataclass(frozen=True)
class ComparableLine:
    """One thing that is counted, whatever form it is counted in.

    ``code``: the cell that names it, of the latest form that has it as one cell. ``table``: where the latest form has it:
    T2, T3, T4, or R (2014). ``ways``: the cells that give its figure; where there are several, their sum. ``row``,
    ``column``: how messages call it. ``unit``: 件, 万元 ….
    """

    code: str
    table: str
    ways: tuple[Codes, ...]
    row: str
    column: str
    unit: str

    def figure(self, sheet: FilledSheet) -> Figure | None:
        """Its figure in a sheet, printed or summed; None where the sheet has none."""
        for codes in self.ways:
            if all(code in sheet.cells for code in codes):
                return figure_of(sheet, codes)
        return None

    def is_asked_by(self, sheet: FilledSheet) -> bool:
        """Whether the layout of the sheet has this line, so that no figure means a gap. A copy that prints the row of
        another form instead does not have it."""
        cells = official_form(sheet.form).cells
        asked = any(all(code in cells for code in codes) for codes in self.ways)
        return asked and not _replaced(self.code, sheet)


@cache
def comparable_lines() -> tuple[ComparableLine, ...]:
    """Every line of every form, once, table by table: in the order of the latest form, then those that only earlier ones have."""
    joins = [join for one in breaks() for join in one.joins]
    same = {join.earlier for join in joins if len(join.later) == 1}
    found = {code: _line(code, joins) for code in _codes(joins) if code not in same}
    return tuple(sorted(found.values(), key=lambda line: TABLES.index(line.table)))


def _line(code: str, joins: list[Join]) -> ComparableLine:
    ways = tuple(_ways(code, joins))
    row, column = row_and_column(code)
    return ComparableLine(code, _table(ways), ways, row, column, _unit(code))


def _table(ways: tuple[Codes, ...]) -> str:
    return next((code.split(".")[0] for codes in ways for code in codes if "." in code), "R")


def _codes(joins: list[Join]) -> Iterator[str]:
    """The cells of all forms, latest first; one that was split stands before its parts."""
    whole = {join.later[0]: join.earlier for join in joins if len(join.later) > 1}
    for form in reversed(FORMS):
        for code in official_form(form).cells:
            if code in whole:
                yield whole[code]
            if not is_heading(code):
                yield code


def _ways(code: str, joins: list[Join]) -> Iterator[Codes]:
    yield (code,)
    for join in joins:
        if code == join.earlier:
            yield join.later
        elif join.later == (code,):
            yield (join.earlier,)


def _unit(code: str) -> str:
    units = (
        official_form(form).cells[code].unit for form in reversed(FORMS) if code in official_form(form).cells
    )
    return next(units, "")


def _replaced(code: str, sheet: FilledSheet) -> bool:
    return any(code in join.later and join.earlier in sheet.cells for one in breaks() for join in one.joins)
