"""Pages of the annual reports: the column of all of them, one report, and those that wait to be placed."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.organisations.access import may, viewer
from gongkai.portal.corrections import corrections_of
from gongkai.portal.downloads import paper_or_404
from gongkai.portal.index import FORM_NAMES, entries_of, groups_of, wanted_from, years_in
from gongkai.portal.notes import counts_of, notes_by_cell, notes_of
from gongkai.portal.prose import chapters_of, marked
from gongkai.portal.tables import plain, tables_for
from gongkai.reports.queries import (
    may_work_on,
    public_reports,
    shows_findings,
    years_with_reports,
)


@may("reports.read")
def index(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """Everything at once as a table of bodies and years; a plain list where something is asked for."""
    person, wanted = viewer(request), wanted_from(request.GET.dict())
    wanted = wanted if year is None else replace(wanted, year=year)
    found = entries_of(public_reports(person, wanted), person)
    years = years_with_reports() if wanted else years_in(found)
    groups = groups_of([] if wanted else found, years, timezone.localdate())
    page = {
        "wanted": wanted,
        "found": found,
        "years": years,
        "groups": groups,
        "forms": FORM_NAMES,
        "findings_shown": person is not None
        or any(row.body.findings_public for group in groups for row in group.rows),
        "latest": found[:10],
    }
    return render(request, "portal/reports.html", page)


@may("reports.read")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One report: prose, tables as the official ones look, and what does not agree in them."""
    paper = paper_or_404(request, key)
    person = viewer(request)
    report, shown = paper.reading.report, shows_findings(paper, person)
    notes = notes_of(report) if shown else ()
    corrections = corrections_of(paper)
    drawn = tables_for(report, notes_by_cell(notes), {line.code: line for line in corrections})
    chapters, tables = chapters_of(report, notes, drawn)
    found = {
        "paper": paper,
        "report": report,
        "form_name": FORM_NAMES.get(report.form or "", "没有可识别的统计表"),
        "address": request.build_absolute_uri(request.path),
        "shown": shown,
        "notes": notes,
        "counts": counts_of(notes),
        "preface": marked(report.preface, notes),
        "chapters": chapters,
        "tables": tables,
        "corrections": corrections,
        "works_on": person is not None
        and may_work_on(paper, person, "reports.correct", timezone.localdate()),
        "claims": [(claim, plain(claim.value)) for claim in report.claims],
        "lines": [(line, "空白" if line.value is None else plain(line.value)) for line in report.lines],
    }
    return render(request, "portal/report.html", found)
