"""A filled sheet: the cells of one official form, each a figure with four faces. Nobody downstream can tell whether
it was counted from ledgers or read from a published paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

Number = int | Decimal


class Face(Enum):
    """The four faces of a figure."""

    NUMBER = "number"
    NOT_APPLICABLE = "n/a"  # printed as "/" or "—"
    BLANK = "blank"  # the cell is there and empty
    UNREADABLE = "unreadable"  # something is printed that is no figure


class Figure(NamedTuple):
    """One cell. ``value`` is set for NUMBER only; ``token`` is what the paper prints there."""

    face: Face
    value: Number | None = None
    token: str = ""


BLANK = Figure(Face.BLANK)


def number(value: Number, token: str = "") -> Figure:
    return Figure(Face.NUMBER, value, token or str(value))


@dataclass(frozen=True)
class FilledSheet:
    """The cells of one form for one year.

    ``form``: "2014", "2019" or "2021" (the form of table two where a paper mixes layouts). ``cells``: code → Figure;
    a code that is absent could not be placed (it is no blank). ``by_sums``: codes whose digits were split by the
    identities of the table itself, so that these identities prove nothing about them. ``scope``: "" for the body's
    own sheet, else as the paper words it (本级, 汇总, …). ``bodies``/``missing``: for roll-ups, the names contained
    and the names that should be there and are not.
    """

    form: str
    year: int | None
    cells: Mapping[str, Figure] = field(default_factory=dict)
    scope: str = ""
    by_sums: frozenset[str] = frozenset()
    bodies: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def value(self, code: str) -> Number | None:
        """The number in a cell; None for every other face and for a cell that could not be placed."""
        figure = self.cells.get(code)
        return figure.value if figure else None
