"""A browser's own description in words that its owner recognises."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table() -> Mapping[str, Sequence[Mapping[str, str]]]:
    data: Any = tomllib.loads(
        files("gongkai.organisations").joinpath("devices.toml").read_text(encoding="utf-8")
    )
    return dict(data)


def device_in_words(described: str) -> str:
    """``described`` is the User-Agent header, which anybody may write as they like: only words of our own come out."""
    found = [
        next((entry["says"] for entry in _table()[part] if entry["mark"] in described), "")
        for part in ("system", "browser")
    ]
    return "，".join(word for word in found if word) or "不明设备"
