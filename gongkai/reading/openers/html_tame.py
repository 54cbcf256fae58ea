"""Markup that would cost a parser minutes or gigabytes, found before parsing and made harmless."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]*)")
_TAG_START = re.compile(r"</?[a-zA-Z][^\s<>/]*")
_DATA_ADDRESS = re.compile(r"data:[a-z/+.-]*;base64,[A-Za-z0-9+/=\s%]*", re.I)
_FORMATTING = re.compile(
    r"</?(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)"
    r"(?:\s(?:[^<>\"']|\"[^\"<]{0,500}\"|'[^'<]{0,500}')*+)?>",
    re.I,
)
_TYPE = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s>]", re.I)
_RAW_START = re.compile(r"<(?:script|style|template|noscript|title)\b", re.I)
_RAW_END = re.compile(r"</(?:script|style|template|noscript|title)\b[^<>]*>?", re.I)
_CODE_START = re.compile(r"<(script|style)\b[^<>]*>", re.I)
_CODE_END = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style")}
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_LONGEST_TAG = 20_000
_FEW_TAGS = 8000
_FEW_FOR_TYPE = 1500
_MOST_NODES = 500_000
_MOST_TAGS = 20_000
_DEEPEST = 3000


def tame(text: str) -> str:
    """Without embedded pictures, tags of absurd length and, where there are many, tags that only set the type.

    A parser's time grows with the square of attributes, its memory with the product of open type tags and paragraphs.
    """
    text = without_code(text)
    if len(text) > _LONGEST_TAG:
        text = without_embedded(text)
        parts = text.split(">")
        if max(map(len, parts)) > _LONGEST_TAG:
            text = ">".join([_without_long_tag(part) for part in parts])
    tags = text.count("<")
    if tags > _FEW_FOR_TYPE and tags * len(_TYPE.findall(text)) > _MOST_NODES:
        text = _FORMATTING.sub("", text)
    return text


def without_code(text: str) -> str:
    """Without scripts and style sheets, which no reader of a page sees and every later step would go through.

    One that may begin or end in a comment is left alone. Linear in the length of the text.
    """
    if "<s" not in text and "<S" not in text:
        return text
    kept, at = [], 0
    ends: dict[str, re.Match[str] | None] = {}
    for start in _CODE_START.finditer(text):
        if start.start() < at:
            continue
        end = _next_end(text, start, ends)
        if end is None:
            break
        if text.find("-->", start.end(), end.start()) < 0:
            kept.append(text[at : start.start()])
            at = end.end()
    return "".join(kept) + text[at:]


def _next_end(text: str, start: re.Match[str], ends: dict[str, re.Match[str] | None]) -> re.Match[str] | None:
    """The end tag behind a start tag; the one found before where it still lies ahead."""
    name = start[1].lower()
    known = ends.get(name)
    if name not in ends or (known is not None and known.start() < start.end()):
        known = ends[name] = _CODE_END[name].search(text, start.end())
    return known


def without_embedded(text: str) -> str:
    """Without the bytes of pictures and fonts written into a page."""
    return _DATA_ADDRESS.sub("data:", text) if "base64," in text else text


def _without_long_tag(part: str) -> str:
    """What stands between two ``>``; a tag in it that is longer than any real one keeps its name only."""
    if len(part) < _LONGEST_TAG:
        return part
    start = _TAG_START.search(part)
    return part[: start.end()] if start and len(part) - start.start() > _LONGEST_TAG else part


def is_wild(text: str) -> bool:
    """Whether so many elements stay open that a parser would take seconds, or there are just too many."""
    tags = text.count("<")
    if tags <= _FEW_TAGS:
        return False
    return tags > _MOST_TAGS or _depth(text) > _DEEPEST


def _depth(text: str) -> int:
    """How many elements are open at most, if every end tag closes one of its name."""
    opened: dict[str, int] = {}
    depth = deepest = 0
    for slash, name in _TAG.findall(text):
        if not slash:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
    return deepest


def rough(text: str) -> str:
    """Markup good enough for the flat walk, without a parser: no comments, no scripts, tags in lower case."""
    text = "".join(
        [part.partition("-->")[2] if place else part for place, part in enumerate(text.split("<!--"))]
    )
    text = "".join(_outside_scripts(text))
    return _TAG.sub(lambda tag: f"<{tag[1]}{tag[2].lower()}", _DECLARATION.sub("", text))


def _outside_scripts(text: str) -> list[str]:
    first, *others = _RAW_START.split(text)
    kept = [first]
    for part in others:
        end = _RAW_END.search(part)
        if end:
            kept.append(part[end.end() :])
    return kept
