"""The official document of a report: every part in its place, nothing invented, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.paper.report import Gap, Report, Section
from gongkai.sheets.filled import Face, Figure, FilledSheet, number
from gongkai.sheets.forms import FORMS, form
from gongkai.writing.compose import compose, tables_in
from gongkai.writing.document import Attachment, Chapter, Closing, Foot, Prose, Table, Title
from gongkai.writing.official import UNPLACED
from tests.writing.made import changed, report_of, with_faces, zeros


def _texts(report: Report) -> dict[str, str]:
    """What is printed in each cell, by code."""
    tables = tables_in(compose(report))
    return {cell.code: cell.text for table in tables for row in table.rows for cell in row if cell.code}


def test_a_report_of_2021_has_its_tables_in_chapters_two_three_and_four() -> None:
    parts = compose(report_of(zeros("2021")))
    assert parts[0] == Title(
        "青溪县教育局2023年政府信息公开工作年度报告", ("青溪县教育局2023年", "政府信息公开工作年度报告")
    )
    order = [
        part.text[0] if isinstance(part, Chapter) else part.code
        for part in parts
        if isinstance(part, Chapter | Table)
    ]
    assert order == ["一", "二", "T2", "三", "T3", "四", "T4", "五", "六"]
    assert all(table.announced for table in tables_in(parts))


def test_a_report_of_2014_ends_with_the_sheet_its_head_and_its_signature_block() -> None:
    parts = compose(report_of(zeros("2014")))
    attachment, table, foot = parts[-3:]
    assert attachment == Attachment(
        "附件", "政府信息公开情况统计表", "（2016年度）", "填报单位（盖章）：青溪县教育局"
    )
    assert isinstance(table, Table) and len(table.rows) == 66
    assert isinstance(foot, Foot)
    assert [one.label for one in foot.fields] == ["单位负责人", "审核人", "填报人", "联系电话", "填报日期"]


def test_the_print_of_a_read_sheet_is_not_printed_twice_and_its_signatures_stay() -> None:
    report = report_of(zeros("2014"))
    print_ = ("附件：", "政府信息公开工作情况统计表", "（2016年度）", "填报单位(盖章):", "统 计 指 标  单位  统计数",
              "单位负责人：龙䶮  审核人：", "填报人:王喆 联系电话:0791-0000000 填报日期:2017年1月9日")  # fmt: skip
    last = report.sections[-1]
    read = replace(
        report, sections=(*report.sections[:-1], last._replace(paragraphs=(*last.paragraphs, *print_)))
    )
    parts = compose(read)
    assert parts[:-1] == compose(report)[:-1]
    foot = parts[-1]
    assert isinstance(foot, Foot)
    assert [one.value for one in foot.fields] == ["龙䶮", "", "王喆", "0791-0000000", "2017年1月9日"]


@pytest.mark.parametrize("code", FORMS)
def test_every_cell_of_a_form_is_printed_once(code: str) -> None:
    printed = [
        cell.code
        for table in tables_in(compose(report_of(zeros(code))))
        for row in table.rows
        for cell in row
    ]
    assert sorted(one for one in printed if one) == sorted(form(code).cells)


@pytest.mark.parametrize("code", FORMS)
def test_the_widths_of_a_table_add_up(code: str) -> None:
    for table in tables_in(compose(report_of(zeros(code)))):
        assert abs(sum(table.widths) - 1) < 1e-9
        assert len(table.widths) == sum(cell.columns for cell in table.rows[0])


def test_each_face_is_printed_as_it_is() -> None:
    texts = _texts(report_of(with_faces()))
    assert texts["T2.rules.made"] == "/"
    assert texts["T2.rules.repealed"] == "—"
    assert texts["T2.rules.valid"] == ""
    assert texts["T3.A.legal"] == "约3件"
    assert texts["T3.D.natural"] == UNPLACED
    assert texts["T4.review.upheld"] == "12345678901234567"


def test_a_number_is_printed_as_the_form_prints_it() -> None:
    sheet = changed(zeros("2021"), {
        "T2.fees.amount": Figure(Face.NUMBER, Decimal("2.50"), "25000元"),
        "T3.A.natural": Figure(Face.NUMBER, 0, "无"),
    })  # fmt: skip
    texts = _texts(report_of(sheet))
    assert (texts["T2.fees.amount"], texts["T3.A.natural"]) == ("2.5", "0")


def test_money_has_its_unit_beside_it_where_no_head_says_it() -> None:
    old = changed(zeros("2019"), {"T2.procurement.amount": number(Decimal("2510.50"))})
    assert _texts(report_of(old))["T2.procurement.amount"] == "2510.5元"
    assert _texts(report_of(zeros("2021")))["T2.fees.amount"] == "0"
    assert _texts(report_of(zeros("2014")))["R61"] == "0"


def test_a_table_of_which_nothing_is_known_is_left_out() -> None:
    sheet = zeros("2021")
    without = replace(sheet, cells={code: one for code, one in sheet.cells.items() if code[:2] != "T4"})
    assert [table.code for table in tables_in(compose(report_of(without)))] == ["T2", "T3"]


def test_a_table_that_could_not_be_read_stands_there_and_says_so() -> None:
    report = replace(report_of(FilledSheet("2021", 2023)), gaps=(Gap(("T4.review.total",), "数字连写。"),))
    assert [table.code for table in tables_in(compose(report))] == ["T4"]
    assert set(_texts(report).values()) == {UNPLACED}


def test_a_paper_that_mixes_layouts_keeps_its_odd_rows() -> None:
    cells = {code: one for code, one in zeros("2021").cells.items() if code[:2] != "T3"}
    cells |= {code: number(7) for code in form("2019").cells if code[:2] == "T3"}
    texts = _texts(report_of(FilledSheet("2021", 2022, cells)))
    assert texts["T3.C6.natural"] == "7" and "T3.C6.1.natural" not in texts
    assert texts["T2.normative.valid"] == "0"


def test_a_further_sheet_follows_the_report_under_its_scope() -> None:
    parts = compose(report_of(zeros("2014"), further=(replace(zeros("2014"), scope="汇总"),)))
    titles = [part.title for part in parts if isinstance(part, Attachment)]
    assert titles == ["政府信息公开情况统计表", "政府信息公开情况统计表（汇总）"]
    assert sum(isinstance(part, Foot) for part in parts) == 1


def test_a_table_without_its_chapter_stands_behind_under_its_title() -> None:
    report = report_of(zeros("2021"))
    parts = compose(replace(report, sections=report.sections[:1]))
    assert [part.announced for part in parts if isinstance(part, Table)] == [False] * 3


def test_headings_of_the_second_level_are_known_by_their_number() -> None:
    paragraphs = (
        "（一）主动公开。全年公开信息。",
        "（二）监督保障",
        "一是公开。",
        "（三）公开，" + "工作" * 30 + "。",
    )
    report = replace(report_of(zeros("2021")), sections=(Section(1, "总体情况", paragraphs),))
    prose = [part for part in compose(report) if isinstance(part, Prose)][1:]
    assert [part.text[: part.lead] for part in prose] == ["（一）主动公开。", "（二）监督保障", "", ""]


def test_the_signature_under_the_text_is_set_apart() -> None:
    last = Section(6, "其他需要报告的事项", ("无其他事项。", "青溪县教育局", "2024年1月12日"))
    report = report_of(zeros("2021"))
    parts = compose(replace(report, sections=(*report.sections[:-1], last)))
    assert parts[-2:] == (Closing("青溪县教育局"), Closing("2024年1月12日"))
    assert parts[-3] == Prose("无其他事项。")


def test_a_title_is_made_from_body_and_year_where_there_is_none() -> None:
    made = compose(Report(body="青溪县教育局", year=2023))
    assert made == compose(Report(title="青溪县教育局2023年政府信息公开工作年度报告"))
    assert compose(Report()) == (Title("政府信息公开工作年度报告", ("政府信息公开工作年度报告",)),)


@pytest.mark.parametrize("code", FORMS)
def test_merged_cells_cover_every_column_of_every_row_once(code: str) -> None:
    for table in tables_in(compose(report_of(zeros(code)))):
        for slots in table.grid():
            assert [at for slot in slots for at in slot.reach] == list(range(len(table.widths)))


def test_characters_that_no_file_can_hold_are_dropped() -> None:
    report = replace(report_of(zeros("2021")), preface=("第一\x00行\ud800，\n第二行𠮷。",))
    assert compose(report)[1] == Prose("第一行， 第二行𠮷。")
