"""What a further reading of the same original finds otherwise, before it replaces the one on record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, TypeVar

from gongkai.paper.as_json import report_as_dict
from gongkai.paper.report import Gap, Report
from gongkai.reports.actions import Understood, arrival_of, understood
from gongkai.reports.models import ReportPaper
from gongkai.reports.queries import figures_standing
from gongkai.sheets.filled import Figure
from gongkai.sheets.findings import Finding

T = TypeVar("T")


class CellChange(NamedTuple):
    """A cell that is read otherwise; None: it could not be placed, or is not there."""

    code: str
    before: Figure | None
    after: Figure | None


class Changes(NamedTuple):
    """What changes. ``about``: what is said of the whole report (in words), before and after. ``prose``: how many
    paragraphs are read otherwise."""

    about: tuple[tuple[str, str, str], ...]
    cells: tuple[CellChange, ...]
    findings_added: tuple[Finding, ...]
    findings_removed: tuple[Finding, ...]
    gaps_added: tuple[Gap, ...]
    gaps_removed: tuple[Gap, ...]
    prose: int

    def __bool__(self) -> bool:
        return any(self)


class Preview(NamedTuple):
    """A further reading that is not on record yet. ``digest`` stands for it when a person agrees to it."""

    changes: Changes
    digest: str


def preview(paper: ReportPaper, on: date) -> Preview:
    """Read the original as the reader is now, and say what would change; nothing is written."""
    fresh = understood(arrival_of(paper, on), paper.year, on, figures_standing(paper))
    return Preview(changes_of(paper, fresh), _digest(fresh))


def changes_of(paper: ReportPaper, fresh: Understood) -> Changes:
    """What is on record against a fresh reading: figures as read, findings and gaps as shown."""
    reading = paper.reading
    shown, now = reading.report, fresh.corrected or fresh.as_read
    return Changes(
        about=tuple(_about(reading.as_read, fresh.as_read)),
        cells=_cells(reading.as_read, fresh.as_read),
        findings_added=_beyond(now.findings, shown.findings),
        findings_removed=_beyond(shown.findings, now.findings),
        gaps_added=_beyond(now.gaps, shown.gaps),
        gaps_removed=_beyond(shown.gaps, now.gaps),
        prose=len(_prose(reading.as_read) ^ _prose(fresh.as_read)),
    )


def _about(before: Report, after: Report) -> Iterable[tuple[str, str, str]]:
    for word, name in (("机关", "body"), ("年度", "year"), ("表式", "form"), ("标题", "title")):
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            yield word, str(one or "没有读到"), str(other or "没有读到")


def _cells(before: Report, after: Report) -> tuple[CellChange, ...]:
    one = before.sheets[0].cells if before.sheets else {}
    other = after.sheets[0].cells if after.sheets else {}
    return tuple(
        CellChange(code, one.get(code), other.get(code))
        for code in dict.fromkeys([*other, *one])
        if one.get(code) != other.get(code)
    )


def _beyond(these: Iterable[T], those: Iterable[T]) -> tuple[T, ...]:
    known = set(those)
    return tuple(one for one in these if one not in known)


def _prose(report: Report) -> set[str]:
    sections = [
        paragraph for section in report.sections for paragraph in (section.title, *section.paragraphs)
    ]
    return {*report.preface, *sections}


def _digest(fresh: Understood) -> str:
    found = [report_as_dict(one, "") for one in fresh if one is not None]
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
