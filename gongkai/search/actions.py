"""What ledgers do to the index: put documents in, take them out, build it anew. All within the caller's transaction, so
that a document is found from the moment it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from django.db import connection, transaction
from django.db.models import Q

from gongkai.search.dialects import table
from gongkai.search.models import Entry
from gongkai.search.table import row_of

LONGEST_TEXT: Final = 300_000  # characters; a vector of PostgreSQL holds the words of no more
BATCH: Final = 500
_BEGUN: Final = date(2000, 1, 1)


@dataclass(frozen=True)
class Document:
    """A document of a ledger as it is to be found. ``numbers``: index number and 文号; ``body``: code of the body;
    ``text``: the text with that of the enclosures, paragraphs parted by an empty line; ``address``: where it opens."""

    kind: str
    key: str
    title: str
    day: date
    body: str
    address: str
    public: bool
    numbers: str = ""
    text: str = ""
    topic: str = ""


@transaction.atomic
def put(documents: Iterable[Document]) -> int:
    """Put documents in, each in the place of what the index had of it; how many."""
    count = 0
    ahead = iter(documents)
    while batch := list(islice(ahead, BATCH)):
        _remove([(document.kind, document.key) for document in batch])
        _add({(document.kind, document.key): document for document in batch}.values())
        count += len(batch)
    return count


def _add(documents: Iterable[Document]) -> None:
    new = list(documents)
    with connection.cursor() as cursor:
        numbers = table().numbers(cursor, len(new))
        entries = [_entry(document, number) for document, number in zip(new, numbers, strict=True)]
        Entry.objects.bulk_create(entries)
        table().add(cursor, map(row_of, entries))


def _entry(document: Document, number: int) -> Entry:
    """The rank is the day in the upper half and a number of its own in the lower."""
    return Entry(
        rank=((document.day - _BEGUN).days << 32) | number,
        kind=document.kind,
        key=document.key,
        title=document.title[:500],
        numbers=document.numbers[:300],
        text=document.text[:LONGEST_TEXT].replace("\0", " "),
        day=document.day,
        body=document.body,
        topic=document.topic,
        public=document.public,
        address=document.address,
    )


@transaction.atomic
def remove(kind: str, *keys: str) -> None:
    """Take documents out; those that are not there do not matter."""
    _remove([(kind, key) for key in keys])


def _remove(named: list[tuple[str, str]]) -> None:
    kinds = {kind for kind, _ in named}
    wanted = Q()
    for kind in kinds:
        wanted |= Q(kind=kind, key__in=[key for of, key in named if of == kind])
    entries = list(Entry.objects.filter(wanted)) if named else []
    if entries:
        with connection.cursor() as cursor:
            table().remove(cursor, map(row_of, entries))
        Entry.objects.filter(rank__in=[entry.rank for entry in entries]).delete()


@transaction.atomic
def rebuild() -> int:
    """Build the words anew from the entries, after the way words are made has changed; how many entries."""
    with connection.cursor() as cursor:
        table().empty(cursor)
        count = 0
        for batch in _batches():
            table().add(cursor, map(row_of, batch))
            count += len(batch)
    return count


def _batches() -> Iterator[list[Entry]]:
    entries = Entry.objects.order_by("rank").iterator(chunk_size=BATCH)
    while batch := list(islice(entries, BATCH)):
        yield batch
