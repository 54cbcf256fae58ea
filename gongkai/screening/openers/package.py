"""Office packages (docx, xlsx, pptx, odt, ods, ofd): the known parts by their openers, every other part as what it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from html import unescape

from lxml import etree

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import Archive, CannotOpen, name_of, parse
from gongkai.screening.openers.rest import open_rest, texts
from gongkai.screening.openers.word import WordPart
from gongkai.screening.openers.word_hiding import Hiding
from gongkai.screening.openers.workbook import Workbook

Inside = Callable[[bytes, str, Look], None]

LATE = "检查超时，其余部分没有检查；请拆分后再查。"
_WORD = re.compile(
    r"word/(document|header|footer|footnotes|endnotes|comments|glossary/document)\d*\.xml$", re.I
)
_WORD_NAMES = {"header": ("页眉", ""), "footer": ("页脚", ""), "glossary/document": ("文档部件库", "data")}
_XML = re.compile(r"\.(?:xml|rels|vml|rdf|xhtml)$", re.I)
_PLACES = tuple(
    (re.compile(like, re.I), place, hidden)
    for like, place, hidden in (
        (r"^ppt/slides/slide(\d+)\.xml$", "第{}张幻灯片", ""),
        (r"^ppt/notesSlides/notesSlide(\d+)\.xml$", "第{}张幻灯片的备注", "comment"),
        (
            r"^xl/(?:comments|threadedComments|persons)|^ppt/comments|commentsExt|people\.xml$",
            "批注",
            "comment",
        ),
        (r"vmlDrawing", "绘图中的文字", "attribute"),
        (r"/drawings/", "绘图中的文字", ""),
        (r"/(?:charts|diagrams)/", "图表", ""),
        (r"^xl/pivotCache/", "数据透视表缓存", "cache"),
        (r"^xl/externalLinks/", "外部链接缓存", "cache"),
        (r"^docProps/|(?:^|/)meta\.xml$|^OFD\.xml$", "文档属性", "property"),
        (r"^customXml/", "自定义数据（customXml）", "data"),
        (r"\.rels$", "链接地址", "link"),
        (r"(?:^|/)content\.xml$", "正文", ""),
        (r"^Doc_\d+/(?:Pages|Tpls)/", "页面", ""),
    )
)
# Names of bookmarks and controls, tips of links: whatever an attribute tells by a long number or a mail address.
_ATTRIBUTE = re.compile(
    rb'([\w:.-]{1,40})=["\']([^"\'<>]{0,200}(?:(?:[0-9][ \-]?){11}|@)[^"\'<>]{0,200})["\']'
)
_EMBEDDED = re.compile(r"/embeddings/|afchunk|vbaProject|/activeX/", re.I)
_REMARK = re.compile(rb"<!--(.*?)-->", re.S)
_ANY = "文件内部（{}）"


def open_package(archive: Archive, look: Look, inside: Inside) -> None:
    """Every entry of a package, each once; ``inside`` opens the files that lie in it."""
    parts = {entry.filename.lstrip("/"): entry for entry in archive.entries}
    hiding = Hiding(_root(archive, parts.get("word/styles.xml")))
    book = Workbook(archive, parts, look) if any(name.startswith("xl/") for name in parts) else None
    for entry in archive.entries:
        if look.budget.is_late:
            look.unseen("", LATE)
            return
        try:
            if book is None or not book.part(entry):
                _part(archive.read(entry), entry, look, hiding, inside)
        except CannotOpen as fault:
            look.unseen(name_of(entry), str(fault))
    if archive.comment:
        look.text(archive.comment.decode("gb18030", "replace"), "压缩包注释", hidden="property")


def _root(archive: Archive, entry: zipfile.ZipInfo | None) -> etree._Element | None:
    try:
        return parse(archive.read(entry)) if entry else None
    except CannotOpen:
        return None


def _part(data: bytes, entry: zipfile.ZipInfo, look: Look, hiding: Hiding, inside: Inside) -> None:
    name = entry.filename.lstrip("/")
    word = _WORD.match(name)
    if word:
        _word_part(data, word[1].lower(), look, hiding)
        return
    place, hidden = place_of(name)
    if not _XML.search(name) or not open_rest(data, place, look, hidden=hidden):
        if _EMBEDDED.search(name):
            look.hit("embedded", place, name.rpartition("/")[2], "question")
        below = look.inside(place if place.endswith("）") else f"{place}（{name}）", hidden="embedded")
        if below and data:
            inside(data, name, below)


def _word_part(data: bytes, kind: str, look: Look, hiding: Hiding) -> None:
    root = parse(data)
    if root is None:
        raise CannotOpen("这一部分已损坏，没有检查。")
    name, hidden = _WORD_NAMES.get(kind, ("", ""))
    for found in _ATTRIBUTE.finditer(data):
        text = unescape(found[2].decode("utf-8", "replace"))
        look.text(text, name or "正文", label=found[1].decode(), hidden="attribute")
    for remark in _REMARK.findall(data):
        look.text(remark.decode("utf-8", "replace"), name or "正文", hidden="comment_in_code")
    before = len(look.pieces)
    try:
        WordPart(look, hiding, name, hidden).walk(root)
    except RecursionError:
        del look.pieces[before:]
        texts(root, name or "正文", look, hidden=hidden)


def place_of(name: str) -> tuple[str, str]:
    """What a part of a package is called in places, and why a reader does not see it."""
    for like, place, hidden in _PLACES:
        found = like.search(name)
        if found:
            return place.format(*found.groups()), hidden
    return _ANY.format(name), "data"
