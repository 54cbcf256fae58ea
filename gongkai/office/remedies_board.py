"""Table four of a year as the ledger counts it, body by body, and why replies were corrected, each reason with its
cases."""

from __future__ import annotations

import io
from collections.abc import Collection
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from xlsxwriter import Workbook

from gongkai.law.facts import Fact
from gongkai.law.remedy_cases import COLUMNS, KINDS, PENDING
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.models import Body
from gongkai.paper.as_xlsx import PLAIN, Sheet
from gongkai.portal.downloads import XLSX, attachment
from gongkai.remedies.facts import facts, facts_by_body
from gongkai.remedies.queries import Blame, blamed
from gongkai.sheets.tally_remedies import TOTAL, tally_remedies

HEADS = (*COLUMNS.values(), "尚未审结", "总计")
CELLS = (*COLUMNS, PENDING, TOTAL)


class Row(NamedTuple):
    """A line of table four: what it is of, and its five figures."""

    name: str
    figures: list[int]


class Board(NamedTuple):
    """What the page shows of a year: the three rows together, each body that has a case, and the defects."""

    rows: list[Row]
    bodies: list[Row]
    defects: list[tuple[Blame, str]]


@may("remedies.supervise")
def page(request: HttpRequest) -> HttpResponse:
    """The board of a year, this one where none is asked for."""
    year = _year(request)
    board = _board(request, year)
    shown = {"year": year, "heads": HEADS, "board": board}
    return render(request, "office/remedies/board.html", shown)


@may("remedies.supervise")
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    year = _year(request)
    board, out = _board(request, year), io.BytesIO()
    book = Workbook(out, PLAIN)
    bold = book.add_format({"bold": True, "bottom": 1})
    for title, rows in (("表四", board.rows), ("各机关", board.bodies)):
        sheet = Sheet(book, bold, (title, ("项目" if title == "表四" else "机关", *HEADS)))
        for row in rows:
            sheet.add((row.name, *row.figures))
    reasons = Sheet(book, bold, ("被纠正的原因", ("原因", "类别", "依据", "件数")))
    for one, _ in board.defects:
        reasons.add((one.kind.label, one.kind.area, one.kind.basis, one.number))
    book.close()
    return attachment(out.getvalue(), f"{year}年复议诉讼情况.xlsx", XLSX)


def _year(request: HttpRequest) -> int:
    asked, this = request.GET.get("year", ""), timezone.localdate().year
    return int(asked) if asked.isascii() and asked.isdigit() and 2008 <= int(asked[:5]) <= this else this


def _board(request: HttpRequest, year: int) -> Board:
    keys = scope(person_of(request), "remedies.supervise", timezone.localdate())
    whole = tally_remedies(facts(keys, year), year=year)
    rows = [
        Row(label, [int(whole[f"T4.{code}.{cell}"].value or 0) for cell in CELLS])
        for code, label in KINDS.items()
    ]
    named = [(one, _cases(one.kind.code, year)) for one in blamed(keys, year)]
    return Board(rows, _by_body(keys, year), named)


def _by_body(keys: Collection[int], year: int) -> list[Row]:
    """The bodies that have a case in the year, each with what it counts itself."""
    each = facts_by_body(keys, year)
    return [
        Row(body.name, _sums(each[body.pk], year))
        for body in Body.objects.filter(pk__in=each).order_by("code")
    ]


def _sums(found: list[Fact], year: int) -> list[int]:
    cells = tally_remedies(found, year=year)
    return [sum(int(cells[f"T4.{kind}.{cell}"].value or 0) for kind in KINDS) for cell in CELLS]


def _cases(defect: str, year: int) -> str:
    asked = {"defect": defect, "ended_from": f"{year}-01-01", "ended_to": f"{year}-12-31"}
    return f"{reverse('remedies')}?{urlencode(asked)}"
