"""An official document as its parts, top down: what every writer sets in type. Its words are final, its look is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from gongkai.sheets.filled import Face, Number


class Title(NamedTuple):
    """The title of the document, centred. ``lines``: where a title longer than a line of 20 characters is broken, at a
    place that leaves its words whole; together they are ``text``."""

    text: str
    lines: tuple[str, ...]


class Chapter(NamedTuple):
    """A chapter heading with its number: 一、总体情况."""

    text: str


class Prose(NamedTuple):
    """A paragraph, indented by two characters. Its first ``lead`` characters are a heading of the second level
    （（一）主动公开。）; ``lead`` is the whole length where the heading stands alone."""

    text: str
    lead: int = 0


class Closing(NamedTuple):
    """A line under the text, to the right: who signs, or the date."""

    text: str


class Attachment(NamedTuple):
    """The head of a sheet that follows the report on a page of its own: ``mark`` 附件, ``title`` of the sheet, ``under``
    it （2017年度）, and who fills it in (``maker``: 填报单位（盖章）：…). "" where there is nothing to print."""

    mark: str
    title: str
    under: str = ""
    maker: str = ""


class Field(NamedTuple):
    """A field of the signature block; ``value`` "" leaves room for a hand."""

    label: str
    value: str = ""


class Foot(NamedTuple):
    """The signature block under the sheet of 2014."""

    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of an official table, merged over ``columns`` and ``rows``.

    ``kind``: "head" heads rows or columns, "corner" heads nothing, "words" is a unit, "figure" holds a figure. A heading
    has a ``key`` unique in its table and an ``axis`` (col, colgroup, row, rowgroup); ``depth`` indents a row label. A
    figure has its ``code``, ``face`` (None: the paper has the cell, but it could not be placed), ``value`` where it is a
    number, and the keys of the headings it stands under. ``text`` is what is printed.
    """

    text: str
    kind: Literal["head", "corner", "words", "figure"]
    columns: int = 1
    rows: int = 1
    key: str = ""
    axis: str = ""
    depth: int = 0
    code: str = ""
    face: Face | None = None
    value: Number | None = None
    heads: tuple[str, ...] = ()


Row = tuple[Cell, ...]


class Slot(NamedTuple):
    """Where a cell stands in a row: its first column; ``goes_on``: it began in a row above."""

    column: int
    cell: Cell
    goes_on: bool = False

    @property
    def reach(self) -> range:
        """The columns it covers."""
        return range(self.column, self.column + self.cell.columns)


@dataclass(frozen=True)
class Table:
    """An official table. A cell merged over several rows stands in the first of them only.

    ``code``: T2, T3, T4 or R. ``caption``: its official title, with the scope where it is not the body's own sheet;
    ``announced``: a chapter heading or the head of the attachment already says so. ``head``: rows to repeat on a further
    page. ``bodies``: groups of rows. ``widths``: the share of each column in the width, 1 in all.
    """

    code: str
    caption: str
    announced: bool
    widths: tuple[float, ...]
    head: tuple[Row, ...]
    bodies: tuple[tuple[Row, ...], ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, heads first."""
        return (*self.head, *(row for body in self.bodies for row in body))

    def grid(self) -> Iterator[tuple[Slot, ...]]:
        """Row by row every cell with the column it starts in, in order, cells that go on from above among them."""
        above: dict[int, tuple[Cell, int]] = {}
        for row in self.rows:
            slots = [Slot(column, cell, goes_on=True) for column, (cell, left) in above.items() if left]
            taken = {at for slot in slots for at in slot.reach}
            column = 0
            for cell in row:
                while column in taken:
                    column += 1
                slots.append(Slot(column, cell))
                above[column] = (cell, cell.rows)
                column += cell.columns
            above = {at: (cell, left - 1) for at, (cell, left) in above.items() if left > 1}
            yield tuple(sorted(slots, key=lambda slot: slot.column))


Part = Title | Chapter | Prose | Closing | Attachment | Table | Foot
