"""A body's figures over the years: one table a topic with its chart, the carry-over, and files to take away."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.organisations.access import may, viewer
from gongkai.organisations.models import Body
from gongkai.paper.series import Series, series_of
from gongkai.portal.downloads import attachment
from gongkai.portal.index import FORM_NAMES
from gongkai.portal.series_files import series_to_csv, series_to_json, series_to_xlsx
from gongkai.portal.series_tables import carried_of, spans_of, topics_of
from gongkai.reports.chosen import findings_shown_of, papers_of_body
from gongkai.reports.models import ReportPaper
from gongkai.reports.queries import Viewer

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@may("reports.read")
def page(request: HttpRequest, key: int) -> HttpResponse:
    body, papers = _papers(key)
    series, shown = _series(body, papers), findings_shown_of(body, viewer(request))
    found = {
        "body": body,
        "papers": papers,
        "series": series,
        "forms": FORM_NAMES,
        "spans": spans_of(series),
        "topics": topics_of(series),
        "carried": carried_of(series),
        "shown": shown,
    }
    return render(request, "portal/series.html", found)


@may("reports.read")
def as_csv(request: HttpRequest, key: int) -> HttpResponse:
    body, papers = _papers(key)
    data = series_to_csv(_series(body, papers)).encode("utf-8", "replace")
    return attachment(data, f"{body.name}历年数字.csv", "text/csv; charset=utf-8")


@may("reports.read")
def as_xlsx(request: HttpRequest, key: int) -> HttpResponse:
    body, papers = _papers(key)
    return attachment(series_to_xlsx(_series(body, papers)), f"{body.name}历年数字.xlsx", XLSX)


@may("reports.read")
def as_json(request: HttpRequest, key: int) -> HttpResponse:
    """The series; whether the carry-over agrees, and findings, only for who may see findings."""
    body, papers = _papers(key)
    series = _visible(_series(body, papers), body, viewer(request))
    data = series_to_json(series).encode("utf-8", "replace")
    return attachment(data, f"{body.name}历年数字.json", "application/json; charset=utf-8")


def _papers(key: int) -> tuple[Body, list[ReportPaper]]:
    body = Body.objects.filter(pk=key).first()
    if body is None:
        raise Http404
    return body, papers_of_body(body)


def _series(body: Body, papers: list[ReportPaper]) -> Series:
    """Under the year each report was placed with, whatever it prints."""
    return series_of([replace(paper.reading.report, year=paper.year) for paper in papers], body.name)


def _visible(series: Series, body: Body, person: Viewer) -> Series:
    if findings_shown_of(body, person):
        return series
    hidden = tuple(
        replace(pair, findings=(), carried=tuple(replace(one, agrees=None) for one in pair.carried))
        for pair in series.pairs
    )
    return replace(series, pairs=hidden)
