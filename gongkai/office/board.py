"""The supervisor's board: of every body what is open, near its end, late, and how it ended; each figure opens its cases."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple, cast
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from xlsxwriter import Workbook

from gongkai.applications.clock import calendar
from gongkai.applications.models import Application
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import CLOSED
from gongkai.office.case_words import due_within
from gongkai.office.shell import shell_of
from gongkai.organisations.access import may
from gongkai.organisations.models import Body
from gongkai.paper.as_xlsx import PLAIN, Sheet
from gongkai.portal.asked import year_in
from gongkai.portal.downloads import XLSX, attachment
from gongkai.remedies.queries import blamed

SUPERVISE: Final = "applications.supervise"
FIRST_YEAR: Final = 2008
FIGURES: Final = (
    ("open", "在办"),
    ("near", "5 日内到期"),
    ("soon", "10 日内到期"),
    ("late", "逾期未答复"),
    ("received", "本年收到"),
    ("closed", "本年办结"),
)


class Figure(NamedTuple):
    """A number of the board, and the list that it opens; "" where it opens none."""

    number: int
    address: str
    label: str = ""


class Row(NamedTuple):
    """The figures of a body, in the order of ``FIGURES``."""

    body: Body
    figures: list[Figure]


@may(SUPERVISE)
def page(request: HttpRequest) -> HttpResponse:
    """The board of a year, on the page or as Excel."""
    year = year_in(request.GET.dict()) or timezone.localdate().year
    keys = shell_of(request).scope(SUPERVISE)
    rows, endings = rows_of(keys, year), endings_of(keys, year)
    if request.GET.get("as") == "xlsx":
        return attachment(_workbook(rows, endings), f"依申请公开督办表-{year}.xlsx", XLSX)
    shown = {
        "year": year,
        "years": range(timezone.localdate().year, FIRST_YEAR - 1, -1),
        "heads": [label for _, label in FIGURES],
        "rows": rows,
        "total": [
            (label, sum(row.figures[at].number for row in rows)) for at, (_, label) in enumerate(FIGURES)
        ],
        "endings": endings,
        "defects": blamed(keys, year),
    }
    return render(request, "office/applications/board.html", shown)


def rows_of(keys: Iterable[int], year: int) -> list[Row]:
    """The figures of every body, counted in the database in one go."""
    today, days = timezone.localdate(), calendar()
    running, in_year = ~Q(state=CLOSED), Q(closed_on__year=year)
    counted = {
        "open": running,
        "near": running & due_within("5", today, days),
        "soon": running & due_within("10", today, days),
        "late": running & due_within("late", today, days),
        "received": Q(first_received_on__year=year),
        "closed": in_year,
    }
    found = (
        _cases(keys)
        .values("body")
        .annotate(**{name: Count("pk", filter=where) for name, where in counted.items()})
    )
    by_body: dict[int, Mapping[str, int]] = {one["body"]: cast("Mapping[str, int]", one) for one in found}
    bodies = Body.objects.filter(pk__in=list(keys)).order_by("code")
    return [Row(body, list(_figures(body, by_body.get(body.pk, {}), year))) for body in bodies]


def _cases(keys: Iterable[int]) -> QuerySet[Application]:
    return Application.objects.filter(body__in=list(keys)).order_by()


def _figures(body: Body, counted: Mapping[str, int], year: int) -> Iterable[Figure]:
    opens = {
        "open": ("cases", {}),
        "near": ("cases", {"within": "5"}),
        "soon": ("cases", {"within": "10"}),
        "late": ("cases", {"within": "late"}),
        "received": ("cases-all", _year("received", year)),
        "closed": ("cases-closed", _year("closed", year)),
    }
    for code, label in FIGURES:
        name, asked = opens[code]
        yield Figure(counted.get(code, 0), f"{reverse(name)}?{urlencode({'body': body.pk, **asked})}", label)


def _year(name: str, year: int) -> dict[str, str]:
    return {f"{name}_from": date(year, 1, 1).isoformat(), f"{name}_to": date(year, 12, 31).isoformat()}


def endings_of(keys: Iterable[int], year: int) -> list[tuple[str, Figure]]:
    """How the cases closed in a year ended, in the order of table three."""
    closed = _cases(keys).filter(closed_on__year=year).values("outcome")
    found = {one["outcome"]: one["number"] for one in closed.annotate(number=Count("pk"))}
    return [
        (
            one.label,
            Figure(
                found[code],
                f"{reverse('cases-closed')}?{urlencode({'outcome': code, **_year('closed', year)})}",
            ),
        )
        for code, one in outcomes().items()
        if code in found
    ]


def _workbook(rows: Iterable[Row], endings: Iterable[tuple[str, Figure]]) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    bold = book.add_format({"bold": True, "bottom": 1})
    board = Sheet(book, bold, ("督办", ["机关", *(label for _, label in FIGURES)]))
    for row in rows:
        board.add((row.body.name, *(one.number for one in row.figures)))
    ended = Sheet(book, bold, ("办理结果", ["办理结果", "件数"]))
    for label, figure in endings:
        ended.add((label, figure.number))
    book.close()
    return out.getvalue()
