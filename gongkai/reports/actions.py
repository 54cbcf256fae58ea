"""What is done with reports: take one in, read it again with a better reader, say whose it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from django.db import transaction

from gongkai.files import store
from gongkai.organisations.models import Body, Person
from gongkai.organisations.queries import find_body
from gongkai.paper.as_json import finding_as_dict, report_as_dict
from gongkai.paper.report import Report
from gongkai.reading.read import read
from gongkai.reports.models import Reading, ReportPaper, Source
from gongkai.reports.queries import report_of
from gongkai.sheets.checks import check_sheet
from gongkai.sheets.filled import FilledSheet
from gongkai.sheets.findings import Finding

try:
    READER = version("gongkai")
except PackageNotFoundError:  # run from a checkout
    READER = "checkout"
FIRST_YEAR = 2008  # 条例 took force on 2008-05-01; no report speaks of an earlier year


@transaction.atomic
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
    digest = store.digest_of(data)
    known = ReportPaper.objects.filter(source__digest=digest).first()
    if known is not None:
        return known
    store.keep(data)
    source = Source.objects.create(
        digest=digest, name=_text(name)[:255], size=len(data), received_on=on, received_by=by
    )
    paper = ReportPaper(source=source, body=body, published_on=published_on)
    return _file(paper, read(data, name), on=on)


@transaction.atomic
def reread(paper: ReportPaper, *, by: Person | None, on: date) -> ReportPaper:
    """Read the original again, with the reader as it is now; the place of the report stays unless it is held."""
    return _file(paper, read(store.give(paper.source.digest), paper.source.name), on=on)


@transaction.atomic
def assign(paper: ReportPaper, *, body: Body, year: int, by: Person | None, on: date) -> ReportPaper:
    """Say whose report it is and of which year."""
    paper.body, paper.year, paper.held = body, year, ""
    paper.save(update_fields=["body", "year", "held"])
    return _recheck(paper, on=on)


def _text(given: str) -> str:
    """Text that every database takes: no NUL, no half of a surrogate pair."""
    return given.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _place(paper: ReportPaper, report: Report, on: date) -> None:
    """Body and year by what was read; what the text does not tell holds the report."""
    wanting = []
    if paper.body is None and report.body:
        paper.body = find_body(report.body)
        if paper.body is None:
            wanting.append(f"没有名为“{_text(report.body)[:60]}”的机关")
    elif paper.body is None:
        wanting.append("报告没有写明是哪个机关的")
    if paper.year is None and report.year is not None and FIRST_YEAR <= report.year <= on.year:
        paper.year = report.year
    if paper.year is None:
        wanting.append("报告没有写明年度" if report.year is None else f"报告年度 {report.year} 不合常理")
    paper.held = "；".join(wanting)


def _title(paper: ReportPaper, report: Report) -> str:
    if report.title:
        return _text(report.title)[:300]
    if paper.body is not None and paper.year is not None:
        return f"{paper.body.name}{paper.year}年政府信息公开工作年度报告"
    return paper.source.name


def _file(paper: ReportPaper, report: Report, *, on: date) -> ReportPaper:
    """Write down a paper with its reading; last year's and next year's checks are brought up to date."""
    _place(paper, report, on)
    paper.title = _title(paper, report)
    paper.save()
    written = json.dumps(report_as_dict(report, paper.source.name), ensure_ascii=False)
    about = {
        "reader": READER,
        "read_on": on,
        "form": report.form or "",
        "report_json": written if _text(written) == written else json.dumps(json.loads(written)),
    }
    paper.reading, _ = Reading.objects.update_or_create(paper=paper, defaults=about)
    return _recheck(paper, on=on)


def _recheck(paper: ReportPaper, *, on: date) -> ReportPaper:
    """Bring the findings up to date: of this report, and of next year's, which carries figures over from it."""
    _check(paper)
    if paper.body is not None and paper.year is not None and not paper.held:
        following = report_of(paper.body, paper.year + 1)
        if following is not None:
            _check(following)
    return paper


def _own_sheet(paper: ReportPaper | None) -> FilledSheet | None:
    sheets = paper.reading.report.sheets if paper else ()
    return sheets[0] if sheets else None


def _check(paper: ReportPaper) -> None:
    reading = paper.reading
    before = None
    if paper.body is not None and paper.year is not None:
        before = _own_sheet(report_of(paper.body, paper.year - 1))
    kind = paper.body.kind if paper.body else None
    findings = _in_context(reading.report, before, kind)
    said = json.dumps([finding_as_dict(finding) for finding in findings])
    counts = Counter(finding.severity for finding in findings)
    reading.findings_json = said
    reading.errors, reading.questions = counts["error"], counts["question"]
    reading.gaps = counts["gap"] + len(reading.report.gaps)
    reading.save(update_fields=["findings_json", "errors", "questions", "gaps"])
    vars(reading).pop("findings", None)


def _in_context(report: Report, before: FilledSheet | None, kind: str | None) -> tuple[Finding, ...]:
    """The findings of the paper alone, with those that need last year's report or the kind of body."""
    if not report.sheets:
        return report.findings
    own = report.sheets[0]
    alone = {_place_of(finding) for finding in check_sheet(own)}
    quotes = {_place_of(finding): finding.quote for finding in report.findings}
    held_against = check_sheet(own, last_year=before, kind=kind)
    fresh = [
        Finding(*_place_of(f)[:1], f.severity, f.cells, f.says, quotes.get(_place_of(f), f.quote))
        for f in held_against
    ]
    return (*_without(report.findings, alone), *fresh)


def _place_of(finding: Finding) -> tuple[str, tuple[str, ...], str]:
    return finding.check, finding.cells, finding.says


def _without(findings: Iterable[Finding], known: set[tuple[str, tuple[str, ...], str]]) -> list[Finding]:
    return [finding for finding in findings if _place_of(finding) not in known]
