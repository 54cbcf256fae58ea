"""Lists of what is published, narrowed by body, class, theme, genre and year; stable addresses, plain links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gongkai.catalogue.public import Wanted, live_items, on_top, years_published
from gongkai.law.disclosure import categories, categories_for, theme_labels, themes, words
from gongkai.organisations.access import may
from gongkai.organisations.queries import bodies_as_of
from gongkai.portal.asked import number_in, word_in, year_in
from gongkai.portal.pager import FURTHEST, page_of

NEWEST: Final = 50  # pages of a list over all bodies; what is older is found by body, class and year


@may("items.read")
def page(request: HttpRequest, number: int = 1) -> HttpResponse:
    """Everything that is public, or what the address asks for, twenty at a time."""
    today, given = timezone.localdate(), request.GET.dict()
    wanted = wanted_from(given)
    asked = {name: value for name, value in given.items() if name != "page" and value}
    number = number_in(given) if given else number
    query = urlencode(asked)
    most = FURTHEST if query else NEWEST
    shown = page_of(live_items(wanted), number, here=reverse("items"), query=query, most=most)
    found = {
        "items": on_top(shown.rows, today) if number == 1 else shown.rows,
        "shown": shown,
        "wanted": wanted,
        "asked": query,
        "bodies": bodies_as_of(today),
        "categories": categories_for("county", today),
        "themes": themes(),
        "theme_label": theme_labels().get(wanted.theme, ""),
        "genres": words("genre"),
        "years": years_published(),
    }
    return render(request, "portal/items.html", found)


@may("items.read")
def of_category(request: HttpRequest, code: str, number: int = 1) -> HttpResponse:
    """What all bodies published in one class."""
    known = categories().get(code)
    if known is None:
        raise Http404
    here = reverse("category", args=[code])
    shown = page_of(live_items(Wanted(category=code)), number, here=here, most=NEWEST)
    return render(request, "portal/category.html", {"category": known, "shown": shown})


def wanted_from(given: Mapping[str, str]) -> Wanted:
    """The query of an address → what is wanted; what makes no sense is left open."""
    plain = {name: word_in(given, name) for name in ("body", "category", "theme", "genre")}
    return Wanted(year=year_in(given), **plain)
