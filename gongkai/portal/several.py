"""The reports of several bodies for one year in one table: bodies as columns in the order given, never by their figures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from gongkai.paper.report import Report
from gongkai.paper.series import SeriesLine, side_by_side
from gongkai.portal.figures import Shown
from gongkai.portal.pairs import table_title
from gongkai.portal.series_tables import name_of, show_point
from gongkai.sheets.comparable import comparable_lines

WITHOUT_FIGURE = ("absent", "no_table")


class Line(NamedTuple):
    """A line of the forms over the bodies."""

    label: str
    unit: str
    figures: tuple[Shown, ...]


class Topic(NamedTuple):
    """An official table with its lines."""

    code: str
    title: str
    lines: tuple[Line, ...]


class Several(NamedTuple):
    """The tables, and what to know where the reports are not of one form."""

    topics: tuple[Topic, ...]
    says: tuple[str, ...]


def several_of(reports: Sequence[Report], *, everything: bool) -> Several:
    """Reports of one year → every line that at least one of them has; of table three only the totals, unless
    ``everything`` is asked for."""
    codes = [line.code for line in comparable_lines()] if everything else None
    found = side_by_side(reports, codes)
    lines = [line for line in found.lines if any(one.state not in WITHOUT_FIGURE for one in line.points)]
    topics = [
        Topic(code, table_title(code), tuple(_line(line) for line in group))
        for code, group in groupby(lines, key=lambda line: line.table)
    ]
    return Several(tuple(topics), found.says)


def _line(line: SeriesLine) -> Line:
    return Line(name_of(line), line.unit, tuple(show_point(point) for point in line.points))
