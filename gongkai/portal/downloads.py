"""The original and the figures to take away, and the page's address as a QR code."""

from __future__ import annotations

import json
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from gongkai.files import store
from gongkai.organisations.access import may, viewer
from gongkai.paper.as_json import report_as_dict
from gongkai.paper.as_xlsx import report_to_xlsx
from gongkai.paper.report import Report
from gongkai.portal.corrections import corrections_as_json, corrections_of
from gongkai.portal.failures import not_given
from gongkai.portal.qr import picture
from gongkai.reports.models import ReportPaper
from gongkai.reports.queries import one_report, shows_findings

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def paper_or_404(request: HttpRequest, key: int) -> ReportPaper:
    paper = one_report(key, viewer(request), timezone.localdate())
    if paper is None:
        raise Http404
    return paper


def attachment(data: bytes, name: str, content_type: str) -> HttpResponse:
    """For saving, never for showing: an original may be a page with scripts of its own."""
    response = HttpResponse(data, content_type=content_type)
    disposition = content_disposition_header(True, name)
    if disposition:
        response["Content-Disposition"] = disposition
    return response


def _shown(paper: ReportPaper, request: HttpRequest) -> Report:
    """The report, without its findings for who may not see them."""
    report = paper.reading.report
    return report if shows_findings(paper, viewer(request)) else replace(report, findings=(), gaps=())


@may("reports.read")
def original(request: HttpRequest, key: int) -> HttpResponse:
    paper = paper_or_404(request, key)
    try:
        data = store.give(paper.source.digest)
    except store.Damaged as error:
        return not_given(request, "原件", error)
    return attachment(data, paper.source.name, "application/octet-stream")


@may("reports.read")
def as_json(request: HttpRequest, key: int) -> HttpResponse:
    paper = paper_or_404(request, key)
    found = report_as_dict(_shown(paper, request), paper.source.name)
    found["corrections"] = corrections_as_json(paper)
    found["findings_shown"] = shows_findings(paper, viewer(request))
    text = json.dumps(found, ensure_ascii=False)
    return attachment(
        text.encode("utf-8", "replace"), f"{paper.title}.json", "application/json; charset=utf-8"
    )


@may("reports.read")
def as_xlsx(request: HttpRequest, key: int) -> HttpResponse:
    paper = paper_or_404(request, key)
    rows = [
        (line.code, line.label, line.was, line.now, line.entry.reason, line.entry.on.isoformat())
        for line in corrections_of(paper)
    ]
    data = report_to_xlsx(_shown(paper, request), paper.source.name, rows)
    return attachment(data, f"{paper.title}.xlsx", XLSX)


@may("reports.read")
def qr(request: HttpRequest, key: int) -> HttpResponse:
    paper = paper_or_404(request, key)
    return picture(request.build_absolute_uri(reverse("report", args=[paper.pk])))
