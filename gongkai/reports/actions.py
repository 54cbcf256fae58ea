"""What is done with reports: take one in, read it again with a better reader, say whose it is."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from django.db import transaction

from gongkai.files import store
from gongkai.organisations.models import Body, Person
from gongkai.organisations.queries import bodies_under, find_body, kind_for_checks, name_as_of
from gongkai.paper.as_json import Json, report_as_dict
from gongkai.paper.report import Report
from gongkai.reading.read import read
from gongkai.reports.models import Reading, ReportPaper, Source
from gongkai.reports.queries import paper_with, report_of

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


def take_in(
    *,
    name: str,
    data: bytes,
    by: Person | None,
    on: date,
    body: Body | None = None,
    published_on: date | None = None,
) -> ReportPaper:
    """Keep a report as it came, read it, and place it by what was read (or under ``body``).

    The same bytes are the same report: taking them in again returns it as it is.
    """
    return take(Arrival(name, data, body, published_on), by=by, on=on)


def take(arrival: Arrival, *, by: Person | None, on: date) -> ReportPaper:
    """Take in an arrival: keep it, read it, place it or hold it."""
    known = paper_with(store.digest_of(arrival.data))
    if known is not None:
        return known
    paper = record(arrival, _understood(arrival, None, on), by=by, on=on)
    _refresh_following(paper, on=on)
    return paper


@transaction.atomic
def record(arrival: Arrival, report: Report, *, by: Person | None, on: date) -> ReportPaper:
    """Keep a report that was read already (many at once, on other machines), with the findings it brings along."""
    digest = store.keep(arrival.data)
    about = {
        "name": _text(arrival.name)[:255],
        "size": len(arrival.data),
        "received_on": on,
        "received_by": by,
    }
    source, new = Source.objects.get_or_create(digest=digest, defaults=about)
    if not new:
        return source.paper
    paper = ReportPaper(source=source, body=arrival.body, published_on=arrival.published_on)
    return _write(paper, report, _placing(report, arrival, None, on), on=on)


def reread(paper: ReportPaper, *, by: Person | None, on: date) -> ReportPaper:
    """Read the original again, with the reader as it is now; the place of the report stays unless it is held."""
    _read_again(paper, on=on)
    _refresh_following(paper, on=on)
    return paper


def _read_again(paper: ReportPaper, *, on: date) -> None:
    arrival = _arrival(paper, on)
    report = _understood(arrival, paper.year, on)
    _write(paper, report, _placing(report, arrival, paper.year, on), on=on)


def assign(paper: ReportPaper, *, body: Body, year: int, by: Person | None, on: date) -> ReportPaper:
    """Say whose report it is and of which year."""
    paper.body, paper.year = body, year
    return reread(paper, by=by, on=on)


@dataclass(frozen=True)
class _Placing:
    """Whose report it is and of which year; ``held`` says why it is not known."""

    body: Body | None
    year: int | None
    held: str


def _placing(report: Report, arrival: Arrival, year: int | None, on: date) -> _Placing:
    """Body and year as given, else as read."""
    body, wanting = arrival.body, []
    if body is None:
        body, says = _body_read(report, arrival.within)
        wanting += [says] if says else []
    if year is None and report.year is not None and FIRST_YEAR <= report.year <= on.year:
        year = report.year
    if year is None:
        wanting.append("报告没有写明年度" if report.year is None else f"报告年度 {report.year} 不合常理")
    return _Placing(body, year, "；".join(wanting))


def _body_read(report: Report, within: frozenset[int] | None) -> tuple[Body | None, str]:
    """The body a report says it is of, or why it is not placed there."""
    if not report.body:
        return None, "报告没有写明是哪个机关的"
    named, body = _text(report.body)[:60], find_body(report.body)
    if body is None:
        return None, f"没有名为“{named}”的机关"
    if within is not None and body.pk not in within:
        return None, f"报告写的是“{named}”，不在上传人所管的机关之内"
    return body, ""


def _arrival(paper: ReportPaper, on: date) -> Arrival:
    """A paper as it came, with what is known of it now."""
    source = paper.source
    data = store.give(source.digest)
    within = bodies_under(source.received_by.body, on) if source.received_by else None
    return Arrival(source.name, data, paper.body, paper.published_on, within)


def _understood(arrival: Arrival, year: int | None, on: date) -> Report:
    """The report as it reads for its body: held against last year's, and against what its kind of body may fill."""
    alone = read(arrival.data, arrival.name, published=arrival.published_on)
    placing = _placing(alone, arrival, year, on)
    if placing.body is None or placing.year is None:
        return alone
    before = report_of(placing.body, placing.year - 1)
    return read(
        arrival.data,
        arrival.name,
        kind=kind_for_checks(placing.body, date(placing.year, 12, 31)),
        last_year=before.reading.report if before else None,
        published=arrival.published_on,
    )


def _refresh_following(paper: ReportPaper, *, on: date) -> None:
    """Next year's report carries figures over from this one: its findings are brought up to date."""
    if paper.body is None or paper.year is None:
        return
    following = report_of(paper.body, paper.year + 1)
    if following is not None:
        _read_again(following, on=on)


@transaction.atomic
def _write(paper: ReportPaper, report: Report, placing: _Placing, *, on: date) -> ReportPaper:
    """Write down a paper with its place and its reading."""
    paper.body, paper.year, paper.held = placing.body, placing.year, placing.held[:300]
    paper.title = _title(paper, report)
    paper.save()
    counts = Counter(finding.severity for finding in report.findings)
    about = {
        "reader": _reader(),
        "read_on": on,
        "form": report.form or "",
        "report_json": _json(report_as_dict(report, paper.source.name)),
        "errors": counts["error"],
        "questions": counts["question"],
        "gaps": counts["gap"] + len(report.gaps),
    }
    paper.reading, _ = Reading.objects.update_or_create(paper=paper, defaults=about)
    return paper


def _title(paper: ReportPaper, report: Report) -> str:
    """The title a paper prints; where it prints none worth the name, the usual one with the body's name of that year."""
    printed = _text(report.title)[:300].strip()
    if "公开" in printed or paper.body is None or paper.year is None:
        return printed or _text(paper.source.name) or paper.source.digest
    return f"{name_as_of(paper.body, date(paper.year, 12, 31))}{paper.year}年政府信息公开工作年度报告"


def _text(given: str) -> str:
    """Text that every database takes: no NUL, no half of a surrogate pair."""
    return given.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _json(value: Json) -> str:
    """JSON as readable text; with escapes only where a paper holds half of a surrogate pair."""
    written = json.dumps(value, ensure_ascii=False)
    return written if _text(written) == written else json.dumps(value)


def _reader() -> str:
    try:
        return version("gongkai")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "checkout"
