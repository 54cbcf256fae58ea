"""How large, how many, how deep: the limits of what is taken in, from ``limits.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Limits:
    """The limits of limits.toml; sizes in bytes, ``seconds`` of wall time."""

    file: int
    archive: int
    request: int
    longest_request: int
    name_bytes: int
    entries: int
    parts: int
    depth: int
    nested: int
    ratio: int
    part_ratio: int
    ratio_from: int
    xml_depth: int
    pixels: int
    seconds: int
    memory: int


@cache
def limits() -> Limits:
    """The limits; TypeError where the file has other keys."""
    return Limits(**tomllib.loads(files("gongkai.files").joinpath("limits.toml").read_text(encoding="utf-8")))


def megabytes(size: int) -> str:
    """A size in words, rounded up: ``50 MB``."""
    return f"{-(-size // 1048576)} MB"
