"""A body's series as the page shows it: one table a topic with its chart, and the carry-over from year to year."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Any, Final, NamedTuple

from gongkai.paper.series import STATE_WORDS, Point, Series, SeriesLine, YearPair
from gongkai.portal.chart import Chart, chart_of
from gongkai.portal.figures import Shown
from gongkai.sheets.findings import Finding
from gongkai.sheets.wording import shown

FACES: Final = {"n/a": "not-applicable", "blank": "blank", "unreadable": "unreadable", "gap": "gap"}
SPANNING: Final = ("absent", "no_table", "missing")
SHORT: Final = {"absent": "—", "no_table": "无表", "missing": "缺"}
OTHERS: Final = ("others", "其他各项")


class CellView(NamedTuple):
    """A figure, or a run of years without one (``columns``). ``breaks``: a new form begins here."""

    figure: Shown
    columns: int
    breaks: bool


class RowView(NamedTuple):
    label: str
    unit: str
    cells: tuple[CellView, ...]


class TopicView(NamedTuple):
    """A topic: its table and, where there is enough to draw, its chart."""

    key: str
    title: str
    chart: Chart | None
    rows: tuple[RowView, ...]


class FormSpan(NamedTuple):
    """Neighbouring years with tables of one form."""

    form: str
    years: tuple[int, ...]
    breaks: bool


class CarriedView(NamedTuple):
    """Two neighbouring years: the totals carried out and in, the columns that do not agree, and what else
    the checks say about the two."""

    before: int
    year: int
    carried_out: str
    carried_in: str
    differing: tuple[str, ...]
    undecided: bool
    others: tuple[Finding, ...]


def topics_of(series: Series) -> list[TopicView]:
    """Every line of the series in the first topic that lists it; what no topic lists comes last."""
    left = {line.code: line for line in series.lines}
    topics = []
    for topic in _data()["topic"]:
        codes = dict.fromkeys(code for wanted in topic["lines"] for code in _fitting(wanted, left))
        lines = [left.pop(code) for code in codes]
        if lines:
            drawn = [line for code in topic["chart"] for line in lines if line.code == code]
            chart = chart_of(topic["title"], [(name_of(line), line) for line in drawn], series)
            topics.append(TopicView(topic["key"], topic["title"], chart, _rows(lines, series)))
    if left:
        topics.append(TopicView(*OTHERS, None, _rows(list(left.values()), series)))
    return topics


def spans_of(series: Series) -> list[FormSpan]:
    """The years under the form their tables are in, for the head of every table."""
    changed = {change.year for change in series.changes}
    spans = [
        FormSpan(form, tuple(one.year for one in run), False)
        for form, run in (
            (form, list(run)) for form, run in groupby(series.years, key=lambda one: one.form or "")
        )
    ]
    return [span._replace(breaks=span.years[0] in changed) for span in spans]


def carried_of(series: Series) -> list[CarriedView]:
    return [_carried(pair) for pair in series.pairs if pair.carried or pair.findings]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("gongkai.portal").joinpath("topics.toml").read_text(encoding="utf-8"))


def name_of(line: SeriesLine) -> str:
    """A line in words: its row, and its column where that is not the only one or the total."""
    if named := _data()["names"].get(line.code):
        return str(named)
    return line.row if line.column in ("", "统计数", "总计") else f"{line.row}·{line.column}"


def _fitting(wanted: str, codes: dict[str, SeriesLine]) -> list[str]:
    return [code for code in codes if code == wanted or ("*" in wanted and fnmatchcase(code, wanted))]


def _rows(lines: Sequence[SeriesLine], series: Series) -> tuple[RowView, ...]:
    changed = {change.year for change in series.changes}
    years = [one.year for one in series.years]
    return tuple(
        RowView(name_of(line), "" if line.unit == "件" else line.unit, tuple(_cells(line, years, changed)))
        for line in lines
    )


def _cells(line: SeriesLine, years: Sequence[int], changed: set[int]) -> Iterator[CellView]:
    """Neighbouring years without a figure for the same reason are one cell, unless the form changed between them."""
    at = 0
    while at < len(years):
        point = line.points[at]
        end = at + 1
        while (
            point.state in SPANNING
            and end < len(years)
            and line.points[end].state == point.state
            and years[end] not in changed
        ):
            end += 1
        yield CellView(show_point(point), end - at, years[at] in changed)
        at = end


def show_point(point: Point) -> Shown:
    """A figure of a line as it is shown, with the reason where there is none."""
    if point.value is not None:
        return Shown(shown(point.value), "number", "", point.value)
    words = STATE_WORDS[point.state]
    if point.state in SPANNING:
        return Shown(SHORT[point.state], "absent", words)
    return Shown(point.token or words, FACES[point.state], words)


def _carried(pair: YearPair) -> CarriedView:
    totals = {one.column: one for one in pair.carried}.get("total")
    return CarriedView(
        before=pair.before,
        year=pair.year,
        carried_out=show_point(totals.carried_out).text if totals else "—",
        carried_in=show_point(totals.carried_in).text if totals else "—",
        differing=tuple(
            f"{one.label} {show_point(one.carried_out).text}→{show_point(one.carried_in).text}"
            for one in pair.carried
            if one.agrees is False
        ),
        undecided=any(one.agrees is None for one in pair.carried),
        others=tuple(one for one in pair.findings if not one.check.endswith("-T3-05")),
    )
