"""What is written as PDF is read back the same: figures, faces, whose it is, of which year, and no new finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.paper.report import Report
from gongkai.reading.read import read
from gongkai.sheets.filled import Figure, Number, number
from gongkai.sheets.forms import FORMS
from gongkai.writing.pdf import report_to_pdf
from tests.writing.covered import covered_report
from tests.writing.made import changed, report_of, zeros
from tests.writing.round_trip import differences


def _again(report: Report) -> Report:
    return read(report_to_pdf(report), "报告.pdf")


def _numbers(report: Report) -> Mapping[str, Number | None]:
    return {code: one.value for code, one in report.sheets[0].cells.items() if one.value is not None}


def _text(report: Report) -> str:
    lines = (line for one in report.sections for line in (one.title, *one.paragraphs))
    return "".join("".join(lines).split())


@settings(max_examples=50, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_pdf_is_read_as_the_report_it_was_made_of(chance: Random) -> None:
    assert differences(covered_report(chance), report_to_pdf) == []


@pytest.mark.parametrize("code", FORMS)
def test_numbers_of_any_length_stay_in_their_cells(code: str) -> None:
    sheet = zeros(code)
    long: dict[str, Figure] = {one: number(10 ** (at % 12)) for at, one in enumerate(sheet.cells)}
    report = report_of(changed(sheet, long))
    assert _numbers(_again(report)) == _numbers(report)


def test_a_paper_of_two_layouts_keeps_the_rows_of_both() -> None:
    two = {code: one for code, one in zeros("2021").cells.items() if code.startswith("T2.")}
    rest = {code: one for code, one in zeros("2019").cells.items() if not code.startswith("T2.")}
    mixed = report_of(replace(zeros("2021"), cells={**two, **rest, "T3.C6.total": number(7)}))
    assert _numbers(_again(mixed)) == _numbers(mixed)


def test_a_further_sheet_comes_back_under_its_scope() -> None:
    own, whole = zeros("2014"), replace(zeros("2014"), scope="汇总")
    report = report_of(own, further=(changed(whole, {"R02": number(31)}),))
    found = _again(report)
    assert [sheet.value("R02") for sheet in found.sheets] == [0, 31]


def test_the_prose_comes_back_word_for_word() -> None:
    report = report_of(zeros("2021"))
    paragraphs = (
        "（一）主动公开。" + "把公开的事项逐条列出并说明理由，" * 40 + "按期完成。",
        "1.=1+1 与 $x$、#panic、*粗*、@某处。",
    )
    first = report.sections[0]._replace(paragraphs=paragraphs)
    report = replace(report, sections=(first, *report.sections[1:]))
    assert _text(_again(report)) == _text(report)
