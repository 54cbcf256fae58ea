"""The official tables stand on paper as the notices print them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.sheets.filled import FilledSheet, number
from gongkai.sheets.forms import FORMS, form
from gongkai.sheets.layout import Head, LaidTable, Note, Place, laid_tables, tables_of


def _table(form_code: str, table: str) -> LaidTable:
    return next(laid for laid in laid_tables(form_code) if laid.table.code == table)


def _rows(laid: LaidTable) -> list[tuple[Head | Place | Note, ...]]:
    return [*laid.head, *(row for body in laid.bodies for row in body)]


@pytest.mark.parametrize("code", FORMS)
def test_every_cell_of_a_form_has_exactly_one_place(code: str) -> None:
    places = [
        item.code
        for laid in laid_tables(code)
        for row in _rows(laid)
        for item in row
        if isinstance(item, Place)
    ]
    assert sorted(places) == sorted(form(code).cells)


@pytest.mark.parametrize("code", FORMS)
def test_merged_cells_fill_the_table_without_holes_or_overlaps(code: str) -> None:
    for laid in laid_tables(code):
        for part in (laid.head, *laid.bodies):
            taken: set[tuple[int, int]] = set()
            for at, row in enumerate(part):
                column = 0
                for item in row:
                    while (at, column) in taken:
                        column += 1
                    rows, columns = getattr(item, "rows", 1), getattr(item, "columns", 1)
                    covered = {
                        (at + down, column + right) for down in range(rows) for right in range(columns)
                    }
                    assert not covered & taken
                    taken |= covered
            assert taken == {(row, column) for row in range(len(part)) for column in range(laid.columns)}


def test_table_three_has_its_sentence_in_the_corner_and_groups_above_and_beside() -> None:
    laid = _table("2021", "T3")
    corner, applicants = laid.head[0]
    assert isinstance(corner, Head) and isinstance(applicants, Head)
    assert corner.text == "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    assert (corner.axis, corner.columns, corner.rows) == ("corner", 3, 3)
    assert (applicants.text, applicants.columns) == ("申请人情况", 7)
    heads = {item.text: item for row in _rows(laid) for item in row if isinstance(item, Head)}
    assert heads["三、本年度办理结果"].rows == 22
    assert heads["（三）不予公开"].rows == 8
    assert heads["一、本年新收政府信息公开申请数量"].columns == 3


def test_table_four_is_one_row_of_fifteen_under_three_levels() -> None:
    laid = _table("2021", "T4")
    assert [[item.text for item in row if isinstance(item, Head)] for row in laid.head][0] == [
        "行政复议",
        "行政诉讼",
    ]
    assert len(laid.head) == 3
    [[figures]] = laid.bodies
    assert len(figures) == 15


def test_a_figure_names_every_heading_over_and_beside_it() -> None:
    laid = _table("2021", "T3")
    words = {item.key: item.text for row in _rows(laid) for item in row if isinstance(item, Head)}
    place = next(
        item
        for row in _rows(laid)
        for item in row
        if isinstance(item, Place) and item.code == "T3.C3.2.legal"
    )
    assert [words[key] for key in place.heads] == [
        "申请人情况", "法人或其他组织", "法律服务机构", "三、本年度办理结果", "（三）不予公开", "2.其他法律行政法规禁止公开"
    ]  # fmt: skip


def test_the_table_of_2014_indents_parts_and_prints_units() -> None:
    laid = _table("2014", "R")
    rows = {row[2].code: row for row in laid.bodies[0] if isinstance(row[2], Place)}
    label, unit, _ = rows["R35"]
    assert isinstance(label, Head) and isinstance(unit, Note)
    assert (label.depth, unit.text) == (3, "件")


def test_a_paper_that_mixes_layouts_shows_each_table_as_it_is_filled() -> None:
    cells = {code: number(0) for code in form("2021").cells if not code.startswith("T3")}
    cells |= {code: number(0) for code in form("2019").cells if code.startswith("T3")}
    mixed = FilledSheet("2021", 2022, cells)
    codes = {laid.table.code: laid.codes for laid in tables_of(mixed)}
    assert "T3.C6.natural" in codes["T3"] and "T3.C6.1.natural" not in codes["T3"]
    assert "T2.normative.valid" in codes["T2"]
    assert (
        "T3.C6.1.natural"
        in {laid.table.code: laid.codes for laid in tables_of(replace(mixed, cells={}))}["T3"]
    )
