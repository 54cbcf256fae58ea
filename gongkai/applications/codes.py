"""Codes that let somebody without an account at one case: shown once, kept as a hash only."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Final

from gongkai.applications.sealing import keyed, keyed_by_each

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another: no 0 O, no 1 I
GROUPS: Final = 4


def fresh_code() -> str:
    """A code of four groups of four, 80 bits of chance."""
    return _grouped([secrets.choice(ALPHABET) for _ in range(4 * GROUPS)])


def codes_for(form: str) -> list[str]:
    """The codes that a form handed in under this secret key is given, one for each data key, the current one first: whoever
    hands it in again because no answer came gets the same, and nobody who has not the key."""
    made = (bytes.fromhex(digest) for digest in reversed(keyed_by_each(form, "form")))
    return [_grouped([ALPHABET[byte % len(ALPHABET)] for byte in one[: 4 * GROUPS]]) for one in made]


def hash_of(code: str) -> str:
    """The hash that a code is kept as."""
    return keyed(_plain(code), "code")


def hashes_of(code: str) -> list[str]:
    """Every hash that a code may be kept as: one for each data key."""
    return keyed_by_each(_plain(code), "code")


def _grouped(signs: list[str]) -> str:
    return "-".join("".join(signs[start : start + 4]) for start in range(0, 4 * GROUPS, 4))


def _plain(code: str) -> str:
    """However it is typed: small letters, full width, with other dashes or none."""
    kept = (sign for sign in unicodedata.normalize("NFKC", code[:64]).upper() if sign.isalnum())
    return "".join(kept)
