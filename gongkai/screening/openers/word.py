"""Word documents (docx and its kin): body, tables, headers, notes, comments, revisions, hidden text, text boxes,
alternative texts, codes of fields and whatever else lies in the package."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import attribute, children, first, local
from gongkai.screening.openers.tables import Table
from gongkai.screening.openers.word_hiding import Hiding
from gongkai.screening.tape import LINE

_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_DELETED = frozenset(["del", "moveFrom"])
_SKIPPED = frozenset(["rPr", "pPr", "tblPr", "tblGrid", "tcPr", "trPr", "sectPr", "sdtPr", "sdtEndPr"])
_NOTES = {"footnote": "脚注", "endnote": "尾注", "comment": "批注"}


@dataclass
class _Words:
    """What one paragraph says: as read, and by the reason it is not read."""

    seen: list[str] = field(default_factory=list)
    unseen: dict[str, list[str]] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)

    def add(self, text: str, why: str) -> None:
        (self.unseen.setdefault(why, []) if why else self.seen).append(text)


class WordPart:
    """One part of a document, walked in its order. ``name``: what it is called in places ("" for the body)."""

    def __init__(self, look: Look, hiding: Hiding, name: str = "", hidden: str = "") -> None:
        self._look, self._hiding, self._name, self._hidden = look, hiding, name, hidden
        self._paragraphs = self._tables = 0

    def walk(self, parent: etree._Element, place: str = "") -> None:
        """Paragraphs and tables under an element, at any depth."""
        for element in children(parent):
            name = local(element)
            if name == "p":
                self._paragraph(element, place)
            elif name == "tbl":
                self._table(element, place)
            elif name in _NOTES:
                self._note(element, _NOTES[name])
            elif name not in _SKIPPED:
                self.walk(element, place)

    def _note(self, element: etree._Element, name: str) -> None:
        hidden = "comment" if name == "批注" else self._hidden
        part = WordPart(self._look, self._hiding, name, hidden)
        part.walk(element, f"{name}{attribute(element, 'id')}")
        author = attribute(element, "author")
        if author:
            self._look.text(author, f"{name}的作者", label="author", hidden="comment")

    def _paragraph(self, paragraph: etree._Element, place: str) -> None:
        words = self._words(paragraph)
        if not place:
            self._paragraphs += 1
            place = f"{self._name}第{self._paragraphs}段"
        self._hand_on(words, place, LINE)

    def _words(self, paragraph: etree._Element) -> _Words:
        words = _Words()
        self._gather(paragraph, words, "")
        return words

    def _hand_on(self, words: _Words, place: str, joint: str) -> None:
        self._look.text("".join(words.seen), place, hidden=self._hidden, joint=joint)
        self._beside(words, place)

    def _beside(self, words: _Words, place: str) -> None:
        """What a paragraph says unseen, its text boxes and the words behind its pictures."""
        for why, parts in words.unseen.items():
            self._look.text("".join(parts), place, hidden=why)
        for box in words.boxes:
            self.walk(box, f"{place}的文本框")
        for text in words.alternatives:
            self._look.text(text, f"{place}的图片说明", hidden="attribute")

    def _gather(self, parent: etree._Element, words: _Words, why: str) -> None:
        for element in children(parent):
            name = local(element)
            if name in ("t", "delText"):
                words.add(element.text or "", why)
            elif name in ("instrText", "delInstrText"):
                words.add(element.text or "", "code")
            elif name in _SIGNS:
                words.add(_SIGNS[name], why)
            elif name == "r":
                self._gather(element, words, why or self._hiding.of_run(element))
            elif name not in _SKIPPED:
                self._other(element, name, words, why)

    def _other(self, element: etree._Element, name: str, words: _Words, why: str) -> None:
        if name == "txbxContent":
            words.boxes.append(element)
            return
        if name in _DELETED:
            why = "deleted"
        if name == "sym":
            words.add(_symbol(attribute(element, "char")), why)
        if name == "fldSimple":
            words.add(attribute(element, "instr"), "code")
        for key in ("descr", "title", "alt", "string"):
            text = (
                attribute(element, key)
                if name in ("docPr", "cNvPr", "shape", "imagedata", "textpath")
                else ""
            )
            if text:
                words.alternatives.append(text)
        self._gather(element, words, why)

    def _table(self, table: etree._Element, place: str) -> None:
        self._tables += 1
        name = f"{place or self._name}表{self._tables}" if not place else f"{place}中的表"
        rows = Table(self._look)
        for down, row in enumerate(_members(table, "tr"), 1):
            deleted = first(first(row, "trPr"), "del") is not None
            self._row(row, rows, f"{name}第{down}行", "deleted" if deleted else self._hidden)

    def _row(self, row: etree._Element, rows: Table, place: str, hidden: str) -> None:
        column = 0
        for across, cell in enumerate(_members(row, "tc"), 1):
            here = f"{place}第{across}列"
            spread = _number(first(first(cell, "tcPr"), "gridSpan"))
            gathered = _Words()
            nested: list[etree._Element] = []
            self._cell(cell, gathered, nested)
            rows.cell(column, "".join(gathered.seen).strip("\n"), here, hidden=hidden, spread=spread)
            self._beside(gathered, here)
            for table in nested:
                self._table(table, here)
            column += spread
        rows.end_row()

    def _cell(self, parent: etree._Element, words: _Words, nested: list[etree._Element]) -> None:
        for element in children(parent):
            name = local(element)
            if name == "p":
                self._gather(element, words, "")
                words.seen.append("\n")
            elif name == "tbl":
                nested.append(element)
            elif name not in _SKIPPED:
                self._cell(element, words, nested)


def _members(parent: etree._Element, name: str) -> list[etree._Element]:
    """Rows of a table or cells of a row, also those in content controls and insertions."""
    found: list[etree._Element] = []
    for element in children(parent):
        if local(element) == name:
            found.append(element)
        elif local(element) not in _SKIPPED:
            found.extend(_members(element, name))
    return found


def _number(element: etree._Element | None) -> int:
    text = attribute(element, "val") if element is not None else ""
    return max(1, min(int(text), 200)) if text.isdigit() and len(text) < 6 else 1


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number - 0xF000) if 0xF020 <= number <= 0xF07E else ""
