"""Corrections of cells: a layer of figures and reasons over the reading, which itself is never touched."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from gongkai.organisations.actions import Refused
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.reports.actions import refresh, refresh_around
from gongkai.reports.models import Correction, ReportPaper
from gongkai.reports.queries import corrections_standing
from gongkai.sheets.definition import Cell
from gongkai.sheets.filled import Face, Figure, FilledSheet
from gongkai.sheets.forms import form
from gongkai.sheets.layout import Place, tables_of

LARGEST = 10**15


@transaction.atomic
def correct(
    report: ReportPaper, *, cell: str, figure: Figure, reason: str, by: Person, on: date
) -> Correction:
    """Put a figure in a cell in the place of what was read; every check is run again. Refused: no such cell, a figure
    that the cell cannot hold or already holds, no reason."""
    reason = _reason(reason)
    sheet = _sheet(report)
    _refuse_unfit(sheet, cell, figure)
    now = sheet.cells.get(cell)
    if now is not None and (now.face, now.value) == (figure.face, figure.value):
        raise Refused("这一格现在就是这个数，不需要更正。")
    value = str(figure.value) if figure.face is Face.NUMBER else ""
    entry = Correction.objects.create(
        paper=report, cell=cell, face=figure.face.value, value=value, reason=reason, by=by, on=on
    )
    told = {"cell": cell, "face": entry.face, "value": value}
    note("reports.correct", entry, body=report.body, by=by, on=on, reason=reason, after=told)
    _check_again(report, on)
    return entry


@transaction.atomic
def withdraw(entry: Correction, *, reason: str, by: Person, on: date) -> Correction:
    """Take a correction back by a further entry: what stood before it stands again. Refused: it is a withdrawal, was
    withdrawn already, or there is no reason."""
    if entry.withdraws_id is not None:
        raise Refused("撤回不能再撤回；需要时请重新更正。")
    if Correction.objects.filter(withdraws=entry).exists():
        raise Refused("这一条更正已经撤回。")
    further = Correction.objects.create(
        paper=entry.paper, cell=entry.cell, reason=_reason(reason), by=by, on=on, withdraws=entry
    )
    told = {"cell": entry.cell, "face": entry.face, "value": entry.value}
    body = entry.paper.body
    note("reports.withdraw", further, body=body, by=by, on=on, reason=further.reason, before=told)
    _check_again(entry.paper, on)
    return further


def _check_again(report: ReportPaper, on: date) -> None:
    refresh(report, on=on)
    refresh_around(report, on=on)


def _reason(given: str) -> str:
    reason = " ".join(given.replace("\x00", "").split())
    if not reason:
        raise Refused("请写明理由。")
    if len(reason) > 500:
        raise Refused("理由最多 500 个字。")
    return reason


def _sheet(report: ReportPaper) -> FilledSheet:
    sheets = report.reading.report.sheets
    if not sheets:
        raise Refused("这份报告没有读到统一表格，不能更正单元格。")
    return sheets[0]


def _refuse_unfit(sheet: FilledSheet, code: str, figure: Figure) -> None:
    cell = cells_of(sheet).get(code)
    if cell is None:
        raise Refused(f"表中没有 {code} 这一格。")
    value = figure.value
    if figure.face is Face.UNREADABLE or (figure.face is Face.NUMBER) != (value is not None):
        raise Refused("只能更正为数字、空白或不适用（/）。")
    if value is None:
        return
    if not -LARGEST < value < LARGEST:
        raise Refused("这个数太大。")
    if value < 0 and not cell.signed:
        raise Refused("这一格不能是负数。")
    if isinstance(value, Decimal) and not cell.decimal:
        raise Refused("这一格只能是整数。")


def cells_of(sheet: FilledSheet) -> dict[str, Cell]:
    """The cells of the tables a sheet fills, by code."""
    known = {code: cell for one in ("2014", "2019", "2021") for code, cell in form(one).cells.items()}
    known |= form(sheet.form).cells
    rows = [row for laid in tables_of(sheet) for part in laid.bodies for row in part]
    codes = [item.code for row in rows for item in row if isinstance(item, Place)]
    return {code: known[code] for code in codes}


def standing(report: ReportPaper) -> dict[str, Correction]:
    """Cell → the correction that stands there."""
    return {entry.cell: entry for entry in corrections_standing(report)}
