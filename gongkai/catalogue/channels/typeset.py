"""Clean HTML → the lines and tables that are set in type, and the code that leads to the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

import segno
from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.catalogue.channels.outgoing import Outgoing
from gongkai.catalogue.text import plain
from gongkai.paper.blocks import Grid
from gongkai.reading.openers.opening import open_paper
from gongkai.writing.articles.article import Article, Line, Look

_LOOKS: Final[dict[str, Look]] = {
    "h2": "heading",
    "h3": "subheading",
    "h4": "subheading",
    "caption": "center",
}
_CLASSES: Final[dict[str, Look]] = {
    "center": "center",
    "right": "right",
    "signed": "right",
    "noindent": "plain",
}
_BLANKS: Final = re.compile(r"\s+")


def article_of(outgoing: Outgoing) -> Article:
    """An edition as it is set in type. Pictures stand as words: what is printed must be readable without them."""
    root = LexborHTMLParser(f"<section>{outgoing.text}</section>").css_first("section")
    body = tuple(_parts(root)) if root is not None else ()
    foot = [f"附件：{file.name}" for file in outgoing.files]
    foot.append(f"索引号：{outgoing.index_number}")
    return Article(outgoing.title, body, outgoing.document_number, outgoing.by, tuple(foot))


def _parts(root: LexborNode) -> Iterator[Line | Grid]:
    for node in root.iter(include_text=True):
        tag = node.tag or ""
        if tag == "table":
            yield from _grids(node)
        elif tag in ("ul", "ol"):
            for place, item in enumerate(node.css("li"), 1):
                yield from _lines(item, "item", f"{place}. " if tag == "ol" else "· ")
        elif tag in ("blockquote", "figure"):
            yield from _parts(node)
        else:
            yield from _lines(node, _look(node))


def _look(node: LexborNode) -> Look:
    classes = (node.attributes.get("class") or "").split() if node.tag != "-text" else []
    return next((_CLASSES[one] for one in classes if one in _CLASSES), _LOOKS.get(node.tag or "", "prose"))


def _lines(node: LexborNode, look: Look, mark: str = "") -> Iterator[Line]:
    html = (node.text(deep=True) if node.tag == "-text" else node.html) or ""
    pictures = [] if node.tag == "-text" else node.css("img")
    for line in plain(html).split("\n"):
        if text := _BLANKS.sub(" ", line).strip():
            yield Line(mark + text, look)
            mark = ""
    for picture in pictures:
        yield Line(f"（图：{picture.attributes.get('alt') or '见网页'}）", "center")


def _grids(table: LexborNode) -> Iterator[Line | Grid]:
    for block in open_paper((table.html or "").encode(), "table.html").blocks:
        if isinstance(block, Grid):
            yield block
        elif text := getattr(block, "text", "").strip():
            yield Line(text, "center")


def code_of(link: str) -> str:
    """The QR code of an address as SVG, made here."""
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="svg", border=2, light="#ffffff")
    return out.getvalue().decode()
