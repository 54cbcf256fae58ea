"""Personal data in clear, which must never get into an entry: numbers that look like a mobile or an ID card."""

from __future__ import annotations

import re
import unicodedata

DIGEST_LENGTH = 32
WORD = re.compile(r"[0-9A-Za-z]+(?:[ -][0-9A-Za-z]+)*")
PERSONAL = re.compile(
    r"(?<!\d)(?:(?:\+?86)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
    r"|[1-9]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx])(?![\dXx])"
)


def personal_number(text: str) -> bool:
    """Whether a mobile or an ID number of a person seems to stand in the text; a long digest is none."""
    plain = unicodedata.normalize("NFKC", text)
    if not any(character.isdigit() for character in plain):
        return False
    return any(PERSONAL.search(found.group()) for found in WORD.finditer(plain) if not _digest(found.group()))


def _digest(word: str) -> bool:
    return len(word) >= DIGEST_LENGTH and re.fullmatch(r"[0-9a-f]+|[0-9A-F]+", word) is not None
