"""The pages of a PDF: what is printed, and what lies under boxes, is invisible, white, tiny, in a layer or off the page."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from pypdfium2 import raw

from gongkai.screening.openers.pdf_answer import Answer
from gongkai.screening.openers.pdf_columns import Mark, wrapped_numbers
from gongkai.screening.openers.pdf_covers import Painted, painted

_MOST_CHARACTERS = 4_000_000
_MOST_ON_PAGE = 200_000
_BACK = 24
_COVERED = 0.5
_SCANNED = "第{}页是图像，没有文字层，没有检查；请人工核看，或者换成可复制文字的版本。"
_GARBLED = "第{}页的字体没有文字对照，读出来是乱码，没有检查；请换成可复制文字的版本。"
_DAMAGED = "第{}页已损坏，没有检查；请从原文重新导出。"
_LATE = "这份 PDF 太大，只检查了前 {} 页；请拆分后再查。"
_PICTURED = "第{}页上有图片，图片上的文字没有识别，请人工核看。"
_STRANGE = (0, 0xFFFD)


def page_pieces(document: Any, answer: Answer, until: float, revision: str) -> None:
    """Adds the pieces of every page. ``revision``: what an older state of the file is called, "" for the last one."""
    characters = 0
    for index in range(raw.FPDF_GetPageCount(document)):
        if time.monotonic() > until or characters > _MOST_CHARACTERS:
            answer.unseen.append(("", _LATE.format(index), "certain"))
            return
        handle = raw.FPDF_LoadPage(document, index)
        try:
            characters += _page(handle, index + 1, answer, revision) if handle else 0
        finally:
            if handle:
                raw.FPDF_ClosePage(handle)
        if not handle and not revision:
            answer.unseen.append(("", _DAMAGED.format(index + 1), "certain"))


def _page(page: Any, number: int, answer: Answer, revision: str) -> int:
    """Adds one page; how many characters it holds."""
    place = f"{revision}第{number}页"
    shapes = painted(page)
    marks = _marks(page, shapes)
    _add(marks, place, answer, revision)
    if not revision:
        _say_unseen(marks, shapes, number, answer)
    return len(marks)


def _say_unseen(marks: list[Mark], shapes: Painted, number: int, answer: Answer) -> None:
    letters = [mark.char for mark in marks if not mark.char.isspace()]
    strange = sum(ord(char) in _STRANGE or 0xE000 <= ord(char) <= 0xF8FF for char in letters)
    if not letters and (shapes.pictures or shapes.things):
        answer.unseen.append(("", _SCANNED.format(number), "certain"))
    elif strange * 5 > len(letters) + 20:
        answer.unseen.append(("", _GARBLED.format(number), "certain"))
    elif shapes.pictured > 0.05:
        sure = "certain" if shapes.pictured > _COVERED else "question"
        answer.unseen.append(("", _PICTURED.format(number), sure))


def _add(marks: list[Mark], place: str, answer: Answer, revision: str) -> None:
    """What is seen as one piece, and every stretch that is not, with the words before it as its label."""
    seen = "".join([mark.char for mark in marks if not mark.why])
    if revision and any(seen == told[0] for told in answer.pieces):
        return
    to = answer.older if revision else answer.pieces
    to.append((seen, place, "", "revision" if revision else ""))
    before: list[str] = []
    for why, stretch in groupby(marks, key=lambda mark: mark.why):
        text = "".join([mark.char for mark in stretch])
        if why and text.strip():
            to.append((text, place, "".join(before[-2:])[-_BACK:], "revision" if revision else why))
        before.append(text)
    if not revision:
        answer.older.extend((text, place, "", "") for text in wrapped_numbers(marks))
    if not revision and len(seen) < sum(len(mark.char) for mark in marks):
        answer.older.append(("".join([mark.char for mark in marks]), place, "", ""))


def _marks(page: Any, shapes: Painted) -> list[Mark]:
    text = raw.FPDFText_LoadPage(page)
    if not text:
        return []
    try:
        return list(_characters(text, shapes))
    finally:
        raw.FPDFText_ClosePage(text)


def _characters(text: Any, shapes: Painted) -> Iterator[Mark]:
    box, last_why, high = [ctypes.c_double() for _ in range(4)], "", 0
    left, right, bottom, top = box
    for at in range(min(max(raw.FPDFText_CountChars(text), 0), _MOST_ON_PAGE)):
        code = raw.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        if code in (0x02, 0xFFFE):
            code = 0x2D
        if code > 32:
            raw.FPDFText_GetCharBox(text, at, *map(ctypes.byref, box))
            centre = (left.value + right.value) / 2, (bottom.value + top.value) / 2
            last_why = shapes.why(raw.FPDFText_GetTextObject(text, at), centre)
        if code != 13 and code <= 0x10FFFF and not 0xD800 <= code < 0xE000:
            yield Mark(chr(code), last_why, left.value, bottom.value, right.value, top.value)
