"""A correction is a layer: it stands over the reading, survives a better reader, is checked again, and can be taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from gongkai.organisations.actions import Refused
from gongkai.reports.actions import assign, reread, take_in
from gongkai.reports.corrections import correct, withdraw
from gongkai.reports.models import Correction, PastReading, ReportPaper
from gongkai.sheets.filled import BLANK, Face, Figure, Number, number
from tests.people import TODAY, County, a_county
from tests.reports.published import published, with_a_gap

pytestmark = pytest.mark.django_db
NOT_APPLICABLE = Figure(Face.NOT_APPLICABLE, None, "/")


@pytest.fixture
def cast() -> County:
    return a_county()


def _taken(body: str = "柳湾镇人民政府", year: int = 2023, **figures: int) -> ReportPaper:
    return take_in(name="report.html", data=published(body, year, **figures), by=None, on=TODAY)


def _fresh(paper: ReportPaper) -> ReportPaper:
    return ReportPaper.objects.get(pk=paper.pk)


def _checks(paper: ReportPaper) -> set[str]:
    return {finding.check for finding in _fresh(paper).reading.report.findings}


def _correct(paper: ReportPaper, cast: County, cell: str, value: Number, reason: str = "笔误") -> Correction:
    return correct(_fresh(paper), cell=cell, figure=number(value), reason=reason, by=cast.clerk, on=TODAY)


def test_a_correction_stands_over_the_reading_and_the_checks_are_run_again(cast: County) -> None:
    paper = _taken(
        T3_A_natural=5, T3_A_total=6, T3_C1_natural=5, T3_C1_total=5, T3_C7_natural=5, T3_C7_total=5
    )
    before = _fresh(paper).reading
    assert before.errors
    _correct(paper, cast, "T3.A.total", 5)
    after = _fresh(paper).reading
    assert after.report.sheets[0].value("T3.A.total") == 5
    assert after.as_read.sheets[0].value("T3.A.total") == 6
    assert (after.report_json, after.errors) == (before.report_json, 0)


def test_a_correction_survives_a_better_reader(cast: County) -> None:
    paper = _taken(T3_A_total=6)
    _correct(paper, cast, "T3.A.total", 0)
    reread(_fresh(paper), by=None, on=date(2026, 5, 1))
    assert _fresh(paper).reading.report.sheets[0].value("T3.A.total") == 0
    assert not PastReading.objects.exists()  # the same was read again


def test_what_an_earlier_reader_found_otherwise_is_kept(cast: County) -> None:
    paper = _taken()
    reading = _fresh(paper).reading
    reading.report_json = reading.report_json.replace('"T3.A.total": 0', '"T3.A.total": 7')
    reading.save()
    reread(_fresh(paper), by=None, on=TODAY)
    assert PastReading.objects.get().report.sheets[0].value("T3.A.total") == 7
    assert _fresh(paper).reading.report.sheets[0].value("T3.A.total") == 0


def test_a_withdrawal_is_a_further_entry_and_what_stood_before_stands_again(cast: County) -> None:
    paper = _taken()
    _correct(paper, cast, "T3.A.total", 4)
    second = _correct(paper, cast, "T3.A.total", 5)
    withdraw(second, reason="看错了", by=cast.clerk, on=TODAY)
    assert _fresh(paper).reading.report.sheets[0].value("T3.A.total") == 4
    assert Correction.objects.count() == 3
    withdraw(Correction.objects.order_by("pk")[0], reason="也错了", by=cast.clerk, on=TODAY)
    assert _fresh(paper).reading.corrected_json == ""
    assert _fresh(paper).reading.report.sheets[0].value("T3.A.total") == 0


def test_what_was_withdrawn_is_not_withdrawn_again_nor_a_withdrawal(cast: County) -> None:
    entry = _correct(_taken(), cast, "T3.A.total", 4)
    further = withdraw(entry, reason="看错了", by=cast.clerk, on=TODAY)
    for one in (entry, further):
        with pytest.raises(Refused, match="撤回"):
            withdraw(one, reason="再来", by=cast.clerk, on=TODAY)


@pytest.mark.parametrize(
    ("cell", "figure", "reason", "says"),
    [
        ("T3.A.total", number(5), " \n　", "请写明理由"),
        ("T3.A.total", number(5), "长" * 501, "最多 500"),
        ("T3.Z.total", number(5), "笔误", "没有 T3.Z.total 这一格"),
        ("T3.A.total", number(-5), "笔误", "不能是负数"),
        ("T3.A.total", number(Decimal("1.5")), "笔误", "只能是整数"),
        ("T3.A.total", number(10**15), "笔误", "太大"),
        ("T3.A.total", number(0), "笔误", "现在就是这个数"),
        ("T3.A.total", Figure(Face.UNREADABLE, None, "x"), "笔误", "只能更正为"),
        ("T3.A.total", Figure(Face.NUMBER), "笔误", "只能更正为"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_leaves_nothing(
    cell: str, figure: Figure, reason: str, says: str, cast: County
) -> None:
    paper = _taken()
    with pytest.raises(Refused, match=says):
        correct(paper, cell=cell, figure=figure, reason=reason, by=cast.clerk, on=TODAY)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("figure", [BLANK, NOT_APPLICABLE, number(Decimal("12.50"))])
def test_every_face_can_be_put_and_comes_back(figure: Figure, cast: County) -> None:
    paper = _taken()
    correct(paper, cell="T2.fees.amount", figure=figure, reason="更正", by=cast.clerk, on=TODAY)
    shown = _fresh(paper).reading.report.sheets[0].cells["T2.fees.amount"]
    assert (shown.face, shown.value) == (figure.face, figure.value)


def test_a_gap_is_closed_by_the_figure_a_person_puts_there(cast: County) -> None:
    paper = take_in(name="report.html", data=with_a_gap(), by=None, on=TODAY)
    own = _fresh(paper).reading.report.sheets[0]
    open_cells = {code for gap in paper.reading.report.gaps for code in gap.cells}
    assert open_cells
    for cell in sorted(open_cells):
        correct(_fresh(paper), cell=cell, figure=number(8), reason="见原件", by=cast.clerk, on=TODAY)
    after = _fresh(paper).reading
    assert not {code for gap in after.report.gaps for code in gap.cells} & open_cells
    assert own.cells.keys() | open_cells == after.report.sheets[0].cells.keys()


def test_next_year_s_carry_over_is_held_against_the_corrected_figure(cast: County) -> None:
    figures = {"T3_D_natural": 5, "T3_D_total": 5, "T3_A_natural": 5, "T3_A_total": 5}
    last = _taken(year=2022, **figures)
    this = _taken(T3_B_natural=4, T3_B_total=4, T3_D_natural=4, T3_D_total=4)
    assert "F2021-T3-05" in _checks(this)
    for cell in ("T3.D.natural", "T3.D.total", "T3.A.natural", "T3.A.total"):
        _correct(last, cast, cell, 4)
    assert "F2021-T3-05" not in _checks(this)


def test_a_county_is_held_against_the_sum_of_its_units_once_all_are_in(cast: County) -> None:
    county = _taken("青溪县人民政府", T3_A_natural=3, T3_A_total=3, T3_D_natural=3, T3_D_total=3)
    _taken("柳湾镇人民政府", T3_A_natural=2, T3_A_total=2, T3_D_natural=2, T3_D_total=2)
    assert "F2021-AG1" not in _checks(county)
    _taken("青溪县民政局")
    assert "F2021-AG1" in _checks(county)


def test_a_report_that_is_moved_takes_what_rested_on_it_along(cast: County) -> None:
    figures = {"T3_D_natural": 5, "T3_D_total": 5, "T3_A_natural": 5, "T3_A_total": 5}
    last = _taken(year=2022, **figures)
    this = _taken(T3_B_natural=4, T3_B_total=4, T3_D_natural=4, T3_D_total=4)
    assert "F2021-T3-05" in _checks(this)
    assign(_fresh(last), body=cast.bureau, year=2022, by=cast.clerk, on=TODAY)
    assert "F2021-T3-05" not in _checks(this)


def test_the_database_itself_refuses_a_correction_without_a_reason_or_a_figure(cast: County) -> None:
    paper = _taken()
    about = {"paper": paper, "cell": "T3.A.total", "by": cast.clerk, "on": TODAY}
    for wrong in ({"reason": ""}, {"face": ""}, {"value": ""}, {"face": "blank"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Correction.objects.create(**{**about, "face": "number", "value": "1", "reason": "x", **wrong})
