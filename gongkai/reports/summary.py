"""A year's reports of all the bodies that have to file one: who is missing, late, in the wrong format, with errors or gaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gongkai.law.annual_report import REPORTING, Term, publication_term
from gongkai.organisations.models import Body
from gongkai.organisations.queries import Branch, tree_as_of
from gongkai.reports.alike import Alike, alike_among
from gongkai.reports.chosen import papers_of_year
from gongkai.reports.models import ReportPaper
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import form_due

NO_TERM: Final = Term(date.max, "", False)
OWN_TERM: Final = (
    "province",
    "city",
    "county",
)  # a government answers to the law's day, not to one set inside it


@dataclass(frozen=True)
class Filing:
    """One body and its report of the year.

    ``name``: as at the end of the year. ``term``: by when the law wants it published; ``inside``: by when the supervisor
    does, None where nothing is set. ``alike``: likenesses of its prose.
    """

    body: Body
    name: str
    term: Term
    inside: date | None
    paper: ReportPaper | None
    alike: tuple[Alike, ...] = ()

    @property
    def missing(self) -> bool:
        return self.paper is None

    @property
    def undated(self) -> bool:
        """There is a report, but nobody knows when it was published."""
        return self.paper is not None and self.paper.published_on is None

    @property
    def days_late(self) -> int:
        """Days after the last one that the law leaves; 0 in time, missing or undated."""
        return self._after(self.term.last)

    @property
    def days_late_inside(self) -> int:
        """Days after the supervisor's own day, where it was still in time for the law."""
        return self._after(self.inside) if self.inside and not self.days_late else 0

    @property
    def wrong_form(self) -> str:
        """What is wrong with the format of its tables, "" where nothing is."""
        due = form_due(self.paper.year) if self.paper and self.paper.year else None
        if self.paper is None or due is None or self.paper.reading.form == due:
            return ""
        used = self.paper.reading.form
        return f"用了 {used} 年格式，应为 {due} 年格式" if used else "没有国家统一格式的统计表"

    @property
    def errors(self) -> int:
        return self.paper.reading.errors if self.paper else 0

    @property
    def questions(self) -> int:
        return self.paper.reading.questions if self.paper else 0

    @property
    def gaps(self) -> int:
        return self.paper.reading.gaps if self.paper else 0

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """The errors of the report, each naming the figures on both sides."""
        findings = self.paper.reading.report.findings if self.paper else ()
        return tuple(finding for finding in findings if finding.severity == "error")

    @property
    def in_order(self) -> bool:
        """Filed in time and in the right format, with no error, gap or likeness; questions are for people to decide."""
        wrong = self.missing or self.undated or self.days_late or self.days_late_inside or self.wrong_form
        return not (wrong or self.errors or self.gaps or self.alike)

    def _after(self, last: date) -> int:
        day = self.paper.published_on if self.paper else None
        return max((day - last).days, 0) if day else 0


@dataclass(frozen=True)
class BatchSummary:
    """The year's filings in the order of the tree, and the lists a notice draws from them."""

    year: int
    filings: tuple[Filing, ...]

    @property
    def filed(self) -> list[Filing]:
        return [one for one in self.filings if not one.missing]

    @property
    def missing(self) -> list[Filing]:
        return [one for one in self.filings if one.missing]

    @property
    def late(self) -> list[Filing]:
        return [one for one in self.filings if one.days_late]

    @property
    def late_inside(self) -> list[Filing]:
        return [one for one in self.filings if one.days_late_inside]

    @property
    def undated(self) -> list[Filing]:
        return [one for one in self.filings if one.undated]

    @property
    def wrong_form(self) -> list[Filing]:
        return [one for one in self.filings if one.wrong_form]

    @property
    def with_errors(self) -> list[Filing]:
        return [one for one in self.filings if one.errors]

    @property
    def with_gaps(self) -> list[Filing]:
        return [one for one in self.filings if one.gaps]

    @property
    def alike(self) -> list[Filing]:
        return [one for one in self.filings if one.alike]

    @property
    def in_order(self) -> list[Filing]:
        return [one for one in self.filings if one.in_order]


def summary_of(year: int, *, under: frozenset[int] | None, inside: tuple[int, int] | None) -> BatchSummary:
    """The filings of every reporting body at the end of a year, of the bodies with these keys (None: of all).

    ``inside``: month and day of the next year that the supervisor has set, None for none. Likenesses are looked for
    among the year's reports of these bodies and their own of the year before.
    """
    branches = [branch for branch in _branches(year, under) if branch.body.kind in REPORTING]
    codes = [branch.body.code for branch in branches]
    papers = papers_of_year(year, codes)
    alike = alike_among(papers, papers_of_year(year - 1, codes))
    day = date(year + 1, *inside) if inside else None
    return BatchSummary(year, tuple(_filings(branches, papers, alike, year, day)))


def _branches(year: int, under: frozenset[int] | None) -> Iterable[Branch]:
    every = [branch for root in tree_as_of(date(year, 12, 31)) for branch in root.walk()]
    return every if under is None else [branch for branch in every if branch.body.pk in under]


def _filings(
    branches: Iterable[Branch],
    papers: Sequence[ReportPaper],
    alike: Mapping[int, list[Alike]],
    year: int,
    inside: date | None,
) -> Iterable[Filing]:
    by_body = {paper.body_id: paper for paper in papers}
    for branch in branches:
        paper = by_body.get(branch.body.pk)
        yield Filing(
            body=branch.body,
            name=branch.name,
            term=publication_term(branch.body.kind, year) or NO_TERM,
            inside=None if branch.body.kind in OWN_TERM else inside,
            paper=paper,
            alike=tuple(alike.get(paper.pk, ())) if paper else (),
        )
