"""Numbers written in Chinese: 十二 → 12, and back."""

from __future__ import annotations

from typing import Final

_ONES: Final = "〇一二三四五六七八九"
_DIGITS: Final = {char: value for value, char in enumerate(_ONES)} | dict.fromkeys("零○", 0) | {"两": 2}
_TIMES: Final = {"亿": 100000000, "万": 10000, "千": 1000, "百": 100, "十": 10}


def number_of(numeral: str) -> int:
    """十二 → 12, 两百零三 → 203, 一万二 → 10002 (as it stands). KeyError for what is no numeral."""
    total = part = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
            continue
        times = _TIMES[char]
        if times >= _TIMES["万"]:
            total, part, digit = total + (part + digit or 1) * times, 0, 0
        else:
            part, digit = part + (digit or 1) * times, 0
    return total + part + digit


def numeral_of(number: int) -> str:
    """1 → 一, 10 → 十, 21 → 二十一; digits beyond 1 to 99, which no chapter reaches."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else _ONES[tens]) + "十" if tens else ""
    return lead + (_ONES[ones] if ones else "")
