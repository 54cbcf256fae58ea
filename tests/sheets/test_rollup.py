"""Rolling up: sums where they may be taken, bounds where not, and never a 0 out of a blank."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, number
from gongkai.sheets.forms import form
from gongkai.sheets.rollup import Bounds, RollUp, roll_up

NA = Figure(Face.NOT_APPLICABLE, None, "/")
ODD = Figure(Face.UNREADABLE, None, "12?")
RECEIVED, RULES, REVIEW, FEES = "T3.A.total", "T2.rules.valid", "T4.review.total", "T2.fees.amount"


def sheet(
    cells: Mapping[str, Figure | int | Decimal] = MappingProxyType({}),
    form_code: str = "2021",
    year: int = 2024,
) -> FilledSheet:
    figures = {code: one if isinstance(one, Figure) else number(one) for code, one in cells.items()}
    return FilledSheet(form=form_code, year=year, cells=figures)


def rolled(code: str, *figures: Figure | int | Decimal | None, form_code: str = "2021") -> RollUp:
    """The roll-up of 甲, 乙, 丙 …, each with one cell (None: not placed)."""
    cells = [{} if one is None else {code: one} for one in figures]
    units = {name: sheet(one, form_code) for name, one in zip("甲乙丙丁", cells, strict=False)}
    return roll_up(units, form=form_code, year=2024)


def test_a_cell_that_may_be_added_is_the_sum() -> None:
    assert rolled(RECEIVED, 3, 0, 4).sheet.cells[RECEIVED] == number(7)
    assert rolled(FEES, Decimal("1.25"), 2).sheet.value(FEES) == Decimal("3.25")


@pytest.mark.parametrize("face", [BLANK, ODD, None])
def test_a_figure_that_is_not_known_leaves_the_sum_blank(face: Figure | None) -> None:
    result = rolled(RECEIVED, 3, face, 4)
    assert result.sheet.cells[RECEIVED] == BLANK
    assert result.bounds[RECEIVED] == Bounds(7, None)
    assert result.unknown == {RECEIVED: ("乙",)}
    assert result.says() == (
        "一、本年新收政府信息公开申请数量·总计：乙的数字缺失，只知道不少于 7，本格留空。",
    )


def test_of_a_change_that_may_be_negative_nothing_is_known_without_every_body() -> None:
    change = "T2.permits.change"
    result = rolled(change, 3, BLANK, form_code="2019")
    assert result.bounds[change] == Bounds(None, None)
    assert result.says() == ("行政许可·本年增/减：乙的数字缺失，本格留空。",)
    assert rolled(change, 3, -5, form_code="2019").sheet.value(change) == -2


def test_not_applicable_adds_nothing_and_is_told() -> None:
    result = rolled(RECEIVED, 3, NA)
    assert result.sheet.value(RECEIVED) == 3
    assert result.not_applicable == {RECEIVED: ("乙",)}
    assert result.says() == ()


def test_not_applicable_to_all_stays_so_and_blank_in_all_stays_blank() -> None:
    assert rolled(RULES, NA, NA).sheet.cells[RULES].face is Face.NOT_APPLICABLE
    assert rolled(RECEIVED, BLANK, BLANK).sheet.cells[RECEIVED] == BLANK
    assert rolled(RECEIVED, BLANK, BLANK).bounds == {}
    assert rolled(RECEIVED, BLANK, NA).sheet.cells[RECEIVED] == BLANK


def test_what_may_be_counted_twice_is_bounded_and_left_blank() -> None:
    result = rolled(REVIEW, 3, 5, 0)
    assert result.sheet.cells[REVIEW] == BLANK
    assert result.bounds[REVIEW] == Bounds(5, 8)
    assert "各单位的数字可能重复，不能相加；应在 5 与 8 之间，本格留空。" in result.says()[0]
    assert rolled(REVIEW, 3, 5, BLANK).bounds[REVIEW] == Bounds(5, None)


def test_bounds_that_meet_are_the_figure() -> None:
    assert rolled(REVIEW, 0, 0, 0).sheet.value(REVIEW) == 0
    assert rolled(REVIEW, 0, 4, NA).sheet.value(REVIEW) == 4


def test_the_form_of_2014_bounds_its_two_lines() -> None:
    assert rolled("R02", 30, 12, form_code="2014").bounds["R02"] == Bounds(30, 42)
    assert rolled("R12", 3, 2, form_code="2014").bounds["R12"] == Bounds(3, 5)
    assert rolled("R03", 30, 12, form_code="2014").sheet.value("R03") == 42


def test_a_figure_in_a_heading_is_not_added() -> None:
    assert rolled("R01", 397, 5, form_code="2014").sheet.cells["R01"] == BLANK


def test_the_bodies_contained_and_missing_are_named_once() -> None:
    inner = roll_up({"甲": sheet(), "乙": sheet()}, form="2021", year=2024, expected=("甲", "乙", "戊"))
    assert inner.says()[0] == "缺少应汇总单位：戊。"
    outer = roll_up({"县直": inner.sheet, "丙": sheet()}, form="2021", year=2024, expected=("丙", "丁", "戊"))
    assert outer.sheet.bodies == ("甲", "乙", "丙")
    assert outer.sheet.missing == ("戊", "丁")
    assert outer.sheet.scope == "汇总"


def test_a_body_contained_twice_is_refused() -> None:
    inner = roll_up({"甲": sheet()}, form="2021", year=2024)
    with pytest.raises(ValueError, match="甲被汇总了两次"):
        roll_up({"县直": inner.sheet, "甲": sheet()}, form="2021", year=2024)


def test_a_sheet_of_another_year_is_refused() -> None:
    with pytest.raises(ValueError, match="乙的表是 2023 年度的，不能汇总进 2024 年度"):
        roll_up({"甲": sheet(), "乙": sheet(year=2023)}, form="2021", year=2024)


def test_a_unit_on_an_older_form_gives_what_both_have_and_lacks_the_rest() -> None:
    old = sheet({"T3.A.total": 2, "T3.C6.total": 1}, "2019")
    new = sheet({"T3.A.total": 3, "T3.C6.1.total": 1})
    result = roll_up({"甲": old, "乙": new}, form="2021", year=2024)
    assert result.sheet.value(RECEIVED) == 5
    assert result.unknown["T3.C6.1.total"] == ("甲",)


def test_digits_split_by_sums_stay_marked() -> None:
    split = FilledSheet("2021", 2024, {RECEIVED: number(3)}, by_sums=frozenset({RECEIVED}))
    assert roll_up({"甲": split, "乙": sheet()}, form="2021", year=2024).sheet.by_sums == {RECEIVED}


FIGURES = st.one_of(st.integers(0, 99).map(number), st.sampled_from([BLANK, NA, ODD]))


@given(
    st.lists(
        st.dictionaries(st.sampled_from(sorted(form("2021").cells)), FIGURES, max_size=20),
        min_size=1,
        max_size=4,
    )
)
def test_a_rolled_up_number_is_never_less_than_any_unit_nor_more_than_their_sum(
    cells: list[dict[str, Figure]],
) -> None:
    units = {str(at): FilledSheet("2021", 2024, one) for at, one in enumerate(cells)}
    result = roll_up(units, form="2021", year=2024)
    for code, figure in result.sheet.cells.items():
        values = [one.value(code) for one in units.values()]
        known = [value for value in values if value is not None]
        if figure.value is not None:
            assert max(known) <= figure.value <= sum(known)
            assert not any(
                one.cells.get(code, BLANK).face in (Face.BLANK, Face.UNREADABLE) for one in units.values()
            )
        elif known:
            assert code in result.bounds


@given(st.lists(st.dictionaries(st.sampled_from((RECEIVED, RULES, REVIEW)), FIGURES), min_size=4, max_size=4))
def test_rolling_up_in_two_steps_is_rolling_up_at_once(cells: list[dict[str, Figure]]) -> None:
    units = {name: sheet(one) for name, one in zip("甲乙丙丁", cells, strict=True)}
    parts = [{name: units[name] for name in names} for names in ("甲乙", "丙丁")]
    steps = {str(at): roll_up(part, form="2021", year=2024).sheet for at, part in enumerate(parts)}
    assert roll_up(steps, form="2021", year=2024).sheet == roll_up(units, form="2021", year=2024).sheet
