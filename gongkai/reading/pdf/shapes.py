"""What lies on a page of a PDF, in points, turned so that the text stands upright and y grows downwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

Place = tuple[float, float]
Turn = Callable[[float, float], Place]


class Char(NamedTuple):
    """One printed character. ``base`` is its baseline, ``em`` its size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    em: float


class Box(NamedTuple):
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float


class Edge(NamedTuple):
    """A straight piece of a rule: at ``at`` (y of a level one, x of a plumb one), from ``start`` to ``end``."""

    at: float
    start: float
    end: float


class Drawn(NamedTuple):
    """What is drawn and no text: level and plumb edges, images, and plain areas (backgrounds of cells)."""

    level: list[Edge]
    plumb: list[Edge]
    images: list[Box]
    panes: list[Box]


class Page(NamedTuple):
    """One page. ``strange``: how many characters have a font that does not say what they are; ``ghostly``: the text
    is invisible, as text recognition lays it under a scan."""

    box: Box
    chars: list[Char]
    drawn: Drawn
    strange: int
    ghostly: bool


# From the coordinates of the file (y upwards) to upright ones, by the quarter turns of the text.
TURNS: tuple[Turn, ...] = (
    lambda x, y: (x, -y),
    lambda x, y: (-y, -x),
    lambda x, y: (-x, y),
    lambda x, y: (y, x),
)


def bounds(places: Sequence[Place], turn: Turn) -> Box:
    """The upright rectangle around some places of the file."""
    moved = [turn(x, y) for x, y in places]
    xs, ys = [x for x, _ in moved], [y for _, y in moved]
    return Box(min(xs), min(ys), max(xs), max(ys))
