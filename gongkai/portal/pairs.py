"""Two reports side by side, ready for the page: rows of figures by official table, carry-over, shared passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from gongkai.paper.passages import Passage, Shared, shared_passages
from gongkai.paper.report import Report
from gongkai.portal.figures import Shown, show, signed
from gongkai.sheets.compare import Carry, Comparison, Pair, compare
from gongkai.sheets.forms import FORMS, form

AGREES = {True: "衔接", False: "不衔接", None: "无从比较"}
LISTED_PASSAGES = 40


class PairView(NamedTuple):
    """One comparable cell: its column, both figures, and the second less the first."""

    column: str
    first: Shown
    second: Shown
    difference: str
    differs: bool


class RowView(NamedTuple):
    """A row of an official table with its comparable cells."""

    label: str
    pairs: tuple[PairView, ...]


class TableView(NamedTuple):
    """The comparable rows of an official table; ``cells`` in all, ``differing`` of them."""

    code: str
    title: str
    rows: tuple[RowView, ...]
    cells: int
    differing: int


class CarryView(NamedTuple):
    """A column of the carry-over; ``agrees`` None where there is nothing to compare."""

    label: str
    carried_out: Shown
    carried_in: Shown
    agrees: bool | None

    @property
    def word(self) -> str:
        return AGREES[self.agrees]


@dataclass(frozen=True)
class Figures:
    """The figures of two reports. ``alone`` counts the cells of each that have nothing to stand beside."""

    tables: tuple[TableView, ...]
    breaks: tuple[str, ...]
    carried: tuple[CarryView, ...]
    alone: tuple[int, int]

    @property
    def count(self) -> int:
        return sum(table.cells for table in self.tables)

    @property
    def differing(self) -> int:
        return sum(table.differing for table in self.tables)


class Alike(NamedTuple):
    """Shared passages, the longest first, and the share of each side's own words in percent."""

    passages: tuple[Passage, ...]
    more: int
    share_first: str
    share_second: str


def figures_of(first: Report, second: Report, *, everything: bool) -> Figures | None:
    """The own sheets of two reports side by side; without ``everything`` only the rows that differ. None: one of them
    has no official table."""
    if not (first.sheets and second.sheets):
        return None
    compared = compare(first.sheets[0], second.sheets[0])
    tables = tuple(_tables(compared.pairs, everything))
    alone = (len(compared.only_first), len(compared.only_second))
    return Figures(tables, compared.breaks, tuple(_carried(compared)), alone)


def alike(first: Report, second: Report) -> Alike:
    """The passages that two reports share, the prescribed wording left out."""
    found: Shared = shared_passages(first, second)
    longest = sorted(found.passages, key=lambda passage: -passage.length)
    shares = (f"{found.share_here:.0%}", f"{found.share_there:.0%}")
    return Alike(tuple(longest[:LISTED_PASSAGES]), len(longest[LISTED_PASSAGES:]), *shares)


def carry_view(carry: Carry) -> CarryView:
    return CarryView(carry.label, show(carry.carried_out), show(carry.carried_in), carry.agrees)


def differs(pair: Pair) -> bool:
    """The numbers differ, or the faces do."""
    return bool(pair.difference) or pair.first.face is not pair.second.face


def _carried(compared: Comparison) -> Iterator[CarryView]:
    return (carry_view(carry) for carry in compared.carried)


def _tables(pairs: Iterable[Pair], everything: bool) -> Iterator[TableView]:
    for code, group in groupby(pairs, key=_table_of):
        all_pairs = list(group)
        differing = [pair for pair in all_pairs if differs(pair)]
        rows = tuple(_rows(all_pairs if everything else differing))
        yield TableView(code, table_title(code), rows, len(all_pairs), len(differing))


def _rows(pairs: Sequence[Pair]) -> Iterator[RowView]:
    for label, group in groupby(pairs, key=lambda pair: pair.row):
        yield RowView(label, tuple(_view(pair) for pair in group))


def _view(pair: Pair) -> PairView:
    return PairView(pair.column, show(pair.first), show(pair.second), signed(pair.difference), differs(pair))


def _table_of(pair: Pair) -> str:
    return table_code(pair.first_codes[0])


def table_code(cell: str) -> str:
    """The code of the table a cell stands in: T3 for T3.A.total, R for R22."""
    return cell.split(".")[0] if "." in cell else "R"


def table_title(code: str) -> str:
    """The official title of the table with this code."""
    titles = {table.code: table.title for one in FORMS for table in form(one).tables}
    return titles.get(code, code)
