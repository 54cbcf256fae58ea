"""Styles of a Word document (heading levels) and its automatic numbering, written out as the page prints it."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from gongkai.reading.openers.word_numbers import printed_number

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_TITLES = frozenset(["title", "标题"])
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*(?:[1-9]|标题)$", re.I)
_DEEPEST_LEVEL = 9
_LONGEST_CHAIN = 12
_LEVEL_SIGN = re.compile(r"%([1-9])")


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace, of which office files have several for the same."""
    return str(element.tag).rpartition("}")[2]


def find(parent: etree._Element, name: str) -> etree._Element | None:
    """The first child of a name, in any namespace."""
    return next(parent.iterchildren("{*}" + name), None)


def value(element: etree._Element, name: str = "val") -> str:
    """An attribute in the element's own namespace, or in none; "" where it has none."""
    space = str(element.tag).rpartition("}")[0]
    return str(element.get(f"{space}}}{name}" if space else name) or element.get(name) or "")


class Style(NamedTuple):
    """What a paragraph's style says. ``level``: 0 is running text; ``numbering``: id and level of its list."""

    level: int = 0
    is_contents: bool = False
    numbering: tuple[str, int] | None = None


class _Level(NamedTuple):
    """One level of a list: how its number is written."""

    kind: str = "decimal"
    text: str = "%1."
    start: int = 1
    legal: bool = False


class Styles:
    """Styles and lists of one document; ``next_number`` counts, so paragraphs are asked for in their order."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        elements = styles.iterchildren("{*}style") if styles is not None else ()
        self._elements = {value(element, "styleId"): element for element in elements}
        self._known: dict[str, Style] = {}
        self._lists = _Lists(numbering)

    def of(self, properties: etree._Element | None) -> Style:
        """The style of a paragraph, its own properties included."""
        if properties is None:
            return Style()
        reference = find(properties, "pStyle")
        style = self._named(value(reference)) if reference is not None else Style()
        level = _outline(properties)
        return style if level is None else style._replace(level=level)

    def _named(self, name: str) -> Style:
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def _read(self, name: str) -> Style:
        """A style with what it takes from those it is based on."""
        style = Style()
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(name)
            if element is None:
                break
            style = _inherit(style, _own(element))
            based = find(element, "basedOn")
            name = value(based) if based is not None else ""
        return style

    def next_number(self, properties: etree._Element | None, style: Style) -> str:
        """The number printed before a paragraph, "" for none; counts one further in its list."""
        listed = _listed(properties)
        if listed is None:
            listed = style.numbering
        elif listed[1] < 0:
            listed = (listed[0], style.numbering[1] if style.numbering else 0)
        return self._lists.count(*listed) if listed else ""


def _inherit(style: Style, base: Style) -> Style:
    return Style(
        style.level or base.level, style.is_contents or base.is_contents, style.numbering or base.numbering
    )


def _own(element: etree._Element) -> Style:
    name_element = find(element, "name")
    name = value(name_element).strip() if name_element is not None else ""
    properties = find(element, "pPr")
    level = _outline(properties) if properties is not None else None
    if level is None:
        named = _HEADING_NAME.match(name)
        level = int(named[1]) if named else int(name.lower() in _TITLES)
    listed = _listed(properties)
    numbering = (listed[0], max(listed[1], 0)) if listed else None
    return Style(level, bool(_CONTENTS_NAME.match(name)), numbering)


def _outline(properties: etree._Element) -> int | None:
    element = find(properties, "outlineLvl")
    text = value(element) if element is not None else ""
    if not text.isdigit():
        return None
    return int(text[:2]) + 1 if int(text[:2]) < _DEEPEST_LEVEL else 0


def _listed(properties: etree._Element | None) -> tuple[str, int] | None:
    """List id and level of a paragraph, level -1 where it names none; None where it is in no list."""
    element = find(properties, "numPr") if properties is not None else None
    if element is None:
        return None
    identity, level = find(element, "numId"), find(element, "ilvl")
    digits = value(level) if level is not None else ""
    return (value(identity) if identity is not None else "0", int(digits[:1]) if digits.isdigit() else -1)


class _Lists:
    """The lists of a document and how far each has counted."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: etree._Element) -> None:
        for element in numbering.iterchildren("{*}abstractNum"):
            self._abstract[value(element, "abstractNumId")] = _levels(element)
        self._follow_links(list(numbering.iterchildren("{*}abstractNum")))
        for element in numbering.iterchildren("{*}num"):
            identity = value(element, "numId")
            reference = find(element, "abstractNumId")
            self._of[identity] = value(reference) if reference is not None else ""
            self._restarts[identity] = _restarts(element)

    def _follow_links(self, elements: list[etree._Element]) -> None:
        """A list without levels of its own may name a style; another list defines that style."""
        defined = {_child(element, "styleLink", ""): value(element, "abstractNumId") for element in elements}
        for element in elements:
            link = _child(element, "numStyleLink", "")
            if link in defined and link:
                self._abstract[value(element, "abstractNumId")] = self._abstract[defined[link]]

    def count(self, identity: str, level: int) -> str:
        abstract = self._of.get(identity, "")
        levels = self._abstract.get(abstract)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        for restarted, start in self._restarts.pop(identity, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _written(levels, counts, level)


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    own = levels[level]

    def sign(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        of = levels.get(place, own)
        return printed_number(
            counts.get(place, of.start), "decimal" if own.legal and place < level else of.kind
        )

    return "" if own.kind in ("bullet", "none") else _LEVEL_SIGN.sub(sign, own.text)


def _levels(element: etree._Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for level in element.iterchildren("{*}lvl"):
        digits = value(level, "ilvl")
        if digits.isdigit():
            levels[int(digits)] = _Level(
                _child(level, "numFmt", "decimal"),
                _child(level, "lvlText", ""),
                _start(_child(level, "start", "1")),
                find(level, "isLgl") is not None,
            )
    return levels


def _child(element: etree._Element, name: str, otherwise: str) -> str:
    child = find(element, name)
    return value(child) if child is not None else otherwise


def _start(digits: str) -> int:
    return int(digits) if digits.isdigit() and len(digits) < 6 else 1


def _restarts(element: etree._Element) -> dict[int, int]:
    found: dict[int, int] = {}
    for override in element.iterchildren("{*}lvlOverride"):
        level, start = value(override, "ilvl"), find(override, "startOverride")
        if level.isdigit() and start is not None:
            found[int(level)] = _start(value(start))
    return found
