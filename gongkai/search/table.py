"""What both databases' tables of words share: the row that is written and the question that is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from gongkai.search.models import Entry
from gongkai.search.words import Run, even, words

COUNTED: Final = 10_000  # more hits than anybody pages through; beyond it the total says "more than"
LONGEST_WORD: Final = 100


@dataclass(frozen=True)
class Row:
    """One entry as the tables of words hold it: evened texts, and marks that filter."""

    rank: int
    title: str
    text: str
    marks: tuple[str, ...]

    @property
    def title_words(self) -> list[str]:
        return [word[:LONGEST_WORD] for word in words(self.title)]

    @property
    def text_words(self) -> list[str]:
        return [word[:LONGEST_WORD] for word in words(self.text)]


@dataclass(frozen=True)
class Question:
    """All of the runs, and of every group of marks at least one."""

    runs: tuple[Run, ...]
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Ranked:
    """A page of ranks in order, and how many there are in all, at most COUNTED + 1."""

    ranks: list[int]
    total: int


class Words(Protocol):
    """A table of words in one kind of database."""

    def create(self, cursor: Any) -> None: ...
    def drop(self, cursor: Any) -> None: ...
    def empty(self, cursor: Any) -> None: ...
    def add(self, cursor: Any, rows: Iterable[Row]) -> None: ...
    def remove(self, cursor: Any, rows: Iterable[Row]) -> None: ...
    def numbers(self, cursor: Any, count: int) -> Sequence[int]: ...
    def page(self, cursor: Any, asked: Question, offset: int, size: int) -> Ranked: ...
    def newest(self, cursor: Any, asked: Question, most: int) -> list[int]: ...


def mark(name: str, value: str) -> str:
    """A word of the index that no text can hold, for a filter."""
    plain = "".join(c if c.isascii() and (c.islower() or c.isdigit()) else f"_{ord(c):x}_" for c in value)
    return f"_{name}_{plain}"


def row_of(entry: Entry) -> Row:
    """The words and marks of an entry; the same entry always gives the same."""
    marks = (
        mark("kind", entry.kind),
        mark("body", entry.body),
        mark("year", str(entry.day.year)),
        mark("topic", entry.topic),
        mark("public", "1" if entry.public else "0"),
    )
    return Row(entry.rank, even(f"{entry.title} {entry.numbers}"), even(entry.text), marks)
