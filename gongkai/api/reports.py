"""Annual reports as everybody may see them: list, one, its cells."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Query

from gongkai.api.interface import INTERFACE
from gongkai.api.shapes import (
    Cell,
    Cells,
    Chapter,
    Counts,
    Named,
    Original,
    Report,
    ReportLine,
    Reports,
    ReportsAsked,
)
from gongkai.paper.as_json import number_out
from gongkai.reports.models import ReportPaper
from gongkai.reports.queries import Wanted, one_report, public_reports, shows_findings
from gongkai.sheets.filled import Figure
from gongkai.sheets.forms import form


@INTERFACE.does("reports.read", "GET", "/reports", answers={200: Reports})
def reports(request: HttpRequest, asked: Query[ReportsAsked]) -> Reports:
    """年度报告列表。已公开的政府信息公开工作年度报告，新的在前；可按机关、年度、格式、核对结果筛选。"""
    wanted = Wanted(asked.body, asked.year, asked.form, asked.findings)
    found = public_reports(None, wanted)
    return Reports(
        count=found.count(),
        limit=asked.limit,
        offset=asked.offset,
        items=[ReportLine(**_line(paper)) for paper in found[asked.offset : asked.offset + asked.limit]],
    )


@INTERFACE.does("reports.read", "GET", "/reports/{int:key}", answers={200: Report})
def report(request: HttpRequest, key: int) -> Report:
    """一份年度报告。题名、机关、年度、原件和各部分的文字；表中数字见 cells。"""
    paper = _public(key)
    read = paper.reading.report
    chapters = [
        Chapter(number=one.number, title=one.title, paragraphs=list(one.paragraphs)) for one in read.sections
    ]
    return Report(**_line(paper), preface=list(read.preface), chapters=chapters)


@INTERFACE.does("reports.read", "GET", "/reports/{int:key}/cells", answers={200: Cells})
def cells(request: HttpRequest, key: int) -> Cells:
    """统计表各格。机关本级的国家统一格式统计表，一格一项；原文没有或无法确定的格不列。"""
    paper = _public(key)
    sheets = paper.reading.report.sheets
    if not sheets:
        return Cells(key=paper.pk, form="", scope="", items=[])
    own = sheets[0]
    items = [_cell(own.form, code, figure) for code, figure in own.cells.items()]
    return Cells(key=paper.pk, form=own.form, scope=own.scope, items=items)


def _public(key: int) -> ReportPaper:
    """A report as anybody may see it."""
    paper = one_report(key, None, timezone.localdate())
    if paper is None:
        raise Http404
    return paper


def _line(paper: ReportPaper) -> dict[str, Any]:
    body, source, reading = paper.body, paper.source, paper.reading
    if body is None or paper.year is None:
        raise Http404
    counts = Counts(errors=reading.errors, questions=reading.questions, gaps=reading.gaps)
    link = reverse("original", args=[paper.pk])
    return {
        "key": paper.pk,
        "title": paper.title,
        "body": Named(code=body.code, name=body.name),
        "year": paper.year,
        "form": reading.form,
        "published_on": paper.published_on,
        "findings": counts if shows_findings(paper, None) else None,
        "original": Original(name=source.name, size=source.size, digest=source.digest, link=link),
        "link": reverse("report", args=[paper.pk]),
    }


def _cell(layout: str, code: str, figure: Figure) -> Cell:
    known = form(layout).cells.get(code)
    label = " ".join(filter(None, (*known.line.group, known.line.label, known.column.label))) if known else ""
    return Cell(
        code=code, label=label, face=figure.face.value, value=number_out(figure.value), token=figure.token
    )
