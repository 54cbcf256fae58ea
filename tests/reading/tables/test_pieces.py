"""Which lines of a paper are rows of cells."""

from __future__ import annotations

import pytest

from gongkai.paper.blocks import Paragraph
from gongkai.reading.tables.pieces import tape_of


@pytest.mark.parametrize(
    "line", ["单位负责人：龙䶮\t审核人：\t填报人：王喆", "联系电话：\t填报日期（盖章）：2017年1月9日"]
)
def test_labelled_fields_parted_by_tabs_are_one_line_of_text(line: str) -> None:
    assert [(piece.raw, piece.row) for piece in tape_of((Paragraph(line),)).pieces] == [(line, -1)]


@pytest.mark.parametrize("line", ["（一）予以公开\t3\t0", "本机关\t\t12", "其中：规范性文件\t4"])
def test_a_label_with_figures_after_tabs_is_a_row_of_cells(line: str) -> None:
    assert [piece.row for piece in tape_of((Paragraph(line),)).pieces] == [0] * len(line.split("\t"))
