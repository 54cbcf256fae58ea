"""Workbooks as cells: every sheet with what was typed, and a sentence for what cannot be opened."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter

from gongkai.paper.workbook import NoWorkbook, workbook_cells
from gongkai.paper.workbook_child import LONG


def a_workbook() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        first, second = book.add_worksheet("事项"), book.add_worksheet("说明")
        first.write_row(0, 0, ["编号", "数量", "日期"])
        first.write_number(1, 0, 1234567890123456789)
        first.write_number(1, 1, 3)
        first.write_datetime(1, 2, date(2026, 3, 2), book.add_format({"num_format": "yyyy-mm-dd"}))
        first.set_row(1, None, None, {"hidden": True})
        second.merge_range(0, 0, 1, 1, "填写说明")
    return made.getvalue()


def test_cells_are_what_was_typed_and_a_number_that_lost_digits_is_marked() -> None:
    first, second = workbook_cells(a_workbook())
    assert (first.name, second.name) == ("事项", "说明")
    number, count, day = first.rows[1]
    assert number.startswith(LONG) and (count, day) == ("3", "2026-03-02")
    assert first.hidden == [2] and second.merged == [[0, 0, 1, 1]]


@pytest.mark.parametrize("data", [b"", b"not a workbook", a_workbook()[:900]])
def test_what_cannot_be_opened_is_refused_in_words_and_the_next_file_is_read(data: bytes) -> None:
    with pytest.raises(NoWorkbook, match="另存为 xlsx"):
        workbook_cells(data)
    assert len(workbook_cells(a_workbook())) == 2
