"""The checks find in published reports what a careful auditor found, and accuse no figure besides."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.sheets.checks import check_sheet, checks_of
from tests.sheets.published import SHARED, expected, parameters, sheet_of

PATHS = parameters()


@pytest.mark.parametrize("path", PATHS)
def test_every_listed_inconsistency_of_a_table_is_found_and_no_error_besides(path: Path) -> None:
    values = expected(path)
    found = check_sheet(sheet_of(values)) if values["form"] else ()
    on_tables = {
        check.code for form in ("2014", "2019", "2021") for check in checks_of(form) if check.by == "sheet"
    }
    errors = {finding.check for finding in found if finding.severity == "error"}
    for listed in values["inconsistencies"]:
        if listed["check"] in on_tables:
            alike = [
                one for one in found if (one.check, one.severity) == (listed["check"], listed["severity"])
            ]
            sums = {int(figure) for one in alike for figure in re.findall(r"\d+", one.says)}
            assert listed["computed"] in sums or listed["check"] == "F2014-03", listed
            errors -= {listed["check"]} if listed["severity"] == "error" else set()
    assert not errors


@pytest.mark.parametrize("path", PATHS)
def test_a_falsified_total_of_a_real_report_is_found(path: Path) -> None:
    values = expected(path)
    if not values["cells"].get("T3.A.total"):
        return  # of another form, or blank
    values["cells"]["T3.A.total"] += 7
    codes = {finding.check for finding in check_sheet(sheet_of(values)) if finding.severity == "error"}
    assert codes == {f"F{values['form']}-T3-01", f"F{values['form']}-T3-03"}


@pytest.mark.skipif(not SHARED.exists(), reason=f"NO PUBLISHED REPORTS at {SHARED}")
def test_what_stands_on_headings_of_seed_000_is_named_with_the_row_it_slipped_from() -> None:
    sheet = sheet_of(expected(SHARED / "seeds/expected/000.json"))
    found = [finding for finding in check_sheet(sheet) if finding.check == "F2014-02"]
    assert [finding.cells for finding in found] == [("R01",), ("R05",), ("R11", "R13", "R21")]
    assert "397" in found[0].says and "（一）主动公开政府信息数”空白" in found[0].says


@pytest.mark.skipif(not SHARED.exists(), reason=f"NO PUBLISHED REPORTS at {SHARED}")
def test_the_local_profile_excuses_the_rows_that_others_fill() -> None:
    sheet = sheet_of(expected(SHARED / "seeds/expected/000.json"))
    blank = {
        profile: [one.cells for one in check_sheet(sheet, profile=profile) if one.check == "F2014-03"]
        for profile in (None, "dean")
    }
    assert blank == {None: [("R02", "R03", "R04", "R06")], "dean": [("R02",)]}


@pytest.mark.skipif(not SHARED.exists(), reason=f"NO PUBLISHED REPORTS at {SHARED}")
def test_one_channel_sum_equal_to_the_total_of_seed_004_is_a_question_under_any_profile() -> None:
    sheet = sheet_of(expected(SHARED / "seeds/expected/004.json"))
    for profile in (None, "dean"):
        (one,) = [finding for finding in check_sheet(sheet, profile=profile) if finding.check == "F2014-12"]
        assert one.severity == "question" and "32101" in one.says


@pytest.mark.skipif(not SHARED.exists(), reason=f"NO PUBLISHED REPORTS at {SHARED}")
def test_a_2021_report_with_the_single_row_of_2019_is_checked_with_that_row() -> None:
    values = expected(SHARED / "corpus/003.expected.json")
    sheet = sheet_of(values)
    assert "T3.C6.total" in sheet.cells and "T3.C6.1.total" not in sheet.cells
    assert not [finding for finding in check_sheet(sheet) if finding.check.startswith("F2021-T3")]
    values["cells"]["T3.C6.natural"] += 1
    wrong = replace(sheet, cells=sheet_of(values).cells)
    assert {finding.check for finding in check_sheet(wrong)} == {"F2021-T3-02", "F2021-T3-03"}
