"""An edition as it will look before anybody outside sees it: as the page, on a phone, on the notice board."""

from __future__ import annotations

from typing import Final

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.public import validity_of
from gongkai.catalogue.queries import last_edition
from gongkai.office.items import item_or_404
from gongkai.organisations.access import may
from gongkai.portal.items import index_table

WAYS: Final = {"page": "网页", "phone": "手机", "board": "公示栏"}


def _edition(request: HttpRequest, item: Item) -> Edition:
    """The edition asked for by its number, else the last one."""
    asked = request.GET.get("edition", "")
    if not asked:
        return last_edition(item)
    known = {str(one.number): one for one in item.editions.select_related("item__body", "author")}
    if asked not in known:
        raise Http404
    return known[asked]


@may("items.look")
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def frame(request: HttpRequest, key: int) -> HttpResponse:
    """The three ways to look at an edition, each in a frame of its own size."""
    item = item_or_404(request, key)
    way = request.GET.get("as", "page")
    edition = _edition(request, item)
    page = {
        "item": item,
        "edition": edition,
        "way": way if way in WAYS else "page",
        "ways": WAYS,
        "editions": item.editions.order_by("-number"),
    }
    return render(request, "office/item_preview.html", page)


@may("items.look")
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def page(request: HttpRequest, key: int) -> HttpResponse:
    """The page as the public will see it, without what only comes with publication."""
    item = item_or_404(request, key)
    edition, standing = _edition(request, item), validity_of(item, timezone.localdate())
    found = {
        "item": item,
        "edition": edition,
        "lines": index_table(item, edition, standing),
        "files": edition.enclosures.all(),
    }
    return render(request, "office/preview_page.html", found)


@may("items.look")
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def board(request: HttpRequest, key: int) -> HttpResponse:
    """The sheet for the notice board in large print, to be printed."""
    item = item_or_404(request, key)
    return render(request, "office/preview_board.html", {"item": item, "edition": _edition(request, item)})
