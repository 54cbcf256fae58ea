"""The parts of an office package as they are taken out: relations, content types and references go with them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from gongkai.screening.openers.archive import Archive, attribute, local, parse

_TYPES = "[Content_Types].xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STAMP = (1980, 1, 1, 0, 0, 0)


class Parts:
    """A package in memory; ``removed`` gathers what was taken out, each thing once."""

    def __init__(self, data: bytes) -> None:
        archive = Archive(data)
        self.parts = {entry.filename.lstrip("/"): archive.read(entry) for entry in archive.entries}
        self.removed: dict[str, None] = {}

    def names(self, like: str) -> list[str]:
        """The names of the parts that match."""
        pattern = re.compile(like, re.IGNORECASE)
        return [name for name in self.parts if pattern.search(name)]

    def say(self, what: str) -> None:
        """Notes that something was taken out."""
        self.removed[what] = None

    def drop(self, like: str, what: str) -> None:
        """Takes out the parts that match."""
        for name in self.names(like):
            self.parts.pop(name, None)
            self.parts.pop(relations_of(name), None)
            self.say(what)

    def change(self, like: str, change: Callable[[etree._Element], None]) -> None:
        """Changes the XML of the parts that match."""
        for name in self.names(like):
            root = parse(self.parts[name])
            if root is not None:
                change(root)
                self.parts[name] = _written(root)

    def settle(self) -> None:
        """Takes out the relations, references and content types of parts that are gone."""
        for name in self.names(r"\.rels$"):
            root = parse(self.parts[name])
            if root is not None:
                self._settle(name, root)
        self.change(re.escape(_TYPES), self._settle_types)

    def _settle(self, name: str, root: etree._Element) -> None:
        lost = {attribute(one, "Id") for one in self._lost(name, root)}
        for one in [one for one in root if attribute(one, "Id") in lost]:
            root.remove(one)
        self.parts[name] = _written(root)
        source = source_of(name)
        if lost and source in self.parts:
            self.change("^" + re.escape(source) + "$", lambda found: _drop_references(found, lost))

    def _lost(self, name: str, root: etree._Element) -> Iterator[etree._Element]:
        folder = posixpath.dirname(source_of(name))
        for one in root:
            target = attribute(one, "Target")
            full = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            if attribute(one, "TargetMode") != "External" and full not in self.parts:
                yield one

    def _settle_types(self, root: etree._Element) -> None:
        for one in list(root):
            if local(one) == "Override" and attribute(one, "PartName").lstrip("/") not in self.parts:
                root.remove(one)

    def packed(self) -> bytes:
        """The package as it is now, with the content types first."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(self.parts, key=lambda name: (name != _TYPES, not name.startswith("_rels"))):
                archive.writestr(zipfile.ZipInfo(name, _STAMP), self.parts[name], zipfile.ZIP_DEFLATED)
        return made.getvalue()


def relations_of(name: str) -> str:
    """The part that holds the relations of a part."""
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def source_of(relations: str) -> str:
    """The part whose relations a part holds."""
    folder, _, file = relations.rpartition("/")
    return posixpath.join(folder.removesuffix("_rels").rstrip("/"), file.removesuffix(".rels"))


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop_references(root: etree._Element, lost: set[str]) -> None:
    for element in list(root.iter("*")):
        parent = element.getparent()
        refers = any(
            key.startswith("{" + _RELATIONS) and str(value) in lost
            for key, value in ((str(key), value) for key, value in element.attrib.items())
        )
        if refers and parent is not None:
            parent.remove(element)


def remove(element: etree._Element) -> None:
    """Takes an element out of its parent; text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Puts the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(at + 1, child)
    remove(element)
