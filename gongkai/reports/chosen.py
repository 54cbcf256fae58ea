"""Reports to be put side by side: those named, those of one body over the years, those of one year."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from gongkai.organisations.models import Body
from gongkai.reports.models import ReportPaper
from gongkai.reports.queries import Viewer


def placed_papers() -> QuerySet[ReportPaper]:
    """Every placed report with its whole reading."""
    return ReportPaper.objects.select_related("body", "source", "reading").filter(held="")


def papers_by_key(keys: Collection[int], viewer: Viewer) -> dict[int, ReportPaper]:
    """The reports of these keys that a viewer may see."""
    papers = ReportPaper.objects.select_related("body", "source", "reading").filter(pk__in=keys)
    return {paper.pk: paper for paper in (papers if viewer else papers.filter(held=""))}


def papers_of_body(body: Body) -> list[ReportPaper]:
    """One report a year of a body, oldest first; of several for a year the one that came last."""
    return _last_of_each(placed_papers().filter(body=body).order_by("year", "published_on", "pk"))


def papers_of_year(year: int, codes: Collection[str] | None = None) -> list[ReportPaper]:
    """One report a body for a year, by code of the body; ``codes`` leaves only some bodies."""
    papers = placed_papers().filter(year=year)
    if codes is not None:
        papers = papers.filter(body__code__in=codes)
    return _last_of_each(papers.order_by("body__code", "published_on", "pk"))


def findings_shown_of(body: Body, viewer: Viewer) -> bool:
    """Whether a viewer may see what the checks say about a body's figures."""
    return viewer is not None or body.findings_public


def _last_of_each(papers: Iterable[ReportPaper]) -> list[ReportPaper]:
    """Of the reports of one body for one year the one published last, unknown days first, as `report_of` has it."""
    last: dict[tuple[int | None, int | None], ReportPaper] = {}
    for paper in papers:
        known = last.get((paper.body_id, paper.year))
        if known is None or _age(known) <= _age(paper):
            last[paper.body_id, paper.year] = paper
    return list(last.values())


def _age(paper: ReportPaper) -> tuple[bool, str, int]:
    return paper.published_on is not None, str(paper.published_on or ""), paper.pk
