"""主题分类 proposed from what a document says: the themes whose words stand in its title and text. Knows no database."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from gongkai.law.disclosure import themes

MOST: Final = 3
IN_TITLE: Final = 8  # a word of the title weighs as much as so many in the text
IN_TEXT: Final = 5  # times that a word counts in the text at most
READ: Final = 20_000  # characters of the text
LEAST: Final = 3  # below this weight a theme is a chance


@cache
def words() -> Mapping[str, tuple[str, ...]]:
    """Code of a theme (of the second level where it has one) → the words that speak for it, its label among them."""
    text = files("gongkai.catalogue").joinpath("theme_words.toml").read_text(encoding="utf-8")
    more: dict[str, list[str]] = tomllib.loads(text)
    known = {part.code: part.label for theme in themes() for part in theme.within or (theme,)}
    if strange := set(more) - set(known):
        raise ValueError(f"theme_words.toml：没有主题 {'、'.join(sorted(strange))}。")
    named = {code: label for code, label in known.items() if label != "其他"}
    return {code: (*_of_label(label), *more.get(code, ())) for code, label in named.items()}


def _of_label(label: str) -> list[str]:
    parts = re.split(r"[、（）]|含|与", label)
    return [part for part in parts if len(part) > 1]


def themes_of(title: str, text: str) -> tuple[str, ...]:
    """The themes that a title and a text speak of most, at most three, the likeliest first; none where nothing does."""
    read = text[:READ]
    weights = {
        code: sum(
            IN_TITLE * len(word) / 2 * (word in title) + min(read.count(word), IN_TEXT) for word in spoken
        )
        for code, spoken in words().items()
    }
    likely = sorted((code for code in weights if weights[code] >= LEAST), key=lambda code: -weights[code])
    return tuple(likely[:MOST])
