"""The text of one Word paragraph as the page shows it, with the pictures and text boxes anchored in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from gongkai.reading.openers.word_styles import find, local_name, value

_DROPPED = frozenset(
    ["del", "moveFrom", "delText", "instrText", "rPr", "pPr", "rt", "sdtPr", "fldData", "commentReference"]
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_ALT = ("descr", "title", "alt")


@dataclass
class Runs:
    """What one paragraph shows. ``boxes``: contents of text boxes; ``pictures``: alternative texts."""

    words: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    hidden: bool = False

    @property
    def text(self) -> str:
        return "".join(self.words)


def read_runs(paragraph: etree._Element) -> Runs:
    """A paragraph → its runs in order: deleted and hidden text left out, fields by their result."""
    runs = Runs()
    _read(paragraph, runs)
    return runs


def _read(parent: etree._Element, runs: Runs) -> None:
    for element in parent.iterchildren("*"):
        name = local_name(element)
        if name == "t":
            runs.words.append(element.text or "")
        elif name in _SIGNS:
            runs.words.append(_SIGNS[name])
        elif name not in _DROPPED:
            _READERS.get(name, _read)(element, runs)


def _read_run(run: etree._Element, runs: Runs) -> None:
    properties = find(run, "rPr")
    vanish = find(properties, "vanish") if properties is not None else None
    if vanish is not None and value(vanish) not in ("0", "false", "off"):
        runs.hidden = runs.hidden or any(True for _ in run.iterchildren("{*}t"))
    else:
        _read(run, runs)


def _read_drawing(drawing: etree._Element, runs: Runs) -> None:
    boxes: list[etree._Element] = []
    for element in drawing.iter("{*}txbxContent"):
        if not any(ancestor in boxes for ancestor in element.iterancestors("{*}txbxContent")):
            boxes.append(element)
    if boxes:
        runs.boxes.extend(boxes)
    elif any(
        local_name(element) in ("blip", "imagedata", "OLEObject", "chart") for element in drawing.iter("*")
    ):
        runs.pictures.append(_alternative(drawing))


def _alternative(drawing: etree._Element) -> str:
    for element in drawing.iter("{*}docPr", "{*}shape", "{*}imagedata"):
        for attribute in _ALT:
            text = str(element.get(attribute) or "").strip()
            if text:
                return text
    return ""


def _read_symbol(element: etree._Element, runs: Runs) -> None:
    """A character of a symbol font means nothing outside of it."""
    code = value(element, "char")
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return
    if not ("\ue000" <= char <= "\uf8ff" or "\ud800" <= char <= "\udfff"):
        runs.words.append(char)


def _read_choice(element: etree._Element, runs: Runs) -> None:
    """Alternate content says the same twice: the first way of saying it is enough."""
    _read(next(element.iterchildren("*"), element), runs)


_READERS: dict[str, Callable[[etree._Element, Runs], None]] = {
    "r": _read_run,
    "sym": _read_symbol,
    "drawing": _read_drawing,
    "pict": _read_drawing,
    "object": _read_drawing,
    "AlternateContent": _read_choice,
}
