"""The official document in every format holds the figures as they stand, corrections included, for who may see the report."""

from __future__ import annotations

import pytest
from django.test import Client

from gongkai.portal import official
from gongkai.reading.read import read
from gongkai.reports.actions import take_in
from gongkai.reports.corrections import correct
from gongkai.reports.models import ReportPaper
from gongkai.sheets.filled import number
from gongkai.writing.fonts import MissingGlyph
from tests.people import TODAY, a_county, a_report, file
from tests.reports.published import published

pytestmark = pytest.mark.django_db
KINDS = ("docx", "pdf", "xlsx", "html")


@pytest.fixture
def paper() -> ReportPaper:
    cast = a_county()
    taken = take_in(name="r.html", data=published("柳湾镇人民政府", 2023, T3_A_total=47), by=None, on=TODAY)
    correct(taken, cell="T3.A.total", figure=number(86), reason="扫描模糊", by=cast.clerk, on=TODAY)
    return ReportPaper.objects.get()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_taken_away_reads_back_with_the_corrected_figures(
    kind: str, paper: ReportPaper, client: Client
) -> None:
    answer = client.get(f"/reports/{paper.pk}/official.{kind}")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    again = read(answer.content, f"x.{kind}")
    assert again.sheets[0].value("T3.A.total") == 86
    assert {code: figure.value for code, figure in again.sheets[0].cells.items()} == {
        code: figure.value for code, figure in paper.reading.report.sheets[0].cells.items()
    }


def test_a_character_no_font_has_is_said(
    paper: ReportPaper, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(report: object) -> bytes:
        raise MissingGlyph([])

    monkeypatch.setitem(official.WRITERS, "pdf", (lacking, "application/pdf"))
    answer = client.get(f"/reports/{paper.pk}/official.pdf")
    assert answer.status_code == 503 and "暂不能生成" in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_held_report_is_not_given_out(kind: str, client: Client) -> None:
    a_county()
    held = file(a_report("无名镇人民政府"))
    assert client.get(f"/reports/{held.pk}/official.{kind}").status_code == 404
