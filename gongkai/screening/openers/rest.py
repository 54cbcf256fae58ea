"""XML of any kind: every text and every telling attribute, for the parts that no opener knows by name."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import local, parse
from gongkai.screening.tape import LINE

_TELLING = re.compile(r"[0-9０-９][0-9０-９ \-.]{9,}[0-9Xx]|@|[\u4e00-\u9fff]")
_INLINE = frozenset(
    [
        "r",
        "t",
        "rPr",
        "span",
        "a",
        "b",
        "i",
        "u",
        "s",
        "rt",
        "rPh",
        "em",
        "strong",
        "font",
        "hlinkClick",
        "latin",
        "ea",
        "cs",
    ]
)


def open_rest(data: bytes, place: str, look: Look, *, hidden: str = "") -> bool:
    """All that an XML text says, in its elements and attributes, under one place; False where it is no XML."""
    root = parse(data)
    if root is None:
        return False
    texts(root, place, look, hidden=hidden)
    return True


def texts(root: etree._Element, place: str, look: Look, *, hidden: str = "") -> None:
    """The texts under an element, those of one block joined, and the attributes that may tell something."""
    block: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            look.text(element.text or "", place, hidden=hidden or "comment_in_code")
            block.append(element.tail or "")
        elif event == "start":
            if local(element) not in _INLINE:
                _flush(block, place, look, hidden)
            block.append(element.text or "")
            _attributes(element, place, look, hidden)
        else:
            if local(element) not in _INLINE:
                _flush(block, place, look, hidden)
            block.append(element.tail or "")
    _flush(block, place, look, hidden)


def _flush(block: list[str], place: str, look: Look, hidden: str) -> None:
    text = "".join(block)
    block.clear()
    if text.strip():
        look.text(text, place, hidden=hidden, joint=LINE)


def _attributes(element: etree._Element, place: str, look: Look, hidden: str) -> None:
    for name, value in element.attrib.items():
        text = str(value)
        if len(text) > 3 and _TELLING.search(text):
            look.text(text, place, label=str(name).rpartition("}")[2], hidden=hidden or "attribute")
