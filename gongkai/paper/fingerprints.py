"""Fingerprints of own words, and an index over those of many reports: which of them may share passages with this one."""

from __future__ import annotations

import sys
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from heapq import nsmallest
from itertools import chain
from math import ceil
from typing import Final, NamedTuple

from gongkai.paper.own_words import boilerplate, own_runs
from gongkai.paper.passages import SEED

WINDOW: Final = (
    32  # of so many seeds in a row one is kept: any agreement of SEED + WINDOW - 1 = 43 letters is found
)
RULES: Final = 2  # raise it when own words are evened out in another way
LETTER: Final = 4  # bytes a letter in UTF-32
WORD: Final = "I"  # four bytes: a fingerprint, and a key of the index
ASKED: Final = 64  # the smallest fingerprints of a report, a fair sample: a share of 30 % shows as 30 ± 6
FEWEST: Final = 32  # so many are asked about even where all are in common use
COMMON: Final = 500  # what more reports than this have is usage, like prescribed wording
DRAWERS: Final = 12  # bits of a fingerprint that tell its drawer of the index
SHIFT: Final = 32 - DRAWERS


class StaleSignature(ValueError):
    """Signature bytes made with other prescribed wording or other lengths; to be made again from the report."""


class Signature(NamedTuple):
    """The fingerprints of one report, in order, each once: hashes of runs of SEED own letters, chosen by the text alone.

    Two reports that agree in any 43 own letters have a fingerprint in common; about one run in sixteen is kept.
    """

    fingerprints: array[int]

    def to_bytes(self) -> bytes:
        """As a row of a database can hold it: four bytes that tell how it was made, then four a fingerprint."""
        return _packed(array(WORD, [made_by(), *self.fingerprints]))

    @classmethod
    def from_bytes(cls, data: bytes) -> Signature:
        """The signature of ``to_bytes``. StaleSignature: made by other rules, or no signature."""
        if len(data) % LETTER or len(data) < LETTER:
            raise StaleSignature("不是完整的雷同比对特征，应当由报告重新生成。")
        found = _unpacked(data)
        if found[0] != made_by():
            raise StaleSignature("雷同比对特征是按旧口径生成的，应当由报告重新生成。")
        return cls(found[1:])


class Candidate(NamedTuple):
    """A report that may share passages: its key, and the estimated share of the asking report's own words."""

    key: int
    share: float


class Index:
    """Which reports hold which fingerprints; eight bytes for each, some 2 KB a report.

    Drawers of two arrays each, sorted by fingerprint: no Python object per entry, so that memory stays small, and a
    report is put in without sorting all others again.
    """

    def __init__(self) -> None:
        drawers = range(1 << DRAWERS)
        self._fingerprints = [array(WORD) for _ in drawers]
        self._keys = [array(WORD) for _ in drawers]

    def add(self, key: int, signature: Signature) -> None:
        """Puts a report in. ``key``: 0 … 2³²−1, each once; to put it in anew, discard it first."""
        for one in signature.fingerprints:
            known, keys = self._drawer(one)
            at = bisect_right(known, one)
            known.insert(at, one)
            keys.insert(at, key)

    def discard(self, key: int, signature: Signature) -> None:
        """Takes a report out, given the signature it was put in with; nothing happens where it is not in."""
        for one in signature.fingerprints:
            known, keys = self._drawer(one)
            start, end = bisect_left(known, one), bisect_right(known, one)
            for at in (at for at in range(start, end) if keys[at] == key):
                del known[at], keys[at]
                break

    def candidates(
        self, signature: Signature, *, least: float = 0.0, most: int | None = None
    ) -> list[Candidate]:
        """The reports that have a share of these fingerprints of at least ``least``, largest first, at most ``most``.

        The share is an estimate from at most ASKED of them; what more than COMMON reports have is left out as usage,
        unless there is hardly anything else: so neither a long report nor a much used sentence takes long. A report that is
        in the index itself comes with 1.0. Among equals the smaller key comes first.
        """
        found = list(self._places(signature))
        rare = [place for place in found if place[2] - place[1] <= COMMON]
        asked = (rare if len(rare) >= FEWEST else found)[:ASKED]
        hits = Counter(chain.from_iterable(keys[start:stop] for keys, start, stop in asked if start < stop))
        enough = ceil(least * len(asked))
        alike = [(-count, key) for key, count in hits.items() if count >= enough]
        return [Candidate(key, -count / len(asked)) for count, key in nsmallest(most or len(alike), alike)]

    def _places(self, signature: Signature) -> Iterator[tuple[array[int], int, int]]:
        """For each fingerprint the keys of its drawer, and from where to where they are of reports that have it."""
        for one in signature.fingerprints:
            number = one >> SHIFT
            known = self._fingerprints[number]
            start = bisect_left(known, one)
            yield self._keys[number], start, bisect_right(known, one, start)

    def _drawer(self, fingerprint: int) -> tuple[array[int], array[int]]:
        number = fingerprint >> SHIFT
        return self._fingerprints[number], self._keys[number]


def signature_of(letters: str) -> Signature:
    """Own letters (``OwnWords.letters``) → their signature; the same on every machine. Prescribed wording leaves no fingerprint."""
    kept: set[int] = set()
    for run in own_runs(letters):
        if len(run) >= SEED:
            kept.update(_smallest(_hashes(run)))
    return Signature(array(WORD, sorted(kept)))


@cache
def made_by() -> int:
    """A number that changes with the prescribed wording and the lengths a signature rests on."""
    return zlib.crc32(repr((RULES, SEED, WINDOW, boilerplate())).encode("utf-8"))


def _hashes(run: str) -> list[int]:
    data = run.encode("utf-32-le", "surrogatepass")
    wide = SEED * LETTER
    places = map(slice, range(0, len(data), LETTER), range(wide, len(data) + 1, LETTER))
    return list(map(zlib.crc32, map(data.__getitem__, places)))


def _smallest(hashes: list[int]) -> Iterable[int]:
    """The smallest of every WINDOW hashes in a row (winnowing); of a shorter run the smallest of all."""
    if len(hashes) < WINDOW:
        return (min(hashes),)
    width = 1
    while width < WINDOW:
        hashes = [one if one < other else other for one, other in zip(hashes, hashes[width:], strict=False)]
        width *= 2
    return hashes


def _packed(words: array[int]) -> bytes:
    if sys.byteorder == "big":
        words.byteswap()
    return words.tobytes()


def _unpacked(data: bytes) -> array[int]:
    words = array(WORD, data)
    if sys.byteorder == "big":
        words.byteswap()
    return words
