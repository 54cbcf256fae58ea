"""Small papers for the tests of the tables, written by hand."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.paper.blocks import Block, Grid, Paragraph, Slot
from gongkai.reading.tables.assemble import TablesRead, read_tables
from gongkai.reading.tables.pieces import tape_of
from gongkai.sheets.filled import Face

ROWS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密",
    "2.其他法律行政法规禁止公开",
    "3.危及“三安全一稳定”",
    "4.保护第三方合法权益",
    "5.属于三类内部事务信息",
    "6.属于四类过程性信息",
    "7.属于行政执法案卷",
    "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "4.无正当理由大量反复申请",
    "5.要求行政机关确认或重新出具已获取信息",
    "（六）其他处理",
    "（七）总计",
    "四、结转下年度继续办理",
)
ZEROS = (0,) * 7
RESULTS = (9, 0, 0, 1, 0, 0, 10)


def figures() -> list[tuple[int, ...]]:
    """A balanced table three of 2019: twelve cases in, two carried in, ten closed, four open."""
    rows = [ZEROS] * len(ROWS)
    rows[0], rows[1], rows[2] = (11, 0, 0, 1, 0, 0, 12), (2, 0, 0, 0, 0, 0, 2), RESULTS
    rows[21], rows[22] = RESULTS, (4, 0, 0, 0, 0, 0, 4)
    return rows


def of_lines(lines: Sequence[str]) -> TablesRead:
    return read_tables(tape_of([Paragraph(line) for line in lines]))


def of_blocks(blocks: Sequence[Block]) -> TablesRead:
    return read_tables(tape_of(blocks))


def grid(rows: Sequence[Sequence[object]]) -> Grid:
    return Grid(tuple(tuple(Slot("" if cell is None else str(cell)) for cell in row) for row in rows))


def values(tables: TablesRead) -> dict[str, object]:
    cells = tables.sheets[0].cells if tables.sheets else {}
    return {
        code: figure.value if figure.face is Face.NUMBER else figure.face.value
        for code, figure in cells.items()
    }


def left_out(tables: TablesRead) -> set[str]:
    return {code for gap in tables.gaps for code in gap.cells}
