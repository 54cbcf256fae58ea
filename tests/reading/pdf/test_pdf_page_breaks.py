"""Tables of PDF pages that go on, or end, where a page does."""

from __future__ import annotations

from gongkai.paper.blocks import Grid, Paragraph
from tests.reading.pdf.making import Leaf
from tests.reading.pdf.seen import ROWS, XS, blocks, own, texts


def test_a_label_hanging_out_at_the_end_of_a_page_is_put_back_and_the_table_goes_on() -> None:
    first, second = Leaf(), Leaf()
    xs = [50, 70, 200, 260]
    first.rows(xs, 760, [["办", "予以公开", "1"]])
    first.text(53, 792, "理")
    second.rows(xs, 60, [["", "部分公开", "2"]])
    second.text(50, 100, "四、")
    (grid, after) = blocks(first, second)
    assert texts(grid) == [["办理", "予以公开", "1"], ["", "部分公开", "2"]] and after == Paragraph("四、")


def test_a_table_cut_off_by_the_end_of_the_page_keeps_its_last_row() -> None:
    leaf = Leaf()
    leaf.rows(XS, 700, ROWS[:2])
    for x in XS:
        leaf.line(x, 740, x, 780)
    for x, words in zip(XS, ROWS[2], strict=False):
        leaf.text(x + 3, 754, words)
    assert texts(blocks(leaf)[0]) == ROWS


def test_a_table_over_a_page_break_is_one_grid() -> None:
    first, second = Leaf(), Leaf()
    first.rows(XS, 700, ROWS)
    first.text(290, 820, "- 1 -")
    second.rows([50.6, 150.4, 200, 260.2, 319.8], 60, [["行政处罚", "1", "2", "3"]])
    second.text(290, 820, "- 2 -")
    (grid,) = blocks(first, second)
    assert texts(grid) == [*ROWS, ["行政处罚", "1", "2", "3"]]


def test_a_part_with_fewer_columns_goes_on_in_its_table() -> None:
    first, second = Leaf(), Leaf()
    first.rows(XS, 700, ROWS)
    second.rows([50, 150, 320], 60, [["行政处罚", "11"]])
    (grid,) = blocks(first, second)
    assert own(grid)[-1] == ["行政处罚", "11"] and len(texts(grid)[-1]) == 4


def test_tables_with_other_borders_or_text_between_stay_two() -> None:
    first, second, third = Leaf(), Leaf(), Leaf()
    first.rows(XS, 700, ROWS)
    second.rows([80, 150, 400], 60, [["行政处罚", "11"]])
    third.text(50, 50, "四、另一张表")
    third.rows([80, 150, 400], 60, [["行政处罚", "11"]])
    kinds = [type(block) for block in blocks(first, second, third)]
    assert kinds == [Grid, Grid, Paragraph, Grid]


def test_a_row_of_the_table_cut_by_the_page_break_stays_two_rows() -> None:
    first, second = Leaf(), Leaf()
    first.rows(XS, 780, [["（四）无", "1", "2", "3"]])
    second.rows(XS, 60, [["法提供", "4", "5", "6"]])
    (grid,) = blocks(first, second)
    assert texts(grid) == [["（四）无", "1", "2", "3"], ["法提供", "4", "5", "6"]]
