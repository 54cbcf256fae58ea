"""Several filled sheets → one (汇总), without ever turning a blank into 0 or adding what must not be added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.sheets.definition import Cell
from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, Number, number
from gongkai.sheets.forms import form as official_form
from gongkai.sheets.wording import names_of_cells, shown

SCOPE = "汇总"
NOT_APPLICABLE = Figure(Face.NOT_APPLICABLE, None, "/")


class Bounds(NamedTuple):
    """What the figure must lie between: ``high`` is None where a body's figure is unknown, and so is ``low`` where
    that figure might be negative."""

    low: Number | None
    high: Number | None


@dataclass(frozen=True)
class RollUp:
    """A sheet over several bodies, and what it cannot say.

    ``bounds``: cells left blank, because they may not be added up (one information published by two bodies is one) or
    because a body's figure is unknown. ``unknown``: cell → bodies whose figure is blank, unreadable or absent.
    ``not_applicable``: cell → bodies that print "/", who add nothing to the others' sum.
    """

    sheet: FilledSheet
    bounds: Mapping[str, Bounds] = field(default_factory=dict)
    unknown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_applicable: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def says(self) -> tuple[str, ...]:
        """What an official has to know about it, in Chinese, by cell in sheet order."""
        said = [f"缺少应汇总单位：{'、'.join(self.sheet.missing)}。"] if self.sheet.missing else []
        names = names_of_cells(official_form(self.sheet.form))
        return (*said, *(f"{names[code]}：{self._why_blank(code)}" for code in self.bounds))

    def _why_blank(self, code: str) -> str:
        low, high = self.bounds[code]
        if low is not None and high is not None:
            return f"各单位的数字可能重复，不能相加；应在 {shown(low)} 与 {shown(high)} 之间，本格留空。"
        least = "" if low is None else f"只知道不少于 {shown(low)}，"
        return f"{'、'.join(self.unknown[code])}的数字缺失，{least}本格留空。"


def roll_up(
    units: Mapping[str, FilledSheet], *, form: str, year: int, expected: Collection[str] = ()
) -> RollUp:
    """One sheet of ``form`` over ``units`` (name of the body → its sheet), all of the same ``year``.

    ``expected``: names of all bodies that should be there. A unit may be a roll-up itself: its bodies and its missing ones are
    taken over. ValueError (Chinese): another year, a body contained twice. 国办公开办函〔2019〕60号, 规则 F2014-70, F2021-AG1.
    """
    for name, sheet in units.items():
        if sheet.year != year:
            raise ValueError(f"{name}的表是 {sheet.year or '未写明'} 年度的，不能汇总进 {year} 年度")
    contained = _contained(units)
    missing = [*(name for sheet in units.values() for name in sheet.missing), *expected]
    rolled = _Rolled()
    for code, cell in official_form(form).cells.items():
        rolled.cells[code] = _cell(code, cell, units, rolled)
    sheet = FilledSheet(
        form=form,
        year=year,
        cells=rolled.cells,
        scope=SCOPE,
        by_sums=frozenset().union(*(sheet.by_sums for sheet in units.values())) & rolled.cells.keys(),
        bodies=contained,
        missing=tuple(dict.fromkeys(name for name in missing if name not in contained)),
    )
    return RollUp(sheet, rolled.bounds, rolled.unknown, rolled.not_applicable)


@dataclass
class _Rolled:
    cells: dict[str, Figure] = field(default_factory=dict)
    bounds: dict[str, Bounds] = field(default_factory=dict)
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    not_applicable: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _contained(units: Mapping[str, FilledSheet]) -> tuple[str, ...]:
    names = Counter(name for unit, sheet in units.items() for name in (sheet.bodies or (unit,)))
    if twice := [name for name, times in names.items() if times > 1]:
        raise ValueError(f"{'、'.join(twice)}被汇总了两次")
    return tuple(names)


def _cell(code: str, cell: Cell, units: Mapping[str, FilledSheet], rolled: _Rolled) -> Figure:
    figures = {name: sheet.cells.get(code, BLANK) for name, sheet in units.items()}
    if cell.line.heading or all(one.face is Face.BLANK for one in figures.values()):
        return BLANK
    values = [one.value for one in figures.values() if one.value is not None]
    skipped = tuple(name for name, one in figures.items() if one.face is Face.NOT_APPLICABLE)
    unknown = tuple(name for name, one in figures.items() if one.value is None and name not in skipped)
    if skipped:
        rolled.not_applicable[code] = skipped
    if not values and not unknown:
        return NOT_APPLICABLE
    bounds = _bounds(cell, values, complete=not unknown)
    if bounds.low is not None and bounds.low == bounds.high:
        return number(bounds.low)
    rolled.bounds[code] = bounds
    if unknown:
        rolled.unknown[code] = unknown
    return BLANK


def _bounds(cell: Cell, values: list[Number], *, complete: bool) -> Bounds:
    total: Number = sum(values)
    if not complete:
        low = total if cell.line.additive else max(values, default=0)
        return Bounds(None if cell.signed else low, None)
    return Bounds(total if cell.line.additive else max(values), total)
