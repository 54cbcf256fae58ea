"""A corrected figure is shown as such wherever the report is shown, and never without its reason."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from django.test import Client

from gongkai.paper.as_json import report_from_dict
from gongkai.reports.actions import take_in
from gongkai.reports.corrections import correct, withdraw
from gongkai.reports.models import Correction, ReportPaper
from gongkai.sheets.filled import number
from tests.people import TODAY, a_county
from tests.reports.published import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected() -> Correction:
    cast = a_county()
    paper = take_in(name="r.html", data=published("柳湾镇人民政府", 2023, T3_A_total=47), by=None, on=TODAY)
    return correct(
        paper, cell="T3.A.total", figure=number(86), reason="=扫描件<b>模糊", by=cast.clerk, on=TODAY
    )


def test_the_page_marks_the_cell_and_lists_what_was_read_and_why(
    corrected: Correction, client: Client
) -> None:
    page = client.get(f"/reports/{corrected.paper_id}/").content.decode()
    assert 'href="#correction-1"' in page and 'id="correction-1"' in page
    assert "=扫描件&lt;b&gt;模糊" in page and "<td>47</td><td>86</td>" in page
    assert corrected.by.name not in page


def test_the_json_holds_the_corrected_figure_and_says_so(corrected: Correction, client: Client) -> None:
    found = json.loads(client.get(f"/reports/{corrected.paper_id}/report.json").content)
    assert found["cells"]["T3.A.total"] == 86
    assert found["corrections"] == [
        {"cell": "T3.A.total", "was": 47, "figure": 86, "reason": "=扫描件<b>模糊", "on": "2026-03-02"}
    ]
    assert report_from_dict(found) == ReportPaper.objects.get().reading.report


def test_the_workbook_has_the_figure_and_a_sheet_of_corrections(
    corrected: Correction, client: Client
) -> None:
    answer = client.get(f"/reports/{corrected.paper_id}/report.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    values = {row[5]: row[9] for row in book["数据"].iter_rows(min_row=2, values_only=True)}
    assert values["T3.A.total"] == 86
    last = list(book["更正"].iter_rows(values_only=True))[-1]
    assert (last[0], last[2], last[3], last[4]) == ("T3.A.total", "47", "86", "=扫描件<b>模糊")


def test_a_withdrawn_correction_is_shown_nowhere(corrected: Correction, client: Client) -> None:
    withdraw(corrected, reason="不对", by=corrected.by, on=TODAY)
    page = client.get(f"/reports/{corrected.paper_id}/").content.decode()
    assert "更正" not in page and "47" in page
    assert json.loads(client.get(f"/reports/{corrected.paper_id}/report.json").content)["corrections"] == []
