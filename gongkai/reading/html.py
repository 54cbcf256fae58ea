"""Web pages to blocks: the parser repairs the markup, the article is found, and a flat walk makes the blocks."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.paper.blocks import Block, Heading, Paper, Paragraph
from gongkai.reading.html_scan import scan_markup
from gongkai.reading.html_tame import is_wild, rough, tame

_SITES = tomllib.loads((Path(__file__).parent / "html.toml").read_text("utf-8"))
_CONTAINERS = ", ".join(_SITES["containers"])
_CHROME = ", ".join(_SITES["chrome"])
_UNSEEN = ", ".join(_SITES["unseen"])
_MARKS: list[str] = _SITES["marks"]
_DROPPED = ["script", "style", "template", "noscript", "svg", "math", "iframe", "object", "button"]
_BULK = 0.6

_SUFFIX = re.compile(r"\s*[-_|—–]+\s*")


def open_html(text: str) -> Paper:
    """A page (or a part of one) as characters → blocks: what a reader of the page sees of the article.

    Where a known container of government sites holds the bulk of the text, only that; else all but navigation,
    header and footer. The page's title comes first where the text does not repeat it.
    """
    text = tame(text)
    if is_wild(text):
        return Paper(
            "html", tuple(scan_markup(rough(text))), ("网页标记过多或嵌套过深，只按文字先后顺序读取。",)
        )
    tree = LexborHTMLParser(text)
    title = _title(tree)
    blocks = scan_markup(_article(tree, text))
    return Paper("html", tuple(_with_title(title, blocks)))


def _title(tree: LexborHTMLParser) -> str:
    """What the page calls itself: its first h1, else the part of its <title> that names a report, else all of it."""
    heading = tree.css_first("h1")
    if heading is not None:
        words = " ".join(heading.text().split())
        if words:
            return words
    node = tree.css_first("title")
    words = " ".join(node.text().split()) if node is not None else ""
    parts = [part for part in _SUFFIX.split(words[:500]) if "报告" in part or "年报" in part]
    return parts[0] if parts else words


def _article(tree: LexborHTMLParser, text: str) -> str:
    """Tidy markup of the part of the page to read."""
    tree.strip_tags(_DROPPED)
    if "hidden" in text or "none" in text:
        _drop(tree, _UNSEEN)
    body = tree.body
    if body is None:
        return tree.html or ""
    if "class" in text or "id=" in text or "<article" in text or "<main" in text:
        container = _container(tree, body)
        if container is not None:
            return container.html or ""
    _drop(tree, _CHROME)
    return body.html or ""


def _container(tree: LexborHTMLParser, body: LexborNode) -> LexborNode | None:
    """The innermost known container that holds the bulk of the text and speaks of a report."""
    found = tree.css(_CONTAINERS)
    if not found:
        return None
    enough = _BULK * len(body.text())
    for node in reversed(found):
        words = node.text()
        if len(words) >= enough and any(mark in words for mark in _MARKS):
            return node
    return None


def _drop(tree: LexborHTMLParser, selector: str) -> None:
    """Takes what a selector finds out of the tree, unless it holds most of the text."""
    found = tree.css(selector)
    if found and tree.body is not None:
        most = len(tree.body.text()) // 2
        for node in found:
            if len(node.text()) <= most:
                node.decompose()


def _with_title(title: str, blocks: list[Block]) -> list[Block]:
    if not title:
        return blocks
    bare = "".join(title.split())
    for block in blocks:
        if isinstance(block, (Heading, Paragraph)) and bare in "".join(block.text.split()):
            return blocks
    return [Heading(title, 1), *blocks]
