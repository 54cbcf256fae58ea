"""Two sheets side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.sheets.compare import Carry, Comparison, breaks, compare
from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, number
from gongkai.sheets.forms import form

NA = Figure(Face.NOT_APPLICABLE, None, "/")


def sheet(form_code: str, year: int | None, cells: dict[str, Figure | int]) -> FilledSheet:
    figures = {code: one if isinstance(one, Figure) else number(one) for code, one in cells.items()}
    return FilledSheet(form=form_code, year=year, cells=figures)


def rows(comparison: Comparison) -> list[tuple[object, ...]]:
    return [
        (pair.first_codes, pair.second_codes, pair.first.value, pair.second.value)
        for pair in comparison.pairs
    ]


def test_both_figures_stand_beside_one_another_with_difference_and_ratio() -> None:
    first, second = (sheet("2021", year, {"T3.A.total": value}) for year, value in ((2023, 8), (2024, 11)))
    [pair] = compare(first, second).pairs
    assert (pair.row, pair.column) == ("一、本年新收政府信息公开申请数量", "总计")
    assert (pair.first.value, pair.second.value, pair.difference, pair.ratio) == (8, 11, 3, Decimal("1.3750"))


@pytest.mark.parametrize(
    ("one", "other", "difference", "ratio"),
    [(0, 3, 3, None), (3, 0, -3, Decimal(0)), (3, BLANK, None, None), (NA, 3, None, None), (3, 1, -2, Decimal("0.3333"))],
)  # fmt: skip
def test_difference_and_ratio_only_between_numbers(
    one: Figure | int, other: Figure | int, difference: int | None, ratio: Decimal | None
) -> None:
    [pair] = compare(
        sheet("2021", 2023, {"T3.A.total": one}), sheet("2021", 2024, {"T3.A.total": other})
    ).pairs
    assert (pair.difference, pair.ratio) == (difference, ratio)


def test_a_number_of_forty_digits_has_a_ratio_too() -> None:
    [pair] = compare(
        sheet("2021", 2023, {"T3.A.total": 3}), sheet("2021", 2024, {"T3.A.total": 10**40})
    ).pairs
    assert pair.ratio is not None and pair.ratio > 10**39


def test_pairs_are_in_the_order_of_the_form() -> None:
    first = sheet("2021", 2023, {"T4.review.total": 1, "T3.D.total": 2, "T2.rules.made": 0, "T3.A.total": 2})
    codes = [pair.first_codes[0] for pair in compare(first, first).pairs]
    assert codes == ["T2.rules.made", "T3.A.total", "T3.D.total", "T4.review.total"]


def test_a_row_that_was_split_is_compared_with_its_parts_together_and_the_break_is_named() -> None:
    old = sheet("2019", 2020, {"T3.C6.total": 5, "T2.permits.previous": 9})
    new = sheet(
        "2021", 2021, {"T3.C6.1.total": 1, "T3.C6.2.total": 0, "T3.C6.3.total": 2, "T2.fees.amount": 7}
    )
    split = ("T3.C6.1.total", "T3.C6.2.total", "T3.C6.3.total")
    forth, back = compare(old, new), compare(new, old)
    assert rows(forth) == [(("T3.C6.total",), split, 5, 3)]
    assert rows(back) == [(split, ("T3.C6.total",), 3, 5)]
    assert forth.pairs[0].row == back.pairs[0].row == "（六）其他处理"
    assert (forth.only_first, forth.only_second) == (("T2.permits.previous",), ("T2.fees.amount",))
    assert "表三（六）其他处理：一行改为三行，以三行之和对照。" in forth.breaks
    assert forth.breaks == back.breaks


def test_parts_of_which_one_is_blank_have_no_sum() -> None:
    old = sheet("2019", 2020, {"T3.C6.total": 5})
    new = sheet("2021", 2021, {"T3.C6.1.total": 1, "T3.C6.2.total": BLANK, "T3.C6.3.total": 2})
    [pair] = compare(old, new).pairs
    assert (pair.second, pair.difference) == (BLANK, None)


def test_a_paper_that_mixes_layouts_is_compared_by_its_cells() -> None:
    mixed = sheet("2021", 2022, {"T3.C6.total": 5})
    new = sheet("2021", 2023, {"T3.C6.1.total": 1, "T3.C6.2.total": 0, "T3.C6.3.total": 2})
    comparison = compare(mixed, new)
    assert comparison.pairs[0].difference == -2
    assert comparison.breaks == ("表三（六）其他处理：一行改为三行，以三行之和对照。",)


def test_the_table_of_2014_is_compared_in_the_few_cells_that_mean_the_same() -> None:
    old = sheet("2014", 2018, {"R01": 397, "R02": 30, "R22": 4, "R49": 3})
    new = sheet("2021", 2021, {"T3.A.total": 6, "T4.direct.total": 1, "T4.after.total": 1, "T3.A.natural": 6})
    comparison = compare(old, new)
    assert rows(comparison) == [
        (("R22",), ("T3.A.total",), 4, 6),
        (("R49",), ("T4.direct.total", "T4.after.total"), 3, 2),
    ]
    assert comparison.only_first == ("R02",)
    assert len(comparison.breaks) == 5


def test_a_change_of_form_is_named_though_nothing_can_be_compared() -> None:
    comparison = compare(sheet("2014", 2018, {"R02": 30}), sheet("2019", 2019, {"T3.A.total": 6}))
    assert comparison.pairs == ()
    assert len(comparison.breaks) == 2


def test_a_row_is_called_with_the_group_its_number_belongs_to() -> None:
    cells: dict[str, Figure | int] = {"T3.C3.1.natural": 1, "T4.after.upheld": 1, "T2.rules.made": 0, "X": 1}
    pairs = compare(sheet("2021", 2024, cells), sheet("2021", 2023, cells)).pairs
    assert [(pair.row, pair.column) for pair in pairs] == [
        ("规章", "本年制发件数"),
        ("（三）不予公开：1.属于国家秘密", "自然人"),
        ("行政诉讼：复议后起诉", "结果维持"),
        ("X", ""),
    ]


def test_the_same_form_has_no_break() -> None:
    one = sheet("2021", 2024, {"T3.A.total": 6})
    assert compare(one, one).breaks == ()


def test_what_was_carried_out_is_held_against_what_was_carried_in() -> None:
    last = sheet("2021", 2023, {"T3.D.natural": 2, "T3.D.business": 1, "T3.D.total": BLANK, "T3.D.legal": 0})
    this = sheet("2021", 2024, {"T3.B.natural": 2, "T3.B.business": 0, "T3.B.total": 2})
    expected = (
        Carry("natural", "自然人", number(2), number(2), True),
        Carry("business", "商业企业", number(1), number(0), False),
        Carry("total", "总计", BLANK, number(2), None),
    )
    assert compare(last, this).carried == compare(this, last).carried == expected


@pytest.mark.parametrize("year", [2022, 2024, None])
def test_nothing_is_carried_between_years_that_do_not_follow(year: int | None) -> None:
    last = sheet("2021", year, {"T3.D.natural": 2})
    assert compare(last, sheet("2021", 2024, {"T3.B.natural": 2})).carried == ()


def test_a_join_names_cells_of_its_forms() -> None:
    for one in breaks():
        assert one.joins
        for join in one.joins:
            assert join.earlier in form(one.earlier).cells
            assert set(join.later) <= form(one.later).cells.keys()
