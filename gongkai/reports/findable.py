"""Reports as the search of the site finds them: by title and by what their prose says, from the moment they are placed."""

from __future__ import annotations

from typing import Final

from gongkai.paper.report import Report
from gongkai.reports.models import ReportPaper
from gongkai.reports.placing import plain_text
from gongkai.search import actions as search

KIND: Final = "reports.report"


def index(paper: ReportPaper, report: Report) -> None:
    """Put a report into the index, or take it out while it is held and nobody knows whose it is."""
    if paper.held or paper.body is None:
        search.remove(KIND, str(paper.pk))
    else:
        search.put([_document(paper, report)])


def _document(paper: ReportPaper, report: Report) -> search.Document:
    assert paper.body is not None
    sections = [text for section in report.sections for text in (section.title, *section.paragraphs)]
    return search.Document(
        kind=KIND,
        key=str(paper.pk),
        title=paper.title,
        day=paper.published_on or paper.source.received_on,
        body=paper.body.code,
        address=f"/reports/{paper.pk}/",
        public=True,
        text=plain_text("\n\n".join([*report.preface, *sections])),
    )
