"""The day of publication can be written down by who answers for the report; a day that cannot be is refused in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai.reports.actions import Arrival, record
from gongkai.reports.models import ReportPaper
from gongkai.reports.queries import report_of
from tests.people import TODAY, County, a_county, a_report, somebody

pytestmark = pytest.mark.django_db
PAGE = """<html><body><h1>青溪县民政局2023年政府信息公开工作年度报告</h1><p>本报告由青溪县民政局编制。</p>
<h2>一、总体情况</h2><p>2023年，我局依法公开政府信息。</p></body></html>"""


@pytest.fixture
def cast() -> County:
    return a_county()


def _undated() -> ReportPaper:
    return record(Arrival("r.html", PAGE.encode()), a_report("青溪县民政局"), by=None, on=TODAY)


def test_the_summary_asks_for_an_unknown_day_and_then_tells_how_late_it_was(
    client: Client, cast: County
) -> None:
    paper = _undated()
    client.force_login(cast.clerk)
    address = f"/office/reports/{paper.pk}/published/"
    assert address in client.get("/office/summary/?year=2023").content.decode()
    answer = client.post(address, {"day": "2024-02-10"})
    assert answer.status_code == 302 and answer["Location"] == "/office/summary/?year=2023"
    page = client.get("/office/summary/?year=2023").content.decode()
    assert "已记下" in page and "逾期 10 天" in page
    kept = report_of(cast.bureau, 2023)
    assert kept is not None and kept.published_on == date(2024, 2, 10)
    assert any(finding.check.endswith("S06") for finding in kept.reading.report.findings)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2999-01-01", "还没有到"),
        ("2023-12-31", "年度结束之前"),
        ("", "请填写"),
        ("20240110x", "应写成"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(day: str, says: str, client: Client, cast: County) -> None:
    paper = _undated()
    client.force_login(cast.clerk)
    assert says in client.post(f"/office/reports/{paper.pk}/published/", {"day": day}).content.decode()
    assert ReportPaper.objects.get(pk=paper.pk).published_on is None


def test_nobody_writes_down_the_day_of_somebody_elses_report(client: Client, cast: County) -> None:
    paper = _undated()
    address = f"/office/reports/{paper.pk}/published/"
    assert client.post(address, {"day": "2024-01-10"}).status_code == 302
    other = somebody("town", cast.township, name="周晓")
    client.force_login(other)
    assert client.post(address, {"day": "2024-01-10"}).status_code == 403
    assert ReportPaper.objects.get(pk=paper.pk).published_on is None
