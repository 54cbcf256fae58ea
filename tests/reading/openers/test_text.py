"""Plain text, Markdown and their tables."""

from __future__ import annotations

import pytest

from gongkai.paper.blocks import Grid, Heading, Paper, Paragraph, Picture
from gongkai.reading.openers.opening import open_paper


def paper(text: str) -> Paper:
    return open_paper(text.encode())


def rows(block: object) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[slot.text for slot in row] for row in block.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "gbk"])
def test_any_encoding_of_an_office_gives_the_same_lines(encoding: str) -> None:
    text = "一、总体情况\n2023年，本机关收到政府信息公开申请12件。\n"
    assert open_paper(text.encode(encoding)).blocks == (
        Paragraph("一、总体情况"),
        Paragraph("2023年，本机关收到政府信息公开申请12件。"),
    )


def test_big5_is_recognised_by_its_frequent_characters() -> None:
    text = "一、總體情況\n本機關收到政府信息公開申請數量統計，依規定辦理答復。\n"
    assert open_paper(text.encode("big5")).blocks[0] == Paragraph("一、總體情況")


def test_characters_of_gb18030_2022_survive() -> None:
    assert open_paper("经办人：王㛃、𫚉𫠆，统计情况如下".encode("gb18030")).blocks == (
        Paragraph("经办人：王㛃、𫚉𫠆，统计情况如下"),
    )


def test_a_text_cut_inside_a_character_is_still_utf_8() -> None:
    assert open_paper("政府信息公开工作年度报告统计".encode()[:-1]).blocks[0].text.startswith("政府信息公开")


def test_columns_of_a_layout_text_keep_their_spaces_and_pages_break() -> None:
    assert paper("行政许可      12   3\r\n\r\n\f   行政处罚   0").blocks == (
        Paragraph("行政许可      12   3"),
        Paragraph("   行政处罚   0"),
    )


def test_a_pipe_table_without_alignment_row_in_plain_text_is_a_grid() -> None:
    found = paper(
        "附件\n| 指标 | 单位 | 数 | 说明 | \n| 一、主动公开 | ―― | 397 |  | \n| 联系电话 | 2018 | ||\n完"
    )
    assert found.kind == "text"
    assert [type(block) for block in found.blocks] == [Paragraph, Grid, Paragraph]
    assert rows(found.blocks[1]) == [
        ["指标", "单位", "数", "说明"],
        ["一、主动公开", "――", "397", ""],
        ["联系电话", "2018", "", ""],
    ]


def test_markdown_headings_alignment_rows_breaks_and_escapes() -> None:
    found = paper("# 年度报告\n\n项目 | 数\n:--|--:\n规章<br>件数 | 3\na\\|b | **4**\n- | -\n\n![表](x.png)")
    assert found.kind == "markdown"
    assert found.blocks[0] == Heading("年度报告", 1)
    assert rows(found.blocks[1]) == [["项目", "数"], ["规章件数", "3"], ["a|b", "4"], ["-", "-"]]
    assert found.blocks[2] == Picture("表")


def test_a_row_cut_over_two_lines_is_one_row() -> None:
    found = paper("| 一、本年新收政府信息公开\n申请数量 | 1 | 0 |\n| 二、上年结转 | 0 | 0 |")
    assert rows(found.blocks[0]) == [
        ["一、本年新收政府信息公开申请数量", "1", "0"],
        ["二、上年结转", "0", "0"],
    ]


def test_a_box_drawn_table_is_a_grid_and_its_wrapped_cells_are_joined() -> None:
    found = paper("┌──┬──┐\n│规范性│ 1│\n│文件  │  │\n├──┼──┤\n│规章  │12│\n└──┴──┘")
    assert rows(found.blocks[0]) == [["规范性文件", "1"], ["规章", "12"]]


def test_one_line_with_bars_is_no_table() -> None:
    assert paper("首页 | 公开 | 互动\n正文").blocks == (Paragraph("首页 | 公开 | 互动"), Paragraph("正文"))


def test_an_html_table_inside_markdown_is_laid_out() -> None:
    found = paper(
        "# 报告\n上文\n<table><tr><td rowspan=2>甲</td><td>1</td></tr><tr><td>2</td></tr></table>\n下文"
    )
    assert rows(found.blocks[2]) == [["甲", "1"], ["甲", "2"]]
    assert found.blocks[3] == Paragraph("下文")
