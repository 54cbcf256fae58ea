"""Which cells of a workbook print nothing though they hold something: formats of no output, white letters on white."""

from __future__ import annotations

import re

from lxml import etree

from gongkai.screening.openers.archive import attribute, children, first

_NOTHING = re.compile(r"\s*;\s*;\s*(?:;\s*)?$")
_WHITE = re.compile(r"(?:FF|00)?FFFFFF$", re.I)


class BookStyles:
    """The cell formats of a book: number → why its cells are not seen."""

    def __init__(self, root: etree._Element | None) -> None:
        self._why: dict[str, str] = {}
        if root is None:
            return
        formats = {attribute(one, "numFmtId"): attribute(one, "formatCode") for one in root.iter("{*}numFmt")}
        fonts, fills = _listed(root, "fonts"), _listed(root, "fills")
        for number, cell in enumerate(_listed(root, "cellXfs")):
            if _NOTHING.match(formats.get(attribute(cell, "numFmtId"), "0")):
                self._why[str(number)] = "hidden_format"
            elif _is_white(_pick(fonts, attribute(cell, "fontId"))) and not _is_filled(
                _pick(fills, attribute(cell, "fillId"))
            ):
                self._why[str(number)] = "white"

    def hides(self, number: str) -> str:
        """Why a cell of this format is not seen, "" where it is."""
        return self._why.get(number, "")


def _listed(root: etree._Element, name: str) -> list[etree._Element]:
    found = first(root, name)
    return [] if found is None else list(children(found))


def _pick(elements: list[etree._Element], number: str) -> etree._Element | None:
    return elements[int(number)] if number.isdigit() and int(number[:6]) < len(elements) else None


def _is_white(font: etree._Element | None) -> bool:
    color = first(font, "color")
    if color is None:
        return False
    return bool(_WHITE.match(attribute(color, "rgb"))) or attribute(color, "theme") == "0"


def _is_filled(fill: etree._Element | None) -> bool:
    pattern = first(fill, "patternFill")
    if pattern is None:
        return fill is not None and len(fill) > 0
    kind = attribute(pattern, "patternType")
    front = first(pattern, "fgColor")
    white = front is not None and (
        bool(_WHITE.match(attribute(front, "rgb"))) or attribute(front, "theme") == "0"
    )
    return kind not in ("", "none") and not white
