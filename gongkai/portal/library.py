"""政策文件库: normative documents as they stand today or stood on any day, those that have ended in a list of their own, and
the list to take away."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from xlsxwriter import Workbook

from gongkai.catalogue.library import Choice, Shelved, explained, parted, shelved
from gongkai.law import normative as law
from gongkai.law.disclosure import themes
from gongkai.organisations.access import may
from gongkai.paper.as_csv import as_csv
from gongkai.paper.as_xlsx import PLAIN, Sheet
from gongkai.portal.asked import day_in, number_in, word_in, year_in
from gongkai.portal.downloads import XLSX, attachment
from gongkai.portal.pager import page_of

A_PAGE: Final = 50
NAMES: Final = ("theme", "year", "issuer", "validity", "series", "on")
HEAD: Final = (
    "名称",
    "文号",
    "登记号",
    "制定机关",
    "成文日期",
    "施行日期",
    "有效期至",
    "有效性",
    "依据",
    "网址",
)

NAME: Final = "规范性文件目录"
BEGUN: Final = datetime(2008, 5, 1)  # 条例 in force


@may("items.read")
def page(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The documents that hold, or what the address asks for."""
    return _listed(request, number, ended=False)


@may("items.read")
def ended(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The documents that have lapsed or are repealed; they stay to be read."""
    return _listed(request, number, ended=True)


def _listed(request: HttpRequest, number: int, *, ended: bool) -> HttpResponse:
    given = request.GET.dict()
    choice, on = choice_from(given), day_in(given, "on") or timezone.localdate()
    everything = shelved(on)
    standing, over = parted(everything)
    rows = [one for one in (over if ended else standing) if choice.fits(one)]
    asked = {name: given[name] for name in NAMES if given.get(name)}
    here = reverse("library-ended" if ended else "library")
    number = number_in(given) if asked else number
    shown = page_of(rows, number, here=here, query=urlencode(asked), size=A_PAGE)
    found = {
        "ended": ended,
        "here": here,
        "on": on,
        "past": on != timezone.localdate(),
        "choice": choice,
        "asked": urlencode(asked),
        "shown": shown,
        "explained": explained(shown.rows),
        "counts": (len(standing), len(over)),
        "choices": _choices(everything),
        "labels": [(one.value, law.LABELS[one]) for one in law.Validity if (one in law.ENDED) == ended],
    }
    return render(request, "portal/library.html", found)


def choice_from(given: Mapping[str, str]) -> Choice:
    """The query of an address → what the library is narrowed to; what makes no sense is left open."""
    words = {name: word_in(given, name) for name in ("theme", "issuer", "validity", "series")}
    return Choice(year=year_in(given), **words)


def _choices(documents: Sequence[Shelved]) -> dict[str, list[tuple[str, str]]]:
    """What the library can be narrowed to: only what some document has."""
    rows = [one.document for one in documents]
    used = {row.item.live.theme[:2] for row in rows if row.item.live}
    return {
        "theme": [(one.code, one.label) for one in themes() if one.code in used],
        "year": [(str(year), str(year)) for year in sorted({row.made_on.year for row in rows}, reverse=True)],
        "issuer": sorted({(row.body.code, row.body.name) for row in rows}),
        "series": [(one, one) for one in sorted({one.series for one in documents if one.series})],
    }


@may("items.read")
def as_xlsx(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook; every number as text."""
    out = io.BytesIO()
    book = Workbook(out, PLAIN)
    book.set_properties({"created": BEGUN})  # the same list is the same file
    sheet = Sheet(book, book.add_format({"bold": True, "bottom": 1}), (NAME, HEAD))
    for row in _rows(request):
        sheet.add(row)
    book.close()
    return attachment(out.getvalue(), f"{NAME}.xlsx", XLSX)


@may("items.read")
def as_csv_file(request: HttpRequest) -> HttpResponse:
    """The same list as CSV, with a byte order mark, without which Excel takes Chinese for another encoding."""
    text = "\ufeff" + as_csv(iter([HEAD, *_rows(request)]))
    return attachment(text.encode("utf-8", "replace"), f"{NAME}.csv", "text/csv; charset=utf-8")


def _rows(request: HttpRequest) -> Iterator[tuple[str, ...]]:
    given = request.GET.dict()
    choice, on = choice_from(given), day_in(given, "on") or timezone.localdate()
    for one in shelved(on):
        if choice.fits(one):
            yield _row(one, request.build_absolute_uri(reverse("item", args=[one.document.item_id])))


def _row(one: Shelved, address: str) -> tuple[str, ...]:
    document = one.document
    return (
        document.title,
        document.document_number,
        document.registration,
        document.body.name,
        _day(document.made_on),
        _day(document.since),
        _day(one.expires),
        one.label,
        one.standing.basis,
        address,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
