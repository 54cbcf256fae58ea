"""XML of any kind: every text and every telling attribute, for the parts that no opener knows by name."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml import etree

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import attribute, local, parse
from gongkai.screening.tape import LINE

_TELLING = re.compile(r"[0-9０-９][0-9０-９ \-.]{9,}[0-9Xx]|@|[^\x00-\x7f]")
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
_LINKS = frozenset(["href", "Target", "URI", "action"])
_INSIDE = frozenset(["xmlns", "uri", "value", "Type", "ContentType", "schemaLocation"])


def open_rest(data: bytes, place: str, look: Look, *, hidden: str = "") -> bool:
    """All that an XML text says, in its elements and attributes, under one place; False where it is no XML."""
    root = parse(data)
    if root is None:
        return False
    texts(root, place, look, hidden=hidden)
    return True


def texts(root: etree._Element, place: str, look: Look, *, hidden: str = "") -> None:
    """The texts under an element, those of one block joined, and the attributes that may tell something."""
    walk = _Walk(place, look, hidden)
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            look.text(element.text or "", place, hidden=hidden or "comment_in_code")
            walk.block.append(element.tail or "")
        elif event == "start":
            walk.begin(element)
        else:
            walk.end(element)
    walk.flush()


class _Walk:
    """What has been read of the block that is open."""

    def __init__(self, place: str, look: Look, hidden: str) -> None:
        self._place, self._look, self._hidden = place, look, hidden
        self._label = ""
        self.block: list[str] = []

    def begin(self, element: etree._Element) -> None:
        name = local(element)
        if name not in _INLINE:
            self.flush()
            self._label = name
        self.block.append(element.text or "")
        if element.attrib:
            self._attributes(element)

    def end(self, element: etree._Element) -> None:
        if local(element) not in _INLINE:
            self.flush()
        self.block.append(element.tail or "")

    def flush(self) -> None:
        """The block is complete."""
        text = "".join(self.block)
        self.block.clear()
        if text.strip():
            self._look.text(text, self._place, label=self._label, hidden=self._hidden, joint=LINE)

    def _attributes(self, element: etree._Element) -> None:
        outside = attribute(element, "TargetMode") == "External"
        for key, value in element.attrib.items():
            name, text = str(key).rpartition("}")[2], str(value)
            if name in _LINKS and (outside or name != "Target"):
                self._look.text(unquote(text), self._place, label=name, hidden="link")
            elif name not in _INSIDE and len(text) > 3 and _TELLING.search(text):
                self._look.text(text, self._place, label=name, hidden=self._hidden or "attribute")
