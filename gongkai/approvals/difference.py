"""What changed between two presentations, word by word, so that a second look takes seconds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, NamedTuple

from gongkai.approvals.models import Matter, Presentation, State
from gongkai.approvals.shown import Shown, shown
from gongkai.organisations.models import Person

TOKEN: Final = re.compile(r"[A-Za-z]+|\d+|\s+|.", re.DOTALL)
MOST_LINES: Final = 3000  # more are not aligned: the whole text counts as replaced
MOST_TOKENS: Final = 4000  # of two lines together
MOST_PAIRS: Final = 900  # of lines in a place that was replaced; more are taken in their order
ALIKE: Final = 0.5  # share of characters in common from which two lines are the same one, changed


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
    """The presentation before the present one that a person decided about last; else the one before the present one. Of
    what is presented for the first time, what passed last about the same subject: its edition before."""
    if matter.turn == 1:
        same = Matter.objects.filter(subject=matter.subject, chain=matter.chain, pk__lt=matter.pk)
        earlier = same.filter(state=State.PASSED).order_by("-pk").first()
        return earlier.presentations.filter(turn=earlier.turn).first() if earlier else None
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
            yield from (tuple(_words(old, new)) for old, new in _paired(past[begin:end], fresh[first:last]))


def _paired(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Replaced lines side by side, each with the one that is most like it, in order: a row put in at the front does not
    make every row below it another one."""
    if len(old) == len(new) or len(old) * len(new) > MOST_PAIRS:
        return list(zip_longest(old, new, fillvalue=""))
    best = _alignment([[_alike(one, other) for other in new] for one in old])
    pairs, at, to = [], 0, 0
    for one, other in [*best, (len(old), len(new))]:
        pairs += [(line, "") for line in old[at:one]] + [("", line) for line in new[to:other]]
        pairs += [(old[one], new[other])] if one < len(old) else []
        at, to = one + 1, other + 1
    return pairs


def _alike(one: str, other: str) -> float:
    """The share of characters in common, wherever they stand; 0 where two lines have too little in common."""
    share = SequenceMatcher(None, one, other, autojunk=False).quick_ratio()
    return share if share >= ALIKE else 0.0


def _alignment(alike: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs of places, both in order, that are most alike in all."""
    rows, columns = len(alike), len(alike[0]) if alike else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            taken = alike[row][column] + best[row + 1][column + 1] if alike[row][column] else 0.0
            best[row][column] = max(taken, best[row + 1][column], best[row][column + 1])
    pairs, row, column = [], 0, 0
    while row < rows and column < columns and best[row][column] > 0:
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            pairs.append((row, column))
            row, column = row + 1, column + 1
    return pairs


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
