"""The text of a report for a person at a terminal."""

from __future__ import annotations

from dataclasses import replace

from gongkai.paper.as_text import report_as_text
from gongkai.paper.columns import clip, table, width
from tests.paper.reports import SAMPLE


def test_columns_stand_under_each_other_although_chinese_is_twice_as_wide() -> None:
    lines = table([["受理", "1"], ["ab", "10"], ["结转下年", "/"]])
    assert lines == ["受理       1", "ab        10", "结转下年   /"]


def test_a_label_that_is_too_wide_is_cut_to_the_width_given() -> None:
    assert clip("结转下年度继续办理", 8) == "结转下…"
    assert width(clip("结转下年度继续办理", 8)) <= 8


def test_each_face_of_a_figure_is_told_apart() -> None:
    text = report_as_text(SAMPLE, "甲.txt")
    new = next(line for line in text.splitlines() if line.startswith("一、本年新收"))
    assert new.split()[1:3] == ["12", "未定"]
    assert "无法辨认" in text and "空白" in text


def test_findings_and_gaps_come_with_their_quotes_and_a_count() -> None:
    text = report_as_text(SAMPLE, "甲.txt")
    assert "[错误] F2021-T3-01　12 不等于 13。\n    「收到 12 件」" in text
    assert "[未读出] 数字连写，无法确定。（T3.C1.natural）" in text
    assert "合计：错误 1，存疑 0，缺漏 0，未读出 1" in text


def test_a_form_that_is_not_the_one_of_its_year_is_named() -> None:
    assert "2019 年格式（该年度应为 2021 年格式）" in report_as_text(replace(SAMPLE, form="2019"), "a")
