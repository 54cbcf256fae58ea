"""检索 in the office: what is not public yet, and what is, of the bodies a person works for and of no other."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.catalogue.finding import DRAFT, desk_address, find_within
from gongkai.catalogue.queries import bodies_within
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.portal.asked import number_in
from gongkai.search.queries import FURTHEST

A_PAGE: Final = 20
WHERE: Final = {"drafts": "没有公开的", "all": "没有公开的和已公开的"}


@may("items.find")
def page(request: HttpRequest) -> HttpResponse:
    """Hits of the query among the items of the bodies the person works for."""
    given = {name: value.replace("\x00", "") for name, value in request.GET.dict().items()}
    query, number = given.get("q", "").strip()[:200], number_in(given, most=FURTHEST // A_PAGE)
    bodies = bodies_within(person_of(request), timezone.localdate())
    chosen = [body for body in bodies if str(body.pk) == given.get("body")]
    where = given.get("where", "") if given.get("where") in WHERE else "drafts"
    found = find_within(
        query,
        chosen or bodies,
        drafts_only=where == "drafts",
        offset=(number - 1) * A_PAGE,
        size=A_PAGE,
    )
    asked = {"q": query, "where": where, **({"body": str(chosen[0].pk)} if chosen else {})}
    names = {body.code: body.name for body in bodies}
    shown = {
        "query": query,
        "found": found,
        "hits": [
            (hit, desk_address(hit.key), names.get(hit.body, ""), hit.kind == DRAFT) for hit in found.hits
        ],
        "first": (number - 1) * A_PAGE + 1,
        "where": where,
        "ways": WHERE,
        "bodies": bodies,
        "chosen": chosen[0] if chosen else None,
        "before": _page(asked, number - 1) if number > 1 else "",
        "after": _page(asked, number + 1) if number * A_PAGE < min(found.total, FURTHEST) else "",
    }
    return render(request, "office/find.html", shown)


def _page(asked: dict[str, str], number: int) -> str:
    return f"?{urlencode(asked | {'page': str(number)})}"
