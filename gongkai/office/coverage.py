"""标准目录覆盖情况: what every line of the standard catalogue asks, which items fulfil it, what is late; every figure opens
the lines behind it, every line its items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, cast
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.coverage import COVERED, EMPTY, LATE, STATES, Covered, Tally, coverage, tallies
from gongkai.catalogue.models import Obligation
from gongkai.catalogue.obligations import in_force_lines
from gongkai.catalogue.queries import STAGES, bodies_within, items_within
from gongkai.law.carriers import carriers
from gongkai.law.timetable import timetable
from gongkai.office.items import SIGNS as STAGE_SIGNS
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import Filter, choice, words
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may
from gongkai.organisations.models import Body

SIGNS: Final = {COVERED: "clean", LATE: "error", EMPTY: "question"}
NO_DOMAIN: Final = "没有写明领域"


@may("items.look")
def index(request: HttpRequest) -> HttpResponse:
    """How many lines of each body and domain are covered, late or empty."""
    person, on = person_of(request), timezone.localdate()
    every = tallies(coverage(bodies_within(person, on), on))
    found = {
        "rows": [(one, _addresses(one)) for one in every],
        "states": list(STATES.values()),
        "lines": sum(one.lines for one in every),
        "totals": [(code, word, sum(one.states[code] for one in every)) for code, word in STATES.items()],
        "imports": allowed(person, "obligations.import", None, on),
        "on": on,
    }
    return render(request, "office/coverage.html", found)


def _addresses(tally: Tally) -> list[tuple[str, int, str]]:
    asked = {"body": str(tally.body.pk), "domain": tally.domain or NO_DOMAIN}
    return [
        (word, tally.states[code], f"{reverse('obligations')}?{urlencode({**asked, 'state': code})}")
        for code, word in STATES.items()
    ]


@may("items.look")
def obligations(request: HttpRequest) -> HttpResponse:
    """Every line in force with what fulfils it, when it is due and how it stands."""
    person, on = person_of(request), timezone.localdate()
    bodies = bodies_within(person, on)
    every = {one.obligation.pk: one for one in coverage(bodies, on)}
    rows = Obligation.objects.filter(pk__in=every).select_related("body")
    listed = Listed(_listing(every, bodies), rows, request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    return render(request, "office/obligations.html", {"list": listed})


def _listing(every: Mapping[int, Covered], bodies: list[Body]) -> Listing:
    domains = sorted({one.obligation.domain for one in every.values()})

    def of_domain(domain: str) -> Q:
        return Q(domain="" if domain == NO_DOMAIN else domain)

    def standing(state: str) -> Q:
        return Q(pk__in=[key for key, one in every.items() if one.state == state])

    named = [(domain or NO_DOMAIN, domain or NO_DOMAIN) for domain in domains]
    return Listing(
        code="obligations",
        caption="标准目录公开事项",
        order="position",
        columns=(
            Column("matter", "公开事项", str, link=lambda row: reverse("obligation", args=[row.pk])),
            Column("body", "公开主体", lambda row: row.body.name),
            Column("domain", "领域", lambda row: row.domain, order="domain"),
            Column("term", "公开时限", lambda row: row.term),
            Column(
                "state",
                "情况",
                lambda row: STATES[every[row.pk].state],
                signs=lambda row: [(SIGNS[every[row.pk].state], STATES[every[row.pk].state])],
            ),
            Column("items", "已公开条目", lambda row: every[row.pk].items),
            Column("newest", "最近公开", lambda row: every[row.pk].newest),
            Column("late", "应于", lambda row: every[row.pk].late),
            Column("due", "下次应于", lambda row: every[row.pk].due),
        ),
        filters=(
            words("q", "事项或内容", "matter", "part", "content"),
            choice("body", "公开主体", "body", lambda: [(str(one.pk), one.name) for one in bodies]),
            Filter("domain", "领域", "choice", of_domain, lambda: named),
            Filter("state", "情况", "choice", standing, lambda: list(STATES.items())),
        ),
        empty="没有符合条件的公开事项。",
    )


@may("items.look")
def obligation(request: HttpRequest, key: int) -> HttpResponse:
    """One line: what it asks, and every item that fulfils it or is meant to."""
    person, on = person_of(request), timezone.localdate()
    row = _line_or_404(key, bodies_within(person, on), on)
    items = items_within(person, on).filter(fulfilments__obligation=row)
    one = next(one for one in coverage([row.body], on) if one.obligation.pk == row.pk)
    found = {
        "row": row,
        "one": one,
        "sign": SIGNS[one.state],
        "says": STATES[one.state],
        "understood": timetable(row.term).understood,
        "carriers": [carriers()[code].label for code in row.carriers if code in carriers()],
        "items": [(one, STAGE_SIGNS[one.stage], STAGES[one.stage]) for one in items],
    }
    return render(request, "office/obligation.html", found)


def _line_or_404(key: int, bodies: list[Body], on: date) -> Obligation:
    row = in_force_lines(on).filter(pk=key, body__in=bodies).select_related("body").first()
    if row is None:
        raise Http404
    return row
