"""The supervisor's summary of a year: every body that has to file a report, as page, workbook and draft of a notice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.office.batch_notice import notice_parts
from gongkai.office.batch_xlsx import summary_to_xlsx
from gongkai.office.shell import shell_of
from gongkai.organisations.access import may
from gongkai.portal.downloads import attachment
from gongkai.reports.queries import years_with_reports
from gongkai.reports.summary import BatchSummary, Filing, summary_of
from gongkai.writing.docx import parts_to_docx

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LISTS: Final[Mapping[str, tuple[str, Callable[[BatchSummary], list[Filing]]]]] = {
    "filed": ("已收到", lambda summary: summary.filed),
    "missing": ("未收到", lambda summary: summary.missing),
    "late": ("逾期公布", lambda summary: summary.late),
    "inside": ("晚于内部期限", lambda summary: summary.late_inside),
    "undated": ("公布日期不明", lambda summary: summary.undated),
    "form": ("表式不对", lambda summary: summary.wrong_form),
    "errors": ("有错误", lambda summary: summary.with_errors),
    "gaps": ("有缺漏", lambda summary: summary.with_gaps),
    "alike": ("文字雷同", lambda summary: summary.alike),
    "order": ("未见问题", lambda summary: summary.in_order),
}


@may("summary.read")
def page(request: HttpRequest) -> HttpResponse:
    """Every body with what is wrong with its report; ``only`` leaves those of one list."""
    summary = _summary(request)
    only = request.GET.get("only", "")
    lists = [(key, word, len(chosen(summary))) for key, (word, chosen) in LISTS.items()]
    found = {
        "summary": summary,
        "lists": [one for one in lists if one[2] or one[0] in ("filed", "missing", "late")],
        "only": only if only in LISTS else "",
        "shown": LISTS[only][1](summary) if only in LISTS else summary.filings,
        "inside": settings.REPORTS_DUE,
        "years": _years(summary.year),
    }
    return render(request, "office/summary.html", found)


@may("summary.read")
def as_xlsx(request: HttpRequest) -> HttpResponse:
    summary = _summary(request)
    return attachment(summary_to_xlsx(summary), f"{summary.year}年度年报核查情况.xlsx", XLSX)


@may("summary.read")
def as_docx(request: HttpRequest) -> HttpResponse:
    """The draft of a notice. Its day and its deadline for mending are left to whoever signs it."""
    summary = _summary(request)
    author = settings.SITE["organiser"]
    data = parts_to_docx(notice_parts(summary, author), author)
    return attachment(data, f"{summary.year}年度年报情况通报（草稿）.docx", DOCX)


def _summary(request: HttpRequest) -> BatchSummary:
    """Of the year asked for, else the last one that should be in; of those that the body acted for answers for."""
    given = request.GET.get("year", "")
    last = timezone.localdate().year - 1
    year = int(given) if given.isascii() and given.isdigit() and 2008 <= int(given[:5]) <= last else last
    under = shell_of(request).scope("summary.read")
    return summary_of(year, under=under, inside=settings.REPORTS_DUE)


def _years(year: int) -> list[int]:
    return sorted({year, timezone.localdate().year - 1, *years_with_reports()}, reverse=True)
