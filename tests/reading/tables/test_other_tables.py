"""Tables two and four, the form of 2014, and tables that are no national form."""

from __future__ import annotations

import pytest

from gongkai.paper.blocks import Paragraph
from gongkai.reading.tables.loose import grid_lines, run_lines
from gongkai.reading.tables.pieces import tape_of
from gongkai.reading.tables.rest import other_grids
from tests.reading.tables.paper import grid, left_out, of_blocks, of_lines, values

TWO = [
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", 0, 0, 0],
    ["行政规范性文件", "3件", "1", "1,024"],
    ["第二十条第（五）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "１２"],
    ["第二十条第（六）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政处罚", "无"],
    ["行政强制", ""],
    ["第二十条第（八）项"],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", "6000元"],
]
FOUR = [
    ["行政复议", "行政诉讼"],
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "复议后起诉"],
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2,
]
FIFTEEN = [1, 0, 0, 0, 1, 0, 2, 0, 0, 2, 0, 0, 3, 0, 3]


def test_table_two_is_read_with_its_units_words_and_blanks() -> None:
    read = values(of_blocks([grid(TWO)]))
    assert read["T2.normative.valid"] == 1024
    assert (read["T2.normative.made"], read["T2.permits.decisions"]) == (3, 12)
    assert (read["T2.penalties.decisions"], read["T2.coercion.decisions"]) == (0, "blank")
    assert float(str(read["T2.fees.amount"])) == 0.6  # yuan in a column of 万元


def test_two_figures_for_three_columns_cannot_be_placed() -> None:
    lines = [str(cell) for row in TWO for cell in row if cell != ""]
    lines.remove("1")
    tables = of_lines(lines)
    assert "T2.normative.made" not in values(tables)
    assert {"T2.normative.made", "T2.normative.valid"} <= left_out(tables)


def test_a_figure_before_its_label_leaves_the_label_open() -> None:
    lines = [str(cell) for row in TWO[:12] for cell in row if cell != ""]
    tables = of_lines([*lines, "信息内容", "本年收费金额（单位：万元）", "7545", "行政事业性收费"])
    assert "T2.fees.amount" in left_out(tables)


@pytest.mark.parametrize(
    "rows",
    [
        [*FOUR, FIFTEEN],
        [["行政复议", *FIFTEEN[:5]], ["未经复议直接起诉", *FIFTEEN[5:10]], ["复议后起诉", *FIFTEEN[10:]]],
    ],
)
def test_table_four_is_read_in_one_row_or_in_three(rows: list[list[object]]) -> None:
    heads = (
        [["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "行政诉讼"]] if len(rows) == 3 else []
    )
    read = values(
        of_blocks([grid(TWO), Paragraph("四、政府信息公开行政复议、行政诉讼情况"), grid([*heads, *rows])])
    )
    assert [read[f"T4.{line}.total"] for line in ("review", "direct", "after")] == [1, 2, 3]


def test_table_four_in_running_digits_needs_fifteen_or_one_way_to_add_up() -> None:
    heads = "行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计"
    two = "".join(str(cell) for row in TWO for cell in row)
    read = values(of_lines([two + "四、情况" + heads + "100010200200303五、存在的主要问题"]))
    assert read["T4.after.other"] == 3
    tables = of_lines([two + "四、情况" + heads + "1210100000000五、存在的主要问题"])
    assert "T4.review.total" in left_out(tables)


def test_figures_between_the_heads_of_table_four_are_not_placed() -> None:
    lines = ["行政复议", "行政诉讼", "未经复议直接起诉", "结果维持", "结果纠正", "其他结果", "尚未审结"]
    lines += list("7268") + ["总计"] + list("12345678901")
    assert "T4.review.upheld" in left_out(of_lines([str(c) for row in TWO for c in row] + lines))


FORM_2014 = [
    ["统 计 指 标", "单位", "统计数", "统计说明"],
    ["一、主动公开情况", "――", "", ""],
    ["（一）主动公开政府信息数", "条", 38, "大于（二）各分项"],
    ["其中：主动公开规范性文件数", "条", 2, ""],
    ["制发规范性文件总数", "件", 2, ""],
    ["（二）通过不同渠道和方式公开政府信息的情况", "――", "", ""],
    ["1.政府公报公开政府信息数", "条", 0, ""],
    ["2.政府网站公开政府信息数", "条", 30, ""],
    ["3.政务微博公开政府信息数", "条", "", ""],
    ["4.政务微信公开政府信息数", "条", 12, ""],
    ["5.其他方式公开政府信息数", "条", 0, ""],
    ["三、依申请公开情况", "――", "", ""],
    ["（一）收到申请数", "件", 4, "为下列4项之和"],
    ["1.当面申请数", "件", 3, ""],
    ["2.传真申请数", "件", 0, ""],
    ["3.网络申请数", "件", 0, ""],
    ["4.信函申请数", "件", 1, ""],
    ["七、依申请公开信息收取的费用", "万元", 0, ""],
    ["（四）政府信息公开专项经费", "万元", 2.5, ""],
]


def test_the_form_of_2014_is_read_from_a_grid_by_its_column_of_figures() -> None:
    read = values(of_blocks([grid(FORM_2014)]))
    assert (read["R02"], read["R22"], read["R08"], read["R01"]) == (38, 4, "blank", "blank")
    assert float(str(read["R61"])) == 2.5


def test_the_digits_of_a_note_are_no_figure_in_running_lines() -> None:
    lines = [str(cell) for row in FORM_2014 for cell in row if cell != ""]
    lines[lines.index("4")] = "为下列4项之和"  # the figure dropped, its note kept
    read = values(of_lines(lines))
    assert (read["R22"], read["R23"], read["R02"]) == ("blank", 3, 38)


def test_digits_before_a_numbered_label_stay_with_their_row() -> None:
    text = "".join(str(cell) for row in FORM_2014 for cell in row[:3] if cell != "")
    read = values(of_lines([text]))
    assert (read["R07"], read["R08"], read["R09"], read["R26"]) == (30, "blank", 12, 1)


def test_two_columns_of_figures_are_two_sheets_under_their_heads() -> None:
    rows = [["指标", "单位", "本级", "汇总"], *[[row[0], row[1], row[2], row[2]] for row in FORM_2014[1:]]]
    rows[2][3] = 99
    tables = of_blocks([grid(rows)])
    assert [sheet.cells["R02"].value for sheet in tables.sheets] == [38, 99]
    assert tables.sheets[1].scope == "汇总"


def test_the_rows_of_another_table_are_kept_under_their_labels() -> None:
    tape = tape_of([grid([["公开渠道", "公开信息数"], ["网站", "18"], ["其中：专栏", "7"], ["其他", ""]])])
    found = [tuple(line) for rows in other_grids(tape, ()) for line in grid_lines(rows)]
    assert found == [("网站", "公开信息数", 18), ("网站/专栏", "公开信息数", 7)]


def test_a_run_of_this_year_and_all_years_is_split_only_where_the_paper_tells() -> None:
    head = "全年主动公开318条。指标名称计量单位2012年度历年累计"
    figures, gaps = run_lines(
        head + "主动公开信息数条318542其中：1.网站公开条3052762.公报公开条07行政复议数条00"
    )
    values = {(line.label, line.column): line.value for line in figures}
    assert values["主动公开信息数", "历年累计"] == 542
    assert values["主动公开信息数/公报公开", "历年累计"] == 7
    assert len(gaps) == 1
