"""What is public, as the pages of a county and of its bodies arrange it: the newest, by class, what explains what, the lines
of a standard catalogue with what fulfils them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, When

from gongkai.catalogue.models import Fulfilment, Interpretation, Item, Obligation, Release
from gongkai.catalogue.obligations import in_force_lines
from gongkai.catalogue.releasing import PORTAL


def newest(count: int, on: date, body: int | None = None) -> list[Item]:
    """The items that went out last, of one body or of all, those set on top for the day first, as `public.live_items` gives
    them."""
    out = Release.objects.filter(channel=PORTAL, edition__item__live=F("edition"))
    if body is not None:
        out = out.filter(edition__item__body=body)
    below = Case(When(edition__item__top_until__gte=on, then=0), default=1)
    found = out.select_related("edition__item__body", "edition__item__live")
    return [_dated(release) for release in found.order_by(below, "-at", "-pk")[:count]]


def _dated(release: Release) -> Item:
    item = release.edition.item
    item.published = release.at  # type: ignore[attr-defined]  # as the lists annotate it
    return item


def explanations(count: int) -> list[Interpretation]:
    """The newest public items that explain another public one."""
    found = Interpretation.objects.filter(item__live__isnull=False, of__live__isnull=False)
    dated = found.annotate(published=Max("item__live__releases__at"))
    return list(dated.select_related("item__live", "item__body").order_by("-published", "-pk")[:count])


def counts_by_category(body: int | None = None) -> Mapping[str, int]:
    """Code of a class (empty: none given) → how many public items it has, of one body or of all."""
    found = Item.objects.filter(live__isnull=False)
    if body is not None:
        found = found.filter(body=body)
    counted = found.order_by().values_list("live__category").annotate(Count("pk"))
    return dict(counted)


def counts_by_body() -> Mapping[int, int]:
    """Key of a body → how many public items it has; bodies without any are left out."""
    found = Item.objects.filter(live__isnull=False).order_by().values_list("body").annotate(Count("pk"))
    return dict(found)


def dated(items: QuerySet[Item]) -> QuerySet[Item]:
    """Public items with ``first``, the moment they went out first in any edition."""
    return items.annotate(first=Min("editions__releases__at", filter=Q(editions__releases__channel=PORTAL)))


def domains(on: date) -> list[tuple[int, str]]:
    """Body and domain of every standard catalogue that is in force on a day, by domain."""
    found = in_force_lines(on).order_by("domain", "body__code").values_list("body", "domain", "body__code")
    return [(body, domain) for body, domain, _ in found.distinct()]


def fulfilling(lines: Iterable[Obligation], most: int) -> Mapping[int, list[Item]]:
    """Key of a line → the newest public items that fulfil it, ``most`` at most."""
    links = Fulfilment.objects.filter(obligation__in=list(lines), item__live__isnull=False)
    found: dict[int, list[Item]] = defaultdict(list)
    newest_first = links.annotate(published=Max("item__live__releases__at")).order_by("-published", "-pk")
    for link in newest_first.select_related("item__live"):
        if len(found[link.obligation_id]) < most:
            found[link.obligation_id].append(link.item)
    return found
