"""基层政务公开标准目录: all domains with their bodies, the table of one body and domain as the usual Excel shows it, and one
line with everything that fulfils it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.coverage import Covered, Tally, coverage, tallies
from gongkai.catalogue.models import Item, Obligation
from gongkai.catalogue.public import live_items
from gongkai.catalogue.shelves import fulfilling
from gongkai.law.carriers import carriers
from gongkai.organisations.access import may
from gongkai.organisations.queries import bodies_as_of
from gongkai.portal.body_pages import body_or_404
from gongkai.portal.pager import page_of
from gongkai.portal.places import WITHOUT, address_of, in_address

UNDER: Final = 3  # items shown under a line of the table
LEVELS: Final = {"county": "县级", "township": "乡级", "village": "村级"}


@dataclass(frozen=True)
class Row:
    """A line as the table shows it."""

    number: int
    line: Obligation
    covered: Covered
    items: list[Item]
    carriers: list[tuple[str, bool]]
    levels: str


@may("items.read")
def page(request: HttpRequest) -> HttpResponse:
    """Every domain with the bodies that have a catalogue in it."""
    on = timezone.localdate()
    shares: dict[str, list[tuple[Tally, str]]] = defaultdict(list)
    for tally in tallies(coverage(bodies_as_of(on), on)):
        shares[tally.domain or WITHOUT].append((tally, address_of(tally.body.pk, tally.domain)))
    return render(request, "portal/standard.html", {"domains": sorted(shares.items())})


@may("items.read")
def table(request: HttpRequest, key: int, domain: str) -> HttpResponse:
    """The catalogue of a body in one domain, with what is out under every line and what is due."""
    body, on = body_or_404(key), timezone.localdate()
    covered = [one for one in coverage([body], on) if in_address(one.obligation.domain) == domain]
    if not covered:
        raise Http404
    items = fulfilling([one.obligation for one in covered], UNDER)
    found = {
        "body": body,
        "column": "standard",
        "domain": covered[0].obligation.domain or WITHOUT,
        "rows": [row_of(at, one, items.get(one.obligation.pk, [])) for at, one in enumerate(covered, 1)],
        "without": sum(not one.items for one in covered),
        "late": sum(one.late is not None for one in covered),
    }
    return render(request, "portal/standard_table.html", found)


@may("items.read")
def line(request: HttpRequest, key: int, number: int = 1) -> HttpResponse:
    """One line of a catalogue with every public item that fulfils it."""
    found = Obligation.objects.select_related("body").filter(pk=key).first()
    if found is None:
        raise Http404
    items = live_items().filter(fulfilments__obligation=found)
    shown = page_of(items, number, here=reverse("standard-line", args=[key]))
    page = {
        "body": found.body,
        "column": "standard",
        "domain": found.domain or WITHOUT,
        "back": address_of(found.body_id, found.domain),
        "row": row_of(1, Covered(found, shown.total, None, None, None), []),
        "ended": _ended(found, timezone.localdate()),
        "shown": shown,
    }
    return render(request, "portal/standard_line.html", page)


def _ended(found: Obligation, on: date) -> date | None:
    return found.until if found.until and found.until <= on else None


def row_of(number: int, covered: Covered, items: list[Item]) -> Row:
    """A line with its carriers as ■ and □."""
    found = covered.obligation
    ticked = [(one.label, one.code in found.carriers) for one in carriers().values()]
    levels = "、".join(label for code, label in LEVELS.items() if code in found.levels)
    return Row(number, found, covered, items, ticked, levels)
