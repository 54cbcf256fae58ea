"""Numbers that a narrow column of a PDF breaks over several lines, put together by where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MOST_WORDS = 6000
_LONGEST, _LEAST = 17, 11
_MOST_PIECES = 5
_LINES = 1.1  # heights of a character between two lines of one cell
_ALIGNED = 2.5  # points
_GAP = 0.7  # heights of a character, from which on two characters belong to two words


class Mark(NamedTuple):
    """A character of a page, why it is not seen, and where it stands (a blank: where the one before does)."""

    char: str
    why: str
    left: float
    bottom: float
    right: float
    top: float


class _Word(NamedTuple):
    """Digits that stand together."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def goes_on_in(self, other: _Word) -> bool:
        """Whether another word stands right below, aligned as the lines of one cell are."""
        height = self.top - self.bottom
        if not -0.3 * height <= self.bottom - other.top <= _LINES * height:
            return False
        middle = abs(self.left + self.right - other.left - other.right) / 2
        return min(abs(self.left - other.left), abs(self.right - other.right), middle) <= _ALIGNED


def wrapped_numbers(marks: Sequence[Mark]) -> list[str]:
    """Characters of a page → numbers of eleven digits or more, put together from words below one another, a line
    each."""
    words = sorted(_words(marks), key=lambda word: -word.top)[:_MOST_WORDS]
    depths = [-word.top for word in words]
    found: list[str] = []
    for at, word in enumerate(words):
        pieces = [word.text]
        while len(pieces) < _MOST_PIECES:
            below = _below(words, depths, at)
            if below < 0:
                break
            at = below
            pieces.append(words[at].text)
            if sum(map(len, pieces)) >= _LEAST:
                found.append("\n".join(pieces))
    return found


def _below(words: Sequence[_Word], depths: Sequence[float], at: int) -> int:
    """The word that goes on with another one, -1 where there is none."""
    word = words[at]
    deepest = -(word.bottom - 2 * (word.top - word.bottom))
    for other in range(at + 1, bisect_right(depths, deepest)):
        if word.goes_on_in(words[other]):
            return other
    return -1


def _words(marks: Sequence[Mark]) -> Iterator[_Word]:
    """Runs of digits (an X may end one) with nothing between them."""
    run: list[Mark] = []
    for mark in marks:
        apart = bool(run) and mark.left - run[-1].right > _GAP * (run[-1].top - run[-1].bottom)
        if run and (apart or not _is_digit(mark)):
            yield from _word(run)
            run = []
        if _is_digit(mark):
            run.append(mark)
    if run:
        yield from _word(run)


def _is_digit(mark: Mark) -> bool:
    return mark.char.isdigit() or mark.char in "Xx"


def _word(run: Sequence[Mark]) -> Iterator[_Word]:
    if len(run) <= _LONGEST:
        lefts, bottoms = [mark.left for mark in run], [mark.bottom for mark in run]
        rights, tops = [mark.right for mark in run], [mark.top for mark in run]
        yield _Word("".join([mark.char for mark in run]), min(lefts), min(bottoms), max(rights), max(tops))
