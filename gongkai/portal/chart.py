"""A line chart over years as plain geometry, drawn by the server: no script, prints, and never joins what cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from gongkai.paper.series import Series, SeriesLine
from gongkai.sheets.filled import Number
from gongkai.sheets.wording import shown

WIDTH: Final = 760
HEIGHT: Final = 270
LEFT: Final = 78
RIGHT: Final = 24
TOP: Final = 18
BOTTOM: Final = 34
STEPS: Final = (1, 2, 5, 10)
FEW_TICKS: Final = 5


class Dot(NamedTuple):
    """A figure: where it stands, and what it says."""

    x: float
    y: float
    year: int
    text: str


class Curve(NamedTuple):
    """A line of the series: its dots, and the pieces that are drawn (each the dots that may be joined)."""

    name: str
    style: int
    dots: tuple[Dot, ...]
    pieces: tuple[str, ...]


class Tick(NamedTuple):
    at: float
    text: str


class Chart(NamedTuple):
    """Everything a template needs. ``changes``: where a form gave way to another, between two years."""

    title: str
    unit: str
    curves: tuple[Curve, ...]
    years: tuple[Tick, ...]
    values: tuple[Tick, ...]
    changes: tuple[float, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


class _Scale(NamedTuple):
    """Years and values → places."""

    first: int
    step: float
    low: Decimal
    high: Decimal

    def x(self, year: float) -> float:
        return round(LEFT + 14 + (year - self.first) * self.step, 1)

    def y(self, value: Number | Decimal) -> float:
        share = (Decimal(value) - self.low) / (self.high - self.low)
        return round(HEIGHT - BOTTOM - float(share) * (HEIGHT - BOTTOM - TOP), 1)


def chart_of(title: str, named: Sequence[tuple[str, SeriesLine]], series: Series) -> Chart | None:
    """Named lines over the years of the series; None where fewer than two figures could be drawn."""
    drawn = [(name, line) for name, line in named if sum(one.value is not None for one in line.points) > 1]
    if not drawn:
        return None
    ticks = _ticks([point.value for _, line in drawn for point in line.points if point.value is not None])
    years = [one.year for one in series.years]
    step = (WIDTH - LEFT - RIGHT - 28) / max(len(years) - 1, 1)
    scale = _Scale(years[0], step, ticks[0], ticks[-1])
    return Chart(
        title=title,
        unit=drawn[0][1].unit,
        curves=tuple(_curve(at, one, years, scale) for at, one in enumerate(drawn)),
        years=tuple(Tick(scale.x(year), str(year)) for year in years),
        values=tuple(Tick(scale.y(value), shown(value)) for value in ticks),
        changes=tuple(scale.x((change.before + change.year) / 2) for change in series.changes),
    )


def _curve(style: int, named: tuple[str, SeriesLine], years: Sequence[int], scale: _Scale) -> Curve:
    name, line = named
    dots = [
        Dot(scale.x(year), scale.y(point.value), year, shown(point.value))
        for year, point in zip(years, line.points, strict=True)
        if point.value is not None
    ]
    return Curve(name, style, tuple(dots), tuple(_pieces(dots, line)))


def _pieces(dots: Sequence[Dot], line: SeriesLine) -> Iterator[str]:
    """Runs of neighbouring years; one ends where a year has no figure and where the form broke the line."""
    run = list(dots[:1])
    for one, other in pairwise(dots):
        if other.year - one.year > 1 or other.year in line.broken:
            yield _points(run)
            run = []
        run.append(other)
    yield _points(run)


def _points(run: Sequence[Dot]) -> str:
    return " ".join(f"{dot.x},{dot.y}" for dot in run)


def _ticks(values: Sequence[Number]) -> list[Decimal]:
    """Round values from 0 (or below the least) to at least the greatest."""
    low, high = min(Decimal(0), *map(Decimal, values)), max(Decimal(0), *map(Decimal, values))
    if high == low:
        high = low + 1
    rough = (high - low) / FEW_TICKS
    power = Decimal(10) ** rough.adjusted()
    step = next(power * one for one in STEPS if power * one >= rough)
    step = max(step, Decimal(1)) if all(value == int(value) for value in values) else step
    first = (low // step - (1 if low % step else 0)) * step
    ticks = [first]
    while ticks[-1] < high:
        ticks.append(ticks[-1] + step)
    return ticks
