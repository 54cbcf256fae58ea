"""The pages of an open PDF, one after the other, with what cannot be read on them said in Chinese."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby
from typing import Any

from pypdfium2 import raw

from gongkai.reading.pdf.flow import Sheet, page_to_sheet
from gongkai.reading.pdf.page import read_page
from gongkai.reading.pdf.shapes import Page

_MOST_CHARS = 3_000_000  # of a whole file
_UNREADABLE = 20  # pages after one another that cannot be opened: the count of pages is a lie
_FEW = 30  # characters, as a stamp or a page number has them
_COVERED = 0.5  # of a page, by images, to call it a scan
_GARBLED = 0.2  # of the characters

_SAYS = {
    "scanned": "第 {} 页是扫描图像，没有文字层，读不出内容；请用可复制文字的版本。",
    "recognised": "第 {} 页是扫描图像，文字是识别出来的，数字可能有误；请对照原件，或用可复制文字的版本。",
    "garbled": "第 {} 页所用的字体没有文字对照，读出来是乱码；请用可复制文字的版本，或用 Word 版本。",
    "damaged": "第 {} 页已损坏，读不出内容；请从原文重新导出。",
}
_LONG = "这份 PDF 太大，只读了前 {} 页（共 {} 页）；请拆分后再读。"
_EMPTY = "这份 PDF 里没有文字，也没有图像，读不出内容；请检查导出是否完整。"


@dataclass
class Pages:
    """What was read of a file. ``flaws``: kind of flaw → numbers of the pages that have it, from one."""

    total: int
    sheets: list[Sheet] = field(default_factory=list)
    flaws: dict[str, list[int]] = field(default_factory=dict)
    read: int = 0

    def notes(self) -> list[str]:
        """What could not be read and what to do about it, one sentence a flaw."""
        notes = [_SAYS[flaw].format(number_ranges(numbers)) for flaw, numbers in self.flaws.items()]
        if self.read < self.total:
            notes.append(_LONG.format(self.read, self.total))
        if not notes and not any(sheet.lines or sheet.tables or sheet.pictures for sheet in self.sheets):
            notes.append(_EMPTY)
        return notes


def read_pages(document: Any, until: float) -> Pages:
    """All pages of a document handle; none is begun after ``until`` on the monotonic clock."""
    pages = Pages(raw.FPDF_GetPageCount(document))
    chars = damaged = 0
    for index in range(pages.total):
        if chars > _MOST_CHARS or damaged >= _UNREADABLE or time.monotonic() > until:
            break
        page = _read_page(document, index)
        damaged = 0 if page else damaged + 1
        chars += len(page.chars) if page else 0
        flaw = flaw_of(page) if page else "damaged"
        if flaw:
            pages.flaws.setdefault(flaw, []).append(index + 1)
        if page:
            pages.sheets.append(page_to_sheet(page))
        pages.read = index + 1
    return pages


def _read_page(document: Any, index: int) -> Page | None:
    handle = raw.FPDF_LoadPage(document, index)
    if not handle:
        return None
    try:
        return read_page(handle)
    except (ArithmeticError, ValueError):  # places at infinity or at none
        return None
    finally:
        raw.FPDF_ClosePage(handle)


def flaw_of(page: Page) -> str | None:
    """What stands in the way of reading a page: scanned, recognised, garbled, or None."""
    chars = sum(char.text != " " for char in page.chars)
    if _covered(page) >= _COVERED and (chars < _FEW or page.ghostly):
        return "scanned" if chars < _FEW else "recognised"
    return "garbled" if page.strange > max(_GARBLED * chars, 5) else None


def _covered(page: Page) -> float:
    """Share of the page that images cover."""
    box = page.box
    covered = 0.0
    for left, top, right, bottom in page.drawn.images:
        width = min(right, box.right) - max(left, box.left)
        height = min(bottom, box.bottom) - max(top, box.top)
        covered += max(width, 0) * max(height, 0)
    return covered / max((box.right - box.left) * (box.bottom - box.top), 1.0)


def number_ranges(numbers: Sequence[int]) -> str:
    """Page numbers as a person lists them: 1、3—5."""
    return "、".join(_range(run) for run in _runs(numbers))


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    steps = count()
    return [list(run) for _, run in groupby(numbers, key=lambda number: number - next(steps))]


def _range(run: Sequence[int]) -> str:
    return str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}"
