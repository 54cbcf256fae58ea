"""Numbers of passports, of the permits of residents of Hong Kong, Macao and Taiwan, and landlines of households: their
form alone says little, so a word or the head of a column has to name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.screening import masks
from gongkai.screening.detectors.context import says
from gongkai.screening.detectors.find import Find
from gongkai.screening.hits import Sure
from gongkai.screening.tape import Tape

_ALONE = r"(?<![0-9A-Za-z])"
_END = r"(?![0-9A-Za-z])"


class _Form(NamedTuple):
    kind: str
    pattern: re.Pattern[str]
    sure: Sure


_FORMS = (
    _Form(
        "passport",
        re.compile(
            rf"{_ALONE}(?:[EeKk][A-HJ-NP-Za-hj-np-z]\d{{7}}|[EGDSPHKegdsphk]\d{{8}}|1[45]\d{{7}}){_END}"
        ),
        "likely",
    ),
    _Form(
        "permit",
        re.compile(
            rf"{_ALONE}(?:[HMhmCWcw]\d{{8}}(?:\d{{2}})?|[A-Z]\d{{6}}\([0-9A]\)|[A-Z][12]\d{{8}}|\d{{8}}(?:\d{{2}})?){_END}"
        ),
        "likely",
    ),
    _Form("landline", re.compile(r"(?<![0-9])(?:0\d{2,3}[\- ]?)?[2-8]\d{6,7}(?![0-9])"), "likely"),
)
_HONG_KONG = re.compile(r"(?<![0-9A-Za-z])([A-Z]{1,2})(\d{6})\(([0-9A])\)")
_NAMED = {
    "passport": re.compile("护照|passport", re.IGNORECASE),
    "permit": re.compile("通行证|回乡证|台胞证|港澳|台湾|香港|澳门"),
    "landline": re.compile("家庭电话|住宅电话|宅电|家[中里]电话"),
}


def find_documents(tape: Tape, text: str) -> Iterator[Find]:
    """Numbers of papers on a tape that are named as such; ``text``: its folded text."""
    for form in _FORMS:
        if _NAMED[form.kind].search(text):
            yield from _named(tape, text, form)
    for found in _HONG_KONG.finditer(text):
        if is_hong_kong_id(found[1], found[2], found[3]):
            yield Find("permit", *found.span(), found[0], masks.document(found[0]), "likely")


def _named(tape: Tape, text: str, form: _Form) -> Iterator[Find]:
    for found in form.pattern.finditer(text):
        if says(form.kind, text, found.span(), tape.at(found.start())[0]) == "own":
            yield Find(form.kind, *found.span(), found[0], masks.document(found[0]), form.sure)


def is_hong_kong_id(letters: str, digits: str, check: str) -> bool:
    """Whether the check of an identity card of Hong Kong holds."""
    values = [36] * (2 - len(letters)) + [ord(letter) - 55 for letter in letters] + [int(d) for d in digits]
    total = sum(weight * value for weight, value in zip(range(9, 1, -1), values, strict=True))
    return (total + (10 if check == "A" else int(check))) % 11 == 0
