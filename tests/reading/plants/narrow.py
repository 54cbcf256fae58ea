"""Tables as a PDF's text has them when columns are narrow: labels cut over lines with the figures between, group labels
down the margin, heads in two halves."""

from __future__ import annotations

from collections.abc import Iterator

from .forms import CLOSED, GROUPS
from .tables import Row, Table
from .texts import cut, pad

_LABEL, _FIGURE, _SIDE, _GROUP = 20, 9, 4, 12
_GROUP_LABELS = {label for label, _ in GROUPS.values()}


def narrow(table: Table) -> Iterator[str]:
    """Lines of the table."""
    down = iter(CLOSED if table.name == "T3" else "")
    for row in table.rows:
        if any(cell.code for cell in row):
            yield from _figures(row, down)
        else:
            yield from _head(row, table.name == "T4")


def _head(row: Row, in_halves: bool) -> Iterator[str]:
    """A head row, its words in two halves where they are wider than the column."""
    halves = [
        [cell.text[:2], cell.text[2:]] if in_halves and len(cell.text) == 4 else [cell.text] for cell in row
    ]
    for at in range(max(map(len, halves))):
        yield (
            "      "
            + "".join(pad(pieces[at] if at < len(pieces) else "", _FIGURE) for pieces in halves).rstrip()
        )
    yield ""


def _figures(row: Row, down: Iterator[str]) -> Iterator[str]:
    """A row of figures: on the line of a short label, between the two halves of a long one."""
    labels = [cell.text for cell in row if not cell.code and cell.text != CLOSED]
    group = next((text for text in labels if text in _GROUP_LABELS and len(labels) > 1), "")
    label = next((text for text in labels if text != group), "")
    if not labels:
        yield "      " + "".join(pad(cell.text, _FIGURE) for cell in row).rstrip()
        return
    pieces = cut(label, _LABEL)
    figures = "".join(pad(cell.text, _FIGURE) for cell in row if cell.code)
    middle = len(pieces) // 2
    if len(pieces) % 2 == 0:
        pieces.insert(middle, "")
    yield from _lines(pieces, middle, group, figures, down)


def _lines(pieces: list[str], middle: int, group: str, figures: str, down: Iterator[str]) -> Iterator[str]:
    sides = [group[:5], group[5:]]
    inner = bool(group) or pieces[0][:1].isdigit()
    for at, piece in enumerate(pieces):
        lead = pad(next(down, "") if inner or pieces[0].startswith("（") else "", _SIDE)
        lead += pad(sides[at] if at < 2 else "", _GROUP) if inner else ""
        yield (pad(lead + piece, _SIDE + _GROUP + _LABEL + 2) + (figures if at == middle else "")).rstrip()
    if group[5:] and len(pieces) == 1:
        yield (pad(next(down, ""), _SIDE) + group[5:]).rstrip()
    yield ""
