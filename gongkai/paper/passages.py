"""Passages that two reports share word for word (内容雷同), prescribed wording left out."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from gongkai.paper.report import Report
from gongkai.sheets.forms import FORMS, form

SEED = 10  # characters that must agree before a passage is followed
SHORTEST = 24  # a shorter passage is chance
SHORTEST_LABEL = 4
PLACES = 8  # places tried for one seed; keeps a text of one repeated phrase linear

_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十]+[）)、]")
_WORD = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?|[^\W\d_]")


class Passage(NamedTuple):
    """One shared passage as each report prints it; ``length`` counts its characters without figures and marks."""

    here: str
    there: str
    length: int


class Shared(NamedTuple):
    """What two reports share: passages in the order of the first report, and the share of each one's own prose (0–1)."""

    passages: tuple[Passage, ...]
    share_here: float
    share_there: float


class _Text(NamedTuple):
    """Prose reduced to its words: ``letters[i]`` stands at ``places[i]`` of ``source``; figures are one ``#``."""

    source: str
    letters: str
    places: tuple[int, ...]


def shared_passages(here: Report, there: Report) -> Shared:
    """Two reports → the passages their chapters share. Figures may differ inside a passage; boilerplate ends one."""
    one, two = _text(here), _text(there)
    index = _index(two.letters)
    passages: list[Passage] = []
    taken_two: set[int] = set()
    at = length = 0
    while at + SEED <= len(one.letters):
        start, found = _longest(one.letters, at, two.letters, index.get(one.letters[at : at + SEED], []))
        if found >= SHORTEST:
            passages.append(Passage(_quote(one, at, found), _quote(two, start, found), found))
            taken_two.update(range(start, start + found))
            length += found
            at += found
        else:
            at += 1
    return Shared(tuple(passages), _share(length, one), _share(len(taken_two), two))


def _longest(one: str, at: int, two: str, starts: Sequence[int]) -> tuple[int, int]:
    """The place of ``two`` that agrees longest with ``one`` from ``at`` on, and for how many characters."""
    best = (0, 0)
    for start in starts:
        length = 0
        while (
            at + length < len(one)
            and start + length < len(two)
            and one[at + length] == two[start + length] != "\n"
        ):
            length += 1
        if length > best[1]:
            best = (start, length)
    return best


def _index(letters: str) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for start in range(len(letters) - SEED + 1):
        places = index[letters[start : start + SEED]]
        if len(places) < PLACES:
            places.append(start)
    return index


def _text(report: Report) -> _Text:
    source = "\n".join(paragraph for section in report.sections for paragraph in section.paragraphs)
    words = [(match.start(), match.group()) for match in _WORD.finditer(source)]
    letters = "".join("#" if word[0].isdigit() else word for _, word in words)
    plain = letters.replace("#", "")
    cut = _cut(plain)
    kept = iter(cut)
    marked = "".join("#" if letter == "#" else next(kept) for letter in letters)
    return _Text(source, marked, tuple(place for place, _ in words))


def _cut(plain: str) -> str:
    """The letters with every boilerplate phrase turned into line ends, which end a passage."""
    return _boilerplate().sub(lambda found: "\n" * len(found.group()), plain)


@cache
def _boilerplate() -> re.Pattern[str]:
    data = tomllib.loads((files("gongkai.paper") / "boilerplate.toml").read_text("utf-8"))
    phrases = {*data["phrases"], *_labels()}
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))


def _labels() -> Iterator[str]:
    """Row, column and group labels of the official forms, as they look without figures and marks."""
    for code in FORMS:
        for line, column in form(code).cells.values():
            for label in (line.label, column.label, *line.group, *column.group):
                words = _WORD.findall(_NUMBERING.sub("", label))
                letters = "".join(word for word in words if not word[0].isdigit())
                if len(letters) >= SHORTEST_LABEL:
                    yield letters


def _quote(text: _Text, start: int, length: int) -> str:
    return " ".join(text.source[text.places[start] : text.places[start + length - 1] + 1].split())


def _share(length: int, text: _Text) -> float:
    own = len(text.letters) - text.letters.count("\n")
    return length / own if own else 0.0
