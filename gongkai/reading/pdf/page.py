"""A page handle of pdfium into what is printed on the page."""

from __future__ import annotations

import ctypes
from typing import Any

from pypdfium2 import raw

from gongkai.reading.pdf.glyphs import glyphs_to_chars, is_invisible, is_strange, reading_turn, text_to_glyphs
from gongkai.reading.pdf.paths import page_to_drawn
from gongkai.reading.pdf.shapes import TURNS, Box, Char, Page, bounds

_A4 = (0.0, 0.0, 595.0, 842.0)


def read_page(page: Any) -> Page:
    """Everything printed on a page, turned so that most of its text stands upright, whatever the page says of it."""
    text = raw.FPDFText_LoadPage(page)
    try:
        glyphs = text_to_glyphs(text) if text else []
        ghostly = bool(glyphs) and is_invisible(text)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
    turn = reading_turn(glyphs)
    box = _page_box(page, turn)
    chars = [char for char in glyphs_to_chars(glyphs, turn) if _is_inside(char, box)]
    return Page(box, chars, page_to_drawn(page, turn), sum(map(is_strange, glyphs)), ghostly)


def _page_box(page: Any, turn: int) -> Box:
    rect = raw.FS_RECTF()
    known = raw.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    left, bottom, right, top = (rect.left, rect.bottom, rect.right, rect.top) if known else _A4
    return bounds(((left, bottom), (right, top)), TURNS[turn])


def _is_inside(char: Char, box: Box) -> bool:
    x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    return box.left <= x <= box.right and box.top <= y <= box.bottom
