"""Table four, whose fifteen figures stand in one row."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai.paper.blocks import Grid, Heading, Paragraph, Slot
from gongkai.reading.tables.appeals import CODES
from gongkai.reading.tables.assemble import read_tables
from gongkai.reading.tables.pieces import tape_of
from gongkai.reading.tables.rest import lines_outside
from gongkai.sheets.filled import Face, Figure
from tests.reading.tables.paper import ROWS

_HEADS = ("行政复议",) * 5 + ("未经复议直接起诉",) * 5 + ("复议后起诉",) * 5
_RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3


def _grid(values: Sequence[str]) -> Grid:
    return Grid(tuple(tuple(Slot(text) for text in row) for row in (_HEADS, _RESULTS, values)))


def _read(values: Sequence[str]) -> dict[str, Figure]:
    tables = read_tables(tape_of((Heading("四、政府信息公开行政复议、行政诉讼情况"), _grid(values))))
    return dict(tables.sheets[0].cells) if tables.sheets else {}


def test_a_word_in_one_place_leaves_the_figures_beside_it_readable() -> None:
    cells = _read(["1", "约3件", *["0"] * 13])
    assert cells["T4.review.corrected"] == Figure(Face.UNREADABLE, None, "约3件")
    assert cells["T4.review.upheld"].value == 1 and cells["T4.after.total"].value == 0


@pytest.mark.parametrize("word", ["无法确定", "见附件"])
def test_words_in_all_fifteen_places_are_no_blanks(word: str) -> None:
    assert {code: figure.face for code, figure in _read([word] * 15).items()} == dict.fromkeys(
        CODES, Face.UNREADABLE
    )


def test_what_follows_the_table_is_no_part_of_it() -> None:
    after = "以上数据由各科室报送，经核对无误。"
    tape = tape_of((_grid(["0"] * 15), Paragraph(after)))
    assert lines_outside(tape, read_tables(tape).spans)[-1] == after


def test_a_blank_in_the_last_place_of_the_paper_is_a_place() -> None:
    cells = _read([*["0"] * 14, ""])
    assert cells["T4.after.total"].face is Face.BLANK
    assert cells["T4.after.pending"].value == 0


def test_heads_printed_in_every_cell_they_are_merged_over_are_no_text() -> None:
    """Markdown has no merged cells."""
    three = [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] * 3 + ["申请人情况"] * 7
    ] * 2
    three += [["", "", row, *["0"] * 7] for row in ROWS]
    rows = (three, [_HEADS, _RESULTS, ["0"] * 15])
    grids = [Grid(tuple(tuple(Slot(text) for text in row) for row in some)) for some in rows]
    tape = tape_of((Paragraph("表格如下。"), grids[0], grids[1], Paragraph("五、问题")))
    assert lines_outside(tape, read_tables(tape).spans) == ["表格如下。", "五、问题"]
