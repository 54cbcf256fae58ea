"""The reports of several bodies for one year in one table: bodies as columns in order of their codes, never of their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from gongkai.paper.report import Report
from gongkai.portal.figures import Shown, show
from gongkai.portal.pairs import table_code
from gongkai.sheets.filled import FilledSheet
from gongkai.sheets.forms import form
from gongkai.sheets.wording import names_of_cells

OWN_ROWS = ("T2", "T4", "R")  # of table three only the totals, unless every column is asked for


class Line(NamedTuple):
    """A cell of the form over the bodies."""

    code: str
    label: str
    unit: str
    figures: tuple[Shown, ...]


class Topic(NamedTuple):
    """An official table with its lines."""

    code: str
    title: str
    lines: tuple[Line, ...]


def topics_of(reports: Sequence[Report], year_form: str, *, everything: bool) -> tuple[Topic, ...]:
    """The cells of the form of the year that at least one of the reports has. A report without a table, or with
    another form, shows what is comparable only."""
    sheets = [report.sheets[0] if report.sheets else None for report in reports]
    lines = _lines(sheets, year_form, everything)
    titles = {table.code: table.title for table in form(year_form).tables}
    return tuple(
        Topic(code, titles[code], tuple(group))
        for code, group in groupby(lines, key=lambda line: table_code(line.code))
    )


def _lines(sheets: Sequence[FilledSheet | None], year_form: str, everything: bool) -> Iterator[Line]:
    names = names_of_cells(form(year_form))
    for code, cell in form(year_form).cells.items():
        kept = everything or table_code(code) in OWN_ROWS or code.endswith(".total")
        if cell.line.heading or not kept or not any(sheet and code in sheet.cells for sheet in sheets):
            continue
        figures = tuple(show(sheet.cells.get(code) if sheet else None) for sheet in sheets)
        yield Line(code, names[code].removesuffix("·总计"), cell.unit, figures)
