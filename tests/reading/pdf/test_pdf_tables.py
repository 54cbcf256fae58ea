"""Ruled tables of PDF pages, drawn stroke by stroke: which text stands in which cell."""

from __future__ import annotations

import pytest

from gongkai.paper.blocks import Grid, Paragraph, Slot
from tests.reading.pdf.making import HEIGHT, Leaf
from tests.reading.pdf.seen import ROWS, XS, blocks, own, texts


def test_a_plain_table_is_a_grid_and_a_blank_cell_is_blank() -> None:
    leaf = Leaf()
    leaf.rows(XS, 100, ROWS)
    (grid,) = blocks(leaf)
    assert texts(grid) == ROWS


def test_text_and_tables_come_in_the_order_of_the_page() -> None:
    leaf = Leaf()
    leaf.rows(XS, 300, ROWS)
    leaf.text(50, 500, "后面的话")
    leaf.text(50, 250, "前面的话")
    assert [type(block) for block in blocks(leaf)] == [Paragraph, Grid, Paragraph]


def test_a_cell_over_rows_and_columns_is_laid_out() -> None:
    leaf = Leaf()
    for y in (100, 160):
        leaf.line(50, y, 250, y)
    for y in (120, 140):
        leaf.line(150, y, 250, y)
    leaf.line(50, 100, 50, 160)
    leaf.line(150, 100, 150, 160)
    leaf.line(200, 120, 200, 160)
    leaf.line(250, 100, 250, 160)
    leaf.text(55, 135, "合计")
    leaf.text(180, 114, "金额")
    for i, figure in enumerate(("1", "22", "333", "4.5")):
        leaf.text(155 + 50 * (i % 2), 134 + 20 * (i // 2), figure)
    (grid,) = blocks(leaf)
    assert grid == Grid(
        (
            (Slot("合计"), Slot("金额"), Slot("金额", False)),
            (Slot("合计", False), Slot("1"), Slot("22")),
            (Slot("合计", False), Slot("333"), Slot("4.5")),
        )
    )


@pytest.mark.parametrize("turn", ["", "0 1 -1 0 842 0", "0 -1 1 0 0 842", "-1 0 0 -1 595 842"])
@pytest.mark.parametrize("rotate", [0, 90, 270])
def test_a_table_reads_the_same_however_the_page_is_turned(turn: str, rotate: int) -> None:
    leaf = Leaf(turn)
    leaf.rows(XS, 100, ROWS)
    leaf.text(50, 80, "一张表")
    found = blocks(leaf, rotate=rotate, box="0 0 842 842")
    assert [found[0], texts(found[1])] == [Paragraph("一张表"), ROWS]


def test_rules_drawn_as_thin_bars_cell_by_cell_are_one_table() -> None:
    leaf = Leaf()
    for row in range(4):
        for x0, x1 in zip(XS, XS[1:], strict=False):
            leaf.bar(x0, 100 + 20 * row, x1, 100.5 + 20 * row)
    for x in XS:
        for row in range(3):
            leaf.bar(x, 100.5 + 20 * row, x + 0.5, 120 + 20 * row)
    for row, words in enumerate(ROWS):
        for x, word in zip(XS, words, strict=False):
            leaf.text(x + 3, 114 + 20 * row, word)
    assert texts(blocks(leaf)[0]) == ROWS


def test_rules_drawn_as_rows_of_dots_or_dashes_are_rules() -> None:
    leaf = Leaf()
    for y in (100, 120, 140):
        for x in range(50, 321, 2):
            leaf.bar(x, y, x + 0.8, y + 0.8)
    for x in XS:
        leaf.line(x, 100, x, 140, "[2 2] 0 d")
    for row, words in enumerate(ROWS[1:]):
        for x, word in zip(XS, words, strict=False):
            leaf.text(x + 3, 114 + 20 * row, word)
    assert texts(blocks(leaf)[0]) == ROWS[1:]


def test_rules_inside_nested_forms_are_rules() -> None:
    drawn = Leaf()
    drawn.grid(XS, [100, 120, 140, 160])
    leaf = Leaf()
    leaf.forms = ["q 1 0 0 1 10 -5 cm\n" + "\n".join(drawn.commands) + "\nQ"]
    leaf.commands.append("/X0 Do")
    for row, words in enumerate(ROWS):
        for x, word in zip(XS, words, strict=False):
            leaf.text(x + 13, 119 + 20 * row, word)
    assert texts(blocks(leaf)[0]) == ROWS


def test_boxes_around_each_cell_are_one_table() -> None:
    leaf = Leaf()
    for row, words in enumerate(ROWS):
        for x0, x1, word in zip(XS, XS[1:], words, strict=False):
            leaf.commands.append(f"q 0.5 w {x0} {HEIGHT - 120 - 20 * row} {x1 - x0} 20 re S Q")
            leaf.text(x0 + 3, 114 + 20 * row, word)
    assert texts(blocks(leaf)[0]) == ROWS


def test_a_table_of_coloured_cells_without_rules_is_a_grid() -> None:
    leaf = Leaf()
    for row, words in enumerate(ROWS):
        for x0, x1, word in zip(XS, XS[1:], words, strict=False):
            leaf.commands.append("0.9 g")
            leaf.bar(x0, 100 + 20 * row, x1 - 1, 119 + 20 * row)
            leaf.commands.append("0 g")
            leaf.text(x0 + 3, 114 + 20 * row, word)
    assert texts(blocks(leaf)[0]) == ROWS


def test_a_table_open_to_both_sides_keeps_its_outer_columns() -> None:
    leaf = Leaf()
    for y in (100, 120, 140, 160):
        leaf.line(50, y, 320, y)
    for x in XS[1:-1]:
        leaf.line(x, 100, x, 160)
    for row, words in enumerate(ROWS):
        for x, word in zip(XS, words, strict=False):
            leaf.text(x + 3, 114 + 20 * row, word)
    assert texts(blocks(leaf)[0]) == ROWS


def test_figures_keep_their_columns_where_rules_between_them_are_missing() -> None:
    leaf = Leaf()
    leaf.rows(XS, 100, ROWS[:2])
    leaf.line(50, 140, 50, 160)
    leaf.line(320, 140, 320, 160)
    leaf.line(150, 140, 150, 160)
    leaf.line(50, 160, 320, 160)
    leaf.text(53, 154, "规范性文件")
    leaf.text(153, 154, "8")
    leaf.text(263, 154, "66")
    assert texts(blocks(leaf)[0]) == [*ROWS[:2], ["规范性文件", "8", "", "66"]]


def test_figures_keep_their_rows_where_a_rule_between_them_is_missing() -> None:
    leaf = Leaf()
    leaf.rows(XS[:4], 100, [row[:3] for row in ROWS])
    for x0, y0, x1, y1 in (
        (260, 100, 320, 100),
        (260, 120, 320, 120),
        (260, 160, 320, 160),
        (320, 100, 320, 160),
    ):
        leaf.line(x0, y0, x1, y1)
    for y, row in zip((114, 134, 154), ROWS, strict=True):
        leaf.text(263, y, row[3])
    assert texts(blocks(leaf)[0]) == ROWS


def test_one_figure_under_a_wide_cell_stays_in_it() -> None:
    leaf = Leaf()
    leaf.rows([50, 150, 320], 140, [["行政许可", "447228"]])
    leaf.rows(XS, 100, ROWS[:2])
    assert own(blocks(leaf)[0])[2] == ["行政许可", "447228"]


def test_a_number_too_wide_for_its_cell_is_neither_split_nor_shared() -> None:
    leaf = Leaf()
    leaf.grid([50, 80, 110], [100, 120])
    leaf.text(53, 114, "1234567")
    leaf.text(92, 114, "0")
    assert texts(blocks(leaf)[0]) == [["1234567", "0"]]


def test_numbers_close_to_the_rule_between_them_stay_apart() -> None:
    leaf = Leaf()
    leaf.grid([50, 80, 110], [100, 120])
    leaf.text(68, 114, "12")
    leaf.text(82, 114, "34")
    assert texts(blocks(leaf)[0]) == [["12", "34"]]


def test_lines_of_a_cell_are_joined_without_blanks_and_numbers_of_two_lines_stay_two() -> None:
    leaf = Leaf()
    leaf.grid([50, 150, 250], [100, 140])
    leaf.text(53, 114, "属于三类")
    leaf.text(53, 130, "内部事务信息")
    leaf.text(153, 114, "12")
    leaf.text(153, 130, "34")
    assert texts(blocks(leaf)[0]) == [["属于三类内部事务信息", "12 34"]]


def test_a_number_broken_by_a_narrow_cell_is_whole() -> None:
    leaf = Leaf()
    leaf.grid([50, 150, 176], [100, 140])
    leaf.text(53, 114, "行政许可")
    leaf.text(152, 114, "4472")
    leaf.text(152, 130, "28")
    assert texts(blocks(leaf)[0]) == [["行政许可", "447228"]]


@pytest.mark.parametrize("how", ["stacked", "pairs", "two columns", "vertical font"])
def test_a_narrow_group_cell_is_read_as_it_is_meant(how: str) -> None:
    leaf = Leaf()
    leaf.grid([50, 80, 200], [100, 240])
    leaf.text(83, 170, "予以公开")
    if how == "stacked":
        leaf.column(55, 114, "三本年度办理")
    elif how == "pairs":
        for i, pair in enumerate(("三本", "年度", "办理")):
            leaf.text(55, 114 + 20 * i, pair)
    elif how == "two columns":
        leaf.column(66, 114, "三本年")
        leaf.column(53, 114, "度办理")
    else:
        leaf.text(65, 114, "三本年度办理", font="V")
    assert texts(blocks(leaf)[0]) == [["三本年度办理", "予以公开"]]


def test_a_frame_around_the_page_is_no_table() -> None:
    leaf = Leaf()
    leaf.grid([20, 575], [20, 822])
    leaf.text(50, 80, "框里的话")
    leaf.rows(XS, 100, ROWS)
    found = blocks(leaf)
    assert [type(block) for block in found] == [Paragraph, Grid] and texts(found[1]) == ROWS


def test_two_tables_side_by_side_are_two() -> None:
    leaf = Leaf()
    leaf.rows([50, 100, 150], 100, [["甲", "1"]])
    leaf.rows([200, 250, 300], 100, [["乙", "2"]])
    assert [texts(block) for block in blocks(leaf)] == [[["甲", "1"]], [["乙", "2"]]]


def test_invisible_paths_and_slanted_watermarks_are_not_there() -> None:
    leaf = Leaf()
    leaf.rows(XS, 100, ROWS)
    leaf.commands.append("170 700 m 170 750 l n")
    leaf.commands.append(
        f"BT /F 60 Tf 0.7 0.7 -0.7 0.7 60 650 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET"
    )
    (grid,) = blocks(leaf)
    assert texts(grid) == ROWS
