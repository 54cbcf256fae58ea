"""How a filled sheet counts what the prose speaks of: sums of rows, blank totals summed from their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from gongkai.reading.claims.meaning import QUANTITIES
from gongkai.reading.suspicions.matter import added
from gongkai.sheets.filled import Face, FilledSheet, Number

_COLUMNS: Final = ("natural", "business", "research", "nonprofit", "legal", "other")
_RESULTS: Final = ("upheld", "corrected", "other", "pending")


class Counted(NamedTuple):
    """What the sheet makes of a way to count: the sum, the cells, whether a blank total was summed from its row."""

    value: Number
    cells: tuple[str, ...]
    summed: bool = False


class Counts:
    """What a filled sheet makes of the quantities of the prose; each worked out once."""

    def __init__(self, sheet: FilledSheet) -> None:
        self.sheet = sheet
        self._kept: dict[str, list[Counted]] = {}

    def of(self, key: str) -> list[Counted]:
        """All the ways the sheet may count a quantity; [] where none is filled in."""
        if key not in self._kept:
            ways = ways_to_count(key, self.sheet.form)
            self._kept[key] = [one for cells in ways if (one := _count(self.sheet, cells)) is not None]
            if key == "from_others":
                self._kept[key] += _all_but_natural(self.sheet)
        return self._kept[key]


def _all_but_natural(sheet: FilledSheet) -> list[Counted]:
    """Organisations as what a row's total leaves beside 自然人."""
    cells = ("T3.A.total", "T3.A.natural")
    total, natural = (sheet.value(code) for code in cells)
    return [] if total is None or natural is None else [Counted(total - natural, cells)]


def ways_to_count(key: str, form: str) -> Sequence[Sequence[str]]:
    """The sums of cells that a quantity may mean on a form, the plain one first."""
    if key == "fee":
        return (("R54",),) if form == "2014" else ()
    quantity = QUANTITIES[key]
    if form == "2014":
        return ((quantity.r,),) if quantity.r else ()
    return quantity.t


def _count(sheet: FilledSheet, cells: Sequence[str]) -> Counted | None:
    """The sum of some rows. A blank row beside filled ones counts 0; a row that could not be placed makes no sum."""
    total: Number | None = None
    summed = False
    for code in cells:
        figure = sheet.cells.get(code)
        value = figure.value if figure else None
        if value is None:
            value = _across(sheet, code)
            summed = summed or value is not None
            if value is None and (figure is None or figure.face is Face.UNREADABLE):
                return None
        if value is not None:
            total = value if total is None else total + value
    return None if total is None else Counted(total, tuple(cells), summed)


def value_of(sheet: FilledSheet, code: str) -> Number | None:
    """The number of a cell; of a blank total the sum of the filled cells of its row."""
    value = sheet.value(code)
    return _across(sheet, code) if value is None else value


def _across(sheet: FilledSheet, code: str) -> Number | None:
    if not code.endswith(".total"):
        return None
    others = _COLUMNS if code.startswith("T3.") else _RESULTS
    row = code.removesuffix("total")
    known = [value for column in others if (value := sheet.value(f"{row}{column}")) is not None]
    return added(known) if known else None
