"""Passages that two reports share word for word (内容雷同), prescribed wording left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final, NamedTuple

from gongkai.paper.own_words import FIGURE, LEAST_PRESCRIBED, OwnWords, counted, evened, own_words
from gongkai.paper.report import Report

SEED: Final = 12  # letters that must agree before a passage is followed
SHORTEST: Final = 24  # own letters; a shorter passage is chance
STRIDE: Final = SHORTEST - SEED + 1  # every run of SHORTEST own letters holds a seed at one of these steps
HALF: Final = (SHORTEST - SEED) // 2
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
        matches = list(filter(self.is_passage, _matches(self, letters)))
        if not matches:
            return NOTHING
        kept = tuple(filter(self.is_passage, _apart(matches, attrgetter("here"))))
        length = sum(map(self.own, kept))
        covered = sum(map(self.own, _apart(matches, attrgetter("there"))))
        return Overlap(kept, length, _part(length, self.words.count), _part(covered, counted(letters)))

    @cached_property
    def even(self) -> str:
        """The own letters in their places, everything else evened out."""
        return evened(self.words.letters)

    def own(self, match: Match) -> int:
        """How many letters of a match are the report's own; as many are the other's."""
        return match.length - self.even.count(FIGURE, match.here, match.here + match.length)

    def is_passage(self, match: Match) -> bool:
        return match.length >= SHORTEST and self.own(match) >= SHORTEST

    def printed(self, match: Match) -> str:
        """The words of a match as this report prints them."""
        return _printed(self.words, _span(self.words, match.here, match.length))

    def shared(self, there: OwnWords) -> Shared:
        """What this report shares with another, as each prints it."""
        found = self.overlap(there.letters)
        passages = tuple(_passage(self, there, match) for match in found.matches)
        return Shared(passages, found.share_here, found.share_there)


NOTHING: Final = Overlap((), 0, 0.0, 0.0)


def shared_passages(here: Report, there: Report) -> Shared:
    """Two reports → the passages their chapters share. Figures and the body's name may differ inside a passage;
    prescribed wording in it does not count. 国办公开办函〔2021〕30号（四）."""
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
    steps = range(0, len(two) - SEED + 1, STRIDE)
    for at in [step for step in steps if two[step : step + SEED] in first]:
        seed = two[at : at + SEED]
        if at < passed or not seed[0] < LEAST_PRESCRIBED > seed[-1]:
            continue
        places = (first[seed], *more.get(seed, ()))
        for place in places:
            if reached.get(place - at, 0) <= at and _goes_on(one, place, two, at):
                match = _extended(one, place, two, at)
                reached[place - at] = match.there + match.length
                yield match
        if len(places) == PLACES:
            passed = max(reached.get(place - at, 0) for place in places)


def _goes_on(one: str, here: int, two: str, there: int) -> bool:
    """Whether HALF of what a seed lacks of the shortest passage agrees before it or after it, as it must in any passage."""
    after, other = here + SEED, there + SEED
    if one[after : after + HALF] == two[other : other + HALF]:
        return True
    return here >= HALF <= there and one[here - HALF : here] == two[there - HALF : there]


def _extended(one: str, here: int, two: str, there: int) -> Match:
    """The whole run around two places whose seeds agree."""
    length = SEED
    longest = min(len(one) - here, len(two) - there)
    for block in BLOCKS:
        while length + block <= longest and _same(one, here + length, two, there + length, block):
            length += block
    back = 0
    while here > back < there and one[here - back - 1] == two[there - back - 1]:
        back += 1
    return Match(here - back, there - back, length + back)


def _same(one: str, here: int, two: str, there: int, length: int) -> bool:
    return one[here : here + length] == two[there : there + length]


def _apart(matches: Iterable[Match], place: Callable[[Match], int]) -> Iterator[Match]:
    """Matches so shortened that they do not overlap in the report whose ``place`` is given: from left to right, of those
    at one place the longest."""
    at = 0
    for match in sorted(matches, key=lambda match: (place(match), -match.length)):
        skipped = max(at - place(match), 0)
        if skipped < match.length:
            at = place(match) + match.length
            yield Match(match.here + skipped, match.there + skipped, match.length - skipped)


def _passage(finder: Finder, there: OwnWords, match: Match) -> Passage:
    here_at = _span(finder.words, match.here, match.length)
    there_at = _span(there, match.there, match.length)
    texts = _printed(finder.words, here_at), _printed(there, there_at)
    return Passage(*texts, finder.own(match), here_at, there_at)


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
