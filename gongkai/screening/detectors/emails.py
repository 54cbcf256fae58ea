"""Mail addresses of persons; those of public bodies are meant to be known."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.screening import masks
from gongkai.screening.detectors.context import before
from gongkai.screening.detectors.find import Find
from gongkai.screening.hits import Sure
from gongkai.screening.tape import Tape

KIND = "email"
_HOSTS = Path(__file__).with_name("emails.toml")
_AT = re.compile(r" ?(?:@|\[at\]|\(at\)|（at）|【at】|\(a\)|\{at\}|艾特| at ) ?", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+\-]{0,63}\Z")
_HOST = re.compile(
    r"[A-Za-z0-9\-]{1,63}(?: ?(?:\.|\[dot\]|\(dot\)| dot ) ?[A-Za-z0-9\-]{1,63}){1,4}", re.IGNORECASE
)
_DOT = re.compile(r" ?(?:\[dot\]|\(dot\)| dot ) ?| ", re.IGNORECASE)
_LONGEST = 64
_TOP = re.compile(r"\.[A-Za-z]{2,8}\Z")


@cache
def _lists() -> dict[str, Any]:
    return tomllib.loads(_HOSTS.read_text("utf-8"))


@cache
def _open_words() -> re.Pattern[str]:
    return re.compile("|".join(_lists()["open"]))


def find_emails(tape: Tape, text: str) -> Iterator[Find]:
    """Mail addresses on a tape; ``text``: its folded text."""
    for at in _AT.finditer(text):
        name = _NAME.search(text[max(at.start() - _LONGEST, 0) : at.start()])
        host = _HOST.match(text, at.end())
        if not name or not host:
            continue
        plain = _DOT.sub(lambda gap: "." if gap[0].strip() else "", host[0]).lower()
        start = at.start() - len(name[0])
        sure = _sure(tape, text, start, plain, at[0])
        if sure:
            value = f"{name[0]}@{plain}"
            yield Find(KIND, start, host.end(), value, masks.email(value), sure)


def _sure(tape: Tape, text: str, start: int, host: str, sign: str) -> Sure | None:
    if not _TOP.search(host) or _is_of(host, _lists()["public"]):
        return None
    private = _is_of(host, _lists()["private"])
    if "@" not in sign and not private:
        return None
    told = before(text, start) + tape.at(start)[0].label
    if re.search(_lists()["public_names"], told, re.IGNORECASE):
        return None
    return "likely" if private and not _open_words().search(told) else "question"


def _is_of(host: str, hosts: list[str]) -> bool:
    return any(host == one or host.endswith("." + one) for one in hosts)
