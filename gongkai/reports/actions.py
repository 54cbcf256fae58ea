"""What is done with reports: take one in, read it again with a better reader, say whose it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from django.db import transaction

from gongkai.files import store
from gongkai.files.actions import keep_own
from gongkai.organisations.access import scope
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.queries import kind_for_checks, name_as_of, parent_of
from gongkai.paper.as_json import Json, report_as_dict
from gongkai.paper.report import Report
from gongkai.reading.read import Known, read_knowing
from gongkai.reports import findable
from gongkai.reports.models import PastReading, Reading, ReportPaper, Source
from gongkai.reports.placing import Arrival, Placing, place_of, plain_text
from gongkai.reports.queries import figures_standing, paper_with, report_of, unit_sheets
from gongkai.sheets.filled import Figure


class Understood(NamedTuple):
    """A report as it was read, and with corrections where there are any."""

    as_read: Report
    corrected: Report | None = None


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
    paper = record(arrival, understood(arrival, None, on).as_read, by=by, on=on)
    refresh_around(paper, on=on)
    return paper


@transaction.atomic
def record(arrival: Arrival, report: Report, *, by: Person | None, on: date) -> ReportPaper:
    """Keep a report that was read already (many at once, on other machines), with the findings it brings along."""
    digest = keep_own(arrival.data, kind="", on=on).digest
    about = {
        "name": plain_text(arrival.name)[:255],
        "size": len(arrival.data),
        "received_on": on,
        "received_by": by,
    }
    source, new = Source.objects.get_or_create(digest=digest, defaults=about)
    if not new:
        return source.paper
    paper = ReportPaper(source=source, body=arrival.body, published_on=arrival.published_on)
    _write(paper, Understood(report), place_of(report, arrival, None, on), on=on)
    after = {"digest": digest, "year": paper.year, "held": bool(paper.held)}
    note("reports.take_in", paper, body=paper.body, by=by, on=on, after=after)
    return paper


def reread(paper: ReportPaper, *, by: Person | None, on: date) -> ReportPaper:
    """Read the original again, with the reader as it is now; the place of the report stays unless it is held. What an
    earlier reader found otherwise is kept, and corrections stand."""
    fresh, placing = _read_again(paper, on)
    with transaction.atomic():
        _write(paper, fresh, placing, on=on)
        note("reports.reread", paper, body=paper.body, by=by, on=on, after={"reader": paper.reading.reader})
    refresh_around(paper, on=on)
    return paper


def assign(paper: ReportPaper, *, body: Body, year: int, by: Person | None, on: date) -> ReportPaper:
    """Say whose report it is and of which year. Where it stood elsewhere, what rested on it there is brought up to date."""
    before = Placing(paper.body, paper.year, "")
    paper.body, paper.year = body, year
    fresh, placing = _read_again(paper, on)
    with transaction.atomic():
        _write(paper, fresh, placing, on=on)
        was = {"body": before.body.code if before.body else "", "year": before.year}
        now = {"body": body.code, "year": year}
        for chain in {body, before.body or body}:
            note("reports.assign", paper, body=chain, by=by, on=on, before=was, after=now)
    refresh_around(paper, on=on)
    if (before.body, before.year) != (body, year):
        _refresh_resting_on(before.body, before.year, on=on)
    return paper


def refresh(paper: ReportPaper, *, on: date) -> None:
    """Read and check one report again, with its corrections and with what is known of it now."""
    fresh, placing = _read_again(paper, on)
    _write(paper, fresh, placing, on=on)


def _read_again(paper: ReportPaper, on: date) -> tuple[Understood, Placing]:
    arrival = arrival_of(paper, on)
    fresh = understood(arrival, paper.year, on, figures_standing(paper))
    return fresh, place_of(fresh.as_read, arrival, paper.year, on)


def refresh_around(paper: ReportPaper, *, on: date) -> None:
    """Bring the findings up to date of the reports that rest on this one: next year's, which carries figures over from
    it, and that of the body above, which is held against its units once all of theirs are in."""
    _refresh_resting_on(paper.body, paper.year, on=on)


def _refresh_resting_on(body: Body | None, year: int | None, *, on: date) -> None:
    if body is None or year is None:
        return
    following = report_of(body, year + 1)
    above = parent_of(body, date(year, 12, 31))
    whole = report_of(above, year) if above else None
    for other in (following, whole):
        if other is not None:
            refresh(other, on=on)


def arrival_of(paper: ReportPaper, on: date) -> Arrival:
    """A paper as it came, with what is known of it now."""
    source = paper.source
    data = store.give(source.digest)
    within = scope(source.received_by, "reports.place", on) if source.received_by else None
    return Arrival(source.name, data, paper.body, paper.published_on, within)


def understood(
    arrival: Arrival, year: int | None, on: date, figures: Mapping[str, Figure] | None = None
) -> Understood:
    """The report as it reads for its body: held against last year's, against what its kind of body may fill, and against
    its units; and the same with ``figures`` in their cells."""
    known = Known(published=arrival.published_on)
    report = read_knowing(arrival.data, arrival.name, known)
    placing = place_of(report, arrival, year, on)
    if placing.body is not None and placing.year is not None:
        known = _known(placing.body, placing.year, arrival.published_on)
        report = read_knowing(arrival.data, arrival.name, known)
    if not figures or not report.sheets:
        return Understood(report)
    return Understood(report, read_knowing(arrival.data, arrival.name, known._replace(figures=figures)))


def _known(body: Body, year: int, published: date | None) -> Known:
    before = report_of(body, year - 1)
    return Known(
        kind=kind_for_checks(body, date(year, 12, 31)),
        last_year=before.reading.report if before else None,
        published=published,
        units=unit_sheets(body, year),
    )


@transaction.atomic
def _write(paper: ReportPaper, fresh: Understood, placing: Placing, *, on: date) -> ReportPaper:
    """Write down a paper with its place and its reading."""
    paper.body, paper.year, paper.held = placing.body, placing.year, placing.held[:300]
    paper.title = _title(paper, fresh.as_read)
    paper.save()
    as_read = report_as_dict(fresh.as_read, paper.source.name)
    _keep_past(paper, as_read, on)
    report = fresh.corrected or fresh.as_read
    counts = Counter(finding.severity for finding in report.findings)
    about = {
        "reader": _reader(),
        "read_on": on,
        "form": report.form or "",
        "report_json": _json(as_read),
        "corrected_json": _json(report_as_dict(report, paper.source.name)) if fresh.corrected else "",
        "errors": counts["error"],
        "questions": counts["question"],
        "gaps": counts["gap"] + len(report.gaps),
    }
    paper.reading, _ = Reading.objects.update_or_create(paper=paper, defaults=about)
    findable.index(paper, report)
    return paper


def _keep_past(paper: ReportPaper, fresh: Json, on: date) -> None:
    """What was read before stays on record where it is something else. Findings follow from it and from other papers,
    and change without it."""
    last = Reading.objects.filter(paper=paper).first()
    if last is None or {**json.loads(last.report_json), "findings": ()} == {**fresh, "findings": ()}:
        return
    PastReading.objects.create(
        paper=paper, reader=last.reader, read_on=last.read_on, report_json=last.report_json, replaced_on=on
    )


def _title(paper: ReportPaper, report: Report) -> str:
    """The title a paper prints; where it prints none worth the name, the usual one with the body's name of that year."""
    printed = plain_text(report.title)[:300].strip()
    if "公开" in printed or paper.body is None or paper.year is None:
        return printed or plain_text(paper.source.name) or paper.source.digest
    return f"{name_as_of(paper.body, date(paper.year, 12, 31))}{paper.year}年政府信息公开工作年度报告"


def _json(value: Json) -> str:
    """JSON as readable text; with escapes only where a paper holds half of a surrogate pair."""
    written = json.dumps(value, ensure_ascii=False)
    return written if plain_text(written) == written else json.dumps(value)


def _reader() -> str:
    try:
        return version("gongkai")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "checkout"
