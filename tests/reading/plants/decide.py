"""Which figures of a rendering its text alone decides: what a reader must give, and where it may only stay silent or
be right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .figures import Cells, Value
from .forms import BLOCKS_TWO, COLUMNS, RESULTS, ROWS_2014, SUITS, rows_t3

_MANY = 2  # two readings are as undecided as a thousand


class Decided(NamedTuple):
    """``sure``: cells a reader must give; ``open``: cells it may leave out, but not get wrong."""

    sure: Cells
    open: Cells


def runs(form: str, third: str, suits: str) -> list[tuple[str, ...]]:
    """Cells that stand together in print with no label between them."""
    if form == "2014":
        return [(row.code,) for row in ROWS_2014]
    two = [block.cells(row) for block in BLOCKS_TWO[form] for row, _ in block.rows]
    three = [tuple(f"T3.{row}.{column}" for column in COLUMNS) for row in rows_t3(third or form)]
    four = [tuple(f"T4.{suit}.{result}" for result in RESULTS) for suit in SUITS]
    return two + three + ([tuple(code for run in four for code in run)] if suits == "line" else four)


def splits(digits: str, count: int, period: int = 0) -> Iterator[tuple[int, ...]]:
    """Ways to cut a run of digits into that many numbers without leading zeros. ``period``: every so many numbers,
    the last is the sum of those before it."""
    yield from _cut(digits, count, period, ())


def _cut(digits: str, count: int, period: int, group: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if not count:
        if not digits:
            yield ()
        return
    longest = 1 if digits[:1] == "0" else len(digits) - count + 1
    for length in range(1, longest + 1):
        value = int(digits[:length])
        closing = period and len(group) == period - 1
        if closing and value != sum(group):
            continue
        following = () if closing else (*group, value)
        for rest in _cut(digits[length:], count - 1, period, following):
            yield (value, *rest)


def _first(found: Iterator[tuple[int, ...]]) -> list[tuple[int, ...]]:
    return [split for split, _ in zip(found, range(_MANY), strict=False)]


def _joined(run: Sequence[str], values: Sequence[Value]) -> bool:
    """True where digits that run together can be cut in one way only."""
    if len(run) == 1 or all(value == "n/a" for value in values):
        return True
    if any(not isinstance(value, int) or value < 0 for value in values):
        return False
    digits = "".join(map(str, values))
    if len(_first(splits(digits, len(run)))) == 1:
        return True
    period = 7 if run[0].startswith("T3") else 5 if run[0].startswith("T4") else 0
    ways = _first(splits(digits, len(run), period)) if period else []
    if len(ways) == 1 and ways[0] != tuple(values):
        raise ValueError(f"{run[0]}: the sums lead to another split than the paper's")
    return len(ways) == 1


def unit_unknown(code: str, value: Value, printed: str) -> bool:
    """A sum of money for which the form fixes no unit, printed without one."""
    return code == "T2.procurement.amount" and bool(value) and "元" not in printed


def _sure(run: Sequence[str], values: Sequence[Value], loss: str) -> bool:
    blank = [value is None for value in values]
    if loss == "none" or all(blank) or len(run) == 1:
        return True
    if any(blank):
        return False
    return loss != "joined" or _joined(run, values)


def decide(cells: Mapping[str, Value], form: str, loss: str, third: str = "", suits: str = "line") -> Decided:
    """Sort the cells of a paper. ``loss``: "none" (borders known), "dropped" (blank cells leave no trace), "joined"
    (cells run together)."""
    found = Decided({}, {})
    for run in runs(form, third, suits):
        values = [cells.get(code) for code in run]
        target = found.sure if _sure(run, values, loss) else found.open
        target.update(zip(run, values, strict=True))
    return found
