"""Passages that two reports share word for word (内容雷同), prescribed wording left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from gongkai.paper.own_words import CUT, OwnWords, counted, own_words
from gongkai.paper.report import Report

SEED: Final = 12  # letters that must agree before a passage is followed
SHORTEST: Final = 24  # a shorter passage is chance
STRIDE: Final = SHORTEST - SEED + 1  # every passage of SHORTEST letters holds a seed at one of these steps
PLACES: Final = 8  # places tried for one seed; keeps a text of one repeated phrase linear
BLOCKS: Final = (512, 64, 8, 1)  # letters compared at once, from coarse to fine

Span = tuple[int, int]

_TRAILING = re.compile(r"[\W_]+$")


class Passage(NamedTuple):
    """One shared passage as each report prints it.

    ``length`` counts its letters without figures and marks. ``here_at``, ``there_at``: where it begins and ends in
    ``OwnWords.source`` of each, in characters.
    """

    here: str
    there: str
    length: int
    here_at: Span = (0, 0)
    there_at: Span = (0, 0)


class Shared(NamedTuple):
    """What two reports share: passages in the order of the first report, and the share of each one's own words (0–1)
    that stands in the other too."""

    passages: tuple[Passage, ...]
    share_here: float
    share_there: float


class Mark(NamedTuple):
    """A piece of one paragraph to be marked: chapter and paragraph by their place in the report, then characters."""

    section: int
    paragraph: int
    start: int
    end: int


class Match(NamedTuple):
    """Letters ``here`` … ``here + length`` of the first agree with those from ``there`` on of the second."""

    here: int
    there: int
    length: int


class Overlap(NamedTuple):
    """How much of the own words of two reports agrees: matches from left to right that do not overlap in the first,
    its own letters in them, and the same as share (0–1) of each report's own letters."""

    matches: tuple[Match, ...]
    letters: int
    share_here: float
    share_there: float


@dataclass(frozen=True)
class Finder:
    """One report's own words, made ready once to be held against many others."""

    words: OwnWords

    @cached_property
    def places(self) -> tuple[Mapping[str, int], Mapping[str, Sequence[int]]]:
        """Every run of SEED letters with the first place where it stands; those that stand again, with their next places."""
        first: dict[str, int] = {}
        more: dict[str, list[int]] = {}
        letters = self.words.letters
        for start in range(len(letters) - SEED + 1):
            seed = letters[start : start + SEED]
            if first.setdefault(seed, start) != start:
                more.setdefault(seed, []).append(start)
        return first, {seed: places[: PLACES - 1] for seed, places in more.items()}

    def overlap(self, letters: str) -> Overlap:
        """How much stands also in the own letters of another report, in passages of SHORTEST letters and more."""
        matches = [match for match in _matches(self, letters) if match.length >= SHORTEST]
        if not matches:
            return NOTHING
        kept = tuple(_from_left_to_right(matches))
        length = sum(counted(self.words.letters[here : here + long]) for here, _, long in kept)
        there = _part(_covered(matches, letters), counted(letters))
        return Overlap(kept, length, _part(length, self.words.count), there)

    def printed(self, match: Match) -> str:
        """The words of a match as this report prints them."""
        return _printed(self.words, _span(self.words, match.here, match.length))

    def shared(self, there: OwnWords) -> Shared:
        """What this report shares with another, as each prints it."""
        found = self.overlap(there.letters)
        passages = tuple(_passage(self.words, there, match) for match in found.matches)
        return Shared(passages, found.share_here, found.share_there)


NOTHING: Final = Overlap((), 0, 0.0, 0.0)


def shared_passages(here: Report, there: Report) -> Shared:
    """Two reports → the passages their chapters share. Figures and the body's name may differ inside a passage;
    prescribed wording ends one. 国办公开办函〔2021〕30号（四）."""
    return Finder(own_words(here)).shared(own_words(there))


def marks(report: Report, spans: Iterable[Span]) -> tuple[Mark, ...]:
    """Places in ``OwnWords.source`` of this report → the pieces of its paragraphs, in their order."""
    found = []
    wanted = sorted(spans)
    at = 0
    for number, section in enumerate(report.sections):
        for place, paragraph in enumerate(section.paragraphs):
            for begin, stop in wanted:
                start, end = max(begin - at, 0), min(stop - at, len(paragraph))
                if start < end:
                    found.append(Mark(number, place, start, end))
            at += len(paragraph) + 1
    return tuple(found)


def _matches(finder: Finder, two: str) -> Iterator[Match]:
    """Runs that agree, each once, at least all those of SHORTEST letters; of repeated text only the longest."""
    one = finder.words.letters
    first, more = finder.places
    reached: dict[int, int] = {}  # distance between the two places → end of the last match at this distance
    passed = 0
    for at in range(0, len(two) - SEED + 1, STRIDE):
        seed = two[at : at + SEED]
        if at < passed or seed not in first or CUT in seed:
            continue
        places = (first[seed], *more.get(seed, ()))
        for place in places:
            if reached.get(place - at, 0) <= at:
                match = _extended(one, place, two, at)
                reached[place - at] = match.there + match.length
                yield match
        if len(places) == PLACES:
            passed = max(reached[place - at] for place in places)


def _extended(one: str, here: int, two: str, there: int) -> Match:
    """The whole run around two places whose seeds agree."""
    length = SEED
    longest = min(_until(one, here) - here, len(two) - there)
    for block in BLOCKS:
        while length + block <= longest and _same(one, here + length, two, there + length, block):
            length += block
    back = 0
    while here > back < there and one[here - back - 1] == two[there - back - 1] != CUT:
        back += 1
    return Match(here - back, there - back, length + back)


def _until(letters: str, start: int) -> int:
    cut = letters.find(CUT, start)
    return len(letters) if cut < 0 else cut


def _same(one: str, here: int, two: str, there: int, length: int) -> bool:
    return one[here : here + length] == two[there : there + length]


def _from_left_to_right(matches: Iterable[Match]) -> Iterator[Match]:
    """Matches that do not overlap in the first report: from left to right, of those at one place the longest."""
    at = 0
    for here, there, length in sorted(matches, key=lambda match: (match.here, -match.length)):
        skipped = max(at - here, 0)
        if length - skipped >= SHORTEST:
            yield Match(here + skipped, there + skipped, length - skipped)
            at = here + length


def _covered(matches: Iterable[Match], two: str) -> int:
    """Own letters of the second report that stand in any match."""
    at = total = 0
    for _, there, length in sorted(matches, key=lambda match: match.there):
        total += counted(two[max(at, there) : max(at, there + length)])
        at = max(at, there + length)
    return total


def _passage(one: OwnWords, two: OwnWords, match: Match) -> Passage:
    here_at, there_at = _span(one, match.here, match.length), _span(two, match.there, match.length)
    length = counted(one.letters[match.here : match.here + match.length])
    return Passage(_printed(one, here_at), _printed(two, there_at), length, here_at, there_at)


def _span(words: OwnWords, start: int, length: int) -> Span:
    """From the first letter to the last, without the marks after it; a figure or name is taken whole."""
    places = words.places
    last = start + length - 1
    end = places[last + 1] if last + 1 < len(places) else len(words.source)
    return places[start], places[start] + len(_TRAILING.sub("", words.source[places[start] : end]))


def _printed(words: OwnWords, span: Span) -> str:
    return " ".join(words.source[span[0] : span[1]].split())


def _part(length: int, whole: int) -> float:
    return length / whole if whole else 0.0
