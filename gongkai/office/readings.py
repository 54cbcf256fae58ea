"""What was read beside the original, corrections of its cells, and reading it again."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.files import store
from gongkai.office.beside import beside
from gongkai.office.drafts import DraftHere
from gongkai.office.uploads import paper_to_work_on, person_of
from gongkai.organisations.access import may
from gongkai.organisations.actions import Refused
from gongkai.organisations.models import Person
from gongkai.portal.corrections import corrections_of
from gongkai.portal.notes import counts_of, labels_of, notes_of
from gongkai.portal.tables import shown_text
from gongkai.reading.read import quoted_rows
from gongkai.reports.actions import reread
from gongkai.reports.changes import Changes, preview
from gongkai.reports.corrections import correct, withdraw
from gongkai.reports.models import Correction, ReportPaper
from gongkai.reports.queries import may_work_on
from gongkai.sheets.filled import BLANK, Face, Figure, number

CELL = "cell:"  # in front of the names of the inputs that hold figures
NOT_APPLICABLE = Figure(Face.NOT_APPLICABLE, None, "/")


@may("reports.correct")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """The official table beside the quoted places, gaps first; what is typed into a cell becomes a correction."""
    paper = paper_to_work_on(request, key, "reports.correct")
    draft = DraftHere(request, "reports.correct", key, title=f"对照原文：{paper.title}")
    given = {**draft.initial, **request.POST.dict()}
    typed = {name.removeprefix(CELL): str(value) for name, value in given.items() if name.startswith(CELL)}
    trouble = ""
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            number_of = _correct_all(paper, typed, reason, person_of(request))
            draft.handed_in()
            messages.success(request, f"已更正 {number_of} 格，并重新核对。")
            return redirect("reading", paper.pk)
        except (Refused, store.Damaged) as error:
            trouble = str(error)
            paper.refresh_from_db()
    found = _found(paper, typed, request.GET.get("cell", ""))
    words = {"trouble": trouble or found["trouble"], "reason": given.get("reason", ""), "draft": draft}
    return render(request, "office/reading.html", {**found, **words})


def _found(paper: ReportPaper, typed: Mapping[str, str], cell: str) -> dict[str, object]:
    """What the page sets side by side; ``cell`` is one that is opened besides those that wait."""
    trouble = ""
    report, corrections = paper.reading.report, corrections_of(paper)
    notes = notes_of(report)
    try:
        rows = quoted_rows(store.give(paper.source.digest), paper.source.name)
    except store.Damaged as error:
        rows, trouble = (), str(error)
    return {
        "paper": paper,
        "report": report,
        "counts": counts_of(notes),
        "notes": notes,
        "beside": beside(report, rows, corrections, cell, typed),
        "entries": _entries(paper),
        "trouble": trouble,
    }


def _entries(paper: ReportPaper) -> list[tuple[Correction, str, str]]:
    """Every entry with its cell and figure in words, newest first."""
    labels = labels_of(paper.reading.form)
    entries = paper.corrections.select_related("by", "withdrawal", "withdraws").order_by("-pk")
    return [
        (entry, labels.get(entry.cell, entry.cell), "" if entry.withdraws_id else shown_text(entry.figure))
        for entry in entries
    ]


@transaction.atomic
def _correct_all(paper: ReportPaper, typed: Mapping[str, str], reason: str, by: Person) -> int:
    """All cells that were filled in, or none of them."""
    filled = {code: given for code, given in typed.items() if given.strip()}
    if not filled:
        raise Refused("还没有填写任何一格。")
    for code, given in filled.items():
        paper = ReportPaper.objects.select_related("body", "source", "reading").get(pk=paper.pk)
        correct(paper, cell=code, figure=figure_typed(given), reason=reason, by=by, on=timezone.localdate())
    return len(filled)


def figure_typed(given: str) -> Figure:
    """What a person types → a figure: a number, "/" for not applicable, 空 or 空白 for blank. Refused: anything else."""
    text = unicodedata.normalize("NFKC", given).strip().replace(",", "")
    if text in ("空", "空白"):
        return BLANK
    if text in ("/", "—", "不适用"):
        return NOT_APPLICABLE
    try:
        value = Decimal(text) if len(text) <= 20 else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or "e" in text.lower():
        raise Refused(f"“{given[:20]}”不是数字；请填数字，不适用填“/”，空白填“空”。")
    return number(int(value) if value == value.to_integral_value() else value)


@may("reports.correct")
@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Withdraw a correction, with a reason."""
    entry = get_object_or_404(Correction.objects.select_related("paper__source__received_by__body"), pk=key)
    person, on = person_of(request), timezone.localdate()
    if not may_work_on(entry.paper, person, "reports.correct", on):
        raise PermissionDenied
    try:
        withdraw(entry, reason=request.POST.get("reason", ""), by=person, on=on)
        messages.success(request, "已撤回这一条更正，并重新核对。")
    except (Refused, store.Damaged) as error:
        messages.error(request, str(error))
    return redirect("reading", entry.paper_id)


@may("reports.reread")
def again(request: HttpRequest, key: int) -> HttpResponse:
    """What the reader as it is now would find otherwise; it replaces the reading only when a person says so."""
    paper, on = paper_to_work_on(request, key, "reports.reread"), timezone.localdate()
    try:
        fresh = preview(paper, on)
    except store.Damaged as error:
        messages.error(request, str(error))
        return redirect("reading", paper.pk)
    if request.method == "POST":
        if request.POST.get("digest") == fresh.digest:
            reread(paper, by=person_of(request), on=on)
            messages.success(request, "已换成新的读取结果，原来的读取结果另行保留。")
            return redirect("reading", paper.pk)
        messages.error(request, "读取结果刚才又有变化，请再看一遍。")
    labels = labels_of(paper.reading.form)
    found = {
        "paper": paper,
        "fresh": fresh,
        "cells": _cells_in_words(fresh.changes, labels),
        "past": paper.past_readings.defer("report_json"),
    }
    return render(request, "office/reread.html", found)


def _cells_in_words(changes: Changes, labels: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [
        (labels.get(one.code, one.code), shown_text(one.before), shown_text(one.after))
        for one in changes.cells
    ]
