"""A body's reports over the years, and the reports of several bodies for one year: comparable lines, breaks, carry-over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple

from gongkai.paper.as_json import Json, number_out
from gongkai.paper.report import Report
from gongkai.sheets.checks import check_sheet, checks_of
from gongkai.sheets.comparable import ComparableLine, comparable_lines
from gongkai.sheets.compare import breaks, compare
from gongkai.sheets.filled import Figure, FilledSheet, Number
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import FORMS

State = Literal["number", "n/a", "blank", "unreadable", "gap", "absent", "no_table", "missing"]
STATE_WORDS: Final[dict[State, str]] = {
    "number": "",
    "n/a": "/",
    "blank": "空白",
    "unreadable": "无法辨认",
    "gap": "未定",
    "absent": "该年度格式无此项",
    "no_table": "没有统一格式的统计表",
    "missing": "缺年报",
}


@dataclass(frozen=True)
class Point:
    """One figure of a line. ``state``: the face of the cell; or "gap" (the paper has the cell and it could not be
    placed), "absent" (the form has no such line), "no_table" (the report has no official table), "missing" (no report).
    ``value`` is set for "number" only; ``token``: as printed."""

    state: State
    value: Number | None = None
    token: str = ""


@dataclass(frozen=True)
class SeriesLine:
    """A line over the years or over the bodies, one point each, in their order. ``broken``: years that the line cannot
    be drawn into from the year before them, because the form changed and one side has no counterpart."""

    code: str
    table: str
    row: str
    column: str
    unit: str
    points: tuple[Point, ...]
    broken: tuple[int, ...] = ()


@dataclass(frozen=True)
class SeriesYear:
    """One year: its report's form and the one that was due (None: no table, or no report). ``reported``: there is one."""

    year: int
    reported: bool
    form: str | None = None
    form_due: str | None = None


@dataclass(frozen=True)
class FormChange:
    """The form of ``year`` is another than that of the report before it (``before``); what cannot be compared."""

    before: int
    year: int
    earlier: str
    later: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class CarriedColumn:
    """One column of table three: what the earlier year leaves and the later begins with. ``agrees``: None is undecided."""

    column: str
    label: str
    carried_out: Point
    carried_in: Point
    agrees: bool | None


@dataclass(frozen=True)
class YearPair:
    """Two neighbouring years: the carry-over by column, and every finding of a check that needs the year before
    (F2021-T3-05 …), which stands in the later year's report."""

    before: int
    year: int
    carried: tuple[CarriedColumn, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Series:
    """A body's reports from the first year to the last. ``missing``: the years in between without a report."""

    body: str | None
    years: tuple[SeriesYear, ...]
    missing: tuple[int, ...]
    lines: tuple[SeriesLine, ...]
    changes: tuple[FormChange, ...]
    pairs: tuple[YearPair, ...]


@dataclass(frozen=True)
class SideBySide:
    """Several bodies' reports of one year: points of ``lines`` in the order of ``bodies`` (never ranked). ``says``: what to
    know where the papers are not of one form."""

    year: int | None
    bodies: tuple[str | None, ...]
    lines: tuple[SeriesLine, ...]
    says: tuple[str, ...]


class _Year(NamedTuple):
    """A year with its report and the sheet under that year; None where there is none."""

    year: int
    report: Report | None
    sheet: FilledSheet | None


def series_of(reports: Sequence[Report], body: str | None = None) -> Series:
    """One body's reports, in any order → its series. ``body``: its name now, else that of the latest report.

    Each report has a year, no two the same: ValueError. A line is there where at least one year prints a figure.
    """
    years = _years(reports)
    latest = max(reports, key=lambda report: report.year or 0, default=None)
    with_table = [one for one in years if one.sheet]
    return Series(
        body=body or (latest.body if latest else None),
        years=tuple(_about(one) for one in years),
        missing=tuple(one.year for one in years if one.report is None),
        lines=tuple(_over_years(line, years) for line in _present([one.sheet for one in years])),
        changes=tuple(_changes(with_table)),
        pairs=tuple(_pairs(years)),
    )


def side_by_side(reports: Sequence[Report], codes: Collection[str] | None = None) -> SideBySide:
    """Reports of several bodies for one year, in the order given → their figures line by line.

    ``codes``: the lines wanted, by any cell that stands for them; None: all but the columns of table three before its
    total. ValueError: the reports are of different years.
    """
    if len({report.year for report in reports}) > 1:
        raise ValueError("并列比较的报告应当是同一年度的。")
    sheets = [report.sheets[0] if report.sheets else None for report in reports]
    lines = (_line(line, [_point(line, sheet) for sheet in sheets]) for line in _chosen(sheets, codes))
    forms = sorted({sheet.form for sheet in sheets if sheet})
    year = reports[0].year if reports else None
    says = _says(forms[0], forms[-1]) if forms else ()
    return SideBySide(year, tuple(report.body for report in reports), tuple(lines), says)


def as_dict(found: Series | SideBySide) -> Json:
    """A series, or bodies side by side → JSON: the fields as they are called, decimals as floats, findings whole."""
    return asdict(found, dict_factory=lambda fields: {name: _plain(value) for name, value in fields})


def _plain(value: Any) -> Any:
    return number_out(value) if isinstance(value, Decimal) else value


def _years(reports: Sequence[Report]) -> list[_Year]:
    by_year = {report.year: report for report in reports if report.year is not None}
    if len(by_year) < len(reports):
        raise ValueError("每份报告应当有年度，且同一年度只有一份。")
    if not by_year:
        return []
    return [_year(year, by_year.get(year)) for year in range(min(by_year), max(by_year) + 1)]


def _year(year: int, report: Report | None) -> _Year:
    sheet = replace(report.sheets[0], year=year) if report and report.sheets else None
    return _Year(year, report, sheet if sheet and sheet.form in FORMS else None)


def _about(one: _Year) -> SeriesYear:
    if one.report is None:
        return SeriesYear(one.year, False)
    return SeriesYear(one.year, True, one.sheet.form if one.sheet else None, one.report.form_due)


def _present(sheets: Sequence[FilledSheet | None]) -> Iterator[ComparableLine]:
    """The lines that at least one of the sheets prints."""
    return (line for line in comparable_lines() if any(sheet and line.figure(sheet) for sheet in sheets))


def _chosen(sheets: Sequence[FilledSheet | None], codes: Collection[str] | None) -> Iterator[ComparableLine]:
    if codes is None:
        return (line for line in _present(sheets) if line.table != "T3" or line.code.endswith(".total"))
    return (
        line for line in comparable_lines() if any(code in codes for code, *more in line.ways if not more)
    )


def _over_years(line: ComparableLine, years: Sequence[_Year]) -> SeriesLine:
    points = [_point(line, one.sheet) if one.report else Point("missing") for one in years]
    known = [(one, point) for one, point in zip(years, points, strict=True) if one.sheet]
    broken = [later.year for (_, one), (later, other) in pairwise(known) if _is_broken(one, other)]
    return replace(_line(line, points), broken=tuple(broken))


def _is_broken(one: Point, other: Point) -> bool:
    return (one.state == "absent") != (other.state == "absent")


def _line(line: ComparableLine, points: Sequence[Point]) -> SeriesLine:
    return SeriesLine(line.code, line.table, line.row, line.column, line.unit, tuple(points))


def _point(line: ComparableLine, sheet: FilledSheet | None) -> Point:
    if sheet is None:
        return Point("no_table")
    figure = line.figure(sheet)
    if figure is None:
        return Point("gap" if line.is_asked_by(sheet) else "absent")
    return _of(figure)


def _of(figure: Figure) -> Point:
    return Point(figure.face.value, figure.value, figure.token)


def _changes(with_table: Sequence[_Year]) -> Iterator[FormChange]:
    for one, other in pairwise(with_table):
        if one.sheet and other.sheet and one.sheet.form != other.sheet.form:
            earlier, later = one.sheet.form, other.sheet.form
            yield FormChange(one.year, other.year, earlier, later, _says(*sorted((earlier, later))))


def _says(earlier: str, later: str) -> tuple[str, ...]:
    """What the changes from one form to a later one make incomparable, and what is compared by sums."""
    between = [one for one in breaks() if earlier <= one.earlier < later]
    said = [says for one in between for says in (*one.says, *(join.says for join in one.joins)) if says]
    return tuple(dict.fromkeys(said))


def _pairs(years: Sequence[_Year]) -> Iterator[YearPair]:
    for one, other in pairwise(years):
        if one.sheet and other.sheet and (one.sheet.form == "2014") == (other.sheet.form == "2014"):
            carried = tuple(_carried(one.sheet, other.sheet))
            yield YearPair(one.year, other.year, carried, _findings(one.sheet, other.sheet))


def _carried(one: FilledSheet, other: FilledSheet) -> Iterator[CarriedColumn]:
    for carry in compare(one, other).carried:
        out, into = _of(carry.carried_out), _of(carry.carried_in)
        yield CarriedColumn(carry.column, carry.label, out, into, carry.agrees)


def _findings(one: FilledSheet, other: FilledSheet) -> tuple[Finding, ...]:
    over_years = {check.code for check in checks_of(other.form) if "last_year" in check.needs}
    return tuple(found for found in check_sheet(other, last_year=one) if found.check in over_years)
