"""The CSV of a report: one line a cell and a gap, one line for a paper that gave nothing."""

from __future__ import annotations

import csv
import io

from gongkai.paper.as_csv import HEAD, report_as_csv
from gongkai.paper.report import Gap, Report
from tests.paper.reports import SAMPLE


def _lines(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text), fieldnames=HEAD))


def test_every_cell_has_its_line_with_value_and_token() -> None:
    lines = {line["cell"]: line for line in _lines(report_as_csv(SAMPLE, "甲.txt"))}
    assert (lines["T3.A.natural"]["value"], lines["T3.A.natural"]["token"]) == ("12", "12件")
    assert (lines["T2.rules.made"]["value"], lines["T2.rules.made"]["token"]) == ("", "/")
    assert (lines["T3.C1.natural"]["value"], lines["T3.C1.natural"]["says"]) == ("", "数字连写，无法确定。")


def test_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe() -> None:
    lines = {line["cell"]: line for line in _lines(report_as_csv(SAMPLE, "=cmd"))}
    assert lines["T3.D.natural"]["token"] == "'=HYPERLINK(1)"
    assert lines["T3.A.natural"]["file"] == "'=cmd"


def test_a_paper_that_gave_nothing_is_one_line() -> None:
    assert len(_lines(report_as_csv(Report(), "a"))) == 1
    unreadable = _lines(report_as_csv(Report(gaps=(Gap((), "打不开。"),)), "a"))
    assert [line["says"] for line in unreadable] == ["打不开。"]
