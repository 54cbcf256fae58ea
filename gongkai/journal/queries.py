"""What the journal tells: about a thing, of a chain, and who looked at a person's data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import QuerySet

from gongkai.journal.models import Entry, Head
from gongkai.journal.subjects import known_hash


def entries_about(thing: str) -> QuerySet[Entry]:
    """All that was done to a thing ("organisations.Body:12"), the oldest first."""
    return Entry.objects.filter(object=thing).order_by("at", "chain", "number")


def entries_of(chain: str, since: date | None = None, until: date | None = None) -> QuerySet[Entry]:
    """The entries of a chain from one day to another, both included, in their order."""
    found = Entry.objects.filter(chain=chain)
    if since is not None:
        found = found.filter(on__gte=since)
    if until is not None:
        found = found.filter(on__lte=until)
    return found.order_by("number")


def looks_at(subject: str) -> QuerySet[Entry]:
    """Who saw a person's data and when; nothing for somebody never looked at, or forgotten."""
    known = known_hash(subject)
    return Entry.objects.filter(subject=known, looked=True) if known else Entry.objects.none()


def heads() -> dict[str, int]:
    """How many entries each chain has."""
    return dict(Head.objects.values_list("chain", "count"))


def since(told: Mapping[str, int], most: int) -> Iterator[tuple[str, str, str]]:
    """Chain, act and object of every entry behind those numbers, ``most`` of each chain at most; of a chain that is not
    named, from its first. Looks are no acts."""
    for chain, count in heads().items():
        if count > told.get(chain, 0):
            found = Entry.objects.filter(chain=chain, number__gt=told.get(chain, 0), looked=False)
            yield from found.order_by("number").values_list("chain", "act", "object")[:most]
