"""Files of characters to blocks: Markdown, plain text with or without tables, and HTML tables between the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.paper.blocks import Block, Paper
from gongkai.reading.openers.html import open_html
from gongkai.reading.openers.html_tame import without_embedded
from gongkai.reading.openers.markdown import is_markdown, lines_to_blocks

_OPENS_PAGE = re.compile(
    r"(?:\s++|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype html|[a-z][\w:-]*[\s>/])", re.I | re.S
)
_TABLE_TAG = re.compile(r"<(/?)table\b[^<>]*>", re.I)
_MARKUP = re.compile(r"</(?:p|div|span|td|li|h[1-6]|body)\s*>|<br\s*/?>", re.I)
_MUCH_MARKUP = 3

MOST_CHARACTERS = 5_000_000
_CUT = f"文件过长，只读取了前 {MOST_CHARACTERS // 10_000} 万字。"


def open_characters(text: str) -> Paper:
    """A decoded file → its blocks: a web page where its markup says so, else lines. Absurdly long ones are cut."""
    if len(text) > MOST_CHARACTERS:
        text = without_embedded(text)
    if len(text) > MOST_CHARACTERS:
        paper = open_characters(text[:MOST_CHARACTERS])
        return paper._replace(notes=(*paper.notes, _CUT))
    if "<" not in text:
        return open_text(text)
    if _OPENS_PAGE.match(text[:4096]):
        return open_html(text)
    parts = list(_around_tables(text))
    markup = sum(len(_MARKUP.findall(part)) for part in parts[::2])
    return open_html(text) if markup >= _MUCH_MARKUP else _open_parts(parts)


def open_text(text: str) -> Paper:
    """Lines as printed, one paragraph each with its inner white space; blank ones dropped; tables as grids."""
    lines = text.splitlines()
    markdown = is_markdown(lines)
    return Paper("markdown" if markdown else "text", tuple(lines_to_blocks(lines, markdown=markdown)))


def _open_parts(parts: list[str]) -> Paper:
    """Markdown may hold a table with spans as HTML: its markup is read as such, the lines around it as lines."""
    if len(parts) == 1:
        return open_text(parts[0])
    blocks: list[Block] = []
    for place, part in enumerate(parts):
        if place % 2:
            blocks.extend(open_html(part).blocks)
        else:
            blocks.extend(lines_to_blocks(part.splitlines(), markdown=True))
    return Paper("markdown", tuple(blocks))


def _around_tables(text: str) -> Iterator[str]:
    """Text and outermost HTML tables in turn, text first and last."""
    place = start = depth = 0
    for tag in _TABLE_TAG.finditer(text):
        if not tag[1]:
            start = start if depth else tag.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield text[place:start]
                yield text[start : tag.end()]
                place = tag.end()
    yield text[place:]
