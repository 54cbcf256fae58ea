"""Workbooks: visible sheets as printed, merged cells laid out, sentences around the table as paragraphs."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest

from gongkai.paper.blocks import Grid, Heading, Paper, Paragraph, Slot
from gongkai.reading.openers.excel_child import printed
from gongkai.reading.openers.opening import open_paper


def opened(book: openpyxl.Workbook) -> Paper:
    stream = io.BytesIO()
    book.save(stream)
    return open_paper(stream.getvalue())


def rows(block: object) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[slot.text for slot in row] for row in block.rows]


def test_a_sheet_is_its_sentences_and_its_table() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "年报"
    sheet["A1"] = "某镇2023年政府信息公开工作年度报告"
    sheet.merge_cells("A1:D1")
    sheet["A3"] = "二、主动公开政府信息情况"
    sheet.append(["第二十条第（一）项"])
    sheet.merge_cells("A4:D4")
    for row in [
        ["信息内容", "本年\n制发件数", "本年废止件数", "现行有效件数"],
        ["规章", 0, 1, 2.5],
        ["四、结转", None, None, None],
    ]:
        sheet.append(row)
    sheet.append(["注：数据截至2023年底。"])
    found = opened(book)
    assert found.kind == "xlsx"
    assert found.blocks[:2] == (
        Paragraph("某镇2023年政府信息公开工作年度报告"),
        Paragraph("二、主动公开政府信息情况"),
    )
    assert rows(found.blocks[2]) == [
        ["第二十条第（一）项"] * 4,
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "1", "2.5"],
        ["四、结转", "", "", ""],
    ]
    assert found.blocks[3] == Paragraph("注：数据截至2023年底。")


def test_a_sheet_that_starts_with_a_table_is_headed_by_its_name() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "依申请公开情况"
    for row in [["规章", 1], ["规范性文件", 2]]:
        sheet.append(row)
    assert [type(block) for block in opened(book).blocks] == [Heading, Grid]
    sheet.title = "Sheet1"
    assert [type(block) for block in opened(book).blocks] == [Grid]


def test_merged_ranges_are_laid_out() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["申请人", None, "总计"], [None, None, 7], ["甲", "乙", 8]]:
        sheet.append(row)
    sheet.merge_cells("A1:B2")
    assert opened(book).blocks[0] == Grid(
        (
            (Slot("申请人"), Slot("申请人", False), Slot("总计")),
            (Slot("申请人", False), Slot("申请人", False), Slot("7")),
            (Slot("甲"), Slot("乙"), Slot("8")),
        )
    )


def test_hidden_sheets_are_named_and_not_read() -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("草稿")
    hidden["A1"] = "内部"
    hidden.sheet_state = "hidden"
    found = opened(book)
    assert found.blocks == ()
    assert "草稿" in found.notes[0]


def test_two_tables_under_one_another_are_two_grids() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [["规章", 1], ["规范性文件", 2], [], ["三、收到和处理情况"], ["一、新收", 3], ["二、结转", 4]]:
        sheet.append(row)
    assert [type(block) for block in opened(book).blocks] == [Grid, Paragraph, Grid]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1 + 0.2, "0.3"),
        (2.5, "2.5"),
        (-3.0, "-3"),
        (1e15, "1000000000000000"),
        (0.000001, "0.000001"),
        (True, "TRUE"),
        (datetime.datetime(2024, 1, 31), "2024-01-31"),
        (datetime.date(2024, 1, 31), "2024-01-31"),
        (" 本年新\n制作数量 ", "本年新制作数量"),
        ("12\n34", "12 34"),
        ("", ""),
    ],
)
def test_a_value_is_printed_as_the_sheet_shows_it(value: object, text: str) -> None:
    assert printed(value) == text


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "XFD1"])
def test_a_cell_at_the_end_of_the_world_costs_no_memory(far: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet[far] = "甲", 2
    assert opened(book).notes
