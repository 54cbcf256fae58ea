"""Web pages: what is read, and what is not: comments, hidden elements, attributes, scripts, what a page says of itself."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.reading.openers.html_tame import is_wild, tame
from gongkai.screening.detectors.links import UNSEEN_LINK
from gongkai.screening.look import Look
from gongkai.screening.openers.tables import Table
from gongkai.screening.tape import LINE

Inside = Callable[[bytes, str, Look], None]

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.S)
_DECLARED = re.compile(r"<(?:!(?!--|doctype)|\?)([^>]{8,5000})>", re.I)
_CODE = re.compile(r"<(script|style|template|noscript)\b([^>]{0,2000})>(.*?)(?:</\1\s*>|\Z)", re.S | re.I)
_EMBEDDED = re.compile(r"data:([a-z]+/[\w.+-]+)?(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]{40,})", re.I)
_TAG = re.compile(r"<[^>]{0,5000}>")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "button",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "iframe",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|%)?\s*(?:;|$|!)"
    r"|(?:text-indent|left|top|margin-left)\s*:\s*-\d{3,}|clip\s*:\s*rect\(0|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$|!)",
    re.I,
)
_WHITE_STYLE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255|transparent)", re.I
)
_SILENT = frozenset(
    ["class", "style", "href", "src", "action", "integrity", "d", "points", "viewbox", "srcset"]
)
_TELLING = re.compile(r"[0-9０-９][0-9０-９ \-.]{9,}[0-9Xx]|@|[^\x00-\x7f]")
_JOINED = re.compile(r"""(["'])\s*\+\s*\1""")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_MOST_EMBEDDED = 200
_LINKS = frozenset(["a", "area", "iframe", "frame", "form", "embed", "object", "script", "link"])


def open_html(text: str, look: Look, inside: Inside) -> None:
    """A decoded page, to its last comment."""
    text = _without_embedded(text, look, inside)
    for found in _COMMENT.finditer(text):
        look.text(_TAG.sub(" ", found[1]), "网页注释", hidden="comment_in_code")
    for found in _DECLARED.finditer(text):
        look.text(found[1], "网页注释", hidden="comment_in_code")
    for found in _CODE.finditer(text):
        look.text(_code(found[1].lower(), found[3]), f"网页代码（{found[1].lower()}）", hidden="code")
    if is_wild(tamed := tame(text)):
        look.text(_TAG.sub(" ", tamed), "网页")
        look.unseen("网页", "网页结构异常（标签过多或过深），只按文字检查。", "question")
        return
    _Page(look).walk(LexborHTMLParser(tamed).root)


def _code(tag: str, body: str) -> str:
    """What the strings in a piece of code say: joined where they are joined, escapes as the characters they mean."""
    if tag in ("template", "noscript"):
        return _TAG.sub("", body)
    body = _JOINED.sub("", body)
    return _ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), body) if "\\" in body else body


def _without_embedded(text: str, look: Look, inside: Inside) -> str:
    """Files written into the page are looked at as files."""
    if "base64," not in text:
        return text
    for number, found in enumerate(_EMBEDDED.finditer(text)):
        below = look.inside(f"网页内嵌文件{number + 1}") if number < _MOST_EMBEDDED else None
        if below:
            inside(_decoded(found[2]), "", below)
    return _EMBEDDED.sub("data:", text)


def _decoded(text: str) -> bytes:
    packed = re.sub(r"[^A-Za-z0-9+/]", "", text)
    return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=False)


class _Page:
    """One walk over the elements of a page, without recursion."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._line: list[str] = []
        self._unseen: dict[str, list[str]] = {}
        self._lines = self._rows = self._cells = self._tables = 0
        self._tabled: list[Table] = []

    def walk(self, root: LexborNode | None) -> None:
        """Every node in order; a stack says what is to be ended."""
        stack: list[tuple[LexborNode, str, bool]] = [(root, "", False)] if root else []
        while stack:
            node, why, ends = stack.pop()
            if ends:
                self._end(node.tag or "")
                continue
            if node.is_text_node:
                self._text(node.text_content or "", why)
                continue
            why = why or is_unseen(node)
            self._begin(node, why)
            stack.append((node, why, True))
            stack.extend([(child, why, False) for child in reversed(list(node.iter(include_text=True)))])
        self._flush()

    def _text(self, text: str, why: str) -> None:
        """What is not seen between the words of a line does not break it."""
        if not why:
            self._line.append(text)
        elif text.strip():
            self._unseen.setdefault(why, []).append(text)

    def _begin(self, node: LexborNode, why: str) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS:
            self._flush()
        if tag == "table":
            self._tables += 1
            self._tabled.append(Table(self._look))
            self._rows = self._cells = 0
        elif tag == "tr":
            self._rows, self._cells = self._rows + 1, 0
        elif tag in ("td", "th"):
            self._cells += 1
        self._attributes(node, tag, why)

    def _end(self, tag: str) -> None:
        if tag in ("td", "th") and self._tabled:
            self._cell()
        elif tag in _BLOCKS:
            self._flush()
        if tag == "tr" and self._tabled:
            self._tabled[-1].end_row()
        elif tag == "table" and self._tabled:
            self._tabled.pop()

    def _cell(self) -> None:
        place = f"表{self._tables}第{self._rows}行第{self._cells}列"
        self._tabled[-1].cell(self._cells, "".join(self._line).strip(), place)
        self._line.clear()
        self._flush_unseen(place)

    def _flush(self) -> None:
        text = "".join(self._line)
        self._line.clear()
        if text.strip() or self._unseen:
            self._lines += 1
        if text.strip():
            self._look.text(text, f"第{self._lines}段", joint=LINE)
        self._flush_unseen(f"第{self._lines}段")

    def _flush_unseen(self, place: str) -> None:
        for why, parts in self._unseen.items():
            self._look.text("".join(parts), place, hidden=why, joint=LINE)
        self._unseen.clear()

    def _link(self, node: LexborNode, tag: str, why: str) -> None:
        """Where a link, frame or form leads, and whether a reader sees that there is one."""
        target = (
            node.attributes.get("href") or node.attributes.get("src") or node.attributes.get("action") or ""
        )
        if tag in _LINKS and target.strip() and target[:1] not in "#?":
            empty = (
                tag == "a"
                and not (node.text(deep=True) or "").strip()
                and node.css_first("img,svg,i") is None
            )
            label = UNSEEN_LINK if why in ("hidden", "white") or empty else tag
            self._look.text(
                unquote(target),
                f"链接“{(node.text(deep=True) or '').strip()[:16]}”",
                label=label,
                hidden="link",
            )

    def _attributes(self, node: LexborNode, tag: str, why: str) -> None:
        self._link(node, tag, why)
        for name, value in node.attributes.items():
            if value and name not in _SILENT and _TELLING.search(value):
                label = node.attributes.get("name") or node.attributes.get("id") or name
                place = "网页元数据" if tag == "meta" else f"网页属性 {name}"
                hidden = why or ("property" if tag == "meta" else "attribute")
                self._look.text(value, place, label=str(label), hidden=hidden)


def is_unseen(node: LexborNode) -> str:
    """Why a reader does not see an element, "" where he does."""
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "hidden" in attributes or (style and _UNSEEN_STYLE.search(style)):
        return "hidden"
    if node.tag == "input" and (attributes.get("type") or "").lower() == "hidden":
        return "hidden"
    if style and _WHITE_STYLE.search(style) and "background" not in style.lower():
        return "white"
    return (
        "white"
        if node.tag == "font" and (attributes.get("color") or "").lower() in ("white", "#fff", "#ffffff")
        else ""
    )
