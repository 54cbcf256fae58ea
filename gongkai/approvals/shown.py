"""Presented content as a reader sees it: particulars with their names, the text line by line, the enclosures."""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gongkai.approvals.models import Presentation
from gongkai.law import disclosure

_BREAK: Final = re.compile(r"(?i)<br\s*/?>|</(?:p|div|li|h[1-6]|tr|table|blockquote|figure)>")
_CELL: Final = re.compile(r"(?i)</t[dh]>")
_LINK: Final = re.compile(r'(?is)<a\b[^>]*?href="([^"]*)"[^>]*>(.*?)</a>')
_PICTURE: Final = re.compile(r'(?i)<img\b(?=[^>]*?src="([^"]*)")(?:[^>]*?alt="([^"]*)")?[^>]*>')
_TAG: Final = re.compile(r"<[^>]*>")
_HTML: Final = re.compile(r"(?i)<(?:p|div|br|table|h[1-6]|ul|ol|span|strong|em|a|img)\b[^>]*>")


@dataclass(frozen=True)
class Shown:
    """``particulars``: name → text; ``lines`` of the text without mark-up, links and pictures named; ``enclosures``:
    name → digest."""

    particulars: Mapping[str, str]
    lines: tuple[str, ...]
    enclosures: Mapping[str, str]


def shown(presentation: Presentation, *, as_written: bool = False) -> Shown:
    """What was presented, for reading; ``as_written``: the text with its mark-up."""
    content: Any = json.loads(presentation.content)
    return Shown(
        _particulars(content["metadata"]),
        tuple(content["text"].splitlines()) if as_written else lines_of(content["text"]),
        dict(content["enclosures"]),
    )


def lines_of(text: str) -> tuple[str, ...]:
    """A text or a piece of HTML as lines; where a link leads and what a picture is, is part of the line."""
    if _HTML.search(text):
        text = _PICTURE.sub(lambda found: f"〔图片：{found[2] or found[1]}〕", text)
        text = _LINK.sub(lambda found: f"{found[2]}〔链接：{found[1]}〕", text)
        text = html.unescape(_TAG.sub("", _CELL.sub("　", _BREAK.sub("\n", text))))
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _particulars(metadata: Mapping[str, object]) -> Mapping[str, str]:
    known = _labels()
    order = [*(key for key in known if key in metadata), *(key for key in metadata if key not in known)]
    return {known.get(key, key): _in_words(key, metadata[key]) for key in order}


def _in_words(key: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(_in_words(key, one) for one in value)
    return _official(key).get(str(value), str(value))


def _official(key: str) -> Mapping[str, str]:
    """Code → the law's words for it."""
    if key == "category":
        return {code: one.label for code, one in disclosure.categories().items()}
    if key == "theme":
        return disclosure.theme_labels()
    return disclosure.words(key) if key in ("attribute", "aspect", "genre") else {}


@cache
def _labels() -> Mapping[str, str]:
    text = files("gongkai.approvals").joinpath("labels.toml").read_text(encoding="utf-8")
    data: Any = tomllib.loads(text)
    return {one["key"]: one["says"] for one in data["label"]}
