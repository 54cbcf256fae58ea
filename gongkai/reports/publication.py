"""The day a report was published, where the paper itself does not come with it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.organisations.actions import Refused
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.reports.actions import refresh
from gongkai.reports.models import ReportPaper


@transaction.atomic
def published(paper: ReportPaper, *, day: date, by: Person, on: date) -> ReportPaper:
    """Write down when a report was published; its term (条例 第四十九条) is checked anew.

    Refused: a day that is still to come, or that lies before the end of the report year.
    """
    if day > on:
        raise Refused(f"公布日期 {day:%Y-%m-%d} 还没有到。")
    if paper.year is not None and day <= date(paper.year, 12, 31):
        raise Refused(f"公布日期 {day:%Y-%m-%d} 在 {paper.year} 年度结束之前。")
    before = {"published_on": paper.published_on}
    paper.published_on = day
    refresh(paper, on=on)
    after = {"published_on": day}
    note("reports.published", paper, body=paper.body, by=by, on=on, before=before, after=after)
    return paper
