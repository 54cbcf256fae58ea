"""A body's figures over years and forms: nothing joined that cannot be compared, nothing missing without a word."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from gongkai.paper.report import Report
from gongkai.paper.series import STATE_WORDS, Point, Series, SeriesLine, as_dict, series_of, side_by_side
from gongkai.reading.read import read
from gongkai.sheets.comparable import comparable_lines
from gongkai.sheets.compare import breaks
from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, Number, number
from gongkai.sheets.forms import FORMS, form, form_due

DEMO = Path(__file__).parents[2] / "gongkai/cli/demo/reports"
NA = Figure(Face.NOT_APPLICABLE, None, "/")
BODY = "某县人民政府"


def _report(
    year: int | None, cells: Mapping[str, Figure | Number], *, body: str = BODY, of: str = ""
) -> Report:
    code = of or form_due(year or 2021)
    assert code
    figures = {key: one if isinstance(one, Figure) else number(one) for key, one in cells.items()}
    return Report(body=body, year=year, form=code, form_due=code, sheets=(FilledSheet(code, year, figures),))


def _line(found: Series, code: str) -> SeriesLine:
    return next(line for line in found.lines if line.code == code)


def _values(line: SeriesLine) -> list[object]:
    return [point.value if point.state == "number" else point.state for point in line.points]


def test_applications_run_through_all_three_forms_without_a_break() -> None:
    found = series_of(
        [_report(2018, {"R22": 3}), _report(2020, {"T3.A.total": 5}), _report(2019, {"T3.A.total": 4}),
         _report(2021, {"T3.A.total": 6})]
    )  # fmt: skip
    line = _line(found, "T3.A.total")
    assert _values(line) == [3, 4, 5, 6] and line.broken == ()
    assert [(one.before, one.year, one.earlier, one.later) for one in found.changes] == [
        (2018, 2019, "2014", "2019"),
        (2020, 2021, "2019", "2021"),
    ]
    assert all(one.says for one in found.changes)


def test_a_line_without_counterpart_is_broken_where_the_form_changes() -> None:
    found = series_of(
        [_report(2018, {"R02": 900}), _report(2019, {"T2.permits.previous": 7}), _report(2020, {"T2.permits.previous": 8}),
         _report(2021, {"T2.fees.amount": Decimal("1.50")})]
    )  # fmt: skip
    assert _values(_line(found, "R02")) == [900, "absent", "absent", "absent"]
    assert _line(found, "R02").broken == (2019,)
    assert _values(_line(found, "T2.permits.previous")) == ["absent", 7, 8, "absent"]
    assert _line(found, "T2.permits.previous").broken == (2019, 2021)
    assert _line(found, "T2.fees.amount").broken == (2021,)


def test_a_break_is_found_although_the_year_of_the_change_has_no_report() -> None:
    found = series_of([_report(2018, {"R02": 1}), _report(2020, {"T2.permits.previous": 8})])
    assert found.missing == (2019,)
    assert _values(_line(found, "R02")) == [1, "missing", "absent"]
    assert _line(found, "R02").broken == (2020,)
    assert (found.changes[0].before, found.changes[0].year) == (2018, 2020)


def test_a_row_that_was_split_goes_on_as_the_sum_of_its_parts() -> None:
    parts = {"T3.C6.1.total": 1, "T3.C6.2.total": 0, "T3.C6.3.total": 2}
    found = series_of([_report(2020, {"T3.C6.total": 5}), _report(2021, parts)])
    assert _values(_line(found, "T3.C6.total")) == [5, 3]
    assert _values(_line(found, "T3.C6.1.total")) == ["absent", 1]
    assert _line(found, "T3.C6.1.total").broken == (2021,)
    codes = [line.code for line in found.lines]
    assert codes.index("T3.C6.total") < codes.index("T3.C6.1.total")


def test_a_copy_with_the_other_form_s_row_has_no_gap_in_the_rows_it_does_not_print() -> None:
    found = series_of(
        [_report(2022, {"T3.C6.total": 5, "T3.A.total": 1}), _report(2023, {"T3.C6.1.total": 1})]
    )
    assert _values(_line(found, "T3.C6.1.total")) == ["absent", 1]
    assert _values(_line(found, "T3.A.total")) == [1, "gap"]


def test_faces_stay_what_they_are() -> None:
    odd = Figure(Face.UNREADABLE, None, "见附件")
    cells: list[Figure | int] = [BLANK, NA, odd, 0]
    found = series_of([_report(2021 + at, {"T2.rules.made": one}) for at, one in enumerate(cells)])
    line = _line(found, "T2.rules.made")
    assert _values(line) == ["blank", "n/a", "unreadable", 0]
    assert line.points[2] == Point("unreadable", None, "见附件")
    assert {point.state for point in line.points} <= set(STATE_WORDS)


def test_a_report_without_a_table_and_a_missing_year_are_told_apart() -> None:
    bare = Report(body=BODY, year=2022, form_due="2021")
    found = series_of([_report(2021, {"T3.A.total": 1}), bare, _report(2024, {"T3.A.total": 4})])
    assert _values(_line(found, "T3.A.total")) == [1, "no_table", "missing", 4]
    assert found.missing == (2023,)
    assert [(one.year, one.reported, one.form) for one in found.years][1:3] == [
        (2022, True, None),
        (2023, False, None),
    ]


def test_carry_over_is_checked_for_each_pair_of_neighbours_and_for_no_other() -> None:
    found = series_of(
        [_report(2021, {"T3.D.total": 3}), _report(2022, {"T3.B.total": 2, "T3.D.total": 4}),
         _report(2023, {"T3.B.total": 4, "T3.D.total": 1}), _report(2025, {"T3.B.total": 9})]
    )  # fmt: skip
    assert [(pair.before, pair.year, [one.agrees for one in pair.carried]) for pair in found.pairs] == [
        (2021, 2022, [False]),
        (2022, 2023, [True]),
    ]
    wrong = [one for pair in found.pairs for one in pair.findings if one.severity == "error"]
    assert [(one.check, one.cells) for one in wrong] == [("F2021-T3-05", ("T3.B.total",))]
    assert "2" in wrong[0].says and "3" in wrong[0].says


def test_an_open_side_of_the_carry_over_is_undecided() -> None:
    found = series_of([_report(2021, {"T3.D.total": BLANK}), _report(2022, {"T3.B.total": 2})])
    assert [one.agrees for one in found.pairs[0].carried] == [None]


def test_the_year_a_report_is_filed_under_counts_not_the_one_it_prints() -> None:
    first, second = _report(2021, {"T3.D.total": 3}), _report(2022, {"T3.B.total": 2})
    misprinted = Report(
        body=BODY, year=2022, form="2021", sheets=(FilledSheet("2021", 2020, second.sheets[0].cells),)
    )
    (pair,) = series_of([first, misprinted]).pairs
    assert [one.check for one in pair.findings] == ["F2021-T3-05"]


@pytest.mark.parametrize("years", [(2021, 2021), (2021, None)])
def test_two_reports_of_a_year_or_none_are_refused(years: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match="年度"):
        series_of([_report(year, {"T3.A.total": 1}) for year in years])


def test_nothing_makes_an_empty_series() -> None:
    assert series_of([]) == Series(None, (), (), (), (), ())


def test_every_cell_of_every_form_stands_in_one_line() -> None:
    lines = comparable_lines()
    cells = {code for one in FORMS for code, cell in form(one).cells.items() if not cell.line.heading}
    assert {code for line in lines for way in line.ways for code in way} == cells
    assert len({line.code for line in lines}) == len(lines)
    single = [way[0] for line in lines for way in line.ways if len(way) == 1]
    assert sorted(single) == sorted(cells)
    joined = {join.earlier for one in breaks() for join in one.joins}
    assert joined <= {way[0] for line in lines if len(line.ways) > 1 for way in line.ways}


def test_lines_of_a_table_stand_together() -> None:
    tables = [line.table for line in comparable_lines()]
    assert [table for table, _ in groupby(tables)] == ["T2", "T3", "T4", "R"]


def test_bodies_stand_side_by_side_in_the_order_given() -> None:
    reports = [
        _report(2021, {"T3.A.total": 1, "T3.A.natural": 1}, body="乙镇"),
        _report(2021, {"T3.A.total": BLANK}, body="甲镇"),
        Report(body="丙镇", year=2021),
        _report(2021, {"T3.C6.total": 2}, body="丁镇", of="2019"),
    ]
    found = side_by_side(reports)
    assert found.bodies == ("乙镇", "甲镇", "丙镇", "丁镇") and found.year == 2021
    assert {line.code: [_state(point) for point in line.points] for line in found.lines} == {
        "T3.A.total": [1, "blank", "no_table", "gap"],
        "T3.C6.total": ["gap", "gap", "no_table", 2],
    }
    assert found.says
    assert [line.code for line in side_by_side(reports, ["T3.A.natural", "R22"]).lines] == [
        "T3.A.natural",
        "T3.A.total",
    ]


def _state(point: Point) -> object:
    return point.value if point.state == "number" else point.state


def test_bodies_of_different_years_are_not_put_side_by_side() -> None:
    with pytest.raises(ValueError, match="同一年度"):
        side_by_side([_report(2021, {}), _report(2022, {})])


def test_a_series_and_bodies_side_by_side_are_json() -> None:
    found = series_of(
        [
            _report(2021, {"T2.fees.amount": Decimal("1.50"), "T3.D.total": 1}),
            _report(2022, {"T3.B.total": 2}),
        ]
    )
    told = json.loads(json.dumps(as_dict(found), ensure_ascii=False))
    assert told["body"] == BODY and "F2021-T3-05" in {one["check"] for one in told["pairs"][0]["findings"]}
    fees = next(line for line in told["lines"] if line["code"] == "T2.fees.amount")
    assert fees["points"][0] == {"state": "number", "value": 1.5, "token": "1.50"} and fees["unit"] == "万元"
    assert json.dumps(as_dict(side_by_side([_report(2021, {"T3.A.total": 1})])))


def test_the_planted_carry_over_of_the_demonstration_county_is_found() -> None:
    reports = [
        read(path.read_bytes()) for path in sorted(DEMO.glob("*-chenglan.*")) if "2012" not in path.name
    ]
    found = series_of([report for report in reports if report.year])
    wrong = {
        pair.year
        for pair in found.pairs
        for one in pair.findings
        if one.check.endswith("T3-05") and one.severity == "error"
    }
    assert wrong == {2020, 2025}
    assert {one.later for one in found.changes} >= {"2019", "2021"}
    assert _line(found, "T3.A.total").broken == ()
