"""Pages that put reports side by side: two reports, or several bodies of one year. Nothing is ever ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.organisations.access import may, viewer
from gongkai.portal.index import FORM_NAMES
from gongkai.portal.pairs import alike, figures_of
from gongkai.portal.several import several_of
from gongkai.reports.chosen import papers_by_key, papers_of_year
from gongkai.reports.models import ReportPaper
from gongkai.reports.queries import Viewer, public_reports, shows_findings, years_with_reports

MOST_BODIES = 12  # columns that a page can hold


@may("reports.read")
def page(request: HttpRequest) -> HttpResponse:
    """Two reports (``a``, ``b``), the choice of the second, several bodies of a ``year``, or the choice of a year."""
    keys = [whole(request.GET.get(name, "")) for name in ("a", "b")]
    if keys[0] is not None:
        return _pair(request, keys[0], keys[1])
    year = whole(request.GET.get("year", ""))
    if year is not None:
        return _several(request, year)
    return render(request, "portal/compare_years.html", {"years": years_with_reports()})


def whole(given: str) -> int | None:
    """A positive number of an address; None for anything else."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 9 else None


def _pair(request: HttpRequest, first: int, second: int | None) -> HttpResponse:
    person = viewer(request)
    papers = papers_by_key([key for key in (first, second) if key is not None], person)
    if first not in papers or (second is not None and second not in papers):
        raise Http404
    if second is None or second == first:
        return render(request, "portal/compare_choose.html", _choices(papers[first], person))
    found = _side_by_side(papers[first], papers[second], person, "all" in request.GET)
    return render(request, "portal/compare.html", found)


def _choices(paper: ReportPaper, person: Viewer) -> Mapping[str, Any]:
    """What a report can stand beside: the other years of its body, and the other bodies of its year."""
    others = public_reports(person).exclude(pk=paper.pk)
    return {
        "paper": paper,
        "years": others.filter(body=paper.body) if paper.body else others.none(),
        "bodies": others.filter(year=paper.year).exclude(body=paper.body) if paper.year else others.none(),
    }


def _side_by_side(
    first: ReportPaper, second: ReportPaper, person: Viewer, everything: bool
) -> Mapping[str, Any]:
    one, other = first.reading.report, second.reading.report
    shown = shows_findings(first, person) and shows_findings(second, person)
    return {
        "first": first,
        "second": second,
        "forms": [FORM_NAMES.get(report.form or "", "没有统一表格") for report in (one, other)],
        "everything": everything,
        "figures": figures_of(one, other, everything=everything),
        "same_body": first.body_id is not None and first.body_id == second.body_id,
        "shown": shown,
        "alike": alike(one, other) if shown else None,
    }


def _several(request: HttpRequest, year: int) -> HttpResponse:
    """The bodies of a year that are asked for; without any, the choice of them."""
    there = public_reports(viewer(request)).filter(year=year).order_by("body__code")
    asked = request.GET.getlist("body")[:MOST_BODIES]
    page: dict[str, Any] = {"year": year, "there": _once(there), "asked": asked, "most": MOST_BODIES}
    if len(asked) < 2:
        return render(request, "portal/compare_bodies.html", page)
    papers = papers_of_year(year, [code.replace("\x00", "") for code in asked])
    everything = "all" in request.GET
    reports = [replace(paper.reading.report, year=year) for paper in papers]
    page |= {"papers": papers, "everything": everything, "found": several_of(reports, everything=everything)}
    return render(request, "portal/compare_bodies.html", page)


def _once(papers: Sequence[ReportPaper] | Any) -> list[ReportPaper]:
    """One report a body."""
    return list({paper.body_id: paper for paper in papers}.values())
