"""Web pages to blocks: the parser repairs the markup, the article is found, and a flat walk makes the blocks."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.paper.blocks import Block, Grid, Heading, Paper, Paragraph
from gongkai.reading.openers.html_scan import scan_markup
from gongkai.reading.openers.html_tame import is_wild, rough, tame

_SITES = tomllib.loads((Path(__file__).parent / "html.toml").read_text("utf-8"))
_CONTAINERS: list[str] = _SITES["containers"]
_CHROME: list[str] = _SITES["chrome"]
_UNSEEN: list[str] = _SITES["unseen"]
_MARKS: list[str] = _SITES["marks"]
_DROPPED = ["script", "style", "template", "noscript", "svg", "math", "iframe", "object", "button"]
_BULK = 0.6
_FEW_BLOCKS = 20
_FEW_CHARACTERS = 300
_FILE = re.compile(r"[\"'=/]([^\"'=/<>\s]{1,120}\.(?:pdf|docx?|wps|xlsx?|ofd))[\"'?#\s>]", re.I)

_WORD = re.compile(r"[\w-]+")
_VOCABULARY = [
    re.compile(rb"class\s*=\s*(\"[^\"]*|'[^']*|[^\s>]*)"),
    re.compile(rb"id\s*=\s*(\"[^\"]*|'[^']*|[^\s>]*)"),
    re.compile(rb"role\s*=\s*(\"[^\"]*|'[^']*|[^\s>]*)"),
    re.compile(rb"<(?:nav|header|footer|aside|article|main)\b"),
    *(re.compile(word) for word in (rb"hidden", rb"display", rb"visibility", rb"mso-hide")),
]
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
    blocks = _with_title(title, scan_markup(_article(tree, text)))
    return Paper("html", tuple(blocks), _elsewhere(text) if _is_short(blocks) else ())


def _is_short(blocks: list[Block]) -> bool:
    """Whether there is less on a page than any report says."""
    if len(blocks) > _FEW_BLOCKS or any(isinstance(block, Grid) for block in blocks):
        return False
    return (
        sum(len(block.text) for block in blocks if isinstance(block, (Heading, Paragraph))) < _FEW_CHARACTERS
    )


def _elsewhere(text: str) -> tuple[str, ...]:
    """A page without a text of its own often shows or offers a file that has it."""
    found = _FILE.search(text)
    return (f"网页本身没有正文，内容在所附文件 {found[1]} 里；请下载该文件后再读。",) if found else ()


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
    vocabulary = _vocabulary(text)
    tree.strip_tags(_DROPPED)
    _drop(tree, _present(_UNSEEN, vocabulary))
    body = tree.body
    if body is None:
        return tree.html or ""
    container = _container(tree, body, _present(_CONTAINERS, vocabulary))
    if container is not None:
        return container.html or ""
    _drop(tree, _present(_CHROME, vocabulary))
    return body.html or ""


def _vocabulary(text: str) -> bytes:
    """The words of a page by which a selector can find anything, in lower case, each once."""
    plain = text.encode("ascii", "ignore").lower()
    return b" ".join({word for pattern in _VOCABULARY for word in pattern.findall(plain)})


def _present(selectors: list[str], vocabulary: bytes) -> str:
    """Those selectors that can find anything in a page, as one: looking for a word costs less than for a selector."""
    return ", ".join(selector for selector in selectors if _word(selector) in vocabulary)


@cache
def _word(selector: str) -> bytes:
    """The longest word without which a selector finds nothing; for an element the start of its tag."""
    word = max(_WORD.findall(selector), key=len).lower()
    return (f"<{word}" if selector[0].isalpha() else word).encode()


def _container(tree: LexborHTMLParser, body: LexborNode, selector: str) -> LexborNode | None:
    """The innermost known container that holds the bulk of the text and speaks of a report."""
    found = tree.css(selector) if selector else []
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
    found = tree.css(selector) if selector else []
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
