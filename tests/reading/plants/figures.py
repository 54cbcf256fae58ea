"""Figures that obey every identity of their form: small numbers and many zeros, as a township or a county has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Literal

from .forms import BLOCKS_TWO, COLUMNS, HEADINGS_2014, ROWS_2014, SUITS, codes, outcome_rows, rows_t3

Value = int | Decimal | None | Literal["n/a"]
Cells = dict[str, Value]
Size = Literal["none", "tiny", "town", "county", "city"]

APPLICATIONS: dict[Size, tuple[int, int]] = {
    "none": (0, 0),
    "tiny": (1, 3),
    "town": (2, 19),
    "county": (60, 320),
    "city": (900, 4200),
}
ITEMS: dict[Size, tuple[int, int]] = {
    "none": (20, 80),
    "tiny": (90, 400),
    "town": (150, 900),
    "county": (1800, 9900),
    "city": (20000, 90000),
}
_KIND_WEIGHTS = (90, 8, 1, 1, 3, 2)
_FAVOURED = {"C1": 40, "C4.1": 26, "C2": 9, "C4.2": 5, "C5.1": 7, "C3.4": 4, "C3.8": 4, "C6.3": 5, "C6": 6}


def carve(rng: Random, total: int, weights: Sequence[int]) -> list[int]:
    """Split a total over weighted places."""
    parts = [0] * len(weights)
    for place in rng.choices(range(len(weights)), weights, k=total):
        parts[place] += 1
    return parts


def whole(value: Value) -> int:
    return int(value) if isinstance(value, int | Decimal) else 0


def _put_row(cells: Cells, row: str, parts: Sequence[int]) -> None:
    for column, part in zip(COLUMNS, (*parts, sum(parts)), strict=True):
        cells[f"T3.{row}.{column}"] = part


def row_of(cells: Mapping[str, Value], row: str) -> list[int]:
    """The six kinds of applicant of a row of table three, without the total."""
    return [whole(cells.get(f"T3.{row}.{column}")) for column in COLUMNS[:-1]]


def table_three(
    rng: Random,
    form: str,
    size: Size,
    carried_in: Sequence[int] | None = None,
    carried_out: Sequence[int] | None = None,
) -> Cells:
    """Table three: what came in plus what was open equals what was closed plus what is left, kind by kind."""
    received = carve(rng, rng.randint(*APPLICATIONS[size]), _KIND_WEIGHTS)
    before = list(carried_in) if carried_in is not None else [amount // 12 for amount in received]
    open_now = [a + b for a, b in zip(received, before, strict=True)]
    after = (
        list(carried_out) if carried_out is not None else [rng.randint(0, amount // 7) for amount in open_now]
    )
    received = [a + max(0, left - now) for a, left, now in zip(received, after, open_now, strict=True)]
    closed = [a + b - left for a, b, left in zip(received, before, after, strict=True)]
    cells: Cells = {}
    _put_row(cells, "A", received)
    _put_row(cells, "B", before)
    _put_outcomes(rng, cells, form, closed)
    _put_row(cells, "C7", closed)
    _put_row(cells, "D", after)
    return {f"T3.{row}.{column}": cells[f"T3.{row}.{column}"] for row in rows_t3(form) for column in COLUMNS}


def _put_outcomes(rng: Random, cells: Cells, form: str, closed: Sequence[int]) -> None:
    rows = outcome_rows(form)
    weights = [_FAVOURED.get(row, 1) for row in rows]
    by_kind = [carve(rng, amount, weights) for amount in closed]
    for place, row in enumerate(rows):
        _put_row(cells, row, [kind[place] for kind in by_kind])


def table_four(rng: Random, size: Size) -> Cells:
    """Table four: three groups whose four results add up."""
    most = {"none": 0, "tiny": 0, "town": 1, "county": 9, "city": 220}[size]
    cells: Cells = {}
    for suit, ceiling in zip(SUITS, (most, most // 2, most // 3), strict=True):
        parts = (
            [rng.randint(0, ceiling) for _ in range(4)] if ceiling and rng.random() < 0.8 else [0, 0, 0, 0]
        )
        for result, part in zip(("upheld", "corrected", "other", "pending"), parts, strict=True):
            cells[f"T4.{suit}.{result}"] = part
        cells[f"T4.{suit}.total"] = sum(parts)
    return cells


def table_two(rng: Random, form: str, size: Size, valid_before: int | None = None) -> Cells:
    """Table two; 规章 stands only for cities. ``valid_before``: documents in force a year before (2021 form)."""
    cells: Cells = {
        cell: 0 for block in BLOCKS_TWO[form] for row, _ in block.rows for cell in block.cells(row)
    }
    made = rng.randint(0, {"none": 1, "tiny": 2, "town": 4, "county": 24, "city": 120}[size])
    if size == "city":
        rules = (
            {"made": 2, "repealed": 1, "valid": 14}
            if form == "2021"
            else {"made": 2, "newly_public": 2, "public_total": 41}
        )
        cells.update({f"T2.rules.{key}": value for key, value in rules.items()})
    if form == "2021":
        _two_of_2021(rng, cells, size, made, valid_before)
    else:
        _two_of_2019(rng, cells, size, made)
    return cells


def _decisions(rng: Random, size: Size) -> int:
    most = {"none": 0, "tiny": 12, "town": 180, "county": 26000, "city": 900000}[size]
    return rng.randint(0, most) if rng.random() < 0.85 else 0


def _two_of_2021(rng: Random, cells: Cells, size: Size, made: int, valid_before: int | None) -> None:
    before = valid_before if valid_before is not None else made * 3 + rng.randint(0, 9)
    repealed = rng.randint(0, min(before, made + 1))
    cells.update(
        {
            "T2.normative.made": made,
            "T2.normative.repealed": repealed,
            "T2.normative.valid": before + made - repealed,
            "T2.permits.decisions": _decisions(rng, size),
            "T2.penalties.decisions": _decisions(rng, size),
            "T2.coercion.decisions": _decisions(rng, size) // 9,
            "T2.fees.amount": _fee(rng, size),
        }
    )


def _fee(rng: Random, size: Size) -> Value:
    if size in ("none", "tiny", "town"):
        return 0
    amount = rng.randint(12, 9800)
    return amount if rng.random() < 0.3 else Decimal(amount) + Decimal(rng.randint(1, 9999)) / 10000


def _two_of_2019(rng: Random, cells: Cells, size: Size, made: int) -> None:
    public = rng.randint(0, made)
    cells.update(
        {
            "T2.normative.made": made,
            "T2.normative.newly_public": public,
            "T2.normative.public_total": public + made * 4,
        }
    )
    for row, most in (("permits", 300), ("services", 120), ("penalties", 900), ("coercion", 60)):
        items = 0 if size == "none" else rng.randint(0, most // (8 if size in ("tiny", "town") else 1))
        cells[f"T2.{row}.previous"] = items
        cells[f"T2.{row}.change"] = rng.choice((0, 0, 0, 2, -1)) if items > 1 else 0
        cells[f"T2.{row}.decisions"] = _decisions(rng, size) if items > 1 else 0
    cells["T2.fees.previous"] = rng.randint(0, 35) if size in ("county", "city") else 0
    bought = rng.randint(1, 140) if size != "none" else 0
    cells["T2.procurement.items"] = bought
    cells["T2.procurement.amount"] = (
        bought * Decimal(rng.randint(1_000_000, 99_000_000)) / 100 if bought else 0
    )


def sheet_2014(rng: Random, size: Size) -> Cells:
    """The one-column form of 2014, headings blank, every identity kept and no question raised."""
    cells: Cells = {row.code: (None if row.code in HEADINGS_2014 else 0) for row in ROWS_2014}
    _channels(rng, cells, size)
    _responses(rng, cells, size)
    _applications(rng, cells, size)
    _disputes(rng, cells, size)
    _means(rng, cells, size)
    return cells


def _set(cells: Cells, first: int, values: Iterable[Value]) -> None:
    for offset, value in enumerate(values):
        cells[f"R{first + offset:02d}"] = value


def _channels(rng: Random, cells: Cells, size: Size) -> None:
    total = rng.randint(*ITEMS[size])
    web = total - rng.randint(0, total // 6)
    others = [rng.randint(1, total // 3) for _ in range(2)]
    gazette = rng.randint(0, total // 20) if size in ("county", "city") else 0
    rest = max(1, total - web - sum(others) - gazette + 1) + rng.randint(0, total // 8)
    made = rng.randint(0, {"none": 0, "tiny": 2, "town": 4, "county": 30, "city": 160}[size])
    _set(cells, 2, (total, rng.randint(0, made), made))
    _set(cells, 6, (gazette, web, *others, min(rest, total)))


def _responses(rng: Random, cells: Cells, size: Size) -> None:
    most = {"none": 0, "tiny": 1, "town": 3, "county": 30, "city": 120}[size]
    press, talks, articles, posts, rest = (rng.randint(0, most) for _ in range(5))
    topics = max(press, talks, posts, rest) or min(1, articles)
    _set(cells, 12, (topics,))
    _set(cells, 14, (press, rng.randint(0, press), talks, rng.randint(0, talks), articles, posts, rest))


def _applications(rng: Random, cells: Cells, size: Size) -> None:
    received = rng.randint(*APPLICATIONS[size])
    late = rng.randint(0, received // 9)
    answers = carve(rng, received, (9, 14, 4, 3, 4, 3, 1, 2))
    refused = carve(rng, answers[3], (1, 1, 2, 1, 2, 2))
    _set(
        cells, 22, (received, *carve(rng, received, (5, 1, 8, 4)), received, received - late, late, received)
    )
    _set(cells, 31, (*answers[:4], *refused, *answers[4:]))


def _disputes(rng: Random, cells: Cells, size: Size) -> None:
    most = {"none": 0, "tiny": 0, "town": 1, "county": 4, "city": 60}[size]
    for first in (45, 49):
        parts = [rng.randint(0, most) for _ in range(3)]
        _set(cells, first, (sum(parts), *parts))
    cells["R53"] = rng.randint(0, most)


def _means(rng: Random, cells: Cells, size: Size) -> None:
    large = size in ("county", "city")
    full, part = rng.randint(1, 4), rng.randint(1, 90 if large else 4)
    money: Value = rng.choice((0, 1, 2, Decimal("0.5"), Decimal("1.8"), Decimal("12.6")))
    courses = rng.randint(0, 6)
    _set(cells, 56, (1, rng.randint(1, 30 if large else 3), full + part, full, part, money))
    _set(cells, 63, (rng.randint(1, 8), courses, courses * rng.randint(12, 60)))


def add_up(sheets: Sequence[Mapping[str, Value]], form: str) -> Cells:
    """Cell by cell sum of several bodies' sheets."""
    return {
        code: sum((value for sheet in sheets if isinstance(value := sheet.get(code), int | Decimal)), 0)
        for code in codes(form)
    }
