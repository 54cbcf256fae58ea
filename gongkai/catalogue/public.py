"""What the public sees of the catalogue: live editions alone, what was public before, and why something is not any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, Max, QuerySet
from django.utils.timezone import localdate

from gongkai.catalogue.models import (
    Edition,
    Enclosure,
    Interpretation,
    Item,
    NormativeDocument,
    Release,
    Withdrawal,
)
from gongkai.catalogue.normative import history
from gongkai.catalogue.releasing import PORTAL
from gongkai.law import normative as law

NO_CATEGORY: Final = "none"


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty is any. ``body``: code; ``category`` (``none``: items without), ``theme``, ``genre``:
    codes, a theme of the first level holding those of the second; ``year``: of publication."""

    body: str = ""
    category: str = ""
    theme: str = ""
    genre: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Published:
    """An edition that is or was public, with the days it went out first and came off (None: it is up)."""

    edition: Edition
    since: date
    until: date | None


def live_items(wanted: Wanted = Wanted()) -> QuerySet[Item]:
    """Public items, those set on top first, then the newest publication; with their live edition and body."""
    found = Item.objects.filter(live__isnull=False).select_related("live", "body")
    if wanted.body:
        found = found.filter(body__code=wanted.body)
    if wanted.category:
        found = found.filter(live__category="" if wanted.category == NO_CATEGORY else wanted.category)
    if wanted.theme:
        found = found.filter(live__theme__startswith=wanted.theme)
    if wanted.genre:
        found = found.filter(live__genre=wanted.genre)
    dated = found.annotate(published=Max("live__releases__at"))
    if wanted.year:
        dated = dated.filter(published__year=wanted.year)
    return dated.order_by(F("published").desc(nulls_last=True), "-pk")


def live_editions() -> Iterator[tuple[Edition, date]]:
    """Every public edition with the day it went out."""
    dated = Edition.objects.filter(item__live=F("pk")).annotate(published=Max("releases__at"))
    for edition in dated.select_related("item__body").order_by("pk").iterator(chunk_size=200):
        yield edition, localdate(edition.published)


def on_top(items: Iterable[Item], on: date) -> list[Item]:
    """The same items, those set on top for the day first (置顶)."""
    return sorted(items, key=lambda item: item.top_until is None or item.top_until < on)


def public_item(key: int) -> Item | None:
    """An item that is or once was public; None for any other, as if there were none."""
    item = Item.objects.select_related("body", "live__item__body").filter(pk=key).first()
    if item is None:
        return None
    return item if item.live_id or Withdrawal.objects.filter(item=item).exists() else None


def withdrawal_of(item: Item) -> Withdrawal | None:
    """Why an item that is not public any more was taken back."""
    return item.withdrawals.order_by("-pk").first() if item.live_id is None else None


def published_editions(item: Item) -> list[Published]:
    """The editions of a live item that were public, the newest first. After a withdrawal nothing before it is shown."""
    last = item.withdrawals.order_by("-pk").first()
    shown = Release.objects.filter(edition__item=item, channel=PORTAL).select_related("edition")
    if last is not None:
        shown = shown.filter(at__gt=last.at)
    releases = list(shown.order_by("at", "pk"))
    ends = [localdate(release.at) for release in releases[1:]]
    made = [
        Published(release.edition, localdate(release.at), until)
        for release, until in zip(releases, [*ends, None], strict=True)
    ]
    return made[::-1]


def public_enclosure(item_key: int, place: int) -> Enclosure | None:
    """A file of the live edition, by its place; None for files of editions that are not public."""
    return Enclosure.objects.filter(
        edition__item=item_key, edition__item__live=F("edition"), order=place
    ).first()


def validity_of(item: Item, on: date) -> law.Standing | None:
    """How a normative document stands on a day; None for an item that is none."""
    document = NormativeDocument.objects.filter(item=item).prefetch_related("changes").first()
    return law.standing(history(document), on) if document else None


def interpretations_of(item: Item) -> tuple[list[Item], list[Item]]:
    """The public items that explain an item, and those it explains."""
    explained = Interpretation.objects.filter(of=item, item__live__isnull=False).select_related("item__live")
    explains = Interpretation.objects.filter(item=item, of__live__isnull=False).select_related("of__live")
    return [link.item for link in explained], [link.of for link in explains]


def years_published() -> list[int]:
    """The years in which something public went out, newest first."""
    days = Release.objects.filter(channel=PORTAL, edition__item__live=F("edition")).dates("at", "year")
    return [day.year for day in days][::-1]
