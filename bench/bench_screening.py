"""A look into files against what it costs at least: the bare patterns on the same text, the bare reading of the same
file; same inputs, same run."""

from __future__ import annotations

import io
import random
import re
import sys
import time
from collections.abc import Callable
from functools import partial

import docx
import openpyxl
import python_calamine
from lxml import etree

from bench.papers import papers
from gongkai.screening.screen import screen

TARGET_TEXT, TARGET_BOOK = 10.0, 20.0
ROUNDS = 3
BARE = [
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dXx](?!\d)",
        r"(?<!\d)1[3-9]\d{9}(?!\d)",
        r"(?<!\d)62\d{14,17}(?!\d)",
        r"[\u4e00-\u9fff][A-Z][A-HJ-NP-Z0-9]{5,6}",
        r"[\w.+-]+@[\w-]+\.[\w.]+",
    )
]


def main() -> int:
    """Prints milliseconds and ratios of text, a list of persons as a workbook, and a document; status 1 above a
    target."""
    text = prose()
    ratios = [
        (_told("正文", partial(screen, text.encode(), "a.txt"), partial(bare, text), len(text)), TARGET_TEXT)
    ]
    book = workbook(5000)
    ratios.append(
        (
            _told("名单 5000 行 12 列", partial(screen, book, "a.xlsx"), partial(cells, book), len(book)),
            TARGET_BOOK,
        )
    )
    paper = document()
    _told("文档", partial(screen, paper, "a.docx"), partial(paragraphs, paper), len(paper))
    return int(any(ratio > target for ratio, target in ratios))


def prose() -> str:
    """The papers of the corpus that are text, again and again to a million characters."""
    text = "".join(path.read_text("utf-8", errors="ignore") for path in papers(".txt", ".md"))
    return (text * (1_000_000 // len(text) + 1))[:1_000_000]


def bare(text: str) -> int:
    """The patterns alone, without checks, places, other ways of writing, or anything hidden."""
    return sum(len(pattern.findall(text)) for pattern in BARE)


def workbook(rows: int) -> bytes:
    """A list of invented persons."""
    chance = random.Random(1)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(["序号", "姓名", "村", *[f"指标{n}" for n in range(8)], "备注"])
    for number in range(rows):
        sheet.append([number, "某甲", "松石村", *[chance.randint(0, 99999) for _ in range(8)], "无"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def cells(data: bytes) -> int:
    """The bare reading of a workbook's cells."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())


def document() -> bytes:
    """A document of two thousand paragraphs."""
    made, paper = io.BytesIO(), docx.Document()
    for number in range(2000):
        paper.add_paragraph(f"第{number}条 各单位应当按照规定的时限公开政府信息，并对公开的内容负责。")
    paper.save(made)
    return made.getvalue()


def paragraphs(data: bytes) -> int:
    """The bare text of a document's paragraphs."""
    paper = docx.Document(io.BytesIO(data))
    root = etree.fromstring(etree.tostring(paper.element))
    return sum(len("".join(map(str, paragraph.itertext()))) for paragraph in root.iter("{*}p"))


def _told(what: str, ours: Callable[[], object], floor: Callable[[], object], size: int) -> float:
    mine, least = _best(ours), _best(floor)
    print(
        f"{what:<20} {size:>9}  检查 {mine * 1000:8.1f} ms  最低 {least * 1000:8.1f} ms  {mine / least:.1f}×"
    )
    return mine / least


def _best(call: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
