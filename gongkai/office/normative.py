"""规范性文件 in the office: the list as of any day, the figures for table two, each with the documents behind it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from xlsxwriter import Workbook

from gongkai.catalogue.models import NormativeDocument
from gongkai.catalogue.normative import Shown, documents_of, history, shown_on
from gongkai.catalogue.queries import bodies_within
from gongkai.law import normative as law
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import Filter, choice, words
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may
from gongkai.organisations.models import Body
from gongkai.paper.as_xlsx import PLAIN, Sheet
from gongkai.portal.downloads import XLSX, attachment

SIGNS: Final = {
    law.Validity.NOT_YET: "bare",
    law.Validity.IN_FORCE: "clean",
    law.Validity.AMENDED: "question",
    law.Validity.LAPSED: "error",
    law.Validity.REPEALED: "error",
}
COUNTS: Final = {"made": "本年制发", "repealed": "本年废止（含失效）", "valid": "年末现行有效"}
YEARS: Final = 10  # that can be chosen, the present one first


@dataclass(frozen=True)
class Row:
    """The figures of a body in a year, each with the address of the documents it counts."""

    body: Body
    figures: law.YearFigures

    def cells(self, year: int) -> list[tuple[str, int, str]]:
        return [
            (label, getattr(self.figures, code), f"{reverse('normative')}?{self._asked(code, year)}")
            for code, label in COUNTS.items()
        ]

    def _asked(self, code: str, year: int) -> str:
        return f"body={self.body.pk}&count={code}&year={year}"


@may("items.look")
def index(request: HttpRequest) -> HttpResponse:
    """Every document of the bodies the person works for, as it stands on the day asked for."""
    person, today = person_of(request), timezone.localdate()
    bodies = bodies_within(person, today)
    on, year = _day(request, today), _year(request, today)
    shown = {
        one.pk: shown_on(one, on)
        for one in documents_of(bodies)
        if "count" in request.GET or one.made_on <= on
    }
    counted = {key: law.counted(history(one.document), year) for key, one in shown.items()}
    rows = NormativeDocument.objects.filter(pk__in=shown).select_related("body")
    listed = Listed(_listing(shown, counted, bodies, today), rows, request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    keeps = allowed(person, "normative.keep", None, today)
    return render(request, "office/normative.html", {"list": listed, "on": on, "keeps": keeps})


def _listing(
    shown: Mapping[int, Shown], counted: Mapping[int, law.Counted], bodies: list[Body], today: date
) -> Listing:
    def standing(row: NormativeDocument) -> law.Standing:
        return shown[row.pk].standing

    def having(value: str) -> Q:
        return Q(pk__in=[key for key, one in shown.items() if one.standing.validity == value])

    def counting(code: str) -> Q:
        return Q(pk__in=[key for key, one in counted.items() if getattr(one, code)])

    return Listing(
        code="normative",
        caption="规范性文件",
        order="-made_on",
        columns=(
            Column("title", "名称", lambda row: row.title, link=lambda row: _page(row.pk)),
            Column("number", "文号", lambda row: row.document_number),
            Column("registration", "登记号", lambda row: row.registration),
            Column("body", "制定机关", lambda row: row.body.name),
            Column("made", "成文日期", lambda row: row.made_on, order="made_on"),
            Column("since", "施行日期", lambda row: row.since, order="since"),
            Column("expires", "有效期至", lambda row: shown[row.pk].expires),
            Column(
                "validity",
                "有效性",
                lambda row: law.LABELS[standing(row).validity],
                signs=lambda row: [(SIGNS[standing(row).validity], law.LABELS[standing(row).validity])],
            ),
            Column("from", "自", lambda row: standing(row).since),
            Column("basis", "依据", lambda row: standing(row).basis),
        ),
        filters=(
            words("q", "名称、文号或登记号", "title", "document_number", "registration"),
            choice("body", "制定机关", "body", lambda: [(str(one.pk), one.name) for one in bodies]),
            Filter("on", "哪一天的情况", "day", lambda _: Q()),
            Filter(
                "validity", "有效性", "choice", having, lambda: [(v.value, w) for v, w in law.LABELS.items()]
            ),
            Filter("count", "统计口径", "choice", counting, lambda: list(COUNTS.items())),
            Filter("year", "统计年度", "choice", lambda _: Q(), lambda: [(y, y) for y in _years(today)]),
        ),
        empty="没有符合条件的规范性文件。",
    )


def _page(key: int) -> str:
    return reverse("normative-document", args=[key])


def _day(request: HttpRequest, today: date) -> date:
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today


def _years(today: date) -> list[str]:
    return [str(today.year - back) for back in range(YEARS)]


def _year(request: HttpRequest, today: date) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked in _years(today) else today.year


@may("items.look")
def figures(request: HttpRequest) -> HttpResponse:
    """制发, 废止, 现行有效 of each body in a year, for table two; each figure opens its documents."""
    person, today = person_of(request), timezone.localdate()
    year = _year(request, today)
    by_body: dict[int, list[law.Document]] = {}
    bodies = bodies_within(person, today)
    for one in documents_of(bodies):
        by_body.setdefault(one.body_id, []).append(history(one))
    rows = [Row(body, law.figures(by_body[body.pk], year)) for body in bodies if body.pk in by_body]
    if request.GET.get("as") == "xlsx":
        return attachment(_figures_xlsx(rows, year), f"{year}年规范性文件统计.xlsx", XLSX)
    found = {
        "rows": [(row.body, row.cells(year)) for row in rows],
        "labels": list(COUNTS.values()),
        "totals": [sum(getattr(row.figures, code) for row in rows) for code in COUNTS],
        "year": year,
        "years": _years(today),
    }
    return render(request, "office/normative_figures.html", found)


def _figures_xlsx(rows: list[Row], year: int) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, dict[str, Any](PLAIN))
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet = Sheet(book, bold, (f"{year}年", ["机关", *COUNTS.values()]))
    for row in rows:
        sheet.add([row.body.name, *(number for _, number, _ in row.cells(year))])
    book.close()
    return out.getvalue()
