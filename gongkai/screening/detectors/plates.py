"""Number plates of vehicles (GA 36-2018): province, letter, five places or six of new energy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.screening import masks
from gongkai.screening.detectors.context import in_address, says
from gongkai.screening.detectors.find import Find
from gongkai.screening.tape import Tape

KIND = "plate"
_GAP = r"[ .\-]{0,2}"
_PLATE = re.compile(
    rf"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]){_GAP}([A-Z]){_GAP}"
    rf"([A-Z0-9](?:{_GAP}[A-Z0-9]){{4,5}}|[A-Z0-9](?:{_GAP}[A-Z0-9]){{3}}{_GAP}[警学挂港澳试超])(?![A-Za-z0-9]|-\d|\.\d)",
    re.IGNORECASE,
)
_NOT_USED = re.compile("[IO]")
_NEW_ENERGY = re.compile(r"[A-HJK][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJK]")
_FEWEST_DIGITS = 3
_NUMBERED = re.compile(r"\s?(?:号(?!牌|车|轿|小|货)|期|批|字)")
_SERIES_BEFORE = re.compile(r"(?:字|准|第|[A-Za-z0-9（(]备|证)\s?\Z")


def find_plates(tape: Tape, text: str) -> Iterator[Find]:
    """Plates on a tape; ``text``: its folded text."""
    for found in _PLATE.finditer(text):
        value = "".join([char for char in found[0].upper() if char not in " .-"])
        if is_plate(value):
            find = _judged(tape, text, found, value)
            if find:
                yield find


def is_plate(value: str) -> bool:
    """Whether a text without gaps has the form of a plate."""
    number = value[2:]
    digits = sum(char.isdigit() for char in number)
    if _NOT_USED.search(number) or digits < 2:
        return False
    return len(number) == 5 or bool(_NEW_ENERGY.fullmatch(number))


def _judged(tape: Tape, text: str, found: re.Match[str], value: str) -> Find | None:
    said = says(KIND, text, found.span(), tape.at(found.start())[0])
    if said != "own":
        digits = sum(char.isdigit() for char in value)
        loose = len(re.findall(r"[ .\-]", found[0])) > 2
        numbered = _NUMBERED.match(text, found.end()) or _SERIES_BEFORE.search(
            text[max(found.start() - 4, 0) : found.start()]
        )
        if said == "other" or digits < _FEWEST_DIGITS or loose or numbered or in_address(text, found.start()):
            return None
    return Find(KIND, *found.span(), value, masks.plate(value), "certain" if said == "own" else "likely")
