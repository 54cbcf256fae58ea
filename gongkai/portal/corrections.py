"""Corrections as the pages and downloads show them: what was read, what stands instead, why and since when."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.paper.as_json import Json, figure_as_json
from gongkai.paper.report import Report
from gongkai.portal.notes import labels_of
from gongkai.portal.tables import shown_text
from gongkai.reports.models import Correction, ReportPaper
from gongkai.reports.queries import corrections_standing


class CorrectionLine(NamedTuple):
    """A correction that stands, numbered."""

    number: int
    code: str
    label: str
    was: str
    now: str
    entry: Correction

    @property
    def anchor(self) -> str:
        return f"correction-{self.number}"

    @property
    def says(self) -> str:
        return f"更正：原读作“{self.was}”，{self.entry.on:%Y-%m-%d} 更正。理由：{self.entry.reason}"


def corrections_of(paper: ReportPaper) -> list[CorrectionLine]:
    """The corrections that stand on a report, in the order they were made."""
    if not paper.reading.corrected_json:
        return []
    read, labels = paper.reading.as_read, labels_of(paper.reading.form)
    return [
        CorrectionLine(
            number, entry.cell, labels.get(entry.cell, entry.cell), _was(read, entry), _now(entry), entry
        )
        for number, entry in enumerate(corrections_standing(paper), 1)
    ]


def _was(read: Report, entry: Correction) -> str:
    sheet = read.sheets[0] if read.sheets else None
    return shown_text(sheet.cells.get(entry.cell) if sheet else None)


def _now(entry: Correction) -> str:
    return shown_text(entry.figure)


def corrections_as_json(paper: ReportPaper) -> list[Json]:
    """For the JSON of a report: cell, figure before and after, reason, day."""
    if not paper.reading.corrected_json:
        return []
    read = paper.reading.as_read.sheets[:1]
    cells = read[0].cells if read else {}
    return [
        {
            "cell": entry.cell,
            "was": figure_as_json(cells.get(entry.cell)),
            "figure": figure_as_json(entry.figure),
            "reason": entry.reason,
            "on": entry.on.isoformat(),
        }
        for entry in corrections_standing(paper)
    ]
