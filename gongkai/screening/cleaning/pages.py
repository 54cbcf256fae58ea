"""Web pages without comments, hidden elements, scripts and what the page says of its makers."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.reading.openers.encodings import decode
from gongkai.screening.cleaning.cleaned import NotCleaned
from gongkai.screening.openers.html import is_unseen

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_MAKERS = frozenset(["author", "generator", "copyright", "progid", "originator", "creator", "owner"])
_CHARSET = re.compile(r"""(<meta[^>]+charset\s*=\s*["']?)[\w-]+""", re.I)
_DROPPED = frozenset(["script", "template", "noscript", "object", "embed"])
_HANDLER = re.compile(r"on[a-z]+$|data-")


def clean_page(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A page → the clean copy in UTF-8, and what was taken out. Raises NotCleaned where it cannot be read."""
    text = decode(data)
    if text is None:
        raise NotCleaned("网页的编码认不出来，不能制作洁净副本。")
    removed: dict[str, None] = {}
    bare = _COMMENT.sub("", text)
    if bare != text:
        removed["网页注释"] = None
    tree = LexborHTMLParser(bare)
    for node in tree.css("*"):
        what = _what(node)
        if what:
            removed[what] = None
            node.decompose()
        else:
            _drop_handlers(node, removed)
    return _CHARSET.sub(r"\1utf-8", tree.html or "").encode("utf-8"), tuple(removed)


def _what(node: LexborNode) -> str:
    """What an element is that has to go, "" where it stays."""
    if node.tag in _DROPPED:
        return "脚本和嵌入对象"
    if node.tag == "meta":
        return "网页作者等信息" if (node.attributes.get("name") or "").lower() in _MAKERS else ""
    return "隐藏的内容" if is_unseen(node) else ""


def _drop_handlers(node: LexborNode, removed: dict[str, None]) -> None:
    for name in [name for name in node.attributes if _HANDLER.match(name)]:
        del node.attrs[name]
        removed["元素附带的代码和数据"] = None
