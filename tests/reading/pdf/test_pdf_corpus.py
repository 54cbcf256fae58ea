"""Published PDF reports, read in place: every row of their tables with its figures in the right columns."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from gongkai.paper.blocks import Grid
from gongkai.reading.pdf.opening import open_pdf

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
COLUMNS = ("natural", "business", "research", "nonprofit", "legal", "other", "total")
LINES = ("review", "direct", "after")
RESULTS = ("upheld", "corrected", "other", "pending", "total")
ROWS = [
    "A 一、本年新收", "B 二、上年结转", "C1 （一）予以公开", "C2 （二）部分公开", "C3.1 1.属于国家秘密", "C3.2 2.其他法律",
    "C3.3 3.危及", "C3.4 4.保护", "C3.5 5.属于三类", "C3.6 6.属于四类", "C3.7 7.属于行政执法", "C3.8 8.属于行政查询",
    "C4.1 1.本机关", "C4.2 2.没有现成", "C4.3 3.补正后", "C5.1 1.信访", "C5.2 2.重复", "C5.3 3.要求", "C5.4 4.无正当",
    "C5.5 5.要求", "C7 （七）总计", "D 四、结转下年度",
]  # fmt: skip
OTHERS = {
    "001": ["C6.1 1、申请人无正当", "C6.2 2、申请人逾期", "C6.3 3、其他"],
    "003": ["C6 （六）其他处理"],
}


def _report(number: str) -> tuple[list[list[list[str]]], dict[str, float]]:
    """Tables as rows of the cells' own texts, and the expected cells."""
    files = list(CORPUS.glob(f"{number}_*.pdf"))
    if not files:
        warnings.warn(f"{CORPUS} is not here: published PDF reports are NOT tested", stacklevel=2)
        pytest.skip(f"no {CORPUS}")
    paper = open_pdf(files[0].read_bytes())
    assert paper.kind == "pdf" and paper.notes == ()
    tables = [block.rows for block in paper.blocks if isinstance(block, Grid)]
    texts = [[[slot.text for slot in row if slot.first] for row in rows] for rows in tables]
    return texts, json.loads((CORPUS / f"{number}.expected.json").read_text("utf-8"))["cells"]


@pytest.mark.parametrize("number", OTHERS)
def test_three_tables_are_three_grids(number: str) -> None:
    tables, _ = _report(number)
    assert [len(rows) for rows in tables] == [14, {"001": 28, "003": 26}[number], 4]


@pytest.mark.parametrize("number", OTHERS)
def test_table_two_has_each_figure_beside_its_label(number: str) -> None:
    (two, *_), cells = _report(number)
    found = {row[0]: row[1:] for row in two}
    assert found["信息内容"] == ["本年收费金额（单位：万元）"]
    for label, name in (("规章", "rules"), ("行政规范性文件", "normative")):
        assert found[label] == [str(cells[f"T2.{name}.{key}"]) for key in ("made", "repealed", "valid")]
    for label, name in (("行政许可", "permits"), ("行政处罚", "penalties"), ("行政强制", "coercion")):
        assert found[label] == [str(cells[f"T2.{name}.decisions"])]
    assert float(found["行政事业性收费"][0]) == cells["T2.fees.amount"]


@pytest.mark.parametrize("number", OTHERS)
def test_table_three_has_seven_figures_behind_each_label(number: str) -> None:
    (_, three, _), cells = _report(number)
    for entry in ROWS + OTHERS[number]:
        code, label = entry.split(" ")
        want = [str(cells[f"T3.{code}.{column}"]) for column in COLUMNS]
        rows = [row for row in three if any(text.startswith(label) for text in row)]
        assert want in [row[-7:] for row in rows], (code, rows)


@pytest.mark.parametrize("number", OTHERS)
def test_table_four_has_fifteen_figures_in_order(number: str) -> None:
    (*_, four), cells = _report(number)
    assert four[-1] == [str(cells[f"T4.{line}.{result}"]) for line in LINES for result in RESULTS]


def test_group_labels_set_vertically_are_whole() -> None:
    for number in OTHERS:
        (_, three, _), _ = _report(number)
        assert sum("三、本年度办理结果" in row for row in three) == 1


def test_page_numbers_are_no_text() -> None:
    for file in CORPUS.glob("*.pdf"):
        lines = [
            block.text.strip() for block in open_pdf(file.read_bytes()).blocks if not isinstance(block, Grid)
        ]
        assert not [line for line in lines if line.strip("- ").isdigit()]
