"""Items in the index: the live edition for everybody, what is not public yet for those who work on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final

from django.db.models import F, OuterRef, Q, Subquery

from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.text import plain
from gongkai.organisations.models import Body
from gongkai.search import actions as search
from gongkai.search.queries import Filters, Found, find

KIND: Final = "catalogue.item"
DRAFT: Final = "catalogue.draft"


def address(item: Item) -> str:
    """Where the public opens an item; the same for ever."""
    return f"/items/{item.pk}/"


def desk_address(key: str) -> str:
    """Where those who work on an item open it."""
    return f"/office/items/{key}/"


def document(edition: Edition, day: date, *, public: bool = True) -> search.Document:
    """An edition as it is found: title, numbers, text, words of the enclosures."""
    item = edition.item
    texts = [edition.summary, plain(edition.text), *(file.text for file in edition.enclosures.all())]
    return search.Document(
        kind=KIND if public else DRAFT,
        key=str(item.pk),
        title=edition.title,
        day=day,
        body=item.body.code,
        address=address(item) if public else desk_address(str(item.pk)),
        public=public,
        numbers=f"{item.index_number} {edition.document_number}".strip(),
        text="\n\n".join(filter(None, texts)),
        topic=edition.theme[:2],
    )


def renew_draft(item: Item) -> None:
    """Put the last edition of an item into the index of what is not public, or take it out because it is what is live."""
    last = item.editions.select_related("item__body").order_by("-number").first()
    if last is None or last.pk == item.live_id:
        search.remove(DRAFT, str(item.pk))
    else:
        search.put([document(last, last.formed_on, public=False)])


def drafts() -> Iterator[Edition]:
    """The last edition of every item where it is not the live one: what the index of drafts is built anew from."""
    last = Edition.objects.filter(item=OuterRef("item")).order_by("-number")
    ends = Edition.objects.annotate(last=Subquery(last.values("pk")[:1])).filter(pk=F("last"))
    unseen = ends.filter(Q(item__live__isnull=True) | ~Q(item__live=F("pk")))
    yield from unseen.select_related("item__body").order_by("pk").iterator(chunk_size=200)


def find_within(
    query: str, bodies: Collection[Body], *, drafts_only: bool, offset: int = 0, size: int = 20
) -> Found:
    """Items of these bodies that hold all of a query, those that are not public among them or alone."""
    codes = tuple(sorted(body.code for body in bodies))
    if not codes:
        return Found([], 0, False)
    kinds = (DRAFT,) if drafts_only else (DRAFT, KIND)
    filters = Filters(kinds=kinds, bodies=codes, within=frozenset(codes))
    return find(query, filters=filters, offset=offset, size=size)
