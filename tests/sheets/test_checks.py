"""A sheet that balances is left in peace; one that does not is told so exactly where it does not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.load import LawError
from gongkai.sheets.checks import all_checks, check_sheet
from gongkai.sheets.filled import BLANK, Figure, FilledSheet, number
from gongkai.sheets.forms import FORMS, form
from tests.sheets.balanced import balanced, balanced_2014

SHEETS = st.one_of(balanced("2019"), balanced("2021"), balanced_2014())
THREE = [code for code in form("2021").cells if code.startswith("T3.")]


def changed(sheet: FilledSheet, code: str, by: int | Figure) -> FilledSheet:
    before = sheet.cells[code].value
    assert before is not None
    figure = by if isinstance(by, Figure) else number(before + by)
    return replace(sheet, cells={**sheet.cells, code: figure})


@settings(max_examples=60)
@given(SHEETS)
def test_a_balanced_sheet_has_no_finding(sheet: FilledSheet) -> None:
    assert check_sheet(sheet) == ()


@settings(max_examples=150)
@given(balanced("2021"), st.sampled_from(THREE), st.integers(1, 5))
def test_one_false_cell_of_table_three_gives_exactly_the_findings_it_breaks(
    sheet: FilledSheet, code: str, by: int
) -> None:
    _, _, rest = code.partition(".")
    row, _, column = rest.rpartition(".")
    found = [(one.check, one.severity, code in one.cells) for one in check_sheet(changed(sheet, code, by))]
    broken = ["F2021-T3-01"] if row in ("A", "B", "C7", "D") else []
    broken += ["F2021-T3-02"] if row.startswith("C") else []
    assert sorted(found) == [(check, "error", True) for check in [*broken, "F2021-T3-03"]]
    says = [one.says for one in check_sheet(changed(sheet, code, by))]
    assert all(f"相差 {by}" in one for one in says)


@settings(max_examples=60)
@given(balanced("2019"), st.sampled_from(["review", "direct", "after"]))
def test_one_false_total_of_table_four_gives_one_finding(sheet: FilledSheet, row: str) -> None:
    (one,) = check_sheet(changed(sheet, f"T4.{row}.total", 1))
    assert one.check == {"review": "F2019-T4-01", "direct": "F2019-T4-02", "after": "F2019-T4-03"}[row]
    assert one.cells[0] == f"T4.{row}.total"


@settings(max_examples=60)
@given(balanced_2014(), st.sampled_from(["R22", "R30", "R34", "R58"]))
def test_one_false_total_of_2014_gives_the_findings_it_breaks(sheet: FilledSheet, code: str) -> None:
    found = {(one.check, one.severity) for one in check_sheet(changed(sheet, code, 1))}
    assert (
        found
        == {
            "R22": {("F2014-30", "error")},
            "R30": {("F2014-32", "error"), ("F2014-35", "question")},
            "R34": {("F2014-33", "error"), ("F2014-32", "error")},
            "R58": {("F2014-50", "error")},
        }[code]
    )


@settings(max_examples=40)
@given(balanced("2021"), st.sampled_from(THREE))
def test_a_blank_cell_is_never_an_error_and_never_passed_over(sheet: FilledSheet, code: str) -> None:
    without = check_sheet(changed(sheet, code, BLANK))
    complete = [one for one in without if one.check == "F2021-T3-04"]
    assert [one.cells for one in complete] == [(code,)]
    if code.endswith(".total"):
        assert {one.severity for one in without} == {"gap"}


@settings(max_examples=30)
@given(SHEETS)
def test_a_sheet_is_its_own_ledger_and_roll_up(sheet: FilledSheet) -> None:
    assert check_sheet(sheet, ledger=sheet, units=[sheet], kind="city") == ()


def test_findings_come_in_sheet_order_and_are_the_same_each_time() -> None:
    codes = {
        "T4.review.total": 9,
        "T4.review.upheld": 1,
        "T3.D.natural": -1,
        "T2.normative.made": -2,
        "T3.A.natural": -3,
    }
    sheet = FilledSheet("2021", 2023, {code: number(value) for code, value in codes.items()})
    order = {code: place for place, code in enumerate(form("2021").cells)}
    found = check_sheet(sheet)
    places = [min(order[code] for code in one.cells) for one in found]
    assert places == sorted(places)
    assert found == check_sheet(replace(sheet, cells=dict(reversed(list(sheet.cells.items())))))


def test_an_empty_sheet_and_an_unknown_form_say_nothing() -> None:
    assert check_sheet(FilledSheet("2021", 2023)) == ()
    assert check_sheet(FilledSheet("1999", 1999, {"R02": number(3)})) == ()


def test_an_unknown_profile_is_refused_by_name() -> None:
    with pytest.raises(LawError, match="nowhere"):
        check_sheet(FilledSheet("2014", 2016), profile="nowhere")


def test_a_profile_of_another_form_changes_nothing() -> None:
    sheet = FilledSheet("2021", 2023, {"T2.normative.made": BLANK, "T2.normative.valid": number(1)})
    assert check_sheet(sheet, profile="dean") == check_sheet(sheet)


def test_money_prints_without_exponent_or_idle_noughts() -> None:
    sheet = FilledSheet("2014", 2016, {"R54": number(Decimal("-100.50")), "R61": number(Decimal("-1E+3"))})
    says = "".join(one.says for one in check_sheet(sheet))
    assert "为 -100.5，" in says and "为 -1000，" in says


def test_the_two_layouts_of_table_three_are_told_apart_by_the_sixth_rows() -> None:
    both = FilledSheet(
        "2019", 2020, {"T3.C6.1.natural": BLANK, "T3.C6.1.total": number(1), "T3.A.total": number(1)}
    )
    (finding,) = [one for one in check_sheet(both) if one.check == "F2019-T3-04"]
    assert finding.cells == ("T3.C6.1.natural",)


def test_every_check_is_listed_once_with_what_it_rests_on() -> None:
    codes = [check.code for check in all_checks()]
    assert len(codes) == len(set(codes))
    assert {code.split("-")[0] for code in codes} == {*(f"F{one}" for one in FORMS), "P"}
    assert {f"P-{number:02}" for number in range(1, 19)} <= set(codes)
    assert all(check.says and check.basis and "paper" in check.needs for check in all_checks())
