"""What can be taken away: the original as it came and for saving only, the figures as JSON and Excel, the QR code."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import openpyxl
import pytest
from django.test import Client

from gongkai.paper.as_json import report_from_dict
from gongkai.reports.models import ReportPaper
from gongkai.sheets.findings import Finding
from tests.people import a_county, a_faulty_report, a_report, file

pytestmark = pytest.mark.django_db

EVIL = b"<script>alert(document.cookie)</script>\r\n\x00\xff"


def test_the_original_comes_back_byte_for_byte_and_never_opens_in_the_page(client: Client) -> None:
    a_county()
    paper = file(a_report(), data=EVIL, name='年报"; filename=x.html')
    answer = client.get(f"/reports/{paper.pk}/original")
    assert answer.content == EVIL
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_original_that_was_altered_is_not_given_out(client: Client, settings: object) -> None:
    a_county()
    paper = file(a_report())
    digest = paper.source.digest
    (settings.FILES / digest[:2] / digest).write_bytes(b"else")  # type: ignore[attr-defined]
    answer = client.get(f"/reports/{paper.pk}/original")
    assert answer.status_code == 503 and "与入库时不一致" in answer.content.decode()


def test_the_json_is_the_report_as_it_was_read(client: Client) -> None:
    a_county()
    paper = file(a_faulty_report())
    answer = client.get(f"/reports/{paper.pk}/report.json")
    assert report_from_dict(json.loads(answer.content)) == paper.reading.report
    assert "柳湾镇".encode() in answer.content  # Chinese is not escaped


def test_the_workbook_holds_text_where_a_paper_wrote_a_formula(client: Client) -> None:
    a_county()
    evil = replace(
        a_faulty_report(), findings=(Finding("P-02", "error", (), "=1+1", '=HYPERLINK("http://x","y")'),)
    )
    answer = client.get(f"/reports/{file(evil).pk}/report.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_qr_code_is_drawn_here(client: Client) -> None:
    a_county()
    answer = client.get(f"/reports/{file(a_report()).pk}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<path" in answer.content and b"href" not in answer.content


@pytest.mark.parametrize("name", ["年报 2023.docx", "a" * 400 + ".txt", "\n\r.pdf", "\x00", "..\\..\\etc"])
def test_any_file_name_can_be_taken_in_and_given_out(name: str, client: Client) -> None:
    a_county()
    paper = file(a_report(), name=name)
    assert client.get(f"/reports/{paper.pk}/original").status_code == 200
    assert ReportPaper.objects.count() == 1
