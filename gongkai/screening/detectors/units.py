"""Slips of units: a unit said twice, amounts that no county has, the same figure once in 元 and once in 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.screening.detectors.find import Find
from gongkai.screening.hits import Sure
from gongkai.screening.tape import Tape

KIND = "unit_slip"
_TWICE = re.compile(
    r"(?<=[0-9])\s?(?:万万元|万元万元|元万元|亿亿元|元元|万元元|亿元万元|%%|％％|平方平方米|人人次|吨吨|亩亩|公里里)"
)
_AMOUNT = re.compile(
    r"(?<![0-9.,])([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)\s?(亿元|万元|元)(?!/|／|每)"
)
_MOST = {"亿元": 1e5, "万元": 2e7}
_TELLING = 4


def find_unit_slips(tape: Tape, text: str) -> Iterator[Find]:
    """Slips in what a reader sees; ``text``: its folded text."""
    for found in _TWICE.finditer(text):
        yield from _seen(tape, text, found, f"“{found[0].strip()}”单位重复", "likely")
    units: dict[str, str] = {}
    for found in _AMOUNT.finditer(text):
        figure, unit = found[1].replace(",", ""), found[2]
        if float(figure) >= _MOST.get(unit, float("inf")):
            yield from _seen(tape, text, found, f"“{found[0]}”数额过大，单位可能应为“元”", "question")
        elif _is_telling(figure):
            before = units.setdefault(figure, unit)
            if before != unit:
                yield from _seen(
                    tape, text, found, f"{found[1]} 前文单位为“{before}”，此处为“{unit}”", "question"
                )


def _is_telling(figure: str) -> bool:
    """Whether a figure has so many places that it is no chance to meet it twice."""
    return len(figure.replace(".", "").strip("0")) >= _TELLING


def _seen(tape: Tape, text: str, found: re.Match[str], shown: str, sure: Sure) -> Iterator[Find]:
    if not tape.at(found.start())[0].hidden:
        yield Find(KIND, *found.span(), found[0], shown, sure)
