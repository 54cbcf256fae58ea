"""What there is to do about annual reports: one's own that is not published, and papers that wait for a body."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from gongkai.law.annual_report import REPORTING, publication_term
from gongkai.organisations.access import held
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.todo import ToDo
from gongkai.reports.models import ReportPaper

OWN_REPORT: Final = 20
HELD: Final = 60
AHEAD: Final = timedelta(days=120)  # a report that is due later than this is not on today's list


def to_do(person: Person, on: date) -> list[ToDo]:
    """Last year's report of the bodies for which the person is 信息员 (条例 第四十九条), where it is not in."""
    bodies = {h.body_id: h.body for h in held(person, on) if h.post == Post.INFORMATION_OFFICER}
    year = on.year - 1
    papers = ReportPaper.objects.filter(body__in=bodies, year=year, held="")
    filed = set(papers.values_list("body_id", flat=True)) if bodies else set()
    missing = [_missing(body, year, on) for key, body in bodies.items() if key not in filed]
    return [one for one in missing if one is not None]


def _missing(body: Body, year: int, on: date) -> ToDo | None:
    term = publication_term(body.kind, year) if body.kind in REPORTING else None
    begun = body.established_on is None or body.established_on.year <= year
    ended = body.abolished_on is not None and body.abolished_on <= on
    if term is None or not begun or ended or term.last - on > AHEAD:
        return None
    says = f"公布并上传“{body.name}”{year} 年度政府信息公开工作年度报告"
    return ToDo(OWN_REPORT, says, reverse("uploads"), term.last, body)
