"""Digits written in any way brought to one: full width, circled, mathematical, with signs of no width between; every
character keeps its place, or a map leads back to it."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

NUMERALS = "〇零○洞一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两拐勾貳參陸肆"
_VALUES = "0000" + "123456789" * 2 + "1279" + "2364"
_NO_WIDTH = "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff\u0300-\u036f\u20d0-\u20ff\U000e0020-\U000e007f\U000e0100-\U000e01ef"
_GAPS = re.compile(f"[{_NO_WIDTH}]")
_HYPHENS = "‐‑‒–—―−－﹣﹘⁃➖"
_DOTS = "．·•・‧∙⋅｡﹒"
_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2800\t"
)


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0x80, min(sys.maxunicode, 0x1FBFF) + 1):
        char = chr(code)
        digit = unicodedata.digit(char, -1)
        if 0 <= digit <= 9:
            table[code] = str(digit)
    for first, base in (
        (0x2460, 1),
        (0x2776, 1),
        (0x2780, 1),
        (0x278A, 1),
        (0x24F5, 1),
        (0x2474, 1),
        (0x2488, 1),
    ):
        table.update({first + step: str(base + step) for step in range(9)})
    table.update({0xFF01 + step: chr(0x21 + step) for step in range(94) if chr(0x21 + step).isalnum()})
    table.update({ord("＠"): "@", ord("＋"): "+", ord("＿"): "_", ord("／"): "/", ord("｜"): "|"})
    table.update(dict.fromkeys(map(ord, _HYPHENS), "-") | dict.fromkeys(map(ord, _DOTS), "."))
    table.update(dict.fromkeys(map(ord, _SPACES), " "))
    table[ord("\t")] = " "
    table.update(
        {
            ord("Х"): "X",
            ord("х"): "x",
            ord("Χ"): "X",
            ord("χ"): "x",
            ord("О"): "O",
            ord("о"): "o",
            ord("Ⅹ"): "X",
            ord("Ο"): "O",
            ord("ο"): "o",
            ord("І"): "I",
        }
    )
    return table


_FOLDED = _table()
_SPECIAL = frozenset(map(chr, _FOLDED)) | {"\t"}
_FEW = 16
_SPOKEN = str.maketrans(NUMERALS + "、", _VALUES + " ")


class Folded(NamedTuple):
    """A text of ASCII digits, and where in the text it came from signs of no width were left out."""

    text: str
    left_out: Sequence[int] = ()

    def place(self, offset: int) -> int:
        """Where a character of the folded text stands in the original."""
        if not self.left_out:
            return offset
        low, high = 0, len(self.left_out)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.left_out[middle] - middle <= offset else (low, middle)
        return offset + low

    def offset(self, place: int) -> int:
        """Where a character of the original stands in the folded text."""
        return place - bisect_left(self.left_out, place) if self.left_out else place


def fold(text: str) -> Folded:
    """A text → the same with every digit, hyphen, dot and blank in its plain form and nothing of no width."""
    if text.isascii():
        return Folded(text.replace("\t", " "))
    left_out = [found.start() for found in _GAPS.finditer(text)]
    if left_out:
        text = _GAPS.sub("", text)
    special = _SPECIAL.intersection(text)
    if len(special) > _FEW:
        return Folded(text.translate(_FOLDED), left_out)
    for char in special:
        text = text.replace(char, _FOLDED[ord(char)])
    return Folded(text, left_out)


def spoken(text: str) -> str:
    """Digits told in Chinese numerals as figures, character for character: 一三八 → 138."""
    return text.translate(_SPOKEN)
