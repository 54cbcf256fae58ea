"""The JSON of a report: what it says of each face of a figure, and that nothing is lost on the way."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given

from gongkai.paper.as_json import report_as_dict, report_from_dict
from gongkai.paper.report import Report
from tests.paper.reports import SAMPLE, reports


@given(reports)
def test_a_report_comes_back_equal_from_its_json(report: Report) -> None:
    line = json.dumps(report_as_dict(report, "a.txt"), ensure_ascii=False)
    assert report_from_dict(json.loads(line)) == report


def test_the_keys_are_the_published_ones() -> None:
    assert list(report_as_dict(SAMPLE, "a.txt")) == [
        *("file", "body", "year", "form", "form_due", "cells", "by", "sheets", "lines", "claims"),
        *("findings", "gaps", "paper"),
    ]


def test_each_face_of_a_figure_has_its_own_json() -> None:
    cells = report_as_dict(SAMPLE, "a.txt")["cells"]
    assert cells["T3.A.natural"] == 12 and type(cells["T3.A.natural"]) is int
    assert cells["T2.fees.amount"] == 2.5
    assert cells["T2.rules.made"] == "n/a"
    assert cells["T3.B.natural"] is None
    assert cells["T3.D.natural"] == {"unreadable": "=HYPERLINK(1)"}
    assert "T3.C1.natural" not in cells


def test_cells_split_by_the_sums_of_the_table_are_named() -> None:
    assert report_as_dict(SAMPLE, "a.txt")["by"] == {"sums": ["T3.A.natural"]}


def test_sheets_are_listed_only_where_a_paper_has_several() -> None:
    assert report_as_dict(SAMPLE, "a.txt")["sheets"] == []
    own = SAMPLE.sheets[0]
    two = replace(SAMPLE, sheets=(replace(own, scope="本级"), replace(own, scope="汇总", cells={})))
    found = report_as_dict(two, "a.txt")
    assert [sheet["scope"] for sheet in found["sheets"]] == ["本级", "汇总"]
    assert found["sheets"][0]["cells"] == found["cells"]
