"""Applications from a ledger kept in Excel: what its columns mean, what becomes of each row, the confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.applications import importing
from gongkai.applications.importing import Table
from gongkai.applications.ledgers.columns import ledger_columns
from gongkai.applications.ledgers.planning import WORDS, Line, Plan, What
from gongkai.applications.models import Application, CaseBook
from gongkai.office.carrying_out import carried_out
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.register import REGISTER
from gongkai.office.shell import shell_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused

SHOWN: Final = 300
SIGNS: Final = {What.TAKEN: "clean", What.KNOWN: "bare", What.REFUSED: "error"}
BOOKS: Final = Listing(
    code="case-books",
    caption="上传过的台账",
    order="-pk",
    columns=(
        Column("name", "文件", lambda one: one.name, link=lambda one: reverse("case-book", args=[one.pk])),
        Column("body", "机关", lambda one: one.body.name),
        Column("on", "上传日期", lambda one: one.on),
        Column("done", "导入日期", lambda one: one.done_on or ("没有导入" if one.sealed else "已放弃")),
    ),
    empty="还没有上传过台账。",
)


@may(REGISTER)
def index(request: HttpRequest) -> HttpResponse:
    """The form, and what was sent in before."""
    person, today = person_of(request), timezone.localdate()
    bodies = Body.objects.filter(pk__in=scope(person, REGISTER, today)).order_by("code")
    trouble = ""
    if request.method == "POST":
        try:
            return redirect("case-book", _taken_in(request, bodies).pk)
        except Refused as refused:
            trouble = str(refused)
    page = {
        "trouble": trouble,
        "bodies": bodies,
        "body": shell_of(request).body,
        "columns": ledger_columns().values(),
        "most": importing.LARGEST // 1048576,
        "list": Listed(BOOKS, CaseBook.objects.filter(body__in=bodies).select_related("body"), request),
    }
    return render(request, "office/applications/books.html", page)


def _taken_in(request: HttpRequest, bodies: Any) -> CaseBook:
    sent, wanted = request.FILES.get("file"), request.POST.get("body", "")
    body = next((one for one in bodies if str(one.pk) == wanted), None)
    if sent is None:
        raise Refused("还没有选择文件。")
    if body is None:
        raise Refused("请选择机关。")
    return importing.take_in(sent, sent.name or "", body=body, by=person_of(request), at=timezone.now())


def _own(request: HttpRequest, key: int) -> CaseBook:
    """A ledger of a body for which this person registers applications; those of others are not found."""
    keys = scope(person_of(request), REGISTER, timezone.localdate())
    return get_object_or_404(CaseBook.objects.select_related("body"), pk=key, body__in=keys)


@may(REGISTER)
def page(request: HttpRequest, key: int) -> HttpResponse:
    """What the ledger would do, row by row; of one that was carried out, what became of its rows."""
    book = _own(request, key)
    if book.done_on is not None:
        return render(request, "office/applications/book_done.html", {"book": book, **_done(book)})
    try:
        table, plan = importing.table_of(book), importing.plan_for(book, timezone.localdate())
    except Refused as refused:
        return render(request, "office/applications/book.html", {"book": book, "trouble": str(refused)})
    return render(request, "office/applications/book.html", {"book": book, **_shown(book, table, plan)})


def _shown(book: CaseBook, table: Table, plan: Plan) -> dict[str, object]:
    counts = [(SIGNS[what], WORDS[what], number) for what, number in plan.counts.items() if number]
    heads = [
        (place, head, _sample(table, place), book.mapping.get(str(place), ""))
        for place, head in enumerate(table.heads)
        if head
    ]
    return {
        "table": table,
        "plan": plan,
        "heads": heads,
        "columns": ledger_columns().values(),
        "counts": counts,
        "lines": [(line, SIGNS[line.what], _told(line)) for line in plan.lines[:SHOWN]],
        "more": max(len(plan.lines) - SHOWN, 0),
    }


def _sample(table: Table, place: int) -> str:
    """The first cell under a head that says anything."""
    cells = (row[place] for _, row in table.rows if place < len(row) and row[place].strip())
    return next(cells, "")[:20]


def _told(line: Line) -> Sequence[str]:
    return line.problems if line.row.troubles else [line.says, *(f"存疑：{one}" for one in line.warns)]


def _done(book: CaseBook) -> dict[str, object]:
    numbers = [row[4] for row in book.outcome if row[4]]
    keys = dict(Application.objects.filter(body=book.body, number__in=numbers).values_list("number", "pk"))
    rows = [
        (number, SIGNS[What(what)], WORDS[What(what)], says, registered, keys.get(registered))
        for number, what, says, _, registered in _rows(book)
    ]
    return {"rows": rows[:SHOWN], "number": len(rows)}


def _rows(book: CaseBook) -> list[list[Any]]:
    return [row for row in book.outcome if isinstance(row, list) and len(row) == 5]


@may(REGISTER)
@require_POST
def columns(request: HttpRequest, key: int) -> HttpResponse:
    """Say which column means what, and look again."""
    book = _own(request, key)
    places = {name.removeprefix("column-") for name in request.POST if name.startswith("column-")}
    known = [place for place in places if place.isascii() and place.isdigit() and len(place) < 4]
    mapping = {int(place): request.POST.get(f"column-{place}", "") for place in known}
    carried_out(request, lambda: importing.set_columns(book, mapping), "已按指明的列重新核对。")
    return redirect("case-book", book.pk)


@may(REGISTER)
@require_POST
def confirm(request: HttpRequest, key: int) -> HttpResponse:
    """Carry out what was looked at."""
    book, by, at = _own(request, key), person_of(request), timezone.now()
    fingerprint = request.POST.get("fingerprint", "")
    carried_out(
        request,
        lambda: importing.carry_out(book, fingerprint=fingerprint, by=by, at=at),
        lambda made: f"已导入 {len(made)} 件申请。",
    )
    return redirect("case-book", book.pk)


@may(REGISTER)
@require_POST
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Do without a ledger; what it held is forgotten."""
    book, by = _own(request, key), person_of(request)
    carried_out(request, lambda: importing.give_up(book, by=by, at=timezone.now()), "已放弃，内容已清除。")
    return redirect("case-books")
