"""The papers of approvals: 审查单 of one matter, 月度汇总 of a body and those below it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from xlsxwriter import Workbook

from gongkai.approvals.chains import chains
from gongkai.approvals.models import Decision, Kind, Matter, Outcome, Step
from gongkai.approvals.monthly import Month, Row, month_of, signed
from gongkai.approvals.shown import shown
from gongkai.office.approvals import matter_or_404
from gongkai.office.shell import shell_of
from gongkai.organisations.access import may
from gongkai.paper.as_xlsx import PLAIN, Sheet
from gongkai.portal.downloads import XLSX, attachment
from gongkai.writing.document import Cell, Closing, Part, Table, Title
from gongkai.writing.document import Row as TableRow
from gongkai.writing.docx import parts_to_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = (Kind.REVIEW, Kind.SECRECY, Kind.PRIVACY, Kind.LEGAL, Kind.COUNTERSIGN, Kind.SIGNATURE)
HEADS = (
    "序号",
    "机关",
    "名称",
    "类别",
    "送审日期",
    "通过日期",
    *(kind.label for kind in KINDS),
    "退回次数",
    "应急理由",
)
# What the usual form asks for; where the content does not tell, a hand fills it in.
ASKED = ("信息名称", "载体", "拟公开方式", "拟公开时间", "公开属性", "文号")


@may("approvals.read")
def sheet(request: HttpRequest, key: int) -> HttpResponse:
    """审查单, for printing."""
    matter = matter_or_404(request, key)
    return render(request, "office/approval_sheet.html", {"matter": matter, "rows": sheet_rows(matter)})


@may("approvals.read")
def sheet_docx(request: HttpRequest, key: int) -> HttpResponse:
    """审查单 as a Word document."""
    matter = matter_or_404(request, key)
    data = parts_to_docx(sheet_parts(matter), matter.body.name)
    return attachment(data, f"审查单-{matter.pk}.docx", DOCX)


def sheet_rows(matter: Matter) -> list[tuple[str, str]]:
    """Label and text of every line of the 审查单."""
    content = shown(matter.presentations.get(turn=matter.turn))
    particulars = {"信息名称": matter.title, **content.particulars}
    rows = [
        ("填表日期", f"{matter.begun_on}"),
        ("拟公开单位", matter.body.name),
        *((label, particulars.get(label, "")) for label in ASKED),
        ("附件", "、".join(content.enclosures)),
        ("送审人", matter.author.name),
        ("审签依据", chains()[matter.chain].basis),
    ]
    if matter.emergency_reason:
        rows.append(("应急理由", matter.emergency_reason))
    decisions = list(matter.decisions.filter(turn=matter.turn).select_related("stand_in_for"))
    rows += [(step.says, _opinion(step, decisions)) for step in matter.steps.all()]
    return [*rows, ("内容摘要值", f"{matter.digest}（第 {matter.turn} 次送审）")]


def _opinion(step: Step, decisions: Sequence[Decision]) -> str:
    own = [one for one in decisions if one.step_id == step.pk and one.outcome != Outcome.ABSTAIN]
    if not own:
        return ""
    said = own[-1]
    reason = f"：{said.reason}" if said.reason else ""
    if said.outcome == Outcome.SILENT:
        return signed(said)
    return f"{said.get_outcome_display()}{reason}　{signed(said)}"


def sheet_parts(matter: Matter) -> tuple[Part, ...]:
    """The 审查单 as the parts of an official document."""
    rows: list[TableRow] = [
        (Cell(label, "head", key=f"r{at}", axis="row"), Cell(text or "　", "words", axis="row"))
        for at, (label, text) in enumerate(sheet_rows(matter))
    ]
    title = "政府信息公开审查单"
    table = Table("R", title, True, (0.28, 0.72), (), (tuple(rows),))
    return (Title(title, (title,)), table, Closing(f"编号：{matter.pk}"))


@may("approvals.supervise")
def monthly(request: HttpRequest) -> HttpResponse:
    """月度汇总 on the page."""
    month = _month(request)
    rows = [_told(at, row) for at, row in enumerate(month.rows, 1)]
    page = {"month": month, "heads": HEADS, "rows": rows, "asked": f"{month.first:%Y-%m}"}
    return render(request, "office/approvals_monthly.html", page)


@may("approvals.supervise")
def monthly_xlsx(request: HttpRequest) -> HttpResponse:
    """月度汇总 as a workbook."""
    month = _month(request)
    return attachment(month_to_xlsx(month), f"审查月度汇总-{month.first:%Y-%m}.xlsx", XLSX)


def _month(request: HttpRequest) -> Month:
    today = timezone.localdate()
    asked = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", request.GET.get("month", ""), re.ASCII)
    first = date(int(asked[1]), int(asked[2]), 1) if asked else today.replace(day=1)
    return month_of(first.year, first.month, shell_of(request).scope("approvals.supervise"))


def month_to_xlsx(month: Month) -> bytes:
    """The month → the bytes of a workbook; one without anything says 本月无."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    bold = book.add_format({"bold": True, "bottom": 1})
    page = Sheet(book, bold, (f"{month.first:%Y年%m月}", HEADS))
    for at, row in enumerate(month.rows, 1):
        page.add(_told(at, row))
    if not month.rows:
        page.add(("", "", "本月无"))
    book.close()
    return out.getvalue()


def _told(at: int, row: Row) -> tuple[str | int, ...]:
    matter = row.matter
    return (
        at,
        matter.body.name,
        matter.title,
        row.chain,
        f"{matter.begun_on}",
        f"{matter.passed_on}" if matter.passed_on else matter.get_state_display(),
        *(row.opinions.get(kind, "") for kind in KINDS),
        row.returned,
        matter.emergency_reason,
    )
