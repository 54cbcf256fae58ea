"""What is painted on a page of a PDF in its order: which text lies under something that hides it, or hides itself."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdfium2 import raw

Box = tuple[float, float, float, float]  # left, bottom, right, top

_MOST_OBJECTS = 100_000
_DEEPEST = 8
_LEAST = 3.5  # points: what is thinner is a line
_WHITE, _OPAQUE = 250, 250
_INVISIBLE, _CLIPPED = 3, 7
_TINY = 1.6
_MANY = 4000
_WHOLE = 0.6  # of the page: a picture as large as this is a scan with its text, or a background


class Cover(NamedTuple):
    """Something opaque, its place in the order of painting, and whether it is as white as paper."""

    order: int
    box: Box
    white: bool


class Text(NamedTuple):
    """A text of the page: its place in the order of painting, and why it is not seen by itself."""

    order: int
    why: str


class Painted:
    """Everything painted on a page."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.texts: dict[int, Text] = {}
        self.covers: list[Cover] = []
        self.pictures = self.things = 0
        self.pictured = 0.0

    def why(self, text: Any, centre: tuple[float, float]) -> str:
        """Why a character of a text object is not seen, "" where it is."""
        x, y = centre
        left, bottom, right, top = self.box
        if not (left - 2 <= x <= right + 2 and bottom - 2 <= y <= top + 2):
            return "off_page"
        known = self.texts.get(ctypes.cast(text, ctypes.c_void_p).value or 0) if text else None
        if known is None:
            return ""
        if known.why == "white":
            return "" if self._is_on_dark(known.order, x, y) else "white"
        return known.why or ("covered" if self._is_covered(known.order, x, y) else "")

    def _is_covered(self, order: int, x: float, y: float) -> bool:
        return any(cover.order > order and _holds(cover.box, x, y) for cover in self.covers)

    def _is_on_dark(self, order: int, x: float, y: float) -> bool:
        return any(
            cover.order < order and not cover.white and _holds(cover.box, x, y) for cover in self.covers
        )


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def painted(page: Any) -> Painted:
    """The objects of a page handle in the order they are painted, those of forms included."""
    rect = raw.FS_RECTF()
    known = raw.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    box = (rect.left, rect.bottom, rect.right, rect.top) if known else (0.0, 0.0, 595.0, 842.0)
    found = Painted(box)
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1.0)
    for order, (thing, layered, moved) in enumerate(_objects(page)):
        kind = raw.FPDFPageObj_GetType(thing)
        found.things += 1
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            _text(found, thing, order, layered)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            _image(found, thing, order, area, moved)
        elif kind == raw.FPDF_PAGEOBJ_PATH and not moved and _is_filled(thing) and len(found.covers) < _MANY:
            _cover(found, thing, order)
    return found


def _objects(page: Any) -> Iterator[tuple[Any, bool, bool]]:
    """Objects in order, whether in a layer that may be switched off, and whether moved by a form around them."""
    left = [_MOST_OBJECTS]
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, index), False, False, left, _DEEPEST)


def _within(
    thing: Any, layered: bool, moved: bool, left: list[int], depth: int
) -> Iterator[tuple[Any, bool, bool]]:
    left[0] -= 1
    if not thing or left[0] < 0 or depth == 0:
        return
    layered = layered or _is_layered(thing)
    if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_FORM:
        yield thing, layered, moved
        return
    moved = moved or _is_moved(thing)
    for index in range(max(raw.FPDFFormObj_CountObjects(thing), 0)):
        yield from _within(raw.FPDFFormObj_GetObject(thing, index), layered, moved, left, depth - 1)


def _is_moved(form: Any) -> bool:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(form, ctypes.byref(matrix))
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f) != (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _is_layered(thing: Any) -> bool:
    buffer, length = (ctypes.c_ushort * 8)(), ctypes.c_ulong()
    for index in range(max(raw.FPDFPageObj_CountMarks(thing), 0)):
        mark = raw.FPDFPageObj_GetMark(thing, index)
        named = mark and raw.FPDFPageObjMark_GetName(mark, buffer, 16, ctypes.byref(length))
        if named and bytes(buffer).startswith("OC\x00".encode("utf-16-le")):
            return True
    return False


def _text(found: Painted, thing: Any, order: int, layered: bool) -> None:
    why = "layer" if layered else ""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(thing, ctypes.byref(size))
    raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(matrix))
    if raw.FPDFTextObj_GetTextRenderMode(thing) in (_INVISIBLE, _CLIPPED):
        why = "invisible"
    elif size.value * max(abs(matrix.d), abs(matrix.b), abs(matrix.a)) < _TINY:
        why = "tiny"
    elif not why:
        why = _by_colour(thing)
    found.texts[ctypes.cast(thing, ctypes.c_void_p).value or 0] = Text(order, why)


def _by_colour(thing: Any) -> str:
    colour = _colour(thing)
    if colour is None:
        return ""
    if colour[3] < 8:
        return "invisible"
    return "white" if min(colour[:3]) >= _WHITE else ""


def _colour(thing: Any) -> tuple[int, int, int, int] | None:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(thing, *map(ctypes.byref, (red, green, blue, alpha))):
        return None
    return red.value, green.value, blue.value, alpha.value


def _is_filled(thing: Any) -> bool:
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(thing, ctypes.byref(mode), ctypes.byref(stroke)) or not mode.value:
        return False
    colour = _colour(thing)
    return colour is None or colour[3] >= _OPAQUE


def _bounds(thing: Any) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, (left, bottom, right, top))):
        return None
    return left.value, bottom.value, right.value, top.value


def _cover(found: Painted, thing: Any, order: int) -> None:
    box = _bounds(thing)
    if box and box[2] - box[0] >= _LEAST and box[3] - box[1] >= _LEAST:
        colour = _colour(thing) if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_PATH else None
        found.covers.append(Cover(order, box, bool(colour and min(colour[:3]) >= _WHITE)))


def _image(found: Painted, thing: Any, order: int, area: float, moved: bool) -> None:
    found.pictures += 1
    box = _bounds(thing)
    share = (box[2] - box[0]) * (box[3] - box[1]) / area if box else 0.0
    found.pictured += share
    if share < _WHOLE and not moved:
        _cover(found, thing, order)
