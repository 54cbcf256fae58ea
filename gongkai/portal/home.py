"""The home of the site: what is new, whose it is, and the ways in; the pages of all bodies and of all columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.catalogue.library import parted, shelved
from gongkai.catalogue.shelves import counts_by_body, counts_by_category, domains, explanations, newest
from gongkai.law.disclosure import categories_for
from gongkai.organisations.access import may
from gongkai.organisations.models import Body, Kind
from gongkai.organisations.queries import bodies_as_of
from gongkai.portal.index import GROUPS
from gongkai.portal.places import WITHOUT
from gongkai.reports.queries import public_reports

NEW: Final = 10
SHORT: Final = 6
GOVERNMENTS: Final = (Kind.PROVINCE, Kind.CITY, Kind.COUNTY)


@dataclass(frozen=True)
class Group:
    """Bodies of one kind, each with the number of its public items."""

    key: str
    title: str
    bodies: list[tuple[Body, int]]


@may("items.read")
def page(request: HttpRequest) -> HttpResponse:
    """What a reader looks for first, in one page."""
    on = timezone.localdate()
    bodies = list(bodies_as_of(on))
    host = host_of(bodies)
    counted = counts_by_category()
    standing, _ = parted(shelved(on))
    shown = {
        "host": host,
        "newest": newest(NEW, on),
        "documents": standing[:SHORT],
        "explanations": explanations(SHORT),
        "reports": public_reports()[:SHORT],
        "categories": [(one, counted.get(one.code, 0)) for one in categories_for(_kind(host), on)],
        "domains": _domain_names(on),
        "groups": groups_of(bodies),
        "total": sum(counted.values()),
    }
    return render(request, "portal/home.html", shown)


@may("items.read")
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body of today, by kind, with the way to its pages."""
    found = bodies_as_of(timezone.localdate())
    return render(request, "portal/bodies.html", {"groups": groups_of(list(found), counts_by_body())})


@may("items.read")
def site_map(request: HttpRequest) -> HttpResponse:
    """站点地图: every column and every body on one page."""
    on = timezone.localdate()
    found = list(bodies_as_of(on))
    shown = {"host": host_of(found), "groups": groups_of(found), "domains": _domain_names(on)}
    return render(request, "portal/site_map.html", shown)


@may("items.read")
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in the place of searching, applying and signing in while only the published files are there."""
    return render(request, "portal/offline.html", {"host": host_of(list(bodies_as_of(timezone.localdate())))})


def host_of(bodies: Sequence[Body]) -> Body | None:
    """The government whose site this is: the first of them by code, else the first body."""
    return next((body for body in bodies if body.kind in GOVERNMENTS), bodies[0] if bodies else None)


def groups_of(bodies: Sequence[Body], counts: Mapping[int, int] | None = None) -> list[Group]:
    """The bodies by kind, in order of code; kinds without any are left out."""
    counted = counts or {}
    groups = [
        Group(key, title, [(body, counted.get(body.pk, 0)) for body in bodies if body.kind in kinds])
        for key, title, kinds in GROUPS
    ]
    return [group for group in groups if group.bodies]


def _kind(body: Body | None) -> str:
    return body.kind if body else Kind.COUNTY


def _domain_names(on: date) -> list[str]:
    return sorted({domain or WITHOUT for _, domain in domains(on)})
