"""A report as it comes, and whose it is and of which year: as given, else as it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.organisations.models import Body
from gongkai.organisations.queries import find_body
from gongkai.paper.report import Report

FIRST_YEAR: Final = 2008  # 条例 took force on 2008-05-01; no report speaks of an earlier year


@dataclass(frozen=True)
class Arrival:
    """A report as it comes: file name and bytes, and what is known beside them. ``within``: keys of the bodies it may be
    placed under by what it says (None: any), because nobody puts a report into another body's column."""

    name: str
    data: bytes
    body: Body | None = None
    published_on: date | None = None
    within: frozenset[int] | None = None


@dataclass(frozen=True)
class Placing:
    """Whose report it is and of which year; ``held`` says why it is not known."""

    body: Body | None
    year: int | None
    held: str


def place_of(report: Report, arrival: Arrival, year: int | None, on: date) -> Placing:
    """Body and year as given, else as read."""
    body, wanting = arrival.body, []
    if body is None:
        body, says = _body_read(report, arrival.within)
        wanting += [says] if says else []
    if year is None and report.year is not None and FIRST_YEAR <= report.year <= on.year:
        year = report.year
    if year is None:
        wanting.append("报告没有写明年度" if report.year is None else f"报告年度 {report.year} 不合常理")
    return Placing(body, year, "；".join(wanting))


def _body_read(report: Report, within: frozenset[int] | None) -> tuple[Body | None, str]:
    """The body a report says it is of, or why it is not placed there."""
    if not report.body:
        return None, "报告没有写明是哪个机关的"
    named, body = plain_text(report.body)[:60], find_body(report.body)
    if body is None:
        return None, f"没有名为“{named}”的机关"
    if within is not None and body.pk not in within:
        return None, f"报告写的是“{named}”，不在上传人所管的机关之内"
    return body, ""


def plain_text(given: str) -> str:
    """Text that every database takes: no NUL, no half of a surrogate pair."""
    return given.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
