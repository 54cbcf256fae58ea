"""One spelling for one character: full-width forms, odd blanks and traditional script, each character for one, so that
every offset in the normal text is the offset in the source."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

# Characters that only traditional copies of such reports have; one of them decides whether to convert at all.
_TELLTALE = "開請報務機關會處訴訟複議誤條數總結轉"
_KEEP = frozenset("。、【】《》〈〉“”‘’…")


def _plain_forms() -> dict[int, str]:
    """Code point → one-character normal form, for compatibility characters whose NFKC is one character long."""
    ranges = (range(0x2E80, 0x2FE0), range(0x3000, 0x3100), range(0xF900, 0xFB00), range(0xFE30, 0xFF65))
    table = {}
    for point in (p for span in ranges for p in span):
        char = chr(point)
        plain = unicodedata.normalize("NFKC", char)
        if len(plain) == 1 and plain != char and char not in _KEEP:
            table[point] = plain
    table |= {
        0x00A0: " ",
        0x3000: " ",
        0x2002: " ",
        0x2003: " ",
        0x2009: " ",
        0x202F: " ",
        0xFEFF: " ",
        0x200B: " ",
    }
    table |= {ord("．"): ".", ord("﹒"): ".", ord("－"): "-", ord("−"): "-", ord("﹣"): "-"}
    return table


_PLAIN = _plain_forms()


def plain(text: str) -> str:
    """Full-width digits, letters and brackets to half width, odd blanks to a space; same length."""
    if text.isascii():
        return text
    return _plain_short(text) if len(text) < 60 else text.translate(_PLAIN)


@lru_cache(4096)
def _plain_short(text: str) -> str:
    return text.translate(_PLAIN)


def is_traditional(text: str) -> bool:
    """Whether the text is a traditional-script copy: several kinds of character that simplified text never has."""
    return sum(char in text for char in _TELLTALE) >= 4


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _simple(char: str) -> str:
    simple = str(_converter().convert(char))
    return simple if len(simple) == 1 else char


def simplify(text: str) -> str:
    """Traditional to simplified script, character by character; same length."""
    table = {ord(char): _simple(char) for char in set(text) if char >= "\u3400"}
    return text.translate(table)


_TONED = re.compile(
    r"[(\[]?[a-zü]{0,6}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{0,6}[)\]]?\s?", re.IGNORECASE
)
_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])"
_FINAL = "(?:iang|iong|uang|ang|eng|ong|iao|ian|ing|uai|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|er|[aoeiuv])"
_TONELESS = re.compile(
    rf"(?<![\w.@:/-])[(\[]?{_INITIAL}?{_FINAL}(?:[\s']?{_INITIAL}{_FINAL}){{0,8}}[)\]]?(?![\w.@:/-])\s?",
    re.IGNORECASE | re.ASCII,
)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_OFTEN = 40  # toneless syllables in a paper that otherwise has next to no Latin words


def is_laced(text: str) -> bool:
    """Whether pinyin, with tone marks or without, is set between the characters of the text."""
    start = text[:20000]
    if any(mark in start for mark in "āáǎàōóǒò") and len(_TONED.findall(start)) >= 12:
        return True
    if len(start.encode("ascii", "ignore").translate(None, _NO_LETTERS)) < 2 * _OFTEN:
        return False
    words = len(re.findall(r"[A-Za-z]+", start))
    return words >= _OFTEN and len(_TONELESS.findall(start)) * 5 >= words * 4


def unlaced(text: str) -> str:
    """The text without its pinyin; shorter than the source."""
    return _TONELESS.sub("", _TONED.sub("", text))
