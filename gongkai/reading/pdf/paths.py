"""The rules and images drawn on a PDF page, through the forms nested in it."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

from pypdfium2 import raw

from gongkai.reading.pdf.shapes import TURNS, Box, Drawn, Edge, Place, bounds

Matrix = tuple[float, float, float, float, float, float]

_WHOLE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THIN = 2.6  # a drawn area no thicker than this is a rule
_STRAIGHT = 0.7  # how far a level line may lean
_OBJECTS = 80_000  # and pieces of path; a page with more is a drawing, the rest of it is left out
_RECTANGLE = 5  # pieces of path that make a rectangle, the way back to its first corner included
_DEPTH = 6  # of forms within forms


def page_to_drawn(page: Any, turn: int) -> Drawn:
    """Edges, images and plain areas of a page handle, upright by ``turn`` quarter turns."""
    collector = _Collector(turn)
    collector.add_objects(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _WHOLE, 0)
    return collector.drawn


class _Collector:
    def __init__(self, turn: int) -> None:
        self.drawn = Drawn([], [], [], [])
        self._turn = TURNS[turn]
        self._left = _OBJECTS
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._at_fill, self._at_stroke = ctypes.byref(self._fill), ctypes.byref(self._stroke)
        self._values = [ctypes.c_float() for _ in range(4)]
        self._at_bounds = [ctypes.byref(value) for value in self._values]

    def add_objects(self, holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:
        for i in range(count(holder)):
            self._left -= 1
            if self._left < 0:
                return
            self._add_object(get(holder, i), matrix, depth)

    def _add_object(self, shape: Any, matrix: Matrix, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(shape)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._add_path(shape, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._add_image(_times(_matrix(shape), matrix))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = _times(_matrix(shape), matrix)
            self.add_objects(shape, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth + 1)

    def _add_image(self, matrix: Matrix) -> None:
        corners = [_at(matrix, x, y) for x, y in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))]
        box = bounds(corners, self._turn)
        if not self._add_thin(box):
            self.drawn.images.append(box)

    def _add_path(self, shape: Any, matrix: Matrix) -> None:
        raw.FPDFPath_GetDrawMode(shape, self._at_fill, self._at_stroke)
        count = raw.FPDFPath_CountSegments(shape)
        if self._stroke.value:
            self._left -= count
            for places in self._subpaths(shape, count, _times(_matrix(shape), matrix)):
                if not self._add_thin(bounds(places, self._turn)):
                    self._add_outline(places)
        elif self._fill.value and count <= _RECTANGLE:
            self._add_area(self._bounds(shape, matrix), count)
        elif self._fill.value:
            self._left -= count
            for places in self._subpaths(shape, count, _times(_matrix(shape), matrix)):
                self._add_area(bounds(places, self._turn), len(places))

    def _add_area(self, box: Box, corners: int) -> None:
        if not self._add_thin(box) and corners in (_RECTANGLE - 1, _RECTANGLE):
            self.drawn.panes.append(box)

    def _bounds(self, shape: Any, matrix: Matrix) -> Box:
        """The box of a filled path, in one call: dotted rules have thousands of them."""
        raw.FPDFPageObj_GetBounds(shape, *self._at_bounds)
        left, bottom, right, top = (value.value for value in self._values)
        places = ((left, bottom), (right, bottom), (left, top), (right, top))
        return bounds(places if matrix is _WHOLE else [_at(matrix, x, y) for x, y in places], self._turn)

    def _subpaths(self, shape: Any, count: int, matrix: Matrix) -> list[list[Place]]:
        found: list[list[Place]] = []
        at_x, at_y = ctypes.byref(self._x), ctypes.byref(self._y)
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(shape, i)
            raw.FPDFPathSegment_GetPoint(segment, at_x, at_y)
            if not found or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                found.append([])
            found[-1].append(_at(matrix, self._x.value, self._y.value))
            if raw.FPDFPathSegment_GetClose(segment) and found[-1][-1] != found[-1][0]:
                found[-1].append(found[-1][0])
        return [places for places in found if len(places) > 1]

    def _add_thin(self, box: Box) -> bool:
        """A thin area is a rule; a dot may be a piece of a dotted rule either way."""
        width, height = box.right - box.left, box.bottom - box.top
        if min(width, height) > _THIN:
            return False
        dot = max(width, height) <= _THIN
        if width > height or dot:
            self.drawn.level.append(Edge((box.top + box.bottom) / 2, box.left, box.right))
        if height >= width or dot:
            self.drawn.plumb.append(Edge((box.left + box.right) / 2, box.top, box.bottom))
        return True

    def _add_outline(self, places: Sequence[Place]) -> None:
        moved = [self._turn(x, y) for x, y in places]
        for (x0, y0), (x1, y1) in zip(moved, moved[1:], strict=False):
            if abs(y0 - y1) < _STRAIGHT and abs(x0 - x1) > _THIN:
                self.drawn.level.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) < _STRAIGHT and abs(y0 - y1) > _THIN:
                self.drawn.plumb.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _matrix(shape: Any) -> Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, ctypes.byref(m))
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    o = outer
    turned = (a * o[0] + b * o[2], a * o[1] + b * o[3], c * o[0] + d * o[2], c * o[1] + d * o[3])
    return (*turned, e * o[0] + f * o[2] + o[4], e * o[1] + f * o[3] + o[5])


def _at(matrix: Matrix, x: float, y: float) -> Place:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)
