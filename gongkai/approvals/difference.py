"""What changed between two presentations, word by word, so that a second look takes seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, NamedTuple

from gongkai.approvals.models import Matter, Presentation
from gongkai.approvals.shown import Shown, shown
from gongkai.organisations.models import Person

TOKEN: Final = re.compile(r"[A-Za-z]+|\d+|\s+|.", re.DOTALL)
MOST_LINES: Final = 3000  # more are not aligned: the whole text counts as replaced
MOST_TOKENS: Final = 4000  # of two lines together


class Piece(NamedTuple):
    """A stretch of a line: same, added or removed."""

    kind: str
    text: str


Line = tuple[Piece, ...]


@dataclass(frozen=True)
class Changed:
    """A presentation beside an earlier one. ``particulars``: name → pieces; ``lines`` of the text; ``enclosures``: name and
    same, added, removed or changed; ``number`` of places that differ."""

    particulars: Mapping[str, Line]
    lines: Sequence[Line]
    enclosures: Sequence[tuple[str, str]]

    @property
    def number(self) -> int:
        texts = [*self.particulars.values(), *self.lines]
        touched = sum(any(piece.kind != "same" for piece in line) for line in texts)
        return touched + sum(state != "same" for _, state in self.enclosures)


def seen_last(matter: Matter, person: Person) -> Presentation | None:
    """The presentation before the present one that a person decided about last; else the one before the present one."""
    turns = matter.decisions.filter(person=person, turn__lt=matter.turn).values_list("turn", flat=True)
    wanted = max(turns, default=matter.turn - 1)
    return matter.presentations.filter(turn=wanted).first()


def difference(before: Presentation | None, now: Presentation) -> Changed:
    """What is new against an earlier presentation; without one everything is as it is. Where nothing that can be read has
    changed, the mark-up is compared."""
    fresh = shown(now)
    past = shown(before) if before else fresh
    if before and before.digest != now.digest and fresh == past:
        past, fresh = shown(before, as_written=True), shown(now, as_written=True)
    names = dict.fromkeys([*fresh.particulars, *past.particulars])
    particulars = {
        name: tuple(_words(past.particulars.get(name, ""), fresh.particulars.get(name, ""))) for name in names
    }
    return Changed(particulars, list(_lines(past.lines, fresh.lines)), list(_enclosures(past, fresh)))


def _lines(past: Sequence[str], fresh: Sequence[str]) -> Iterator[Line]:
    for kind, begin, end, first, last in _steps(past, fresh, MOST_LINES):
        if kind == "equal":
            yield from ((Piece("same", line),) for line in fresh[first:last])
        else:
            pairs = zip_longest(past[begin:end], fresh[first:last], fillvalue="")
            yield from (tuple(_words(old, new)) for old, new in pairs)


def _words(old: str, new: str) -> Iterator[Piece]:
    """Two lines word by word; Chinese character by character."""
    if old == new:
        yield Piece("same", new)
        return
    was, now = TOKEN.findall(old), TOKEN.findall(new)
    for kind, begin, end, first, last in _steps(was, now, MOST_TOKENS):
        if kind == "equal":
            yield Piece("same", "".join(now[first:last]))
            continue
        for word, text in (("removed", "".join(was[begin:end])), ("added", "".join(now[first:last]))):
            if text:
                yield Piece(word, text)


def _steps(old: Sequence[str], new: Sequence[str], most: int) -> Sequence[tuple[str, int, int, int, int]]:
    """How one sequence becomes the other; two that are too long to be aligned are replaced as a whole."""
    if len(old) + len(new) > most:
        return [("equal" if old == new else "replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _enclosures(past: Shown, fresh: Shown) -> Iterator[tuple[str, str]]:
    for name, digest in fresh.enclosures.items():
        known = past.enclosures.get(name)
        yield name, "added" if known is None else "same" if known == digest else "changed"
    yield from ((name, "removed") for name in past.enclosures if name not in fresh.enclosures)
