"""Wrong words, by the list of the platform and the county's own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from gongkai.screening.detectors.find import Find
from gongkai.screening.detectors.literals import any_of
from gongkai.screening.hits import Sure
from gongkai.screening.tape import Tape

KIND = "wrong_word"
_LIST = Path(__file__).with_name("words.toml")
_BETWEEN = re.compile(r"\s*(?:→|->|=>|\t|,|，| )\s*")
_ENOUGH = 2
_AROUND = re.compile(r"\(\?(?:<?[=!])(?:[^()]|\([^()]*\))*\)")


@cache
def _wrong() -> tuple[tuple[re.Pattern[str], str], ...]:
    listed = tomllib.loads(_LIST.read_text("utf-8"))["wrong"]
    return tuple([(re.compile(like), right) for like, right in listed.items()])


@cache
def _by_core() -> dict[str, list[int]]:
    """Of every pattern the plain words that it needs one of: word → numbers of patterns."""
    found: dict[str, list[int]] = {}
    for number, (like, _) in enumerate(_wrong()):
        for core in _AROUND.sub("", like.pattern).split("|"):
            found.setdefault(core, []).append(number)
    return found


@cache
def _any() -> re.Pattern[str]:
    return any_of(_by_core())


def find_wrong_words(tape: Tape, text: str, own_words: Sequence[str] = ()) -> Iterator[Find]:
    """Wrong words in what a reader sees. ``own_words``: further ones, each alone or as 错词 正词."""
    cores = {found[0] for found in _any().finditer(text)}
    for number in sorted({number for core in cores for number in _by_core()[core]}):
        like, right = _wrong()[number]
        for found in like.finditer(text):
            if not tape.at(found.start())[0].hidden:
                yield _find(text, *found.span(), right, "likely")
    for wrong, right in map(_own, own_words):
        for found in re.finditer(re.escape(wrong), text) if wrong else ():
            if not tape.at(found.start())[0].hidden:
                yield _find(text, *found.span(), right, "certain")


def _own(entry: str) -> tuple[str, str]:
    wrong, _, right = _BETWEEN.sub("\t", entry.strip(), count=1).partition("\t")
    return wrong, right


def _find(text: str, start: int, end: int, right: str, sure: Sure) -> Find:
    wrong = text[start:end]
    around = " ".join(text[start : max(end, start + _ENOUGH)].split())
    said = f"“{wrong}”" if around == wrong else f"“{around}”中的“{wrong}”"
    shown = f"{said}应为“{right}”" if right else f"{said}不宜使用"
    return Find(KIND, start, end, wrong, shown, sure)
