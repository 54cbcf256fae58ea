"""A report is kept as it came, read, placed by what was read or held, and held against the year before."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from gongkai.files import store
from gongkai.organisations.models import Body
from gongkai.reports.actions import assign, record, reread, take_in
from gongkai.reports.models import ReportPaper, Source
from gongkai.reports.placing import Arrival
from gongkai.reports.queries import (
    Wanted,
    held_reports,
    one_report,
    public_reports,
    report_of,
    without_foreign,
    years_of,
)
from gongkai.reports.unpacking import Handed
from gongkai.reports.uploads import hand_in, read_next
from tests.people import TODAY, County, a_county, a_faulty_report, a_report, file, somebody
from tests.reports.published import published

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)


@pytest.fixture
def cast() -> County:
    return a_county()


def _take(data: bytes, name: str = "report.html", body: Body | None = None) -> ReportPaper:
    return take_in(name=name, data=data, by=None, on=TODAY, body=body)


def test_a_report_is_placed_by_what_it_says(cast: County) -> None:
    paper = _take(published("柳湾镇人民政府", 2023))
    assert (paper.body, paper.year, paper.held) == (cast.township, 2023, "")
    assert paper.reading.form == "2021"
    assert paper.reading.report.sheets[0].value("T3.A.total") == 0


def test_the_original_is_kept_byte_for_byte(cast: County) -> None:
    data = published("柳湾镇人民政府", 2023) + b"\x00\xff\r\n"
    source = _take(data).source
    assert source.digest == hashlib.sha256(data).hexdigest()
    assert store.give(source.digest) == data and source.size == len(data)


def test_the_same_bytes_are_the_same_report_whatever_they_are_called(cast: County) -> None:
    first = _take(published("柳湾镇人民政府", 2023))
    again = _take(published("柳湾镇人民政府", 2023), name="copy.html", body=cast.bureau)
    assert again.pk == first.pk and again.body == cast.township
    assert Source.objects.count() == ReportPaper.objects.count() == 1
    assert (
        record(Arrival("x", published("柳湾镇人民政府", 2023)), a_report(), by=None, on=TODAY).pk == first.pk
    )


@pytest.mark.parametrize(
    ("body", "year", "why"),
    [
        ("无名镇人民政府", 2023, "没有名为“无名镇人民政府”的机关"),
        (None, 2023, "报告没有写明是哪个机关的"),
        ("柳湾镇人民政府", None, "报告没有写明年度"),
        ("柳湾镇人民政府", 2031, "报告年度 2031 不合常理"),
        ("柳湾镇人民政府", 2007, "报告年度 2007 不合常理"),
        (None, None, "报告没有写明是哪个机关的；报告没有写明年度"),
    ],
)
def test_what_a_report_does_not_tell_holds_it(
    body: str | None, year: int | None, why: str, cast: County
) -> None:
    report = a_report()
    told = type(report)(body=body, year=year)
    paper = file(told)
    assert paper.held == why
    assert list(held_reports(cast.clerk, TODAY)) == [paper]
    assert not public_reports().exists() and one_report(paper.pk, None, TODAY) is None
    assert one_report(paper.pk, cast.clerk, TODAY) == paper


def test_a_held_report_is_public_once_somebody_says_whose_it_is(cast: County) -> None:
    paper = _take(published("无名镇人民政府", 2023))
    assign(paper, body=cast.township, year=2022, by=cast.clerk, on=TODAY)
    paper.refresh_from_db()
    assert (paper.body, paper.year, paper.held) == (cast.township, 2022, "")
    assert [one.pk for one in public_reports()] == [paper.pk]


def test_any_bytes_can_be_taken_in(cast: County) -> None:
    for at, data in enumerate(
        (b"", b"\x00" * 50, b"%PDF-1.7 broken", "年度报告".encode("gb18030"), b"PK\x03\x04")
    ):
        paper = _take(data, name=f"{at}.bin")
        assert paper.held
    assert held_reports(cast.clerk, TODAY).count() == 5


def _carried(paper: ReportPaper) -> list[str]:
    paper = ReportPaper.objects.get(pk=paper.pk)
    return [one.check for one in paper.reading.report.findings if one.check == "F2021-T3-05"]


def test_a_carry_over_is_held_against_last_year_s_report(cast: County) -> None:
    _take(published("柳湾镇人民政府", 2022, T3_A_natural=5, T3_A_total=5, T3_D_natural=5, T3_D_total=5))
    agrees = {"T3_B_natural": 5, "T3_B_total": 5, "T3_D_natural": 5, "T3_D_total": 5}
    differs = dict.fromkeys(agrees, 4)
    assert _carried(_take(published("柳湾镇人民政府", 2023, **agrees))) == []
    assert _carried(_take(published("柳湾镇人民政府", 2023, **differs)))


def test_last_year_s_report_that_comes_later_brings_this_year_s_findings_up_to_date(cast: County) -> None:
    figures = {"T3_B_natural": 4, "T3_B_total": 4, "T3_D_natural": 4, "T3_D_total": 4}
    this = _take(published("柳湾镇人民政府", 2023, **figures))
    assert _carried(this) == []
    _take(published("柳湾镇人民政府", 2022, T3_A_natural=5, T3_A_total=5, T3_D_natural=5, T3_D_total=5))
    assert _carried(this)
    this.reading.refresh_from_db()
    assert this.reading.errors == len(
        [one for one in this.reading.report.findings if one.severity == "error"]
    )


def test_reading_again_keeps_the_place_and_replaces_the_reading(cast: County) -> None:
    paper = _take(published("柳湾镇人民政府", 2023))
    paper.reading.report_json, paper.reading.errors = "{}", 99
    paper.reading.save()
    reread(ReportPaper.objects.get(pk=paper.pk), by=None, on=date(2026, 4, 1))
    fresh = ReportPaper.objects.get(pk=paper.pk)
    assert (fresh.body, fresh.year, fresh.reading.read_on) == (cast.township, 2023, date(2026, 4, 1))
    assert fresh.reading.errors == 0 and fresh.reading.report.year == 2023


def test_counts_of_findings_are_those_of_the_report(cast: County) -> None:
    reading = file(a_faulty_report()).reading
    assert (reading.errors, reading.questions, reading.gaps) == (0, 1, 2)


def test_the_title_is_the_printed_one_else_the_usual_with_the_name_of_that_year(cast: County) -> None:
    report = a_report(year=2017)
    assert file(report).title == "柳湾镇人民政府2017年政府信息公开工作年度报告"
    unnamed = type(report)(body="柳湾镇", year=2016, title="年度报告")
    assert file(unnamed).title == "柳湾镇人民政府2016年政府信息公开工作年度报告"


def test_years_and_reports_of_a_body(cast: County) -> None:
    for year in (2021, 2023, 2023):
        file(a_report(year=year), data=str((year, ReportPaper.objects.count())).encode())
    assert years_of(cast.township) == [2023, 2021]
    latest = report_of(cast.township, 2023)
    assert latest is not None and latest.pk == ReportPaper.objects.order_by("pk").last().pk  # type: ignore[union-attr]
    assert report_of(cast.township, 2022) is None


def test_the_database_itself_refuses_a_paper_that_is_neither_placed_nor_held(cast: County) -> None:
    paper = file(a_report())
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportPaper.objects.filter(pk=paper.pk).update(year=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.create(digest="short", name="x", size=1, received_on=TODAY)


def test_an_empty_selection_is_no_selection() -> None:
    assert not Wanted() and Wanted(findings=False)


def test_a_held_report_is_seen_where_it_was_handed_in_and_above_and_nowhere_else(cast: County) -> None:
    town, bureau = somebody("town", cast.township), somebody("bureau", cast.bureau)
    digest = store.keep(published("无名镇人民政府", 2023))
    upload = hand_in([Handed("a.html", digest)], by=town, at=NOON)
    read_next(upload, at=NOON)
    paper = held_reports(town, TODAY).get()
    assert one_report(paper.pk, cast.clerk, TODAY) == paper
    assert one_report(paper.pk, bureau, TODAY) is None and not held_reports(bureau, TODAY)
    again = hand_in([Handed("b.html", digest)], by=bureau, at=NOON)
    read_next(again, at=NOON)
    assert without_foreign(again.files.all(), bureau, TODAY)[0].paper is None
    assert without_foreign(again.files.all(), cast.clerk, TODAY)[0].paper == paper
