"""Which reports a viewer may see, and whether their findings are shown with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.organisations.access import allowed, scope
from gongkai.organisations.models import ApiToken, Body, Person
from gongkai.organisations.queries import bodies_right_below
from gongkai.reports.models import Correction, ReportPaper, Source, Upload, UploadedFile
from gongkai.sheets.filled import Figure, FilledSheet

Viewer = Person | None  # None: anybody


@dataclass(frozen=True)
class Wanted:
    """A selection of reports; None leaves a question open. ``findings``: with some, or with none in an
    official table (where there is no table, nothing was held against it)."""

    body: str | None = None
    year: int | None = None
    form: str | None = None
    findings: bool | None = None

    def __bool__(self) -> bool:
        return self != Wanted()


SOME = Q(reading__errors__gt=0) | Q(reading__questions__gt=0) | Q(reading__gaps__gt=0)


def public_reports(viewer: Viewer = None, wanted: Wanted = Wanted()) -> QuerySet[ReportPaper]:
    """Placed reports by body, year, form and findings, newest first. A viewer who may not see the findings of a body
    cannot find them out by filtering either."""
    papers = ReportPaper.objects.filter(held="").select_related("body", "source", "reading")
    papers = papers.defer("reading__report_json", "reading__corrected_json")
    if wanted.body is not None:
        papers = papers.filter(body__code=wanted.body)
    if wanted.year is not None:
        papers = papers.filter(year=wanted.year)
    if wanted.form is not None:
        papers = papers.filter(reading__form=wanted.form)
    if wanted.findings is not None:
        papers = papers if viewer else papers.filter(body__findings_public=True)
        papers = papers.filter(SOME) if wanted.findings else papers.exclude(SOME).exclude(reading__form="")
    return papers


def held_reports(viewer: Person, on: date) -> QuerySet[ReportPaper]:
    """Reports that wait for a body or a year, oldest first: those received at the bodies the viewer answers for, those
    the viewer handed in, and those that nobody did (loaded by a command)."""
    received = Q(source__received_by=viewer) | Q(
        source__received_by__body__in=scope(viewer, "reports.held", on)
    )
    if allowed(viewer, "reports.held", None, on):
        received |= Q(source__received_by=None)
    return ReportPaper.objects.exclude(held="").filter(received).select_related("source").order_by("pk")


def one_report(key: int, viewer: Viewer, on: date) -> ReportPaper | None:
    """A report with its reading, or None when there is none that this viewer may see on that day: a held one only who
    may see it among the held."""
    paper = ReportPaper.objects.select_related("body", "source", "reading").filter(pk=key).first()
    if paper is None or not paper.held:
        return paper
    return paper if viewer and held_reports(viewer, on).filter(pk=key).exists() else None


def without_foreign(files: Iterable[UploadedFile], viewer: Person, on: date) -> list[UploadedFile]:
    """Files handed in, without the report of those that somebody of another body had handed in before and that is still
    held there."""
    listed = list(files)
    held = [file.paper.pk for file in listed if file.paper and file.paper.held]
    seen = set(held_reports(viewer, on).filter(pk__in=held).values_list("pk", flat=True)) if held else set()
    for file in listed:
        if file.paper and file.paper.held and file.paper_id not in seen:
            file.paper = None
    return listed


def paper_with(digest: str) -> ReportPaper | None:
    """The report whose original has this digest."""
    return ReportPaper.objects.filter(source__digest=digest).first()


def corrections_standing(paper: ReportPaper) -> list[Correction]:
    """The corrections that hold, one a cell, in the order they were made: of several not withdrawn the last."""
    entries = paper.corrections.filter(withdraws__isnull=True, withdrawal__isnull=True).select_related("by")
    last = {entry.cell: entry for entry in entries.order_by("pk")}
    return sorted(last.values(), key=lambda entry: entry.pk)


def figures_standing(paper: ReportPaper) -> dict[str, Figure]:
    """Cell → the figure that corrections put there."""
    return {entry.cell: entry.figure for entry in corrections_standing(paper)}


def unit_sheets(body: Body, year: int) -> tuple[FilledSheet, ...]:
    """The own sheets of all bodies right below a body at the end of a year; none unless every one of them is in."""
    units = bodies_right_below(body, date(year, 12, 31))
    if not units:
        return ()
    papers = ReportPaper.objects.filter(body__in=units, year=year, held="").select_related("reading")
    last = {paper.body_id: paper for paper in papers.order_by("published_on", "pk")}
    sheets = [paper.reading.report.sheets[:1] for paper in last.values()]
    return tuple(sheet for (sheet,) in sheets) if len(last) == len(units) and all(sheets) else ()


def may_work_on(paper: ReportPaper, person: Person, action: str, on: date) -> bool:
    """Whether a person may do this with a report: for its body; while it is held, for the body it was received at, or
    because it was they who handed it in."""
    source = paper.source
    if paper.held and source.received_by_id == person.pk:
        return allowed(person, action, None, on)
    received_at = source.received_by.body if source.received_by else None
    body = received_at if paper.held else paper.body
    return body is not None and allowed(person, action, body, on)


def uploads_seen_by(person: Person, on: date) -> QuerySet[Upload]:
    """Hand-ins of one's own, and of people of the bodies one answers for, newest first."""
    within = scope(person, "reports.hand_in", on)
    return Upload.objects.filter(Q(by=person) | Q(by__body__in=within)).select_related("by")


def upload_of_token(key: int, token: ApiToken) -> Upload | None:
    """A hand-in by a program of the same body."""
    return Upload.objects.filter(pk=key, token__body=token.body_id).prefetch_related("files").first()


def public_original(digest: str) -> Source | None:
    """The original with this digest, where its report is public."""
    return Source.objects.filter(digest=digest, paper__held="").first()


def shows_findings(paper: ReportPaper, viewer: Viewer) -> bool:
    """Findings are for people who are signed in, and for everybody where the body has switched them on."""
    return viewer is not None or (paper.body is not None and paper.body.findings_public)


def years_of(body: Body) -> list[int]:
    """The years a body has a report for, newest first."""
    years = ReportPaper.objects.filter(body=body, held="").order_by("-year").values_list("year", flat=True)
    return [year for year in years.distinct() if year is not None]


def years_with_reports() -> list[int]:
    """The years there are placed reports for, newest first."""
    years = ReportPaper.objects.filter(held="").order_by("-year").values_list("year", flat=True)
    return [year for year in years.distinct() if year is not None]


def report_of(body: Body, year: int) -> ReportPaper | None:
    """The report of a body for a year; of several the one that came last."""
    papers = ReportPaper.objects.filter(body=body, year=year, held="").select_related("reading")
    return papers.order_by("-published_on", "-pk").first()
