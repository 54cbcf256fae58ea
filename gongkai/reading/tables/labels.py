"""Where the row labels of an official table stand on the tape: a chain of hits in sheet order, the best one the paper
offers, so that the same words in the prose do not count."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz import fuzz

_REACH = (
    420  # squeezed characters between two neighbouring labels: a row of city-size figures and a repeated head
)
_MOST_SHEETS = 6
_LIKENESS = 78  # per cent of a label that a misprint must keep
_DIGITS = "0123456789"


class Label(NamedTuple):
    """A row label: its code, rank in the sheet, own number, and the spellings it is found by."""

    code: str
    rank: int
    number: str
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
    return tuple(
        Label(
            entry["code"],
            rank,
            entry.get("number", ""),
            tuple(entry["keys"]),
            tuple(entry.get("near", ())),
            entry.get("mark", False),
        )
        for rank, entry in enumerate(tomllib.loads(text)[table])
    )


@cache
def _number_before(number: str) -> re.Pattern[str]:
    bare = re.escape(number.strip("()"))
    return re.compile(rf"(?:\({bare}\)|\(?{bare}[.、,:)]|{bare})$")


def _opening(text: str, start: int, number: str) -> int:
    """Where the label begins when the number before it is taken in; digits of a figure are left alone."""
    if not number:
        return start
    match = _number_before(number).search(text, max(start - 5, 0), start)
    if match is None:
        return start
    opening = match.start()
    loose = match.end() - opening == 1 and opening > 0 and text[opening - 1] in _DIGITS
    return start if loose and number in _DIGITS else opening


def _places(text: str, key: str) -> Iterable[int]:
    place = text.find(key)
    while place >= 0:
        yield place
        place = text.find(key, place + 1)


def _hits(text: str, label: Label) -> list[Hit]:
    """All hits of one label; of overlapping ones the first and longest."""
    places = sorted((place, -len(key)) for key in label.keys for place in _places(text, key))
    found: list[Hit] = []
    for place, length in places:
        if not found or place >= found[-1].end:
            found.append(Hit(_opening(text, place, label.number), place - length, label))
    return found


def _best_chain(hits: Sequence[Hit]) -> list[Hit]:
    """The heaviest chain with rising rank and without leaps; weight is the length of what matched."""
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
    if not weights:
        return []
    chain, at = [], max(range(len(weights)), key=weights.__getitem__)
    while at >= 0:
        chain.append(hits[at])
        at = before[at]
    return chain[::-1]


def _alike(one: str, other: str) -> bool:
    """Whether half of the characters agree, place by place."""
    return bool(one) and sum(a == b for a, b in zip(one, other, strict=False)) * 2 >= len(one)


def _whole(text: str, label: Label, place: int, part: str, low: int) -> Hit:
    """A part of a label found → the hit with what the official label has before and behind it, misprints allowed."""
    official = label.keys[0] if label.keys else part
    official = official[official.find(")") + 1 :]
    at = max(official.find(part), 0)
    start, end = place, place + len(part)
    if _alike(official[:at], text[max(place - at, low) : place]):
        start -= at
    rest = official[at + len(part) :] if part in official else ""
    behind = text[end : end + len(rest)]
    behind = behind[: next((i for i, char in enumerate(behind) if char.isdigit()), len(behind))]
    if _alike(behind, rest):
        end += len(behind)
    return Hit(max(_opening(text, start, label.number), low), end, label)


def _nearby(text: str, label: Label, low: int, high: int) -> Hit | None:
    for key in label.near:
        place = text.find(key, low, high)
        if place >= 0:
            return _whole(text, label, place, key, low)
    return None


def _beginning(text: str, label: Label, low: int, high: int) -> Hit | None:
    """The first part of a label that the paper breaks off, with its figures in the middle."""
    for key in label.keys[:1] or label.near[:1]:
        bare = key[key.find(")") + 1 :]
        for length in range(len(bare) - 1, max(len(bare) * 2 // 5, 4) - 1, -1):
            place = text.find(bare[:length], low, high)
            if place >= 0:
                return _whole(text, label, place, bare[:length], low)
    return None


def _misprint(text: str, label: Label, low: int, high: int) -> Hit | None:
    """A label with a character or two wrong, between its neighbours."""
    wanted = max((*label.keys, *label.near), key=len)
    if high - low < len(wanted) - 2 or len(wanted) < 4:
        return None
    match = fuzz.partial_ratio_alignment(wanted, text[low:high], score_cutoff=_LIKENESS)
    if match is None or match.dest_end - match.dest_start < 4:
        return None
    place = low + match.dest_start
    return Hit(max(_opening(text, place, label.number), low), low + match.dest_end, label)


def _tail_end(text: str, last: Hit) -> int:
    """How far a label behind the last one found may stand: not beyond the next chapter."""
    end = min(last.end + 120, len(text))
    stops = [text.find(word, last.end, end) for word in ("行政复议", "四、", "五、")]
    return min((stop for stop in stops if stop >= 0), default=end)


def _complete(text: str, chain: list[Hit], labels: Sequence[Label]) -> list[Hit]:
    """The chain with the labels that were not found by a distinctive key, looked for between their neighbours."""
    codes = [hit.label.code for hit in chain]
    over = {code.rpartition(".")[0] for code in codes}  # a group's own label may float beside its rows
    found = {hit.label.rank: hit for hit in chain if hit.label.code not in over}
    first, last = chain[0], chain[-1]
    for search in (_beginning, _nearby, _misprint):
        for label in labels:
            if label.rank in found or label.code in over:
                continue
            lower = max((rank for rank in found if rank < label.rank), default=None)
            upper = min((rank for rank in found if rank > label.rank), default=None)
            if search is not _nearby and (lower is None or upper is None):
                continue
            low = found[lower].end if lower is not None else max(first.start - 120, 0)
            high = found[upper].start if upper is not None else _tail_end(text, last)
            hit = search(text, label, low, high) if high - low <= _REACH * 2 else None
            if hit is not None:
                found[label.rank] = hit
    return [found[rank] for rank in sorted(found)]


def _worth_looking(text: str, labels: Sequence[Label]) -> bool:
    """A quick look for two of the labels, before all places of all of them are looked for."""
    there = (label for label in labels if any(key in text for key in label.keys))
    return next(there, None) is not None and next(there, None) is not None


def chains(text: str, table: str, least: int) -> list[tuple[Hit, ...]]:
    """Squeezed text → every place where the table stands, each as its labels in order; ``least`` labels make a table."""
    labels = labels_of(table)
    if not _worth_looking(text, labels):
        return []
    hits = sorted(hit for label in labels for hit in _hits(text, label))
    found: list[tuple[Hit, ...]] = []
    while len(hits) >= least and len(found) < _MOST_SHEETS:
        chain = _best_chain(hits)
        if len(chain) < least:
            break
        found.append(tuple(_complete(text, chain, labels)))
        low, high = found[-1][0].start, found[-1][-1].end
        hits = [hit for hit in hits if hit.end <= low or hit.start >= high]
    return sorted(found, key=lambda chain: chain[0].start)
