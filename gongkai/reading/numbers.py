"""What is printed in a cell → a figure with one of its four faces."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from gongkai.sheets.filled import BLANK, Face, Figure, Number

UNITS = "亿元|万元|元|人次|件次|件|条|个|次|项|人|篇|期|份|起|宗|场|部"
_ZERO_WORDS = frozenset(("无", "没有", "零", "暂无", "〇", "无。", "未发生"))
_FIGURE = re.compile(
    r"(?:\([^()]*[\u4e00-\u9fff][^()]*\))?"
    rf"(?P<sign>[-+]|增加?|减少?)?(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<part>\.\d+)?(?P<unit>{UNITS})?"
    r"(?P<note>\([^()]*[\u4e00-\u9fff][^()]*\))?"
)
_NOT_APPLICABLE = re.compile(r"[/\\—―–─-]+")
_IN_WAN = {"亿元": Decimal(10000), "万元": Decimal(1), "元": Decimal("0.0001")}


def number_of(text: str) -> Number:
    """Plain digits, with or without a fraction → int where it is whole, else Decimal."""
    if "." not in text:
        return int(text)
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value


def _money(value: Number, printed: str, wanted: str) -> Number:
    """Yuan into the form's 万元 and back, where the cell prints another unit than the form."""
    factor = _IN_WAN[printed] / _IN_WAN[wanted]
    if factor == 1:
        return value
    amount = Decimal(value) * factor
    return int(amount) if amount == amount.to_integral_value() else amount.normalize()


@lru_cache(4096)
def figure_of(text: str, unit: str = "") -> Figure:
    """The normal text of one cell → its figure. ``unit``: unit of the form's cell, for money printed in another one.

    约, 余, 多 and every other wording make the cell unreadable: an approximation is a claim, never a cell.
    """
    token = "".join(text.split())
    if not token:
        return BLANK
    if token.isascii() and token.isdigit() and (token == "0" or token[0] != "0"):
        return Figure(Face.NUMBER, int(token), token)
    return _worded(token, " ".join(text.split()), unit)


def _worded(token: str, printed: str, unit: str) -> Figure:
    if token in _ZERO_WORDS:
        return Figure(Face.NUMBER, 0, token)
    if _NOT_APPLICABLE.fullmatch(token):
        return Figure(Face.NOT_APPLICABLE, None, token)
    match = _FIGURE.fullmatch(token)
    if match is None or _is_broken(match["digits"], printed):
        return Figure(Face.UNREADABLE, None, printed)
    value = number_of(match["digits"].replace(",", "") + (match["part"] or ""))
    if match["unit"] in _IN_WAN and unit in _IN_WAN:
        value = _money(value, match["unit"], unit)
    return Figure(Face.NUMBER, -value if (match["sign"] or "+")[0] in "-减" else value, token)


def _is_broken(digits: str, printed: str) -> bool:
    """Whether the digits stood apart ("1 2" is no 12) or open with a zero that no number has ("0000000")."""
    apart = re.search(r"\d\s+[\d.]|\.\s+\d", printed) is not None
    return apart or (len(digits) > 1 and digits[0] == "0")
