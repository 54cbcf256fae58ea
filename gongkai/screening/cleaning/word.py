"""Word documents (docx) without comments, with their revisions accepted, without hidden text and what they carry."""

from __future__ import annotations

from lxml import etree

from gongkai.screening.cleaning.cleaned import NotCleaned
from gongkai.screening.cleaning.parts import Parts, remove, unwrap
from gongkai.screening.cleaning.properties import clean_properties
from gongkai.screening.openers.archive import first, local, parse
from gongkai.screening.openers.word_hiding import Hiding

_TEXTS = r"^word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$"
_DELETED = ("del", "moveFrom")
_INSERTED = ("ins", "moveTo")
_COMMENTS = ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef")
_MOVES = (
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "proofErr",
)
_CHANGES = (
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "tblGridChange",
    "tblPrExChange",
    "numberingChange",
)
_SETTINGS = (
    "trackRevisions",
    "rsids",
    "docVars",
    "attachedTemplate",
    "mailMerge",
    "docId",
    "doNotTrackMoves",
    "revisionView",
    "writeProtection",
)
_WHY = {"hidden": "隐藏文字", "white": "白色文字", "tiny": "极小文字"}


def clean_word(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """A docx → the clean copy and what was taken out. Raises NotCleaned where a file or a macro lies in it."""
    parts = Parts(data)
    if parts.names(r"^word/embeddings/|vbaProject|^word/activeX"):
        raise NotCleaned("文中夹带另一份文件或者宏，不能制作洁净副本；请在 Word 里取出、删去后再做。")
    styles = parts.parts.get("word/styles.xml")
    hiding = Hiding(parse(styles) if styles else None)
    parts.change(_TEXTS, lambda root: _clean(root, hiding, parts))
    parts.drop(r"^word/comments\w*\.xml$|^word/people\.xml$", "批注")
    parts.drop(r"^word/glossary/", "文档部件库")
    parts.change(r"^word/settings\.xml$", _clean_settings)
    clean_properties(parts)
    parts.settle()
    return parts.packed(), tuple(parts.removed)


def _clean(root: etree._Element, hiding: Hiding, parts: Parts) -> None:
    _drop_hidden(root, hiding, parts)
    for element in list(root.iter("*")):
        name = local(element)
        if name in _COMMENTS or name in _MOVES:
            remove(element)
        elif name in _CHANGES:
            parts.say("修订痕迹")
            remove(element)
    _accept(root, parts)
    for element in root.iter("*"):
        for key in [key for key in element.attrib if "}rsid" in str(key)]:
            del element.attrib[key]


def _drop_hidden(root: etree._Element, hiding: Hiding, parts: Parts) -> None:
    for run in list(root.iter("{*}r")):
        why = hiding.of_run(run)
        if why and any(local(child) in ("t", "delText", "instrText", "sym") for child in run):
            parts.say(_WHY[why])
            remove(run)


def _accept(root: etree._Element, parts: Parts) -> None:
    """Insertions stay, deletions go, with the rows and paragraph ends among them."""
    for element in list(root.iter("*")):
        name = local(element)
        parent = element.getparent()
        if parent is None or name not in _DELETED + _INSERTED + ("cellDel", "cellIns", "cellMerge"):
            continue
        parts.say("修订痕迹")
        inside = local(parent)
        if name in _DELETED and inside == "trPr":
            row = parent.getparent()
            remove(row if row is not None else element)
        elif name in _DELETED and inside == "rPr":
            remove(element)
            _join(parent)
        elif name in _INSERTED and len(element):
            unwrap(element)
        else:
            remove(element)


def _join(mark: etree._Element) -> None:
    """A paragraph whose end was deleted runs on in the next one."""
    paragraph = next(mark.iterancestors("{*}p"), None)
    following = paragraph.getnext() if paragraph is not None else None
    if paragraph is None or following is None or local(following) != "p":
        return
    place = first(following, "pPr")
    at = 0 if place is None else 1
    for child in reversed([child for child in paragraph if local(child) != "pPr"]):
        following.insert(at, child)
    remove(paragraph)


def _clean_settings(root: etree._Element) -> None:
    for element in list(root):
        if local(element) in _SETTINGS:
            remove(element)
