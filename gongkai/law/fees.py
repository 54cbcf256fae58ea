"""The information processing fee (信息处理费, 国办函〔2020〕109号): by item or by page, each further one dearer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import count
from typing import Final, NamedTuple

from gongkai.law.load import Entry, load_entry

MOST: Final = 100_000


class NoFee(ValueError):
    """There is no fee of this kind on the day, or the quantity is out of range."""


class Band(NamedTuple):
    """From the ``first``-th item or page on, up to ``last`` (None: no end), each costs ``rate`` yuan."""

    first: int
    last: int | None
    rate: int


class Standard(NamedTuple):
    """A way of charging. ``per``: month (what one applicant asks of one body in a calendar month adds up) or
    application. ``growth``: after the last band, every so many more cost so many yuan more each; None for no growth."""

    code: str
    label: str
    unit: str
    per: str
    bands: tuple[Band, ...]
    growth: tuple[int, int] | None
    basis: str
    in_force: date
    unverified: str


class Line(NamedTuple):
    """A line of the computation: the ``first``-th to the ``last``-th at ``rate`` yuan each make ``yuan``."""

    first: int
    last: int
    rate: int
    yuan: int


class Charge(NamedTuple):
    """What one application costs. ``before``: items of the same applicant in the same month before it."""

    standard: Standard
    quantity: int
    before: int
    lines: tuple[Line, ...]

    @property
    def yuan(self) -> int:
        return sum(line.yuan for line in self.lines)


def charge(standard: Standard, quantity: int, before: int = 0) -> Charge:
    """The fee of one application of ``quantity`` items or pages, in yuan: A(before + quantity) − A(before), or B(quantity).

    ``before`` is for the standard by item only (国办函〔2020〕109号 第四、五条). NoFee for a quantity below 1, a negative
    ``before``, one given with the standard by page, and beyond 100 000.
    """
    if quantity < 1 or before < 0 or before + quantity > MOST:
        raise NoFee(f"{standard.label}的数量应为 1 至 {MOST} {standard.unit}")
    if before and standard.per != "month":
        raise NoFee(f"{standard.label}按每件申请单独计算，不累计")
    return Charge(standard, quantity, before, tuple(_lines(standard, before + 1, before + quantity)))


def standard(code: str, on: date) -> Standard:
    """The standard "items" or "pages" as in force on a day; NoFee before 2021-01-01 and for an unknown code."""
    fitting = [one for one in standards() if one.code == code and one.in_force <= on]
    if not fitting:
        raise NoFee(f"{on} 没有“{code}”这一信息处理费标准（国办函〔2020〕109号自2021年1月1日起施行）")
    return fitting[-1]


@cache
def standards() -> tuple[Standard, ...]:
    """Every standard that comes with the platform, in order of force."""
    return read_standards(load_entry("fees.toml"))


def read_standards(entry: Entry) -> tuple[Standard, ...]:
    """The standards of a data file; LawError names entry, key and what is expected."""
    found = map(_standard, entry.only("standard", "payment").entries("standard"))
    return tuple(sorted(found, key=lambda one: one.in_force))


def bands(standard: Standard) -> Iterator[Band]:
    """Every band in order, those by which the rate goes on growing included (then there is no end of them)."""
    yield from standard.bands[:-1]
    last = standard.bands[-1]
    if standard.growth is None:
        yield last
        return
    each, more = standard.growth
    for step in count():
        first = last.first + step * each
        yield Band(first, first + each - 1, last.rate + step * more)


def _lines(standard: Standard, first: int, last: int) -> Iterator[Line]:
    for band in bands(standard):
        if band.first > last:
            return
        start, end = max(first, band.first), min(last, band.last or last)
        if start <= end:
            yield Line(start, end, band.rate, (end - start + 1) * band.rate)


def _standard(entry: Entry) -> Standard:
    entry.only("code", "label", "unit", "per", "bands", "basis", "in_force", "unverified")
    given = entry.entries("bands")
    names = (entry.text("code"), entry.text("label"), entry.text("unit"))
    per = entry.one_of("per", ("month", "application"))
    basis, in_force = entry.text("basis"), entry.day("in_force")
    return Standard(*names, per, _bands(given), _growth(given), basis, in_force, entry.text("unverified", ""))


def _bands(given: tuple[Entry, ...]) -> tuple[Band, ...]:
    firsts = [one.only("from", "rate", "each", "more").whole("from") for one in given]
    if firsts[:1] != [1] or firsts != sorted(set(firsts)):
        raise given[0].fault("各档的 from 应从 1 起、逐档增大")
    lasts = [first - 1 for first in firsts[1:]]
    return tuple(
        Band(first, last, one.whole("rate"))
        for first, last, one in zip(firsts, [*lasts, None], given, strict=True)
    )


def _growth(given: tuple[Entry, ...]) -> tuple[int, int] | None:
    last = given[-1]
    return (last.whole("each"), last.whole("more")) if "each" in last.values else None
