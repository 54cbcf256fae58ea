"""Reports whose prose repeats an earlier one of the body, or another body's (内容雷同)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Final, NamedTuple

from django.core.cache import cache

from gongkai.paper.fingerprints import Index
from gongkai.paper.report import Report
from gongkai.paper.similarity import Likeness, Wording, similar_reports, similarity_findings, wording
from gongkai.reports.models import ReportPaper

AN_HOUR: Final = 3600


class Alike(NamedTuple):
    """One finding of likeness: what it says, whether the other is the body's own earlier report, and the paper that
    shares most."""

    says: str
    own: bool
    other: int | None


def alike_among(papers: Sequence[ReportPaper], earlier: Sequence[ReportPaper]) -> Mapping[int, list[Alike]]:
    """Key of each paper → what it repeats of the ``earlier`` ones and of the other ``papers``.

    Kept for an hour under the very texts that it was drawn from: a summary is opened, sorted and downloaded in one go.
    """
    key = _key((*papers, *earlier), len(papers))
    found: dict[int, list[Alike]] | None = cache.get(key)
    if found is None:
        found = _alike_among(papers, earlier)
        cache.set(key, found, AN_HOUR)
    return found


def _alike_among(papers: Sequence[ReportPaper], earlier: Sequence[ReportPaper]) -> dict[int, list[Alike]]:
    reports = {paper.pk: _named(paper) for paper in (*papers, *earlier)}
    kept = {key: wording(report) for key, report in reports.items()}
    index = _index(kept)
    found = {paper.pk: _alike(paper.pk, reports[paper.pk], index, kept) for paper in papers}
    return {key: some for key, some in found.items() if some}


def _key(papers: Iterable[ReportPaper], held_against: int) -> str:
    digest = sha256(str(held_against).encode())
    for paper in papers:
        texts = (str(paper.body), paper.reading.report_json, paper.reading.corrected_json)
        digest.update(repr((paper.pk, paper.year, texts)).encode("utf-8", "surrogatepass"))
    return f"alike-{digest.hexdigest()}"


def _named(paper: ReportPaper) -> Report:
    """The report under the name and year that it was placed with, whatever it prints."""
    return replace(paper.reading.report, body=paper.body.name if paper.body else None, year=paper.year)


def _index(kept: Mapping[int, Wording]) -> Index:
    index = Index()
    for key, one in kept.items():
        index.add(key, one.signature)
    return index


def _alike(key: int, report: Report, index: Index, kept: Mapping[int, Wording]) -> list[Alike]:
    found = similar_reports(report, index, kept.__getitem__, leave_out=(key,))
    alike = []
    for finding in similarity_findings(report, found):
        other = _source(finding.quote, found)
        alike.append(Alike(finding.says, bool(other and other.same_body), other.key if other else None))
    return alike


def _source(quote: str, found: Iterable[Likeness]) -> Likeness | None:
    return next((one for one in found if one.quote == quote), None)
