"""sitemap.xml and robots.txt: every public page for the programs that collect them, in several files where there are many."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final
from xml.etree import ElementTree as tree

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.models import Item
from gongkai.organisations.access import may
from gongkai.organisations.queries import bodies_as_of
from gongkai.portal.places import BODY_PAGES, COLUMNS
from gongkai.reports.queries import public_reports

MOST: Final = 20_000  # addresses a file; the protocol allows 50 000
SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
CLOSED: Final = ("/office/", "/api/", "/login/", "/logout/", "/display/", "/search/")
Place = tuple[str, date | None]


@may("items.read")
def page(request: HttpRequest) -> HttpResponse:
    """All addresses, or, where there are too many for one file, the files they stand in."""
    last = parts()
    if last == 1:
        return _urls(request, [*fixed(), *items(1)])
    root = tree.Element("sitemapindex", xmlns=SPACE)
    for number in range(last + 1):
        one = tree.SubElement(root, "sitemap")
        tree.SubElement(one, "loc").text = request.build_absolute_uri(reverse("sitemap-part", args=[number]))
    return _xml(root)


@may("items.read")
def part(request: HttpRequest, number: int) -> HttpResponse:
    """One file of several: 0 holds columns, bodies and reports, the others items."""
    last = parts()
    if last == 1 or number > last:
        raise Http404
    return _urls(request, list(items(number)) if number else list(fixed()))


@may("items.read")
def robots(request: HttpRequest) -> HttpResponse:
    """What programs need not collect, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def parts() -> int:
    """How many files the items take, one at least."""
    return max(1, -(-Item.objects.filter(live__isnull=False).count() // MOST))


def fixed() -> Iterator[Place]:
    """Columns, pages of bodies, reports."""
    for name in COLUMNS:
        yield reverse(name), None
    for body in bodies_as_of(timezone.localdate()):
        for name in BODY_PAGES:
            yield reverse(name, args=[body.pk]), None
    for key, published in public_reports().values_list("pk", "published_on"):
        yield reverse("report", args=[key]), published


def items(number: int) -> Iterator[Place]:
    """The items of the file of this number, the oldest first, so that a new one changes the last file only."""
    live = (
        Item.objects.filter(live__isnull=False).annotate(published=Max("live__releases__at")).order_by("pk")
    )
    rows = live.values_list("pk", "published")[(number - 1) * MOST : number * MOST]
    for key, published in rows:
        yield reverse("item", args=[key]), timezone.localdate(published)


def _urls(request: HttpRequest, places: list[Place]) -> HttpResponse:
    root = tree.Element("urlset", xmlns=SPACE)
    for path, changed in places:
        one = tree.SubElement(root, "url")
        tree.SubElement(one, "loc").text = request.build_absolute_uri(path)
        if changed is not None:
            tree.SubElement(one, "lastmod").text = changed.isoformat()
    return _xml(root)


def _xml(root: tree.Element) -> HttpResponse:
    text = tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(text, content_type="application/xml; charset=utf-8")
