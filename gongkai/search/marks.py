"""Where a text holds what was looked for, in the text as it is printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from gongkai.search.words import HAN, Run

AROUND: Final = 60  # characters of an extract before the first hit
EXTRACT: Final = 200


class Piece(NamedTuple):
    """A stretch of text, marked where it was looked for."""

    text: str
    marked: bool


def _pattern(runs: Sequence[Run]) -> re.Pattern[str]:
    """The runs longest first, Chinese ones with blanks between their characters, others as whole words."""
    parts = [r"\s*".join(map(re.escape, run.text)) if run.han else _whole(run.text) for run in runs]
    return re.compile("|".join(parts))


def _whole(word: str) -> str:
    letters = rf"[^\W_{HAN}]"
    return rf"(?<!{letters}){re.escape(word)}(?!{letters})"


def _folded(text: str) -> tuple[str, list[int]]:
    """The text character by character in one width and case, and where each character comes from."""
    characters = [
        (c, at) for at, raw in enumerate(text) for c in unicodedata.normalize("NFKC", raw).casefold()
    ]
    return "".join(c for c, _ in characters), [at for _, at in characters] + [len(text)]


def marked(text: str, runs: Sequence[Run]) -> list[Piece]:
    """The whole text in pieces, marked and not, that put together are the text."""
    if not runs:
        return [Piece(text, False)]
    folded, places = _folded(text)
    pieces, at = [], 0
    for hit in _pattern(runs).finditer(folded):
        begin, end = places[hit.start()], max(places[hit.end() - 1] + 1, places[hit.start()] + 1)
        if begin > at:
            pieces.append(Piece(text[at:begin], False))
        if end > at:
            pieces.append(Piece(text[max(at, begin) : end], True))
            at = end
    return [*pieces, Piece(text[at:], False)] if at < len(text) else pieces


def extract(text: str, runs: Sequence[Run]) -> list[Piece]:
    """A stretch of a long text around the first hit, marked; its beginning where nothing is hit."""
    first = _pattern(runs).search(text) if runs else None
    if first is None and runs:
        folded, places = _folded(text)
        hit = _pattern(runs).search(folded)
        at = places[hit.start()] if hit else 0
    else:
        at = first.start() if first else 0
    begin = max(0, at - AROUND)
    shown = re.sub(r"\s+", " ", text[begin : begin + EXTRACT]).strip()
    whole = ("…" if begin else "") + shown + ("…" if begin + EXTRACT < len(text) else "")
    return marked(whole, runs)
