"""The supervisor's summary: who is missing, late, in the wrong format, with errors, gaps or borrowed prose; for signed-in people."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser

from gongkai.organisations import actions as organisations
from gongkai.organisations.models import Body, Kind, Person
from gongkai.organisations.queries import bodies_under
from gongkai.paper.report import Report, Section
from gongkai.reports.actions import Arrival, record
from gongkai.reports.models import ReportPaper
from gongkai.reports.summary import BatchSummary, Filing, summary_of
from gongkai.sheets.findings import Finding
from tests.people import TODAY, County, a_county, a_report, a_sheet, file, somebody

pytestmark = pytest.mark.django_db

ERROR = Finding("F2021-T3-01", "error", ("T3.A.total",), "=1+1 左边合计 5，右边合计 4。", "5")
PROSE = "".join(
    f"第{word}个季度我们把{word}类事项的办理时限与所需材料重新核对并张贴到{word}号窗口旁边的公示栏里请来访的人当场提意见，"
    for word in "甲乙丙丁戊己庚辛"
)


def _published(report: Report, day: date | None) -> ReportPaper:
    return record(Arrival("r.html", repr(report).encode(), None, day), report, by=None, on=TODAY)


def _filing(name: str, year: int = 2023, **asked: Any) -> Filing:
    found = summary_of(year, under=asked.get("under"), inside=asked.get("inside"))
    return next(one for one in found.filings if one.name == name)


def _of(summary: BatchSummary) -> list[str]:
    return [one.name for one in summary.filings]


def test_every_body_that_has_to_report_is_there_and_one_without_a_report_is_missing() -> None:
    a_county()
    file(a_report())
    summary = summary_of(2023, under=None, inside=None)
    assert _of(summary) == ["青溪县人民政府", "青溪县民政局", "柳湾镇人民政府"]
    assert [one.name for one in summary.missing] == ["青溪县人民政府", "青溪县民政局"]


def test_a_public_body_and_one_that_was_set_up_later_need_not_report() -> None:
    cast = a_county()
    new = {"by": None, "parent": cast.county}
    organisations.establish(code="Q04", name="青溪县医院", kind=Kind.PUBLIC_BODY, on=date(2010, 1, 1), **new)  # type: ignore[arg-type]
    organisations.establish(code="Q05", name="青溪县数据局", kind=Kind.DEPARTMENT, on=date(2024, 1, 1), **new)  # type: ignore[arg-type]
    assert {"青溪县医院", "青溪县数据局"}.isdisjoint(_of(summary_of(2023, under=None, inside=None)))
    assert "青溪县数据局" in _of(summary_of(2024, under=None, inside=None))


def test_only_the_bodies_under_the_supervisor_are_summed_up_under_their_name_of_the_year() -> None:
    cast = a_county()
    organisations.rename(cast.bureau, name="青溪县民政和退役军人局", by=None, on=date(2024, 5, 1))
    organisations.establish(code="X", name="外地县人民政府", kind=Kind.COUNTY, by=None, on=date(2008, 5, 1))
    assert _of(summary_of(2023, under=bodies_under(cast.county, TODAY), inside=None)) == [
        "青溪县人民政府",
        "青溪县民政局",
        "柳湾镇人民政府",
    ]
    assert _of(summary_of(2023, under=bodies_under(cast.bureau, TODAY), inside=None)) == ["青溪县民政局"]


@pytest.mark.parametrize(
    ("name", "day", "late", "inside"),
    [
        ("青溪县民政局", date(2024, 1, 31), 0, 11),
        ("青溪县民政局", date(2024, 2, 1), 1, 0),
        ("青溪县民政局", date(2024, 1, 20), 0, 0),
        ("青溪县人民政府", date(2024, 3, 31), 0, 0),
        ("青溪县人民政府", date(2024, 4, 2), 2, 0),
        ("柳湾镇人民政府", date(2024, 2, 9), 0, 20),
    ],
)
def test_lateness_is_counted_from_the_day_of_the_law_and_from_the_supervisors_own(
    name: str, day: date, late: int, inside: int
) -> None:
    a_county()
    _published(a_report(name), day)
    filing = _filing(name, inside=(1, 20))
    assert (filing.days_late, filing.days_late_inside) == (late, inside)


def test_an_unknown_day_of_publication_is_neither_in_time_nor_late() -> None:
    a_county()
    _published(a_report(), None)
    filing = _filing("柳湾镇人民政府")
    assert filing.undated and not filing.days_late and not filing.in_order


def test_another_years_format_and_no_table_at_all_are_told() -> None:
    a_county()
    file(a_report(sheet=a_sheet("2019", 2023)))
    file(replace(a_report("青溪县民政局"), form=None, sheets=()))
    assert _filing("柳湾镇人民政府").wrong_form == "用了 2019 年格式，应为 2021 年格式"
    assert _filing("青溪县民政局").wrong_form == "没有国家统一格式的统计表"


def _with_prose(report: Report, words: str) -> Report:
    return replace(report, sections=(Section(1, "总体情况", (words,)), *report.sections[1:]))


def test_prose_that_repeats_last_years_or_anothers_is_told_with_the_other_paper() -> None:
    a_county()
    before = file(_with_prose(a_report(year=2022), PROSE))
    file(_with_prose(a_report(), PROSE))
    file(_with_prose(a_report("青溪县民政局"), "我局另写一份，与别处无关。" * 3))
    [alike] = _filing("柳湾镇人民政府").alike
    assert alike.own and alike.other == before.pk
    assert not _filing("青溪县民政局").alike


def test_likeness_is_looked_for_once_and_again_when_a_report_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = a_county()
    file(_with_prose(a_report(year=2022), PROSE))
    paper = file(_with_prose(a_report(), PROSE))
    first = _filing("柳湾镇人民政府").alike

    def asked_again(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("gongkai.reports.alike.similar_reports", asked_again)
    assert _filing("柳湾镇人民政府").alike == first
    type(paper.reading).objects.filter(pk=paper.reading.pk).update(
        report_json=paper.reading.report_json.replace(PROSE[:8], "另写一段别的话")
    )
    with pytest.raises(AssertionError):
        summary_of(2023, under=bodies_under(cast.county, TODAY), inside=None)


@pytest.fixture
def cast() -> County:
    """The township is late with an error, the bureau in order, the county missing."""
    made = a_county(findings_public=False)
    _published(replace(a_report(), findings=(ERROR,)), date(2024, 4, 5))
    _published(a_report("青溪县民政局"), date(2024, 1, 20))
    return made


def _signed_in(client: Client) -> Client:
    client.force_login(Person.objects.get(account="clerk"))
    return client


@pytest.mark.parametrize("part", ["", "summary.xlsx", "notice.docx"])
def test_the_summary_is_for_signed_in_people(part: str, client: Client, cast: County) -> None:
    answer = client.get(f"/office/summary/{part}?year=2023")
    assert answer.status_code == 302 and answer["Location"].startswith("/login/?next=/office/summary/")
    assert _signed_in(client).get(f"/office/summary/{part}?year=2023").status_code == 200


def test_somebody_of_a_unit_sees_only_their_own(client: Client, cast: County) -> None:
    one = somebody("unit", cast.bureau, name="周晓")
    client.force_login(one)
    page = client.get("/office/summary/?year=2023").content.decode()
    assert "青溪县民政局" in page and "柳湾镇" not in page


def test_the_page_has_a_row_a_body_and_each_list_leaves_its_own(client: Client, cast: County) -> None:
    page = LexborHTMLParser(_signed_in(client).get("/office/summary/?year=2023").content.decode())
    rows = [" ".join(row.text(separator=" ").split()) for row in page.css(".filings tbody tr")]
    assert rows == [
        "青溪县人民政府 2024-03-31 未收到",
        "青溪县民政局 2024-01-31 2024-01-20 符合 未见问题 —",
        "柳湾镇人民政府 2024-03-31 2024-04-05 逾期 5 天 符合 错误 1 —",
    ]
    for only, names in {
        "missing": ["青溪县人民政府"],
        "late": ["柳湾镇人民政府"],
        "order": ["青溪县民政局"],
    }.items():
        part = LexborHTMLParser(client.get(f"/office/summary/?year=2023&only={only}").content.decode())
        assert [row.text().strip() for row in part.css(".filings tbody th")] == names


@pytest.mark.parametrize("query", ["", "?year=0", "?year=99999999", "?year=x", "?year=1999", "?only=nothing"])
def test_an_odd_question_gets_the_last_year(query: str, client: Client, cast: County) -> None:
    assert _signed_in(client).get(f"/office/summary/{query}").status_code == 200


def test_the_workbook_has_counts_a_row_a_body_and_every_error_as_plain_text(
    client: Client, cast: County
) -> None:
    data = _signed_in(client).get("/office/summary/summary.xlsx?year=2023").content
    book = load_workbook(io.BytesIO(data))
    counts = {row[0]: row[1] for row in book["汇总"].iter_rows(min_row=2, values_only=True)}
    assert (counts["应当公布"], counts["未收到"], counts["逾期公布"], counts["有错误"]) == (3, 1, 1, 1)
    assert [row[0] for row in book["明细"].iter_rows(min_row=2, values_only=True)] == _of(
        summary_of(2023, under=None, inside=None)
    )
    says = book["错误清单"]["C2"]
    assert (says.value, says.data_type) == (ERROR.says, "s")


def _notice(client: Client, year: int = 2023) -> tuple[str, list[list[str]]]:
    document = Document(io.BytesIO(client.get(f"/office/summary/notice.docx?year={year}").content))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    return words, rows


def test_the_draft_of_the_notice_names_who_did_what_and_attaches_the_list(
    client: Client, cast: County
) -> None:
    words, rows = _notice(_signed_in(client))
    assert "对3个单位2023年度政府信息公开工作年度报告的公布情况进行了核查" in words
    assert "已收到2个，未收到1个" in words and "按期公布1个，逾期公布1个" in words
    assert "（一）未收到年度报告。青溪县人民政府，共1个单位。" in words
    assert "（二）逾期公布。柳湾镇人民政府（4月5日公布，逾期5天），共1个单位。" in words
    assert "（三）数字、格式有错误。柳湾镇人民政府（1处），共1个单位。" in words
    assert [row[1] for row in rows[1:4]] == ["青溪县人民政府", "青溪县民政局", "柳湾镇人民政府"]
    assert rows[5:] == [["1", "柳湾镇人民政府", ERROR.says]]
    assert "附件：1.2023年度年报核查情况明细表" in words and "2.2023年度年报错误清单" in words
    assert rows[3][:7] == ["3", "柳湾镇人民政府", "2024-04-05", "5天", "1", "0", "0"]


def test_a_year_in_order_asks_for_no_mending(client: Client) -> None:
    a_county()
    for body in Body.objects.all():
        _published(a_report(body.name), date(2024, 1, 5))
    words, _ = _notice(_signed_in(client))
    assert "核查中没有发现" in words and "更正" not in words
    assert "附件：2023年度年报核查情况明细表" in words and "错误清单" not in words
