"""Numbers of identity cards: eighteen places with a check digit (GB 11643-1999), fifteen before 1999."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from stdnum import numdb

from gongkai.screening import masks
from gongkai.screening.detectors.atoms import Number, Sought, Written, with_check_letter
from gongkai.screening.detectors.context import in_address, says
from gongkai.screening.detectors.find import Find
from gongkai.screening.hits import Sure
from gongkai.screening.tape import Tape

KIND = "id_number"
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
        "91",
    ]
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_OLD, _NEW = 15, 18
_MOST_WINDOWS = 2000
_FIRST_YEAR, _LAST_YEAR, _CODE_YEAR = 1890, 2035, 2012
_LENGTHS = frozenset([_OLD, _NEW - 1, _NEW])
_LOOKALIKE = str.maketrans("OoQDIil|!ZzSsBbGgq", "000011111225586699")
_LIKE = "[0-9OoQDIil|!ZzSsBbGgq]"
_MISREAD = re.compile(rf"(?<![0-9A-Za-z]){_LIKE}(?:[ \-]?{_LIKE}){{16}}[ \-]?(?:{_LIKE}|[Xx])(?![0-9A-Za-z])")
_LOST = re.compile(r"(?<![0-9.])([1-9])\.([0-9]{4,16})[eE]\+?17(?![0-9])")
_LEAST_DIGITS = 5
_DIGITS_LOST = "…（存成了数值，末几位已丢失）"


def is_id_number(value: str) -> bool:
    """Whether eighteen places are an identity number by region, birth date and check digit (article 3.1 of the standard)."""
    return (
        len(value) == _NEW
        and value[:2] in _PROVINCES
        and value[:17].isdigit()
        and _CHECKS[sum(w * int(d) for w, d in zip(_WEIGHTS, value, strict=False)) % 11] == value[17].upper()
        and _is_day(value[6:14])
    )


def is_old_id_number(value: str) -> bool:
    """Whether fifteen digits are an identity number of before 1999 by region and birth date."""
    return len(value) == _OLD and value[:2] in _PROVINCES and _is_day("19" + value[6:12])


def _may_be(digits: str) -> bool:
    """Whether it is worth a look: the birth date, the check digit left aside."""
    return _is_day("19" + digits[6:12]) if len(digits) == _OLD else _is_day(digits[6:14])


def _is_day(text: str) -> bool:
    try:
        return _FIRST_YEAR <= date(int(text[:4]), int(text[4:6]), int(text[6:8])).year <= _LAST_YEAR
    except ValueError:
        return False


@cache
def is_known_region(code: str) -> bool:
    """Whether a county or city of the six digits is or was there."""
    return any(properties for _, properties in numdb.get("cn/loc").info(code))


def find_id_numbers(tape: Tape, numbers: Written) -> Iterator[Find]:
    """Identity numbers on a tape, however their digits are parted."""
    text = numbers.text
    for number in numbers.whole:
        yield from _in_whole(tape, text, number)
    for number in numbers.parted(Sought(_LENGTHS, _PROVINCES, _may_be)):
        find = _judged(tape, text, number)
        if find:
            yield find
    yield from _misread(text)
    yield from _lost(tape, text)


def _in_whole(tape: Tape, text: str, number: Number) -> Iterator[Find]:
    if len(number.digits) <= _NEW:
        find = _judged(tape, text, number)
        if find:
            yield find
        return
    digits = with_check_letter(text, number).digits
    for at in range(min(len(digits) - _NEW + 1, _MOST_WINDOWS)):
        value = digits[at : at + _NEW]
        if value[:2] in _PROVINCES and is_id_number(value):
            start = number.start + at
            yield Find(KIND, start, start + _NEW, value.upper(), masks.id_number(value), "question")


def _judged(tape: Tape, text: str, number: Number) -> Find | None:
    if number.digits[:2] not in _PROVINCES:
        return None
    if len(number.digits) == _NEW - 1:
        number = with_check_letter(text, number)
    value = number.digits
    if is_id_number(value):
        sure = _sure_new(tape, text, number)
    elif is_old_id_number(value) and value.isdigit():
        sure = _sure_old(tape, text, number)
    else:
        return _cut_off(tape, text, number)
    if sure is None:
        return None
    return Find(KIND, number.start, number.end, value, masks.id_number(value), sure)


def _cut_off(tape: Tape, text: str, number: Number) -> Find | None:
    """A number whose last places a spreadsheet has turned into zeros."""
    value = number.digits
    if not (number.is_whole and len(value) == _NEW and value.endswith("000") and _is_day(value[6:14])):
        return None
    said = says(KIND, text, (number.start, number.end), tape.at(number.start)[0])
    if said == "other" or not is_known_region(value[:6]):
        return None
    return Find(KIND, number.start, number.end, value, value[:6] + _DIGITS_LOST, "question")


def _sure_new(tape: Tape, text: str, number: Number) -> Sure | None:
    said = says(KIND, text, (number.start, number.end), tape.at(number.start)[0])
    if said == "other":
        return None if int(number.digits[6:10]) >= _CODE_YEAR else "question"
    if said == "own" or (number.is_whole and is_known_region(number.digits[:6])):
        return "certain"
    return "likely"


def _sure_old(tape: Tape, text: str, number: Number) -> Sure | None:
    said = says(KIND, text, (number.start, number.end), tape.at(number.start)[0])
    if said == "own":
        return "likely"
    if said in ("other", "person") or not number.is_whole or not is_known_region(number.digits[:6]):
        return None
    return None if in_address(text, number.start) else "question"


def _misread(text: str) -> Iterator[Find]:
    """Numbers in which letters stand for the digits they look like, as recognised from a picture."""
    for found in _MISREAD.finditer(text):
        plain = found[0].replace(" ", "").replace("-", "")
        digits = sum(char.isdigit() for char in plain)
        value = plain[:17].translate(_LOOKALIKE) + plain[17:].upper().translate(_LOOKALIKE)
        if _LEAST_DIGITS <= digits < 17 + plain[17:].isdigit() and is_id_number(value):
            yield Find(KIND, found.start(), found.end(), value, masks.id_number(value), "question")


def _lost(tape: Tape, text: str) -> Iterator[Find]:
    """Numbers that a spreadsheet took for an amount: 4.40308E+17, whose last digits are gone."""
    for found in _LOST.finditer(text):
        value = found[1] + found[2]
        dated = len(value) < 14 or _is_day(value[6:14])
        if value[:2] in _PROVINCES and len(value) >= 6 and is_known_region(value[:6]) and dated:
            shown = value[:6] + _DIGITS_LOST
            yield Find(KIND, found.start(), found.end(), value, shown, "question")
