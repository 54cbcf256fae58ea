"""What a password must be (GB/T 22239 practice): long enough, of three kinds of characters, not to be guessed from
habits or from whose it is, and none of the last five."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from gongkai.organisations.models import PastPassword, Person

CLASSES: Final = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
KEPT: Final = 5  # earlier passwords that must not come back
LEET: Final = str.maketrans("@013457$!", "aoleastsi")
YEARS: Final = re.compile(r"(?:19|20)\d\d")


class ThreeKinds:
    """Three of: small letters, capitals, digits, other characters."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if sum(bool(re.search(kind, password)) for kind in CLASSES) < 3:
            raise ValidationError(self.get_help_text(), code="kinds")

    def get_help_text(self) -> str:
        return "密码应含小写字母、大写字母、数字、符号中的至少三种。"


class NotGuessed:
    """Not put together from words everybody uses, the keyboard, years, or the person's own name and body."""

    def validate(self, password: str, user: Person | None = None) -> None:
        words = {*_habits().words, *_own_words(user)}
        for spelling in _spellings(password):
            if len(_rest(spelling, words)) < _habits().least:
                raise ValidationError(self.get_help_text(), code="guessed")

    def get_help_text(self) -> str:
        return "密码不能由常见词、键盘顺序、年份、重复字符或本人账号、姓名、机关名称拼成。"


class NotUsedBefore:
    """None of the last five."""

    def validate(self, password: str, user: Person | None = None) -> None:
        if user is None or user.pk is None:
            return
        past = PastPassword.objects.filter(person=user).order_by("-pk")[:KEPT]
        known = {*past.values_list("encoded", flat=True), user.password}
        if any(check_password(password, encoded) for encoded in known):
            raise ValidationError(self.get_help_text(), code="used")

    def get_help_text(self) -> str:
        return f"密码不能与现用的和最近 {KEPT} 次用过的相同。"


@dataclass(frozen=True)
class _Habits:
    least: int
    words: frozenset[str]


@cache
def _habits() -> _Habits:
    text = files("gongkai.organisations").joinpath("passwords.toml").read_text(encoding="utf-8")
    data: Any = tomllib.loads(text)
    return _Habits(data["least"], frozenset(_plain(word) for word in data["words"]))


def _own_words(user: Person | None) -> Iterator[str]:
    if user is None:
        return
    body = user.body
    for own in (user.account, user.name, *((body.name, body.code) if body else ())):
        if len(own) > 1:
            yield _plain(own)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _spellings(password: str) -> tuple[str, str]:
    """As typed, and with the usual replacements undone."""
    plain = _plain(password)
    return plain, plain.translate(LEET)


def _rest(spelling: str, words: set[str]) -> str:
    """What is left without the words (longest first), years, and characters that follow on from the one before."""
    for word in sorted(words, key=len, reverse=True):
        spelling = spelling.replace(word, "")
    spelling = YEARS.sub("", spelling)
    return "".join(
        char
        for place, char in enumerate(spelling)
        if place == 0 or abs(ord(char) - ord(spelling[place - 1])) > 1
    )
