"""Bodies and people from Excel: the template, what a workbook would do row by row, the confirmation, the slips."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.office.imports_xlsx import result_to_xlsx, template_to_xlsx
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.shell import shell_of
from gongkai.organisations.access import may
from gongkai.organisations.models import Person, Roster
from gongkai.organisations.passwords import ONE_TIME_DAYS
from gongkai.organisations.refusal import Refused
from gongkai.organisations.rosters.actions import LARGEST, carry_out, plan_for, take_in
from gongkai.organisations.rosters.columns import roster_sheets
from gongkai.organisations.rosters.filled import filled_rows
from gongkai.organisations.rosters.lines import WORDS, Plan, What
from gongkai.organisations.rosters.outcome import outcome_of
from gongkai.portal.downloads import XLSX, attachment

SHOWN: Final = 300  # rows of a sheet on the page; the rest stands in the workbook of results
SIGNS: Final = {What.NEW: "clean", What.CHANGED: "question", What.SAME: "bare", What.REFUSED: "error"}

ROSTERS: Final = Listing(
    code="rosters",
    caption="上传过的名册",
    order="-pk",
    columns=(
        Column("name", "文件", lambda one: one.name, link=lambda one: reverse("roster", args=[one.pk])),
        Column("on", "上传日期", lambda one: one.on),
        Column("done", "导入日期", lambda one: one.done_on or "没有导入"),
    ),
    empty="还没有上传过名册。",
)


def _person(request: HttpRequest) -> Person:
    person = shell_of(request).person
    assert person is not None  # `may` lets nobody else in
    return person


def _own(request: HttpRequest, key: int) -> Roster:
    """A roster that this person sent in; those of others are not found."""
    return get_object_or_404(Roster, pk=key, by=_person(request))


@may("rosters.import")
def index(request: HttpRequest) -> HttpResponse:
    """The template, the form, and what was sent in before."""
    trouble = ""
    if request.method == "POST":
        sent = request.FILES.get("file")
        try:
            if sent is None:
                raise Refused("还没有选择文件。")
            roster = take_in(sent, sent.name or "", by=_person(request), on=timezone.localdate())
            return redirect("roster", roster.pk)
        except Refused as refused:
            trouble = str(refused)
    found = {
        "trouble": trouble,
        "sheets": roster_sheets(),
        "most": LARGEST // 1048576,
        "list": Listed(ROSTERS, Roster.objects.filter(by=_person(request)), request),
    }
    return render(request, "office/rosters.html", found)


@may("rosters.import")
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in; with ``filled`` it holds the bodies and people there are, for changes."""
    rows = filled_rows(timezone.localdate()) if request.GET.get("filled") else {}
    name = "机关和人员名册（现有）.xlsx" if rows else "机关和人员名册（模板）.xlsx"
    return attachment(template_to_xlsx(rows), name, XLSX)


@may("rosters.import")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """What the workbook would do, row by row; of one that was carried out, what became of its rows."""
    roster = _own(request, key)
    if roster.done_on is not None:
        done = [(sheet, number, word, told) for sheet, number, word, told in roster.outcome]
        return render(
            request, "office/roster_done.html", {"roster": roster, "done": done[:SHOWN], "rows": len(done)}
        )
    try:
        plan = plan_for(roster, timezone.localdate())
    except Refused as refused:
        return render(request, "office/roster.html", {"roster": roster, "trouble": str(refused)})
    return render(request, "office/roster.html", {"roster": roster, **_shown(plan)})


def _shown(plan: Plan) -> dict[str, object]:
    problems = plan.problems
    counts = [
        (sheet, [(SIGNS[what], WORDS[what], number) for what, number in of_sheet.items() if number])
        for sheet, of_sheet in plan.counts.items()
    ]
    sheets = []
    for sheet in roster_sheets():
        lines = [(line, SIGNS[line.outcome]) for line in plan.lines if line.row.sheet == sheet.code]
        if lines:
            sheets.append((sheet, lines[:SHOWN], max(len(lines) - SHOWN, 0)))
    return {
        "plan": plan,
        "problems": problems[:SHOWN],
        "more_problems": max(len(problems) - SHOWN, 0),
        "number_of_problems": len(problems),
        "counts": counts,
        "sheets": sheets,
    }


@may("rosters.import")
@require_POST
@never_cache
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Carry out what was looked at. The passwords stand on this one page and nowhere else, so it is no redirect."""
    roster, on = _own(request, key), timezone.localdate()
    fingerprint = request.POST.get("fingerprint", "")
    try:
        slips = carry_out(roster, fingerprint=fingerprint, by=_person(request), on=on)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("roster", roster.pk)
    messages.success(request, f"已导入“{roster.name}”。")
    if not slips:
        return redirect("roster", roster.pk)
    found = {"roster": roster, "slips": slips, "on": on, "days": ONE_TIME_DAYS}
    return render(request, "office/roster_slips.html", found)


@may("rosters.import")
def result(request: HttpRequest, key: int) -> HttpResponse:
    """Every row as it was sent, with what becomes or became of it."""
    roster = _own(request, key)
    try:
        rows = outcome_of(roster, timezone.localdate())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("roster", roster.pk)
    return attachment(result_to_xlsx(rows), f"{roster.name.rpartition('.')[0]}（结果）.xlsx", XLSX)
