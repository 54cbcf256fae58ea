"""Entries as the database has them, every column as text: what is altered may be no date and no number any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.journal import keys
from gongkai.journal.canonical import packed
from gongkai.journal.models import SEALED, Entry

PORTION = 2000
PLACES = {name: place for place, name in enumerate(SEALED)}
NUMBER, AT, LOOKED = PLACES["number"], PLACES["at"], PLACES["looked"]
TRUTH = {"true": "1", "false": "0"}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: the texts its seal is made over, and the seal."""

    sealed: tuple[str, ...]
    digest: str

    def of(self, column: str) -> str:
        """The text of a column."""
        return self.sealed[PLACES[column]]

    @property
    def number(self) -> int:
        """-1 where it is none."""
        text = self.sealed[NUMBER]
        return int(text) if text.isdecimal() else -1

    def holds(self) -> bool:
        """Whether the seal fits the content."""
        key = keys.every().get(self.of("key"))
        return key is not None and keys.seal(key, "entry", packed(self.sealed)) == self.digest

    def standing(self, number: int, previous: str | None = None) -> Row:
        """The same entry as if it stood elsewhere."""
        values = list(self.sealed)
        values[NUMBER] = str(number)
        if previous is not None:
            values[PLACES["previous"]] = previous
        return Row(tuple(values), self.digest)


def rows(entries: QuerySet[Entry]) -> Iterator[Row]:
    """The entries of a query as they are stored, a portion at a time."""
    columns = [Cast(name, TextField()) for name in (*SEALED, "digest")]
    with _lenient():
        for values in entries.values_list(*columns).iterator(chunk_size=PORTION):
            texts = ["\0" if value is None else value for value in values]  # no column may be NULL
            texts[AT] = _moment(texts[AT])
            texts[LOOKED] = TRUTH.get(texts[LOOKED], texts[LOOKED])
            yield Row(tuple(texts[:-1]), texts[-1])


def _moment(text: str) -> str:
    """A moment as the databases write it, in the form that is sealed; anything else as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@contextmanager
def _lenient() -> Iterator[None]:
    """SQLite may hold bytes that are no text; they are to be read and found wrong, not to stop the reading."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    plain = connection.connection
    usual = plain.text_factory
    plain.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        plain.text_factory = usual
