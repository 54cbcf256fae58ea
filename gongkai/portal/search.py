"""The search of the site: one box, facets, marked hits, an address that can be passed on, and help where nothing is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.law.disclosure import theme_labels
from gongkai.organisations.access import may
from gongkai.organisations.models import Body
from gongkai.portal.asked import number_in, year_in
from gongkai.search.queries import FURTHEST, Filters, Found, find

A_PAGE: Final = 20
KINDS: Final = {"catalogue.item": "政府信息", "reports.report": "年度报告"}
NAMES: Final = {"kind": "类别", "body": "机关", "year": "年份", "topic": "主题"}
SHOWN: Final = 8


@dataclass(frozen=True)
class Choice:
    """One value of a facet: how it reads, how many hits it has, where it leads, and whether it is chosen."""

    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A way to narrow the hits."""

    label: str
    choices: list[Choice]


@may("search.read")
def page(request: HttpRequest) -> HttpResponse:
    """Hits of the query among all that is public."""
    given = {name: value.replace("\x00", "") for name, value in request.GET.dict().items()}
    query, number = given.get("q", "").strip(), number_in(given, most=FURTHEST // A_PAGE)
    found = find(query, filters=filters_from(given), offset=(number - 1) * A_PAGE, size=A_PAGE, facets=True)
    asked = {name: given[name] for name in ("q", *NAMES) if given.get(name)}
    last = min(max(1, -(-found.total // A_PAGE)), FURTHEST // A_PAGE)
    names = _body_names(found)
    shown = {
        "query": query,
        "found": found,
        "hits": [(hit, names.get(hit.body, "")) for hit in found.hits],
        "first": (number - 1) * A_PAGE + 1,
        "facets": facets_of(found, asked, names),
        "narrowed": any(given.get(name) for name in NAMES),
        "number": number,
        "before": f"?{urlencode(asked | {'page': str(number - 1)})}" if number > 1 else "",
        "after": f"?{urlencode(asked | {'page': str(number + 1)})}" if number < last else "",
        "last": last,
        "plain": f"?{urlencode({'q': query})}",
    }
    return render(request, "portal/search.html", shown)


def filters_from(given: Mapping[str, str]) -> Filters:
    """What an address narrows to; what makes no sense is left open."""
    year = year_in(given)
    return Filters(
        kinds=(given["kind"],) if given.get("kind") in KINDS else (),
        bodies=(given["body"],) if given.get("body") else (),
        years=(year,) if year else (),
        topics=(given["topic"],) if given.get("topic") else (),
    )


def _body_names(found: Found) -> dict[str, str]:
    codes = {hit.body for hit in found.hits} | {code for code, _ in found.facets.get("body", [])}
    return dict(Body.objects.filter(code__in=codes).values_list("code", "name"))


def facets_of(found: Found, asked: Mapping[str, str], names: Mapping[str, str]) -> list[Facet]:
    """The facets with their choices; a choice that is made leads to the search without it."""
    labels = {"kind": KINDS, "body": names, "year": {}, "topic": theme_labels()}
    facets = []
    for name, label in NAMES.items():
        counted = found.facets.get(name, [])[:SHOWN]
        choices = [
            _choice(name, value, count, labels[name].get(value, value), asked) for value, count in counted
        ]
        if len(choices) > 1 or asked.get(name):
            facets.append(Facet(label, choices))
    return facets


def _choice(name: str, value: str, count: int, label: str, asked: Mapping[str, str]) -> Choice:
    chosen = asked.get(name) == value
    others = {key: kept for key, kept in asked.items() if key != name}
    address = f"?{urlencode(others if chosen else others | {name: value})}"
    return Choice(f"{label}年" if name == "year" else label, count, address, chosen)
