"""Finding documents: all of what is looked for, titles first, the newest first."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import connection

from gongkai.search.dialects import table
from gongkai.search.marks import Piece, extract, marked
from gongkai.search.models import Entry
from gongkai.search.table import COUNTED, Question, mark
from gongkai.search.words import Run, runs

FURTHEST: Final = 10_000  # nobody pages further; a guard against addresses made up
FACETED: Final = 10_000  # facets count the newest so many hits


@dataclass(frozen=True)
class Filters:
    """What the hits are narrowed to; empty means any. ``within``: codes of the bodies whose documents may be seen
    though they are not public; None: only what is public."""

    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    within: frozenset[str] | None = None

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """One group of marks for each thing that narrows; of each group one must be there."""
        seen = (mark("public", "1"), *(mark("body", code) for code in sorted(self.within or ())))
        chosen = (
            tuple(mark("kind", kind) for kind in self.kinds),
            tuple(mark("body", code) for code in self.bodies),
            tuple(mark("year", str(year)) for year in self.years),
            tuple(mark("topic", topic) for topic in self.topics),
        )
        return (seen, *(group for group in chosen if group))


@dataclass(frozen=True)
class Hit:
    """A document found, with what was looked for marked in its title and in an extract."""

    kind: str
    key: str
    title: list[Piece]
    extract: list[Piece]
    numbers: str
    day: date
    body: str
    topic: str
    public: bool
    address: str


@dataclass(frozen=True)
class Found:
    """A page of hits. ``more``: there are more than ``total``. ``facets``: for kind, body, year and topic how many of
    the newest hits each value has, the most first."""

    hits: list[Hit]
    total: int
    more: bool
    facets: Mapping[str, list[tuple[str, int]]] = field(default_factory=dict)


PUBLIC: Final = Filters()
NOTHING: Final = Found([], 0, False)


def find(
    query: str, *, filters: Filters = PUBLIC, offset: int = 0, size: int = 20, facets: bool = False
) -> Found:
    """Documents that hold all of the query: all of it in the title first, the newest first within. A query without a
    letter, figure or character finds nothing."""
    wanted = runs(query)
    if not wanted or not 0 <= offset <= FURTHEST:
        return NOTHING
    asked = Question(wanted, filters.groups())
    with connection.cursor() as cursor:
        ranked = table().page(cursor, asked, offset, size)
        counted = _facets(table().newest(cursor, asked, FACETED)) if facets and ranked.total else {}
    entries = Entry.objects.in_bulk(ranked.ranks)
    # one that was taken out between the two questions is left out
    hits = [_hit(entries[rank], wanted) for rank in ranked.ranks if rank in entries]
    return Found(hits, min(ranked.total, COUNTED), ranked.total > COUNTED, counted)


def _hit(entry: Entry, wanted: tuple[Run, ...]) -> Hit:
    return Hit(
        entry.kind,
        entry.key,
        marked(entry.title, wanted),
        extract(entry.text, wanted),
        entry.numbers,
        entry.day,
        entry.body,
        entry.topic,
        entry.public,
        entry.address,
    )


def _facets(ranks: list[int]) -> dict[str, list[tuple[str, int]]]:
    rows = list(_valued(ranks))
    return {
        "kind": _counted(row[0] for row in rows),
        "body": _counted(row[1] for row in rows),
        "year": _counted(str(row[2].year) for row in rows),
        "topic": _counted(row[3] for row in rows if row[3]),
    }


def _valued(ranks: list[int]) -> Iterable[tuple[str, str, date, str]]:
    for start in range(0, len(ranks), 900):  # SQLite takes so many values at a time
        chunk = ranks[start : start + 900]
        yield from Entry.objects.filter(rank__in=chunk).values_list("kind", "body", "day", "topic")


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Tally(values).items(), key=lambda pair: (-pair[1], pair[0]))
