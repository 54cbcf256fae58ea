"""What the right margin cuts in two and a reader needs whole: numbers, and titles in large type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from gongkai.reading.pdf.lines import Line, line_to_layout, usual_em

_CUT = re.compile(r"(?<![\d.,])\d[\d.,]*$")
_GOES_ON = re.compile(r"\s*([\d%‰][\d.,]*[%‰]?)(?=.)")
_FULL = 1.2  # of an em: how far from the right margin the end of a full line may be
_LARGE = 1.2  # times the size of most characters: a title
_INDENT = 2.0  # em, of the first line of a paragraph
_NEAR = 0.3  # em
_SHORTEST = 10  # characters of a line of running text


class Row(NamedTuple):
    """A printed line as text. ``full``: it ends at the right margin; ``flush``: it begins at the left one;
    ``large``: it is set in larger type than most of the page."""

    text: str
    full: bool
    flush: bool
    large: bool


class Margins(NamedTuple):
    """Where the lines of a page begin and end, in points, and the size of its type."""

    left: float
    right: float
    em: float


def page_margins(lines: Sequence[Line]) -> Margins | None:
    """The margins that the lines of one page themselves show; None for a page without text."""
    chars = [char for line in lines for char in line if char.text != " "]
    if not chars:
        return None
    left, right = min(char.left for char in chars), max(char.right for char in chars)
    return Margins(left, right, usual_em(chars))


def shared_margins(pages: Sequence[Margins | None]) -> list[Margins | None]:
    """The margins of each page, where it has indented or short lines only taken from the others."""
    left = min((page.left for page in pages if page), default=0.0)
    right = max((page.right for page in pages if page), default=0.0)
    return [page and _as_others(page, left, right) for page in pages]


def _as_others(page: Margins, left: float, right: float) -> Margins:
    shift = (page.left - left) / page.em
    if shift < _NEAR or abs(shift - _INDENT) < _NEAR:
        return page._replace(left=left, right=right)
    return page


def lines_to_rows(lines: Sequence[Line], margins: Margins) -> list[Row]:
    """The lines of one page, laid out between its margins."""
    if not lines:
        return []
    chars = [char for line in lines for char in line if char.text != " "]
    left, right, em = margins
    large = _LARGE * median(char.em for char in chars)
    rows = []
    for line in lines:
        first, last = line[0], line[-1]
        full = last.text != " " and right - last.right < _FULL * last.em
        text = line_to_layout(line, left, em / 2)
        rows.append(Row(text, full, first.left - left < first.em / 2, median(c.em for c in line) > large))
    return rows


def mend_break(above: Row, below: Row) -> list[Row]:
    """Two lines, or one where a title is cut; a number cut between them is whole, where most of it stands."""
    if above.large and below.large and above.full and not below.full:
        return [above._replace(text=above.text + below.text.lstrip(), full=False)]
    return _mend_number(above, below)


def _mend_number(above: Row, below: Row) -> list[Row]:
    cut, rest = _CUT.search(above.text), _GOES_ON.match(below.text)
    if not (cut and rest and above.full and below.flush) or _is_tabular(above, below):
        return [above, below]
    if len(rest[1]) < len(cut[0]):
        return [above._replace(text=above.text + rest[1]), below._replace(text=below.text[rest.end() :])]
    return [above._replace(text=above.text[: cut.start()]), below._replace(text=cut[0] + below.text.lstrip())]


def _is_tabular(above: Row, below: Row) -> bool:
    """Whether the two may be lines of a table without rules."""
    return len(above.text.strip()) < _SHORTEST or "  " in above.text.strip() or "  " in below.text.strip()
