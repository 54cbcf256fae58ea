"""Workbooks (xlsx) without hidden sheets, rows, columns and cells, comments, caches and formulas: figures as they are
seen."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from gongkai.screening.cleaning.cleaned import NotCleaned
from gongkai.screening.cleaning.parts import Parts, remove
from gongkai.screening.cleaning.properties import clean_properties
from gongkai.screening.openers.archive import attribute, children, first, local, parse
from gongkai.screening.openers.workbook import column_number, hide_columns, is_hidden_row
from gongkai.screening.openers.workbook_styles import BookStyles

_SHEETS = r"^xl/worksheets/[^/]+\.xml$"
_STRINGS = "xl/sharedStrings.xml"
_DROPPED = (
    "dataValidations",
    "extLst",
    "scenarios",
    "phoneticPr",
    "protectedRanges",
    "customSheetViews",
    "smartTags",
    "oleObjects",
    "controls",
)
_OF_BOOK = (
    "definedNames",
    "pivotCaches",
    "externalReferences",
    "extLst",
    "fileSharing",
    "customWorkbookViews",
    "calcPr",
    "fileRecoveryPr",
)
_PARTS = (
    (r"^xl/comments|^xl/threadedComments/|^xl/persons/|vmlDrawing", "批注"),
    (r"^xl/pivotCache/|^xl/pivotTables/|^xl/slicer|^xl/timeline", "数据透视表及其缓存"),
    (r"^xl/externalLinks/|^xl/connections\.xml|^xl/queryTables/|^xl/model/", "外部数据"),
    (r"^xl/calcChain\.xml|^xl/metadata\.xml|^xl/revisions/", "计算链和修订记录"),
)


def clean_workbook(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """An xlsx → the clean copy and what was taken out. Raises NotCleaned where a file or a macro lies in it."""
    parts = Parts(data)
    if parts.names(r"^xl/embeddings/|vbaProject|^xl/activeX|^xl/macrosheets"):
        raise NotCleaned("表中夹带另一份文件或者宏，不能制作洁净副本；请取出、删去后再做。")
    for like, what in _PARTS:
        parts.drop(like, what)
    _drop_sheets(parts)
    styles = parts.parts.get("xl/styles.xml")
    hiding = BookStyles(parse(styles) if styles else None)
    used: set[int] = set()
    parts.change(_SHEETS, lambda root: _clean_sheet(root, hiding, parts, used))
    parts.change("^" + re.escape(_STRINGS) + "$", lambda root: _clean_strings(root, used, parts))
    clean_properties(parts)
    parts.change(r"^docProps/app\.xml$", _drop_titles)
    parts.settle()
    return parts.packed(), tuple(parts.removed)


def _drop_sheets(parts: Parts) -> None:
    """Takes out the hidden sheets, and what the book names beside its sheets."""
    relations = parse(parts.parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    targets = {
        attribute(one, "Id"): attribute(one, "Target") for one in (relations if relations is not None else ())
    }

    def clean(root: etree._Element) -> None:
        for sheet in list(root.iter("{*}sheet")):
            if attribute(sheet, "state") in ("hidden", "veryHidden"):
                target = targets.get(_relation(sheet), "")
                name = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
                parts.drop("^" + re.escape(name) + "$", "隐藏的工作表")
                remove(sheet)
        for element in [element for element in root if local(element) in _OF_BOOK]:
            remove(element)
        for view in root.iter("{*}workbookView"):
            for key in ("activeTab", "firstSheet"):
                view.attrib.pop(key, "")

    parts.change(r"^xl/workbook\.xml$", clean)


def _relation(sheet: etree._Element) -> str:
    return next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")


def _clean_sheet(root: etree._Element, hiding: BookStyles, parts: Parts, used: set[int]) -> None:
    for element in [element for element in root if local(element) in _DROPPED]:
        remove(element)
    hidden: dict[int, str] = {}
    for column in root.iter("{*}col"):
        hide_columns(column, hidden)
    for row in root.iter("{*}row"):
        for cell in list(children(row)):
            number = column_number(attribute(cell, "r"))
            if is_hidden_row(row) or number in hidden or hiding.hides(attribute(cell, "s")):
                _empty(cell, parts)
            else:
                _as_seen(cell, parts, used)


def _empty(cell: etree._Element, parts: Parts) -> None:
    if len(cell):
        parts.say("隐藏的行、列或者单元格的内容")
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", "")


def _as_seen(cell: etree._Element, parts: Parts, used: set[int]) -> None:
    formula, value = first(cell, "f"), first(cell, "v")
    if formula is not None:
        parts.say("公式（保留计算结果）")
        remove(formula)
    if attribute(cell, "t") == "s" and value is not None and (value.text or "").isdigit():
        used.add(int(value.text or ""))


def _clean_strings(root: etree._Element, used: set[int], parts: Parts) -> None:
    """Strings of no cell become empty, so that the numbers of the others stay."""
    for number, item in enumerate(root.iterchildren("{*}si")):
        for part in list(item):
            if number not in used or local(part) in ("rPh", "phoneticPr"):
                item.remove(part)
                parts.say("没有单元格使用的文字")
        if not len(item):
            etree.SubElement(item, item.tag.replace("}si", "}t"))


def _drop_titles(root: etree._Element) -> None:
    for element in list(root):
        if local(element) in ("TitlesOfParts", "HeadingPairs"):
            remove(element)
