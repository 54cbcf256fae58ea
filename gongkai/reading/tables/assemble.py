"""Sheets as read from the tape → filled sheets, gaps, and the places in the paper where each cell stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.paper.report import Gap
from gongkai.reading.tables.find import SheetRead, sheets_on
from gongkai.reading.tables.pieces import Tape
from gongkai.reading.tables.rest import Span
from gongkai.sheets.filled import FilledSheet

_SCOPES = (
    "本级",
    "汇总",
    "本机关",
    "本部门",
    "本单位",
    "全县",
    "全市",
    "全区",
    "全省",
    "全镇",
    "全局",
    "合计",
)


@dataclass(frozen=True)
class TablesRead:
    """The official sheets of a paper. ``sheets[0]`` is the body's own. ``spans``: what they take up of the tape.
    ``quotes``: for each sheet, cell code → the row of the paper it stands in."""

    sheets: tuple[FilledSheet, ...] = ()
    gaps: tuple[Gap, ...] = ()
    spans: tuple[Span, ...] = ()
    quotes: tuple[Callable[[str], str], ...] = ()

    @property
    def form(self) -> str | None:
        return self.sheets[0].form if self.sheets else None


def _scope(tape: Tape, sheet: SheetRead, number: int) -> str:
    """How the paper words the scope of a further sheet, from its own head or the lines just above it."""
    if sheet.scope:
        return sheet.scope
    start = min(table.start for table in sheet.tables)
    above = tape.squeezed[max(start - 90, 0) : start]
    places = [(above.rfind(word), word) for word in _SCOPES if word in above]
    return max(places)[1] if places else f"第{number}张表"


def _filled(sheet: SheetRead, year: int | None, scope: str) -> FilledSheet:
    cells = {code: figure for table in sheet.tables for code, figure in table.cells.items()}
    by_sums = frozenset(code for table in sheet.tables for code in table.by_sums)
    return FilledSheet(form=sheet.form, year=year, cells=cells, scope=scope, by_sums=by_sums)


def _quoter(tape: Tape, sheet: SheetRead) -> Callable[[str], str]:
    """Cell code → the row of the paper it stands in."""
    places = {line: place for table in sheet.tables for line, place in table.places.items()}

    def quote(code: str) -> str:
        line = code if code.startswith("R") else ".".join(code.split(".")[1:-1])
        place = places.get(line)
        return tape.quote(*place) if place else ""

    return quote


def _distinct(sheets: Sequence[SheetRead]) -> list[SheetRead]:
    """The same table printed twice (for screen and for phone, say) is one."""
    if len(sheets) < 2:
        return list(sheets)
    kept: list[SheetRead] = []
    seen: list[dict[str, object]] = []
    for sheet in sheets:
        cells: dict[str, object] = {
            code: figure.value for t in sheet.tables for code, figure in t.cells.items()
        }
        if cells not in seen:
            kept.append(sheet)
            seen.append(cells)
    return kept


def _spans(sheets: Sequence[SheetRead]) -> tuple[Span, ...]:
    return tuple(sorted(Span(table.start, table.end) for sheet in sheets for table in sheet.tables))


def read_tables(tape: Tape) -> TablesRead:
    """A paper's tape → its official sheets. The year is not known here: ``with_year`` sets it."""
    found = sheets_on(tape)
    sheets = _distinct(found)
    if not sheets:
        return TablesRead()
    filled = tuple(
        _filled(sheet, None, _scope(tape, sheet, number) if number > 1 else "")
        for number, sheet in enumerate(sheets, 1)
    )
    gaps = tuple(gap for table in sheets[0].tables for gap in table.gaps)
    quotes = tuple(_quoter(tape, sheet) for sheet in sheets)
    return TablesRead(filled, gaps, _spans(found), quotes)
