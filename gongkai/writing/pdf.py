"""A report → PDF/A-2a and PDF/UA-1 in the layout of GB/T 9704, set by typst with the shipped fonts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from gongkai.paper.report import Report
from gongkai.writing.compose import compose
from gongkai.writing.document import Attachment, Cell, Chapter, Closing, Foot, Part, Prose, Table, Title
from gongkai.writing.fonts import Text
from gongkai.writing.typesetting import LONGEST_RUN, RUN, settable, strings, typeset
from gongkai.writing.words import printable

_TEMPLATE: Final = Path(__file__).with_name("report.typ")
_WIDE: Final = {"T2": 34.0, "T3": 46.0, "T4": 46.0, "R": 38.0}  # width of a table, in its own type
_LARGEST: Final = {"T2": 14.0, "T3": 10.5, "T4": 10.5, "R": 12.0}  # type of a table, in points
_AIR: Final = {
    "T2": 0.6,
    "T3": 0.38,
    "T4": 0.6,
    "R": 0.42,
}  # of the type, above and below the words of a cell
_LEFT: Final = ("T3", "R")  # tables whose row labels stand on the left
_LETTER: Final = 0.58  # of the type, the widest digit
_AROUND: Final = 1.0  # of the type, between the figure and the rules
_UNDATED: Final = date(1970, 1, 1)


def report_to_pdf(report: Report, *, made_on: date | None = None, fonts: Sequence[Path] = ()) -> bytes:
    """A report → its official document as PDF: tagged, archival, the same bytes for the same report.

    ``made_on``: the date the file bears; without it the day after the report year. ``fonts``: folders with fonts for
    what the shipped ones lack. MissingGlyph: a character that no font has, never a box on the page. ValueError: a
    folder without fonts.
    """
    parts = [_set(part) for part in compose(report)]
    day = made_on or (date(report.year + 1, 1, 1) if report.year else _UNDATED)
    return typeset(_TEMPLATE, _document(report, parts, day), list(_texts(parts)), fonts)


def _document(report: Report, parts: list[Any], day: date) -> dict[str, Any]:
    return {
        "title": next("".join(part["lines"]) for part in parts if part["kind"] == "title"),
        "author": [printable(report.body)] if report.body else [],
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "parts": parts,
    }


def _set(part: Part) -> dict[str, Any]:
    """A part of the document → what the template takes, with a word on where it is."""
    match part:
        case Title():
            return {"kind": "title", "lines": [settable(line) for line in part.lines]}
        case Prose(text, lead):
            return {"kind": "prose", "lead": settable(text[:lead]), "text": settable(text[lead:], bool(lead))}
        case Chapter(text) | Closing(text):
            return {"kind": type(part).__name__.lower(), "text": settable(text)}
        case Attachment():
            return {"kind": "attachment", **{name: settable(text) for name, text in part._asdict().items()}}
        case Foot(fields):
            return {"kind": "foot", "fields": [f"{one.label}：{settable(one.value)}" for one in fields]}
        case Table():
            return _table(part)


def _table(table: Table) -> dict[str, Any]:
    rows = [[_cell(cell, table.code in _LEFT) for cell in row] for row in table.rows]
    return {
        "kind": "table",
        "caption": "" if table.announced else settable(table.caption),
        "where": settable(table.caption),
        "widths": _widths(table),
        "largest": _LARGEST[table.code],
        "airy": _AIR[table.code],
        "whole": table.code != "R",
        "rows": rows,
    }


def _cell(cell: Cell, left: bool) -> dict[str, Any]:
    return {
        "text": settable(cell.text),
        "columns": cell.columns,
        "rows": cell.rows,
        "depth": cell.depth,
        "left": left and (cell.axis == "row" or cell.kind == "corner"),
        "figure": cell.kind == "figure",
    }


def _widths(table: Table) -> list[float]:
    """The width of each column in the table's own type: as shared out, but wide enough for its longest number."""
    widths = [share * _WIDE[table.code] for share in table.widths]
    for column, cell, _ in (slot for row in table.grid() for slot in row):
        if cell.columns == 1:
            widths[column] = max(widths[column], _longest_run(cell.text) * _LETTER + _AROUND)
    return widths


def _longest_run(text: str) -> int:
    return min(max(map(len, RUN.findall(text)), default=0), LONGEST_RUN)


def _texts(parts: Sequence[dict[str, Any]]) -> Iterator[Text]:
    """All that is printed, with its place."""
    where = "标题"
    for part in parts:
        if part["kind"] == "chapter":
            where = part["text"]
        elif part["kind"] == "attachment":
            where = part["title"]
        yield from (Text(part.get("where", where), text) for text in strings(part))
