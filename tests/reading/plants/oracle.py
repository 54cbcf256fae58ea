"""Which arithmetic rules of the forms a set of figures breaks: the second opinion that every planted error is named
by, kept apart from the kernel's checks on purpose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from .figures import Value
from .forms import COLUMNS, SUITS, outcome_rows, rows_t3


class Broken(NamedTuple):
    """A rule that does not hold: check, severity, cells of both sides, the two sums."""

    check: str
    severity: str
    cells: tuple[str, ...]
    left: int | Decimal
    right: int | Decimal


_SUMS_2014 = {
    "F2014-30": (22, (23, 24, 25, 26)),
    "F2014-31": (27, (28, 29)),
    "F2014-32": (30, (31, 32, 33, 34, 41, 42, 43, 44)),
    "F2014-33": (34, (35, 36, 37, 38, 39, 40)),
    "F2014-50": (58, (59, 60)),
}
_AT_LEAST_2014 = {"F2014-40": (45, (46, 47, 48)), "F2014-42": (49, (50, 51, 52))}
_NOT_MORE_2014 = {
    "F2014-11": (2, (6, 7, 8, 9, 10)),
    "F2014-14": (3, (2,)),
    "F2014-20": (15, (14,)),
    "F2014-21": (17, (16,)),
    "F2014-22": (12, (14, 16, 18, 19, 20)),
}


def _number(cells: Mapping[str, Value], code: str) -> int | Decimal | None:
    value = cells.get(code)
    return value if isinstance(value, int | Decimal) else None


def _sum(cells: Mapping[str, Value], parts: tuple[str, ...]) -> int | Decimal | None:
    """Sum of the parts, a blank counting as nothing; None where a part cannot be placed or none is filled."""
    if any(part not in cells for part in parts):
        return None
    values = [value for part in parts if (value := _number(cells, part)) is not None]
    return sum(values) if values else None


def _equal(
    check: str, cells: Mapping[str, Value], left: tuple[str, ...], right: tuple[str, ...]
) -> Iterator[Broken]:
    one, other = _sum(cells, left), _sum(cells, right)
    if one is not None and other is not None and one != other:
        yield Broken(check, "error", left + right, one, other)


def broken_2014(cells: Mapping[str, Value]) -> Iterator[Broken]:
    for check, (total, parts) in _SUMS_2014.items():
        yield from _equal(check, cells, (f"R{total:02d}",), tuple(f"R{part:02d}" for part in parts))
    for check, (total, parts) in {**_AT_LEAST_2014, **_NOT_MORE_2014}.items():
        names = tuple(f"R{part:02d}" for part in parts)
        whole, parted = _number(cells, f"R{total:02d}"), _sum(cells, names)
        if whole is None or parted is None:
            continue
        if (whole < parted) if check in _AT_LEAST_2014 else (whole > parted):
            yield Broken(check, "error", (f"R{total:02d}", *names), whole, parted)
    channels = [v for c in ("R06", "R07", "R08", "R09", "R10") if (v := _number(cells, c)) is not None]
    items = _number(cells, "R02")
    if items is not None and channels and items < max(channels):
        yield Broken("F2014-10", "error", ("R02", "R06", "R07", "R08", "R09", "R10"), items, max(channels))


def _broken_three(cells: Mapping[str, Value], prefix: str, form: str) -> Iterator[Broken]:
    for column in COLUMNS:
        names = {row: f"T3.{row}.{column}" for row in rows_t3(form)}
        if all(_number(cells, names[row]) is not None for row in ("A", "B", "C7", "D")):
            yield from _equal(f"{prefix}-T3-01", cells, (names["A"], names["B"]), (names["C7"], names["D"]))
        yield from _equal(
            f"{prefix}-T3-02", cells, (names["C7"],), tuple(names[row] for row in outcome_rows(form))
        )
    for row in rows_t3(form):
        kinds = tuple(f"T3.{row}.{column}" for column in COLUMNS)
        yield from _equal(f"{prefix}-T3-03", cells, kinds[-1:], kinds[:-1])


def broken(cells: Mapping[str, Value], form: str, third: str = "") -> list[Broken]:
    """Every arithmetic rule of error weight that the figures break. A blank part is nothing under a filled total;
    a rule with a cell that cannot be placed says nothing."""
    if form == "2014":
        return list(broken_2014(cells))
    prefix = f"F{form}"
    found = list(_broken_three(cells, prefix, third or form))
    for number, suit in enumerate(SUITS, start=1):
        parts = tuple(f"T4.{suit}.{result}" for result in ("upheld", "corrected", "other", "pending"))
        found += _equal(f"{prefix}-T4-0{number}", cells, (f"T4.{suit}.total",), parts)
    return found


def broken_carry(cells: Mapping[str, Value], before: Mapping[str, Value], form: str) -> list[Broken]:
    """Columns whose carried-in figure is not what the year before left open."""
    pairs = ((f"T3.B.{column}", f"T3.D.{column}") for column in COLUMNS)
    numbers = ((b, _number(cells, b), _number(before, d)) for b, d in pairs)
    return [
        Broken(f"F{form}-T3-05", "error", (code,), now, left)
        for code, now, left in numbers
        if now is not None and left is not None and now != left
    ]
