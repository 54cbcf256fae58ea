"""Two filled sheets side by side: each comparable cell with both figures, and what was carried over from year to year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from gongkai.law.load import Entry, load_entry
from gongkai.sheets.definition import Cell
from gongkai.sheets.filled import Figure, FilledSheet, Number, number
from gongkai.sheets.forms import FORMS
from gongkai.sheets.forms import form as official_form
from gongkai.sheets.wording import line_name

Codes = tuple[str, ...]


class Pair(NamedTuple):
    """A figure of the first sheet beside that of the second.

    ``first_codes``, ``second_codes``: the cells, more than one where a changed form splits what was one cell (then the
    figure is their sum). ``row``, ``column``: how messages call them. ``difference`` (second less first) and
    ``ratio`` (second over first, four places) are None unless both are numbers; ``ratio`` also over 0.
    """

    first_codes: Codes
    second_codes: Codes
    row: str
    column: str
    first: Figure
    second: Figure
    difference: Number | None
    ratio: Decimal | None


class Carry(NamedTuple):
    """One column of table three: carried out by the earlier year, carried in by the later. ``agrees`` is None where
    either is no number."""

    column: str
    label: str
    carried_out: Figure
    carried_in: Figure
    agrees: bool | None


@dataclass(frozen=True)
class Comparison:
    """Two sheets side by side.

    ``only_first``, ``only_second``: cells with nothing to stand beside. ``breaks``: Chinese sentences on what a changed
    form makes incomparable. ``carried``: the carry-over, where one is the year after the other.
    """

    pairs: tuple[Pair, ...]
    only_first: Codes
    only_second: Codes
    breaks: tuple[str, ...]
    carried: tuple[Carry, ...]


class Join(NamedTuple):
    """One cell of an earlier form and the cells of a later one whose sum it is. ``says``: what to know about it."""

    earlier: str
    later: Codes
    says: str


class Break(NamedTuple):
    """A change of form: what became of it, and which cells can still be compared."""

    earlier: str
    later: str
    says: tuple[str, ...]
    joins: tuple[Join, ...]


def compare(first: FilledSheet, second: FilledSheet) -> Comparison:
    """The comparable cells of two sheets in the order of the first's form, and what cannot be compared.

    Cells of the same code are compared; across a change of form (or in a paper that mixes layouts) those of joins.toml
    as well. Carry-over: B of a year against D of the year before, per column (规则 T3-05).
    """
    matches, bridges = _matches(first, second)
    pairs = tuple(_pair(first, second, *match) for match in matches)
    in_first = {code for pair in pairs for code in pair.first_codes}
    in_second = {code for pair in pairs for code in pair.second_codes}
    forms = sorted((first.form, second.form))
    broken = [says for one in breaks() if forms[0] <= one.earlier < forms[1] for says in one.says]
    return Comparison(
        pairs=pairs,
        only_first=tuple(code for code in first.cells if code not in in_first and not is_heading(code)),
        only_second=tuple(code for code in second.cells if code not in in_second and not is_heading(code)),
        breaks=tuple(dict.fromkeys([*broken, *bridges])),
        carried=tuple(_carried(first, second)),
    )


@cache
def breaks() -> tuple[Break, ...]:
    """The changes of form, earliest first."""
    return tuple(_break(entry) for entry in load_entry("joins.toml").entries("break"))


def _break(entry: Entry) -> Break:
    entry.only("earlier", "later", "basis", "says", "join")
    joins = tuple(join for one in entry.entries("join") for join in _joins(one))
    return Break(entry.one_of("earlier", FORMS), entry.one_of("later", FORMS), entry.texts("says"), joins)


def _joins(entry: Entry) -> Iterator[Join]:
    earlier, later = entry.only("earlier", "later", "says").text("earlier"), entry.texts("later")
    for column in _columns() if earlier.endswith("*") else ("",):
        parts = tuple(code.replace("*", column) for code in later)
        yield Join(earlier.replace("*", column), parts, entry.text("says", ""))


def _columns() -> tuple[str, ...]:
    return tuple(column.code for column in official_form("2021").table("T3").blocks[0].columns)


def _matches(first: FilledSheet, second: FilledSheet) -> tuple[list[tuple[Codes, Codes]], list[str]]:
    """Cells that stand beside one another, in order, and what the joins needed for it have to say."""
    found: list[tuple[Codes, Codes]] = [((code,), (code,)) for code in first.cells if code in second.cells]
    said = []
    for join in (join for one in breaks() for join in one.joins):
        if match := _bridge(join, first, second):
            found.append(match)
            said += [join.says] if join.says else []
    order = {code: at for at, code in enumerate(official_form(first.form).cells)}
    found = [match for match in found if not is_heading(match[0][0])]
    return sorted(found, key=lambda match: order.get(match[0][0], len(order))), said


def _bridge(join: Join, first: FilledSheet, second: FilledSheet) -> tuple[Codes, Codes] | None:
    earlier = (join.earlier,)
    if _has(first, earlier) and _has(second, join.later) and not _has(second, earlier):
        return earlier, join.later
    if _has(second, earlier) and _has(first, join.later) and not _has(first, earlier):
        return join.later, earlier
    return None


def _has(sheet: FilledSheet, codes: Codes) -> bool:
    return all(code in sheet.cells for code in codes)


def _pair(first: FilledSheet, second: FilledSheet, codes: Codes, others: Codes) -> Pair:
    one, other = figure_of(first, codes), figure_of(second, others)
    row, column = row_and_column(min(codes, others, key=len)[0])
    if one.value is None or other.value is None:
        return Pair(codes, others, row, column, one, other, None, None)
    difference, ratio = other.value - one.value, _ratio(one.value, other.value)
    return Pair(codes, others, row, column, one, other, difference, ratio)


def _ratio(first: Number, second: Number) -> Decimal | None:
    """By fractions, because digits run together in a paper may make a number beyond any decimal precision."""
    return Decimal(round(Fraction(second) / Fraction(first) * 10_000)).scaleb(-4) if first else None


def figure_of(sheet: FilledSheet, codes: Iterable[str]) -> Figure:
    """The figure of cells that the sheet has, together; where one is no number, that one."""
    figures = [sheet.cells[code] for code in codes]
    if len(figures) == 1:
        return figures[0]
    if odd := next((figure for figure in figures if figure.value is None), None):
        return odd
    return number(sum(figure.value for figure in figures if figure.value is not None))


def _carried(first: FilledSheet, second: FilledSheet) -> Iterator[Carry]:
    if first.year is None or second.year is None or abs(first.year - second.year) != 1:
        return
    earlier, later = (first, second) if first.year < second.year else (second, first)
    for column in official_form("2021").table("T3").blocks[0].columns:
        out, into = earlier.cells.get(f"T3.D.{column.code}"), later.cells.get(f"T3.B.{column.code}")
        if out and into:
            known = out.value is not None and into.value is not None
            yield Carry(column.code, column.label, out, into, out.value == into.value if known else None)


@cache
def _official_cells() -> dict[str, Cell]:
    return {code: cell for one in FORMS for code, cell in official_form(one).cells.items()}


def is_heading(code: str) -> bool:
    """Whether a cell of any form holds no figure by its nature."""
    cell = _official_cells().get(code)
    return cell is not None and cell.line.heading


def row_and_column(code: str) -> tuple[str, str]:
    """The row and the column of a cell of any form; the code itself where no form has it."""
    cell = _official_cells().get(code)
    return (line_name(cell.line), cell.column.label) if cell else (code, "")
