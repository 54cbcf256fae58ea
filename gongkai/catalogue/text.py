"""The text of an item: HTML of others made clean, and the same as plain text for search and comparison."""

from __future__ import annotations

from typing import Final

import nh3
from selectolax.lexbor import LexborHTMLParser

TAGS: Final = frozenset(
    [
        "p",
        "br",
        "h2",
        "h3",
        "h4",
        "strong",
        "em",
        "u",
        "sub",
        "sup",
        "ul",
        "ol",
        "li",
        "blockquote",
        "hr",
        "a",
        "img",
        "table",
        "caption",
        "colgroup",
        "col",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "span",
        "figure",
        "figcaption",
    ]
)
ATTRIBUTES: Final = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "ol": {"start"},
}
# The only styles a page may carry: they stand in a style sheet, since no inline style is let in.
CLASSES: Final = {"p": {"center", "right", "noindent", "signed"}, "td": {"center", "right", "number"}}
BLOCKS: Final = frozenset(["p", "h2", "h3", "h4", "li", "blockquote", "caption", "figcaption", "tr", "hr"])


def clean(html: str) -> str:
    """HTML with nothing in it that runs, loads from elsewhere or hides: allowed elements and attributes alone, links only
    to the web, mail and addresses of this site, pictures only of this site."""
    attributes = {tag: set(allowed) for tag, allowed in ATTRIBUTES.items()}
    return nh3.clean(
        html.replace("\0", ""),
        tags=set(TAGS),
        attributes=attributes,
        allowed_classes=CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        attribute_filter=_own_pictures,
        link_rel="noopener",
    )


def _own_pictures(tag: str, name: str, value: str) -> str | None:
    foreign = tag == "img" and name == "src" and not (value.startswith("/") and not value.startswith("//"))
    return None if foreign else value


def plain(html: str) -> str:
    """The words of HTML: blocks parted by an empty line, cells by a tab, rows by a line."""
    tree = LexborHTMLParser(html)
    for dropped in tree.css("script, style, template"):
        dropped.decompose()
    for cell in tree.css("td, th"):
        cell.insert_after("\t")
    for block in tree.css(", ".join(sorted(BLOCKS - {"tr"}))):
        block.insert_after("\n\n")
    for row in tree.css("tr, br"):
        row.insert_after("\n")
    text = tree.body.text(deep=True) if tree.body else ""
    lines = [line.strip(" \t\r") for line in text.replace("\xa0", " ").split("\n")]
    return _single_gaps(lines)


def _single_gaps(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
