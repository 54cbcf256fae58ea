"""Where the row labels of an official table stand on the tape: a chain of hits in sheet order, the best one the paper
offers, so that the same words in the prose do not count."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from rapidfuzz import fuzz

_REACH = (
    420  # squeezed characters between two neighbouring labels: a row of city-size figures and a repeated head
)
_MOST_SHEETS = 6
_AROUND = 3000  # squeezed characters: more than the longest of the tables
_LIKENESS = 78  # per cent of a label that a misprint must keep
_DIGITS = "0123456789"
_DIGIT = re.compile(r"[0-9]")


class Label(NamedTuple):
    """A row label: its code, rank in the sheet, own number, official wording without it, and the spellings it is found
    by."""

    code: str
    rank: int
    number: str
    official: str
    keys: tuple[str, ...]
    near: tuple[str, ...]
    mark: bool


class Hit(NamedTuple):
    """A label found on the tape: squeezed positions, the number before it included."""

    start: int
    end: int
    label: Label


@cache
def labels_of(table: str) -> tuple[Label, ...]:
    """The labels of "T2", "T3" or "R", in sheet order."""
    text = files("gongkai.reading").joinpath("spellings.toml").read_text("utf-8")
    return tuple(_label(entry, rank) for rank, entry in enumerate(tomllib.loads(text)[table]))


def _label(entry: Mapping[str, Any], rank: int) -> Label:
    keys, near = tuple(entry["keys"]), tuple(entry.get("near", ()))
    official = (keys or near)[0]
    official = official[official.find(")") + 1 :] if keys else official
    return Label(entry["code"], rank, entry.get("number", ""), official, keys, near, entry.get("mark", False))


@cache
def _number_before(number: str) -> re.Pattern[str]:
    bare = re.escape(number.strip("()"))
    alone = "" if number in _DIGITS else f"|{bare}"  # a digit without a stop may be a figure
    return re.compile(rf"(?:\({bare}\)|\(?{bare}[.、,:)]{alone})$")


def _opening(text: str, start: int, label: Label) -> int:
    """Where the label begins when the number before it is taken in."""
    number = label.number
    if not number or text.startswith(number, start):
        return start
    match = _number_before(number).search(text, max(start - 5, 0), start)
    return start if match is None else match.start()


def _places(text: str, key: str, low: int, high: int) -> Iterator[int]:
    place = text.find(key, low, high)
    while place >= 0:
        yield place
        place = text.find(key, place + 1, high)


def _hits(text: str, label: Label, zone: tuple[int, int]) -> list[Hit]:
    """All hits of one label in a zone; of overlapping ones the first and longest."""
    places = sorted((place, -len(key), key) for key in label.keys for place in _places(text, key, *zone))
    found: list[Hit] = []
    for place, _length, key in places:
        low = found[-1].end if found else 0
        if place >= low:
            found.append(_whole(text, label, place, key, low))
    return found


def _is_chain(hits: Sequence[Hit]) -> bool:
    """Whether the hits are one table and nothing else."""
    pairs = zip(hits, hits[1:], strict=False)
    return all(a.label.rank < b.label.rank and a.end <= b.start < a.start + _REACH + 60 for a, b in pairs)


def _best_chain(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The heaviest chain with rising rank and without leaps; weight is the length of what matched."""
    if _is_chain(hits):
        return hits
    weights: list[int] = []
    before: list[int] = []
    for j, hit in enumerate(hits):
        best, origin = 0, -1
        for i in range(j - 1, -1, -1):
            if hit.start - hits[i].start > _REACH + 60:
                break
            fits = hits[i].label.rank < hit.label.rank and hits[i].end <= hit.start
            if fits and weights[i] > best:
                best, origin = weights[i], i
        weights.append(best + 4 + min(hit.end - hit.start, 12))
        before.append(origin)
    chain, at = [], max(range(len(weights)), key=weights.__getitem__)
    while at >= 0:
        chain.append(hits[at])
        at = before[at]
    return chain[::-1]


def _alike(one: str, other: str) -> bool:
    """Whether half of the characters agree, place by place."""
    return bool(one) and sum(a == b for a, b in zip(one, other, strict=False)) * 2 >= len(one)


_NOISE = 4  # characters of a group's upright label that may stand between two parts of a row's label


def _head(text: str, head: str, place: int, low: int) -> int:
    """Where the part of a label that comes before ``place`` begins; ``place`` where it is not there."""
    if _alike(head, text[max(place - len(head), low) : place]):
        return place - len(head)
    start = text.rfind(head, max(place - len(head) - _NOISE, low), place) if len(head) > 1 else -1
    return start if start >= 0 and not _DIGIT.search(text, start, place) else place


def _whole(text: str, label: Label, place: int, part: str, low: int) -> Hit:
    """A part of a label found → the hit with what the official label has before and behind it, misprints allowed."""
    official = label.official
    if len(part) >= len(official):
        return Hit(max(_opening(text, place, label), low), place + len(part), label)
    at = official.find(part)
    if at < 0:
        return Hit(max(_opening(text, place, label), low), place + len(part), label)
    start = _head(text, official[:at], place, low) if at else place
    end = place + len(part)
    rest = official[at + len(part) :]
    behind = text[end : end + len(rest)]
    digit = _DIGIT.search(behind)
    behind = behind[: digit.start()] if digit else behind
    if _alike(behind, rest):
        end += max(i + 1 for i, char in enumerate(behind) if char == rest[i])
    return Hit(max(_opening(text, start, label), low), end, label)


def _nearby(text: str, label: Label, low: int, high: int) -> Hit | None:
    for key in label.near:
        place = text.find(key, low, high)
        if place >= 0:
            return _whole(text, label, place, key, low)
    return None


def _beginning(text: str, label: Label, low: int, high: int) -> Hit | None:
    """The first part of a label that the paper breaks off, with its figures in the middle: its first place."""
    key = label.official
    shortest = max(len(key) * 2 // 5, 4)
    place = text.find(key[:shortest], low, high) if shortest < len(key) else -1
    if place < 0:
        return None
    length = next(
        (n for n in range(shortest, len(key)) if text[place + n : place + n + 1] != key[n]), len(key)
    )
    return _whole(text, label, place, key[:length], low)


def _misprint(text: str, label: Label, low: int, high: int) -> Hit | None:
    """A label with a character or two wrong, between its neighbours."""
    wanted = max((*label.keys, *label.near), key=len)
    if high - low < len(wanted) - 2 or len(wanted) < 4:
        return None
    match = fuzz.partial_ratio_alignment(wanted, text[low:high], score_cutoff=_LIKENESS)
    if match is None or match.dest_end - match.dest_start < 4:
        return None
    place, end = low + match.dest_start, low + match.dest_end
    if _DIGIT.search(text, place, end):
        return None
    return Hit(max(_opening(text, place, label), low), end, label)


Search = Callable[[str, Label, int, int], Hit | None]


def _tail_end(text: str, last: Hit) -> int:
    """How far a label behind the last one found may stand: not beyond the next chapter."""
    end = min(last.end + 120, len(text))
    stops = [text.find(word, last.end, end) for word in ("行政复议", "四、", "五、")]
    return min((stop for stop in stops if stop >= 0), default=end)


def _complete(text: str, chain: Sequence[Hit], labels: Sequence[Label]) -> list[Hit]:
    """The chain with the labels that were not found by a distinctive key, looked for between their neighbours."""
    codes = [hit.label.code for hit in chain]
    over = {code.rpartition(".")[0] for code in codes}  # a group's own label may float beside its rows
    found = [hit for hit in chain if hit.label.code not in over]
    known = {*codes, *over}
    missing = [label for label in labels if label.code not in known]
    for search in (_beginning, _nearby, _misprint):
        for label in missing:
            hit = _between(text, label, found, search)
            if hit is not None:
                insort(found, hit, key=_rank)
        missing = [label for label in missing if not any(hit.label is label for hit in found)]
    return found


def _rank(hit: Hit) -> int:
    return hit.label.rank


def _between(text: str, label: Label, found: Sequence[Hit], search: Search) -> Hit | None:
    """One label looked for between the two found ones that it must stand between."""
    at = bisect_left(found, label.rank, key=_rank)
    outside = at in (0, len(found))
    if outside and search is not _nearby:
        return None
    low = found[at - 1].end if at else max(found[0].start - 120, 0)
    high = found[at].start if at < len(found) else _tail_end(text, found[-1])
    return search(text, label, low, high) if 2 <= high - low <= _REACH * 2 else None


def _zone(text: str, labels: Sequence[Label]) -> tuple[int, int] | None:
    """The part of the paper where the table may stand: around the places of every fourth label; None without any."""
    samples = [label.keys[0] for label in labels if label.keys][::4]
    first = [(place, key) for key in samples if (place := text.find(key)) >= 0]
    if not first:
        return None
    return max(min(first)[0] - _AROUND, 0), max(text.rfind(key) for _, key in first) + _AROUND


def headless(text: str, table: str, low: int, high: int) -> tuple[Hit, ...]:
    """The rows of a table that stands without any of its heads between two positions, looked for one after another."""
    found: list[Hit] = []
    for label in labels_of(table):
        hit = None if label.mark else _nearby(text, label, found[-1].end if found else low, high)
        if hit is not None:
            found.append(hit)
    return tuple(found)


def chains(text: str, table: str, least: int) -> list[tuple[Hit, ...]]:
    """Squeezed text → every place where the table stands, each as its labels in order; ``least`` labels make a table."""
    labels = labels_of(table)
    zone = _zone(text, labels)
    if zone is None:
        return []
    hits = sorted(hit for label in labels for hit in _hits(text, label, zone))
    found: list[tuple[Hit, ...]] = []
    while len(hits) >= least and len(found) < _MOST_SHEETS:
        chain = _best_chain(hits)
        if len(chain) < least:
            break
        found.append(tuple(_complete(text, chain, labels)))
        low, high = found[-1][0].start, found[-1][-1].end
        hits = [hit for hit in hits if hit.end <= low or hit.start >= high]
    return sorted(found, key=lambda chain: chain[0].start)
