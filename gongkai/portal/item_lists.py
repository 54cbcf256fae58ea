"""Lists of what is published, narrowed by body, class, theme, genre and year; stable addresses, plain links."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.catalogue.public import Wanted, live_items, on_top, years_published
from gongkai.law.disclosure import categories_for, theme_labels, themes, words
from gongkai.organisations.access import may
from gongkai.organisations.queries import bodies_as_of

A_PAGE = 20
FURTHEST = 500


@may("items.read")
def page(request: HttpRequest) -> HttpResponse:
    """Everything that is public, or what the address asks for, twenty at a time."""
    today, given = timezone.localdate(), request.GET.dict()
    wanted = wanted_from(given)
    pages = Paginator(live_items(wanted), A_PAGE)
    number = given.get("page", "1")
    shown = pages.get_page(min(int(number), FURTHEST) if number.isascii() and number.isdigit() else 1)
    asked = {name: value for name, value in given.items() if name != "page" and value}
    found = {
        "items": on_top(shown.object_list, today) if shown.number == 1 else shown.object_list,
        "shown": shown,
        "wanted": wanted,
        "asked": urlencode(asked),
        "bodies": bodies_as_of(today),
        "categories": categories_for("county", today),
        "themes": themes(),
        "theme_label": theme_labels().get(wanted.theme, ""),
        "genres": words("genre"),
        "years": years_published(),
    }
    return render(request, "portal/items.html", found)


def wanted_from(given: Mapping[str, str]) -> Wanted:
    """The query of an address → what is wanted; what makes no sense is left open."""
    year = given.get("year", "")
    plain = {
        name: given.get(name, "").replace("\x00", "")[:32] for name in ("body", "category", "theme", "genre")
    }
    return Wanted(year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None, **plain)
