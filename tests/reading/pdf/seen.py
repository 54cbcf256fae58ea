"""A small table, and what the opener sees of the pages it stands on."""

from __future__ import annotations

from gongkai.paper.blocks import Block, Grid
from gongkai.reading.pdf.opening import open_pdf
from tests.reading.pdf.making import HEIGHT, WIDTH, Leaf, make_pdf

XS = [50, 150, 200, 260, 320]
ROWS = [["信息内容", "制发", "废止", "有效"], ["规章", "12", "", "3"], ["规范性文件", "8", "26", "66"]]


def blocks(*leaves: Leaf, rotate: int = 0, box: str = f"0 0 {WIDTH} {HEIGHT}") -> tuple[Block, ...]:
    paper = open_pdf(make_pdf(leaves, rotate=rotate, box=box))
    assert paper.notes == ()
    return paper.blocks


def texts(block: Block) -> list[list[str]]:
    assert isinstance(block, Grid), block
    return [[slot.text for slot in row] for row in block.rows]


def own(block: Block) -> list[list[str]]:
    assert isinstance(block, Grid), block
    return [[slot.text for slot in row if slot.first] for row in block.rows]
