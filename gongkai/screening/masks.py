"""Values made safe to show: enough to find them in the file, never enough to know them."""

from __future__ import annotations

import re

from gongkai.screening.folding import NUMERALS, fold

_LONG_NUMBER = re.compile(r"[0-9０-９][0-9０-９ \-.]{5,}[0-9０-９](?:[Xx](?![A-Za-z]))?")
_SPOKEN = re.compile(f"[{NUMERALS}]{{7,}}")
_MAIL = re.compile(r"[\w.+-]{1,64}@(?=[\w-]{1,64}\.)")
_LONGEST = 60


def id_number(value: str) -> str:
    """The six digits of the region; nothing of birth and serial number."""
    return value[:6] + "*" * (len(value) - 6)


def mobile(value: str) -> str:
    """The first three and the last four digits."""
    return f"{value[:3]}****{value[-4:]}"


def bank_card(value: str) -> str:
    """The last four digits."""
    return "*" * (len(value) - 4) + value[-4:]


def in_text(text: str) -> str:
    """A name or place that is shown: long numbers and mail addresses in it masked, itself cut."""
    plain = fold(text).text
    text = (
        _LONG_NUMBER.sub(lambda found: found[0][:3] + "****", plain) if _LONG_NUMBER.search(plain) else text
    )
    text = _SPOKEN.sub("****", text)
    text = _MAIL.sub("***@", text)
    text = "".join([char if char.isprintable() else " " for char in text])
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def plate(value: str) -> str:
    """Province, letter and the last place."""
    return f"{value[:2]}****{value[-1]}"


def email(value: str) -> str:
    """The first letter and the host."""
    name, _, host = value.partition("@")
    return f"{name[:1]}***@{host}"


def document(value: str) -> str:
    """The first two and the last place."""
    return value[:2] + "*" * (len(value) - 3) + value[-1:]


def address(value: str) -> str:
    """The place as far as the first number in it."""
    return re.sub(r"[0-9一二三四五六七八九十]+", "*", value)
