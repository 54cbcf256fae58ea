"""Files of characters to blocks: Markdown, plain text with or without tables, and HTML tables between the lines."""

from __future__ import annotations

import re

from gongkai.paper.blocks import Block, Paper
from gongkai.reading.html import open_html
from gongkai.reading.markdown import is_markdown, lines_to_blocks

_OPENS_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype html|[a-z][\w:-]*[\s>/])", re.I | re.S
)
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.I | re.S)
_MARKUP = re.compile(r"</(?:p|div|span|td|li|h[1-6]|body)\s*>|<br\s*/?>", re.I)
_MUCH_MARKUP = 3


def open_characters(text: str) -> Paper:
    """A decoded file → its blocks: a web page where its markup says so, else lines."""
    if "<" in text:
        if _OPENS_PAGE.match(text[:4096]):
            return open_html(text)
        outside = _TABLE.sub("", text)
        if len(_MARKUP.findall(outside)) >= _MUCH_MARKUP:
            return open_html(text)
    return open_text(text)


def open_text(text: str) -> Paper:
    """Lines as printed, one paragraph each with its inner white space; blank ones dropped; tables as grids."""
    lines = text.splitlines()
    markdown = is_markdown(lines)
    kind = "markdown" if markdown else "text"
    if "<table" not in text and "<TABLE" not in text:
        return Paper(kind, tuple(lines_to_blocks(lines, markdown=markdown)))
    return Paper("markdown", tuple(_around_tables(text)))


def _around_tables(text: str) -> list[Block]:
    """Markdown may hold a table with spans as HTML: its markup is read as such, the lines around it as lines."""
    blocks: list[Block] = []
    place = 0
    for table in _TABLE.finditer(text):
        blocks.extend(lines_to_blocks(text[place : table.start()].splitlines(), markdown=True))
        blocks.extend(open_html(table[0]).blocks)
        place = table.end()
    blocks.extend(lines_to_blocks(text[place:].splitlines(), markdown=True))
    return blocks
