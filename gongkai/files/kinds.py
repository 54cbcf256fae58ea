"""Which kinds of file are taken in, which are known and not, and which names no file may have: ``kinds.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.files.refusals import Unfit


@dataclass(frozen=True)
class Kind:
    """A kind of file: its code, its Chinese name, who looks inside, extensions (the proper one first), media type."""

    code: str
    says: str
    family: str
    extensions: tuple[str, ...]
    media: str


@dataclass(frozen=True)
class Unwanted:
    """A kind of file that is known and not taken in, by its first bytes."""

    magic: tuple[bytes, ...]
    says: str
    advice: str


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("gongkai.files").joinpath("kinds.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, Kind]:
    """Code → kind; TypeError where an entry has other keys."""
    entries = ({**entry, "extensions": tuple(entry["extensions"])} for entry in _data()["kind"])
    return {entry["code"]: Kind(**entry) for entry in entries}


@cache
def _unwanted() -> tuple[Unwanted, ...]:
    return tuple(
        Unwanted(tuple(map(bytes.fromhex, one["magic"])), one["says"], one["advice"])
        for one in _data()["unwanted"]
    )


def refuse_unwanted(head: bytes) -> None:
    """Unfit where the first bytes are those of something that is never taken in."""
    for one in _unwanted():
        if head.startswith(one.magic):
            raise Unfit(one.says, one.advice)


def is_program(head: bytes) -> bool:
    """Whether the first bytes are those of a program."""
    return head.startswith(_unwanted()[0].magic)


def names_of(which: str) -> frozenset[str]:
    """Extensions of ``programs`` or of documents with ``macros``."""
    return frozenset(_data()["names"][which])


def accepted_in_words() -> str:
    """The kinds taken in, for hints and refusals."""
    return "Word、WPS、Excel、PDF、OFD、网页、文本、CSV、png、jpg、gif 和 zip"


def refuse_other_extension(kind: Kind, extension: str) -> None:
    """Unfit where the extension says something else than the content."""
    if extension in kind.extensions:
        return
    given = f"扩展名是 .{extension}" if extension else "没有扩展名"
    raise Unfit(f"的内容是{kind.says}，{given}，两者不一致", f"请把扩展名改为 .{kind.extensions[0]} 再上传")
