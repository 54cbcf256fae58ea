"""Editions → an issue of the gazette, or one of them as the copy for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from gongkai.catalogue.channels.outgoing import Outgoing
from gongkai.catalogue.channels.shape import Made, file_name
from gongkai.catalogue.channels.typeset import article_of
from gongkai.writing.articles.article import Issue
from gongkai.writing.articles.pdf import issue_pdf
from gongkai.writing.articles.word import issue_docx

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Head(NamedTuple):
    """What stands on the cover: name of the gazette, number as printed, who publishes it, the day."""

    name: str
    number: str
    publisher: str
    on: date


def make(outgoing: Outgoing) -> Made:
    """One item as it goes to the printer."""
    issue = Issue("公报稿", "", outgoing.body, outgoing.published_on, (article_of(outgoing),))
    return Made(file_name(outgoing.title, "-公报稿.docx"), DOCX, issue_docx(issue))


def make_issue(head: Head, outgoing: Sequence[Outgoing]) -> tuple[Made, Made]:
    """A whole issue as Word and as PDF. MissingGlyph where a character has no font: then there is no PDF, and no issue."""
    issue = Issue(head.name, head.number, head.publisher, head.on, tuple(article_of(one) for one in outgoing))
    name = f"{head.name}{head.number}"
    return (
        Made(file_name(name, ".docx"), DOCX, issue_docx(issue)),
        Made(file_name(name, ".pdf"), "application/pdf", issue_pdf(issue)),
    )
