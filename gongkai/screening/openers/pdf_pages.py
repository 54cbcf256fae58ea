"""The pages of a PDF: what is printed, what lies under boxes, is invisible, white, tiny or off the page."""

from __future__ import annotations

import ctypes
import time
from typing import Any

from pypdfium2 import raw

from gongkai.screening.openers.pdf_objects import Answer

_MOST_CHARACTERS = 4_000_000
_SCANNED = "第{}页是图像，没有文字层，没有检查；请人工核看，或者换成可复制文字的版本。"
_DAMAGED = "第{}页已损坏，没有检查；请从原文重新导出。"
_LATE = "这份 PDF 太大，只检查了前 {} 页；请拆分后再查。"


def page_pieces(document: Any, answer: Answer, until: float, revision: str) -> None:
    """Adds the pieces of every page. ``revision``: what an older state of the file is called, "" for the last one."""
    characters = 0
    for index in range(raw.FPDF_GetPageCount(document)):
        if time.monotonic() > until or characters > _MOST_CHARACTERS:
            answer.unseen.append(("", _LATE.format(index), "certain"))
            return
        place = f"{revision}第{index + 1}页"
        handle = raw.FPDF_LoadPage(document, index)
        if not handle:
            if not revision:
                answer.unseen.append((place, _DAMAGED.format(index + 1), "certain"))
            continue
        try:
            text = _text(handle)
            characters += len(text)
            answer.pieces.append((text, place, "", "revision" if revision else ""))
            if not text.strip() and not revision and raw.FPDFPage_CountObjects(handle):
                answer.unseen.append((place, _SCANNED.format(index + 1), "certain"))
        finally:
            raw.FPDF_ClosePage(handle)


def _text(page: Any) -> str:
    text = raw.FPDFText_LoadPage(page)
    if not text:
        return ""
    try:
        count = max(raw.FPDFText_CountChars(text), 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        raw.FPDFText_GetText(text, 0, count, buffer)
        return bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00").replace("\r\n", "\n")
    finally:
        raw.FPDFText_ClosePage(text)
