"""A report as its official document to take away: Word, PDF, Excel, web page, with the corrections that stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.organisations.access import may
from gongkai.paper.report import Report
from gongkai.portal.downloads import XLSX, attachment, paper_or_404
from gongkai.writing.docx import report_to_docx
from gongkai.writing.fonts import MissingGlyph
from gongkai.writing.html import report_to_html
from gongkai.writing.pdf import report_to_pdf
from gongkai.writing.xlsx import report_to_workbook

WRITERS: Final[dict[str, tuple[Callable[[Report], bytes], str]]] = {
    "docx": (report_to_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (report_to_pdf, "application/pdf"),
    "xlsx": (report_to_workbook, XLSX),
    "html": (lambda report: report_to_html(report).encode("utf-8", "replace"), "text/html; charset=utf-8"),
}


@may("reports.read")
def page(request: HttpRequest, key: int, kind: str) -> HttpResponse:
    """The document of this kind; a character that no font has is said, never printed as a box."""
    paper = paper_or_404(request, key)
    write, content_type = WRITERS[kind]
    try:
        data = write(paper.reading.report)
    except MissingGlyph as error:
        found = {"title": "暂不能生成这份文件", "says": str(error), "status": 503}
        return render(request, "portal/failure.html", found, status=503)
    return attachment(data, f"{paper.title}.{kind}", content_type)
