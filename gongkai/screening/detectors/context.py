"""What stands around a number says what it is: words of its own kind, words of another, units of an amount."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from gongkai.screening.kinds import kinds
from gongkai.screening.tape import BREAK, CELL, ROW, Piece

Says = Literal["own", "person", "other", ""]

_BEFORE, _AFTER = 28, 10
_WORDS = Path(__file__).with_name("context.toml")
_ENDS = re.compile(f"[。；;！？!?{CELL}{ROW}{BREAK}]")
_NUMBERED = re.compile(r"[\u4e00-\u9fffA-Za-z](?:号|码|编号|代码|序号)\s{0,2}[:：为是#]?\s{0,2}\Z")
_LATIN_LABEL = re.compile(
    r"(?<!forma)(?:^|[-_.]|[a-z](?=[A-Z]))(?:u?id|key|code|time|timestamp|version|size|sn|no|index)$"
    r"|(?:^|[-_.])ts$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:://|www\.|/[\w-]+/|[?&]\w+=|\w\.(?:com|cn|net|org)/)[^\s\"'<>，。；、（）]*\Z")
_SEARCHED = re.compile(r"[?&](?:q|wd|kw|key|keywords?|query|search)=\Z", re.IGNORECASE)


@cache
def _lists() -> dict[str, list[str]]:
    return tomllib.loads(_WORDS.read_text("utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    """Every word that tells something of the number beside it, the longest first."""
    words = {word for kind in kinds().values() for word in kind.near} | set(_lists()["other"])
    return re.compile("|".join(map(_alone, sorted(words, key=len, reverse=True))), re.IGNORECASE)


def _alone(word: str) -> str:
    """A Latin word that points away counts only by itself: the sn in snow is no serial number."""
    plain = re.escape(word)
    return rf"(?<![a-z]){plain}(?![a-z])" if word.isascii() and word in _lists()["other"] else plain


@cache
def _meaning(word: str) -> frozenset[str]:
    """The kinds that a word points to, "other" where it points away from persons."""
    found = {kind.code for kind in kinds().values() if word in kind.near}
    return frozenset(found or {"other"})


@cache
def _units() -> re.Pattern[str]:
    return re.compile(" ?(?:" + "|".join(_lists()["units"]) + ")", re.IGNORECASE)


def before(text: str, start: int) -> str:
    """The words before a place, back to the end of the sentence or cell before."""
    words = text[max(start - _BEFORE, 0) : start]
    ends = list(_ENDS.finditer(words))
    return words[ends[-1].end() :] if ends else words


def after(text: str, end: int) -> str:
    """The words behind a place, up to the end of the sentence or cell."""
    words = text[end : end + _AFTER]
    stop = _ENDS.search(words)
    return words[: stop.start()] if stop else words


def says(kind: str, text: str, span: tuple[int, int], piece: Piece) -> Says:
    """What the surroundings say of a number: "own" it is of the kind, "person" it is another number of a person,
    "other" it is something else, "" nothing. The nearest word counts, then the label of the piece."""
    for words in (before(text, span[0]), piece.label):
        if words is piece.label and _heads().search(words) and not _own(kind, words):
            return "other"
        word = _last_word(words)
        if word:
            return _verdict(kind, _meaning(word))
        if _NUMBERED.search(words) or (words is piece.label and _LATIN_LABEL.search(words)):
            return "other"
    behind = _pattern().search(after(text, span[1]))
    if behind and kind in _meaning(behind[0].lower()):
        return "own"
    return ""


@cache
def _heads() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _lists()["heads"])))


def _own(kind: str, words: str) -> bool:
    return any(kind in _meaning(word.lower()) for word in _pattern().findall(words))


def _last_word(words: str) -> str:
    """The last telling word; 编号 right behind 身份证 belongs to it."""
    last, end = "", -1
    for found in _pattern().finditer(words):
        word = found[0].lower()
        if found.start() != end or not (word == "号码" or "other" in _meaning(word)):
            last = word
        end = found.end()
    return last


def _verdict(kind: str, meant: frozenset[str]) -> Says:
    if kind in meant:
        return "own"
    return "other" if "other" in meant else "person"


def is_amount(text: str, end: int) -> bool:
    """Whether a unit, or a decimal fraction, follows."""
    return bool(_units().match(text, end)) or bool(
        re.match(r"\.\d{1,2}(?!\d)|,\d{3}(?!\d)", text[end : end + 6])
    )


def in_address(text: str, start: int) -> bool:
    """Whether the place is in the middle of a web address, whose numbers are those of pages; what somebody searched
    for is no such number."""
    words = text[max(start - 120, 0) : start]
    return bool(_ADDRESS.search(words)) and not _SEARCHED.search(words)
