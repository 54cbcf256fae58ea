"""Which addresses the public side has: all of them, and those that an item, a document, a body or a report stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import Q
from django.urls import reverse

from gongkai.catalogue.library import parted, shelved
from gongkai.catalogue.models import Edition, Interpretation, Item, Obligation
from gongkai.catalogue.obligations import in_force_lines
from gongkai.catalogue.public import NO_CATEGORY, Wanted, live_items, public_item, published_editions
from gongkai.catalogue.shelves import counts_by_category, domains
from gongkai.law.disclosure import categories, categories_for
from gongkai.organisations.models import Body, Kind, RuleVersion
from gongkai.organisations.queries import bodies_as_of
from gongkai.portal import library
from gongkai.portal.item_lists import NEWEST
from gongkai.portal.items import ending
from gongkai.portal.pager import A_PAGE, FURTHEST
from gongkai.portal.places import BODY_PAGES, COLUMNS, address_of
from gongkai.portal.sitemap import parts
from gongkai.reports.queries import public_reports, years_with_reports

# Addresses that only the platform itself can answer: while it is down, a page says so in their place.
DYNAMIC: Final = ("search", "compare", "display", "login", "clock", "apply", "track")
REPORT_PAGES: Final = ("report", "report-qr")
# Made anew only when the report changes: they take long.
REPORT_FILES: Final = (
    "original",
    "report-json",
    "report-xlsx",
    "official-docx",
    "official-pdf",
    "official-xlsx",
    "official-html",
)
SERIES_FILES: Final = ("series-csv", "series-xlsx", "series-json")


def everything(on: date) -> Iterator[str]:
    """Every public address of a day, but for the files of reports."""
    yield from shared(on, _categories(on))
    yield from body_pages(_bodies(on), on)
    for key in (
        Item.objects.filter(Q(live__isnull=False) | Q(withdrawals__isnull=False))
        .distinct()
        .values_list("pk", flat=True)
    ):
        yield from item(key)
    for key in public_reports().values_list("pk", flat=True):
        yield from _named(REPORT_PAGES, key)


def _bodies(on: date) -> list[Body]:
    """The bodies of a day, and those of before that something public still stands under."""
    kept = Q(items__live__isnull=False) | Q(items__withdrawals__isnull=False) | Q(reports__held="")
    return list((bodies_as_of(on) | Body.objects.filter(kept)).distinct())


def shared(on: date, codes: Iterable[str]) -> Iterator[str]:
    """What every publication may change: home, lists, feeds, library, standard catalogue, maps of the site, and the lists
    of these classes."""
    yield from (reverse(name) for name in (*COLUMNS, "feed", "robots", "library-xlsx", "library-csv"))
    yield from (reverse(name) for name in ("sitemap", "offline"))
    yield from (reverse("reports-year", args=[year]) for year in years_with_reports())
    if parts() > 1:
        yield from (reverse("sitemap-part", args=[number]) for number in range(parts() + 1))
    yield from _further("items-page", (), live_items().count(), most=NEWEST)
    for code in codes:
        yield from category(code)
    standing, over = parted(shelved(on))
    yield from _further("library-page", (), len(standing), size=library.A_PAGE)
    yield from _further("library-ended-page", (), len(over), size=library.A_PAGE)


def category(code: str) -> Iterator[str]:
    """The list of a class over all bodies, and its feed."""
    yield reverse("category", args=[code])
    yield reverse("category-feed", args=[code])
    yield from _further("category-page", (code,), live_items(Wanted(category=code)).count(), most=NEWEST)


def _categories(on: date) -> list[str]:
    """Classes that a list of the site leads to."""
    used = counts_by_category()
    due = {one.code for kind in Kind for one in categories_for(kind, on)}
    return [code for code in categories() if code in used or code in due]


def body_pages(bodies: Iterable[Body], on: date) -> Iterator[str]:
    """All pages of bodies, their lists by class, their rules and their standard catalogue."""
    found = list(bodies)
    for body in found:
        yield from _named((*BODY_PAGES, *SERIES_FILES), body.pk)
        yield reverse("body-feed", args=[body.pk])
        for code, count in counts_by_category(body.pk).items():
            yield from body_category(body.pk, code or NO_CATEGORY, count)
    versions = RuleVersion.objects.filter(rule__body__in=found, since__lte=on)
    for key, digest in versions.values_list("pk", "digest"):
        yield from _named(("rule-version", "rule-version-file") if digest else ("rule-version",), key)
    yield from standard(found, on)


def body_category(body: int, code: str, count: int) -> Iterator[str]:
    """The list of a body in one class."""
    yield reverse("body-category", args=[body, code])
    yield from _further("body-category-page", (body, code), count)


def standard(bodies: Iterable[Body], on: date) -> Iterator[str]:
    """The tables and lines of bodies' standard catalogues."""
    keys = {body.pk for body in bodies}
    yield from (address_of(body, domain) for body, domain in domains(on) if body in keys)
    for key in in_force_lines(on).filter(body__in=keys).values_list("pk", flat=True):
        yield from line(key)


def line(key: int) -> Iterator[str]:
    """One line of a standard catalogue, with the pages of what fulfils it."""
    yield reverse("standard-line", args=[key])
    count = live_items().filter(fulfilments__obligation=key).count()
    yield from _further("standard-line-page", (key,), count)


def item(key: int) -> Iterator[str]:
    """An item with its picture, its files and what it was before; its address alone once it was taken back."""
    found = public_item(key)
    if found is None:
        return
    yield reverse("item", args=[key])
    if found.live is None:
        return
    yield reverse("item-qr", args=[key])
    for place, kind in found.live.enclosures.values_list("order", "kind"):
        yield reverse("item-enclosure", args=[key, place, ending(kind)])
    for past in published_editions(found)[1:]:
        yield reverse("item-earlier", args=[key, past.edition.number])


def around(key: int, on: date) -> Iterator[str]:
    """An item and everything that shows it: what it explains or is explained by, its body's pages, its lines, the lists."""
    yield from item(key)
    links = Interpretation.objects.filter(Q(item=key) | Q(of=key)).values_list("item", "of")
    for other in {one for pair in links for one in pair} - {key}:
        yield from item(other)
    yield from shared(on, _codes_of(key))
    yield from body_pages(Body.objects.filter(items=key), on)
    for old in Obligation.objects.filter(fulfilments__item=key, until__lte=on).values_list("pk", flat=True):
        yield from line(old)


def whole(key: int, on: date) -> Iterator[str]:
    """Fronts of addresses of which `around` names everything there is: what else is published there is no more."""
    yield reverse("item", args=[key])
    yield f"{reverse('items')}page/"
    yield reverse("library")
    yield from (reverse("category", args=[code]) for code in _codes_of(key))
    bodies = Item.objects.filter(pk=key).values_list("body", flat=True)
    yield from (reverse("public-body", args=[body]) for body in bodies)
    lines = in_force_lines(on).filter(body__in=list(bodies)).values_list("pk", flat=True)
    yield from (reverse("standard-line", args=[line]) for line in lines)


def _codes_of(key: int) -> set[str]:
    """The classes that an item stands or stood in."""
    used = Edition.objects.filter(item=key).values_list("category", flat=True)
    return {code for code in used if code in categories()}


def report(key: int) -> Iterator[str]:
    """A report with its picture and its files."""
    yield from _named((*REPORT_PAGES, *REPORT_FILES), key)


def report_files() -> Iterator[str]:
    """The files of every public report."""
    for key in public_reports().values_list("pk", flat=True):
        yield from _named(REPORT_FILES, key)


def dynamic(on: date) -> Iterator[str]:
    """Addresses that only the platform answers."""
    yield from (reverse(name) for name in DYNAMIC)
    yield from (reverse("apply-form", args=[body.pk]) for body in _bodies(on))


def _named(names: Iterable[str], key: int) -> Iterator[str]:
    return (reverse(name, args=[key]) for name in names)


def _further(
    name: str, before: tuple[object, ...], count: int, *, size: int = A_PAGE, most: int = FURTHEST
) -> Iterator[str]:
    """The pages of a list behind its first."""
    last = min(-(-count // size), most)
    return (reverse(name, args=[*before, number]) for number in range(2, last + 1))
