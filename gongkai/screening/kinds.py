"""The kinds of hits: code, Chinese label, what to do and how heavy, as ``kinds.toml`` lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

_LIST = Path(__file__).with_name("kinds.toml")


class Kind(NamedTuple):
    """A kind of hit. ``weight``: 0–100, the heaviest first; ``near``: words that point to it beside a number."""

    code: str
    label: str
    do: str
    weight: int
    near: tuple[str, ...] = ()


@cache
def kinds() -> dict[str, Kind]:
    """Code → kind, in the order of the list."""
    listed = tomllib.loads(_LIST.read_text("utf-8"))["kind"]
    return {
        entry["code"]: Kind(
            entry["code"], entry["label"], entry["do"], entry["weight"], tuple(entry.get("near", ()))
        )
        for entry in listed
    }
