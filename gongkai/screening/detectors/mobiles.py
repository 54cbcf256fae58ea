"""Numbers of mobile telephones of the mainland."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.screening import masks
from gongkai.screening.detectors.atoms import Number, Sought, Written
from gongkai.screening.detectors.context import in_address, is_amount, says
from gongkai.screening.detectors.find import Find
from gongkai.screening.hits import Sure
from gongkai.screening.tape import CELL, Tape

KIND = "mobile"
_SEGMENT = re.compile(r"1(?:3\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
_LENGTH = 11
_CUSTOMARY = frozenset(
    [
        (3, 4, 4),
        (3, 8),
        (3, 3, 5),
        (7, 4),
        (4, 3, 4),
        (4, 4, 3),
        (3, 4, 2, 2),
        (3, 2, 2, 2, 2),
        (1,) * 11,
        (5, 6),
        (6, 5),
        (1, 10),
        (3, 2, 3, 3),
    ]
)
_COUNTRY = re.compile(r"(?:(?:\+|00|\(|（)0?86|(?<![0-9A-Za-z .,])0?86)\)?[ \-).）]{0,2}\Z")
_ABOUT = re.compile(
    r"(?<![A-Za-z])(?:tel|phone|mobile|mob|cell|sms|wx|vx|sj|dh|lxdh|hm|fax|[mtp])[:：._\-=\"' ]*\Z",
    re.IGNORECASE,
)
_LETTER_BEFORE = re.compile(r"[A-Za-z_][:#_\-]?\Z")
_SERIAL_BEHIND = re.compile(r"[A-Za-z_#]|-[0-9]{1,3}(?![0-9])|[-_][A-Za-z]")
_MISREAD = re.compile(
    r"(?<![0-9A-Za-z+/])[1Iil|][ \-]?(?:[0-9OoQDIil|SsBbZzgqG][ \-]?){9}[0-9OoQDIil|SsBbZzgqG](?![0-9A-Za-z+/=])"
)
_LOOKALIKE = str.maketrans("OoQDIil|SsBbZzgqG", "00001111558622996")
_USUAL = frozenset("0123456789OoIl| -")
_MOST_ZEROS = 5
_BARE_IN_CODE = re.compile(r"[=:(\[,]\s*\Z")
_LEAST_DIGITS, _LEAST_NAMED = 6, 4
_SERIAL_BEFORE = re.compile(r"[0-9A-Za-z][\-_]\Z")
_OTHER_MOBILE = re.compile(r"1[3-9][0-9]{9}[\-_]\Z")
_PLAIN_JOINTS = frozenset([" ", "-", ".", "_", "/", "\n"])
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")


def is_mobile(digits: str) -> bool:
    """Whether eleven digits lie in a segment that is given out."""
    return bool(_SEGMENT.fullmatch(digits))


_SOUGHT = Sought(frozenset([_LENGTH]), frozenset(f"1{n}" for n in range(3, 10)), is_mobile)


def find_mobiles(tape: Tape, numbers: Written) -> Iterator[Find]:
    """Mobile numbers on a tape, however their digits are parted."""
    text = numbers.text
    for number in numbers.whole:
        for one in _split(number):
            yield from _judged(tape, text, one)
    for number in numbers.parted(_SOUGHT):
        yield from _judged(tape, text, number)
    yield from _misread(tape, text)


def _split(number: Number) -> Iterator[Number]:
    """The numbers that a run of digits may hold: with the country's code before it, or two without a gap."""
    digits = number.digits
    for code in ("", "86", "086", "0086", "0"):
        if digits.startswith(code) and is_mobile(digits[len(code) :]):
            yield number._replace(digits=digits[len(code) :], start=number.start + len(code))
            return
    if len(digits) == 2 * _LENGTH and is_mobile(digits[:_LENGTH]) and is_mobile(digits[_LENGTH:]):
        middle = number.start + _LENGTH
        yield number._replace(digits=digits[:_LENGTH], end=middle)
        yield number._replace(digits=digits[_LENGTH:], start=middle)


def _judged(tape: Tape, text: str, number: Number) -> Iterator[Find]:
    sure = _sure(tape, text, number)
    if sure:
        yield _find(number, sure)


def _find(number: Number, sure: Sure) -> Find:
    return Find(KIND, number.start, number.end, number.digits, masks.mobile(number.digits), sure)


def _sure(tape: Tape, text: str, number: Number) -> Sure | None:
    said = says(KIND, text, (number.start, number.end), tape.at(number.start)[0])
    words = text[max(number.start - 12, 0) : number.start]
    if said == "own" or (said != "person" and (_COUNTRY.search(words) or _ABOUT.search(words))):
        return number.sure_when_named
    if said == "other" or _is_other(text, number, words):
        return None
    if tape.at(number.start)[0].place.endswith("（script）") and _BARE_IN_CODE.search(words):
        return None
    if number.is_whole:
        return "likely"
    return _sure_parted(number)


def _is_other(text: str, number: Number, words: str) -> bool:
    """Whether what touches the number makes it an amount, a serial number or part of an address."""
    return (
        bool(_LETTER_BEFORE.search(words))
        or bool(_SERIAL_BEFORE.search(words) and not _OTHER_MOBILE.search(words))
        or bool(_SERIAL_BEHIND.match(text, number.end))
        or is_amount(text, number.end)
        or words.endswith((".", "¥", "￥", "$", "第"))
        or in_address(text, number.start)
    )


def _sure_parted(number: Number) -> Sure | None:
    """Without a word that tells: only in the customary groups, parted everywhere alike, and standing alone."""
    if number.groups not in _CUSTOMARY or len(number.joints) > 1 or number.goes_on:
        return None
    if len(number.groups) == _LENGTH and _is_plain_row(number.digits):
        return None
    joint = next(iter(number.joints))
    if joint in "./_" and number.groups != (3, 4, 4) and len(number.groups) < _LENGTH:
        return None
    if joint == "\n" and _YEAR.search(number.digits):
        return None
    if CELL in joint:
        return "question" if len(number.groups) == _LENGTH else None
    if joint not in _PLAIN_JOINTS and len(number.groups) < _LENGTH:
        return None
    return "likely" if joint == "-" else "question"


def _is_plain_row(digits: str) -> bool:
    """Whether single digits are rather a row of small counts."""
    return len(set(digits)) < 4 or digits.count("0") > _MOST_ZEROS


def _misread(tape: Tape, text: str) -> Iterator[Find]:
    """Numbers in which letters stand for the digits they look like."""
    for found in _MISREAD.finditer(text):
        plain = found[0].replace(" ", "").replace("-", "")
        value, digits = plain.translate(_LOOKALIKE), sum(char.isdigit() for char in plain)
        if not _LEAST_NAMED <= digits < _LENGTH or not is_mobile(value) or in_address(text, found.start()):
            continue
        said = says(KIND, text, found.span(), tape.at(found.start())[0])
        if said == "own" or (said != "other" and digits >= _LEAST_DIGITS and _USUAL.issuperset(found[0])):
            yield Find(KIND, *found.span(), value, masks.mobile(value), "question")
