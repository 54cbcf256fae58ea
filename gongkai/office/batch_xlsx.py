"""The summary of a year as a workbook: the counts, one row a body, and every error. Nothing becomes a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterator

from xlsxwriter import Workbook

from gongkai.paper.as_xlsx import PLAIN, Sheet, Value
from gongkai.reports.summary import BatchSummary, Filing

COUNTS = ("汇总", ("项目", "机关数"))
BODIES = (
    "明细",
    ("机关", "类别", "公布期限", "公布日期", "逾期天数", "表式问题", "错误", "存疑", "缺漏", "文字雷同"),
)
ERRORS = ("错误清单", ("机关", "规则", "说明", "原文"))


def summary_to_xlsx(summary: BatchSummary) -> bytes:
    """A summary → the bytes of a workbook with the sheets 汇总, 明细, 错误清单."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    bold = book.add_format({"bold": True, "bottom": 1})
    counts, bodies, errors = (Sheet(book, bold, layout) for layout in (COUNTS, BODIES, ERRORS))
    for row in counts_of(summary):
        counts.add(row)
    for filing in summary.filings:
        bodies.add(_row(filing))
        for finding in filing.wrong:
            errors.add((filing.name, finding.check, finding.says, finding.quote))
    book.close()
    return out.getvalue()


def counts_of(summary: BatchSummary) -> Iterator[tuple[str, int]]:
    """What is counted, with how many bodies."""
    yield "应当公布", len(summary.filings)
    yield "已收到", len(summary.filed)
    yield "未收到", len(summary.missing)
    yield "逾期公布", len(summary.late)
    yield "晚于内部期限", len(summary.late_inside)
    yield "公布日期不明", len(summary.undated)
    yield "表式不对", len(summary.wrong_form)
    yield "有错误", len(summary.with_errors)
    yield "有缺漏", len(summary.with_gaps)
    yield "文字雷同", len(summary.alike)


def published(filing: Filing) -> str:
    """When a report was published, in words where there is no day."""
    if filing.paper is None:
        return "未收到"
    day = filing.paper.published_on
    return day.isoformat() if day else "未载明"


def _row(filing: Filing) -> Iterator[Value]:
    yield filing.name
    yield filing.body.get_kind_display()
    yield filing.term.last.isoformat()
    yield published(filing)
    yield filing.days_late or filing.days_late_inside or None
    yield filing.wrong_form
    yield from (filing.errors, filing.questions, filing.gaps) if filing.paper else (None, None, None)
    yield "".join(alike.says for alike in filing.alike)
