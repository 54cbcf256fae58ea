"""Numbers of bank cards: sixteen to nineteen digits with the check of Luhn, by who issues them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import luhn

from gongkai.screening import masks
from gongkai.screening.detectors.atoms import Number, Sought, Written
from gongkai.screening.detectors.context import in_address, is_amount, says
from gongkai.screening.detectors.find import Find
from gongkai.screening.detectors.id_numbers import is_id_number
from gongkai.screening.hits import Sure
from gongkai.screening.tape import CELL, Tape

KIND = "bank_card"
_LENGTHS = frozenset([16, 17, 18, 19])
_UNION = re.compile(
    r"62|955(?:88|99|50|95)|9843|940[0-9]|900(?:000|010|105|205)|(?:601382|603367|603398|603708|685800|690755|694301|621)"
)
_ABROAD = re.compile(r"4|5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|35(?:2[89]|[3-8])|60|6[3-9]|81[0-7]|9")
_UNNAMED = re.compile(r"4|5[1-5]|35(?:2[89]|[3-8])")
_CUSTOMARY = frozenset(
    [
        (4, 4, 4, 4),
        (4, 4, 4, 4, 1),
        (4, 4, 4, 4, 2),
        (4, 4, 4, 4, 3),
        (6, 13),
        (6, 10),
        (6, 12),
        (6, 11),
        (4, 4, 4, 7),
        (4, 4, 8),
        (8, 8),
        (8, 11),
        (4, 4, 4, 5),
        (4, 4, 4, 6),
        (3, 4, 4, 4, 4),
    ]
)
_ABROAD_LENGTH = 16
_FEW_GROUPS = 3
_REGION_AND_YEAR = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{4}(?:19|20)[0-9]{2}")
_DIGITS_LOST = "…（存成了数值，末几位已丢失）"
_LETTER_BEFORE = re.compile(r"[A-Za-z_\-#][:#]?\Z")
_SERIAL_BEHIND = re.compile(r"[A-Za-z_]|[-_][A-Za-z0-9]")
_MISREAD = re.compile(r"(?<![0-9A-Za-z+/])[0-9bG](?:[ \-]?[0-9OoQDIil|SsBbZzgqG]){15,18}(?![0-9A-Za-z+/=])")
_LOOKALIKE = str.maketrans("OoQDIil|SsBbZzgqG", "00001111558622996")
_USUAL = frozenset("0123456789OoIl| -")
_CUT_OFF = re.compile(r"62[0-9]{13}(?:00|000|0000)")
_LOST = re.compile(r"(?<![0-9.])(6)\.(2[0-9]{3,16})[eE]\+?1[58](?![0-9])")


def is_bank_card(digits: str) -> bool:
    """Whether sixteen to nineteen digits are a card's by its issuer and check digit."""
    if len(digits) not in _LENGTHS or not digits.isdigit():
        return False
    if not _UNION.match(digits) and not (len(digits) == _ABROAD_LENGTH and _ABROAD.match(digits)):
        return False
    return len(set(digits)) > 2 and luhn.is_valid(digits)


_SOUGHT = Sought(_LENGTHS, frozenset(f"{n}" for n in range(22, 100)), is_bank_card)


def find_bank_cards(tape: Tape, numbers: Written) -> Iterator[Find]:
    """Card numbers on a tape, however their digits are parted."""
    text = numbers.text
    for number in numbers.whole:
        yield from _judged(tape, text, number)
    for number in numbers.parted(_SOUGHT):
        yield from _judged(tape, text, number)
    yield from _misread(tape, text)
    yield from _lost(tape, text)


def _judged(tape: Tape, text: str, number: Number) -> Iterator[Find]:
    digits = number.digits
    if is_bank_card(digits) and not is_id_number(digits):
        sure = _sure(tape, text, number)
        if sure:
            yield Find(KIND, number.start, number.end, digits, masks.bank_card(digits), sure)
    elif number.is_whole and _CUT_OFF.fullmatch(digits) and _is_named(tape, text, number):
        yield Find(KIND, number.start, number.end, digits, _DIGITS_LOST, "question")


def _is_named(tape: Tape, text: str, number: Number) -> bool:
    return says(KIND, text, (number.start, number.end), tape.at(number.start)[0]) == "own"


def _sure(tape: Tape, text: str, number: Number) -> Sure | None:
    said = says(KIND, text, (number.start, number.end), tape.at(number.start)[0])
    if said == "own":
        return number.sure_when_named
    if said == "other" or _is_other(text, number):
        return None
    known = bool(_UNION.match(number.digits))
    if number.is_whole:
        return "likely" if known else _sure_abroad(number.digits)
    return _sure_parted(number, known)


def _sure_abroad(digits: str) -> Sure | None:
    return "question" if _UNNAMED.match(digits) and not _REGION_AND_YEAR.match(digits) else None


def _is_other(text: str, number: Number) -> bool:
    return (
        bool(_LETTER_BEFORE.search(text[max(number.start - 2, 0) : number.start]))
        or bool(_SERIAL_BEHIND.match(text, number.end))
        or is_amount(text, number.end)
        or in_address(text, number.start)
    )


def _sure_parted(number: Number, known: bool) -> Sure | None:
    """Without a word that tells: only in the customary groups, parted everywhere alike, and standing alone."""
    single = set(number.groups) == {1}
    if len(number.joints) > 1 or number.goes_on:
        return None
    joint = next(iter(number.joints))
    if CELL in joint and not single:
        return None
    if not (single or number.groups in _CUSTOMARY):
        return "question" if known and len(number.groups) <= _FEW_GROUPS else None
    if known:
        return "likely"
    return "question" if joint == "-" else None


def _misread(tape: Tape, text: str) -> Iterator[Find]:
    """Numbers in which letters stand for the digits they look like."""
    for found in _MISREAD.finditer(text):
        plain = found[0].replace(" ", "").replace("-", "")
        value = plain.translate(_LOOKALIKE)
        if plain.isdigit() or not _UNION.match(value) or not is_bank_card(value):
            continue
        said = says(KIND, text, found.span(), tape.at(found.start())[0])
        if said == "own" or (said != "other" and _USUAL.issuperset(found[0])):
            yield Find(KIND, *found.span(), value, masks.bank_card(value), "question")


def _lost(tape: Tape, text: str) -> Iterator[Find]:
    """Numbers that a spreadsheet took for an amount: 6.22202E+18, whose last digits are gone."""
    for found in _LOST.finditer(text):
        if says(KIND, text, found.span(), tape.at(found.start())[0]) == "own":
            yield Find(KIND, *found.span(), found[1] + found[2], _DIGITS_LOST, "question")
