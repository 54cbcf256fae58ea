"""Atom feeds of what went out last: of the site, of a body, of a class."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from gongkai.catalogue.models import Item
from gongkai.catalogue.public import Wanted, live_items
from gongkai.catalogue.shelves import dated
from gongkai.law.disclosure import categories, theme_labels
from gongkai.organisations.access import may
from gongkai.portal.body_pages import body_or_404
from gongkai.portal.surroundings import site

LONGEST: Final = 30
BEGUN: Final = datetime(
    2008, 5, 1, tzinfo=UTC
)  # 条例 in force: a feed with nothing in it has not changed since


class Feed(Atom1Feed):
    """An Atom feed whose last change is that of its newest entry, however often it is asked."""

    content_type = "application/atom+xml; charset=utf-8"

    def latest_post_date(self) -> datetime:
        changed = [one["updateddate"] or one["pubdate"] for one in self.items]
        return max(changed, default=BEGUN)


@may("items.read")
def everything(request: HttpRequest) -> HttpResponse:
    """What any body published last."""
    return _answer(request, Wanted(), f"{site()['name']}：最新公开", reverse("items"))


@may("items.read")
def of_body(request: HttpRequest, key: int) -> HttpResponse:
    """What a body published last."""
    body = body_or_404(key)
    return _answer(
        request, Wanted(body=body.code), f"{body.name}：最新公开", reverse("public-body", args=[key])
    )


@may("items.read")
def of_category(request: HttpRequest, code: str) -> HttpResponse:
    """What any body published last in one class."""
    known = categories().get(code)
    if known is None:
        raise Http404
    return _answer(request, Wanted(category=code), known.label, reverse("category", args=[code]))


def _answer(request: HttpRequest, wanted: Wanted, title: str, page: str) -> HttpResponse:
    here, there = request.build_absolute_uri(request.path), request.build_absolute_uri(page)
    feed = Feed(
        title=title,
        link=there,
        description="",
        feed_url=here,
        feed_guid=here,
        language="zh-CN",
        author_name=site()["organiser"],
    )
    for item in dated(live_items(wanted))[:LONGEST]:
        _add(feed, item, request)
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _add(feed: Feed, item: Item, request: HttpRequest) -> None:
    live = item.live
    if live is None:
        return
    address = request.build_absolute_uri(reverse("item", args=[item.pk]))
    feed.add_item(
        title=live.title,
        link=address,
        description=live.summary,
        unique_id=address,
        author_name=item.body.name,
        pubdate=item.first,  # type: ignore[attr-defined]
        updateddate=item.published,  # type: ignore[attr-defined]
        categories=[label for label in (theme_labels().get(live.theme, ""),) if label],
    )
