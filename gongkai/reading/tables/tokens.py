"""Running text between two labels → the tokens that may be figures. Page numbers, notes and words are left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gongkai.reading.numbers import UNITS

_PAGE = re.compile(r"\s*(?:[-—–]\s*\d{1,3}\s*[-—–]|第\s*\d+\s*页.*|\d+\s*/\s*\d+)\s*")
_NOTE = re.compile(r"\([^()]*[\u4e00-\u9fff][^()]*\)")
_COUNTS_AS_ONE = re.compile(r"计\s*1\s*[条次件]")
_TOKEN = re.compile(
    rf"(?P<figure>[-+]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:{UNITS})?)"
    r"|(?P<na>[/\\—―–─]+|(?<![\w])-(?![\d-]))"
    r"|(?P<zero>(?<!\S)(?:无|没有|零|暂无)(?!\S))"
    r"|(?P<words>[\u4e00-\u9fff]+)"
)
_CUT = "¦"  # stands where a note was: neither a figure nor white space


class Token(NamedTuple):
    """``text`` as printed without white space; ``line``: which line or cell it stood in; ``words``: no figure."""

    text: str
    line: int
    words: bool = False


def tokens_of(parts: Iterable[tuple[int, str]]) -> Iterator[Token]:
    """Parts of pieces → tokens, words among them."""
    for line, text in parts:
        if not text.strip() or _PAGE.fullmatch(text):
            continue
        if "(" in text:
            text = _NOTE.sub(_CUT, text)
        if "计" in text:
            text = _COUNTS_AS_ONE.sub(_CUT, text)
        for match in _TOKEN.finditer(text):
            yield Token(match[0], line, match["words"] is not None)
