"""What everybody may ask: bodies, reports and their cells, as the public pages show them and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from gongkai.organisations.actions import rename
from tests.api.callers import API
from tests.people import TODAY, County, a_county, a_faulty_report, a_report, file
from tests.reports.published import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


def test_the_bodies_of_a_day_stand_in_their_tree_under_their_names_of_that_day(
    cast: County, client: Client
) -> None:
    rename(cast.bureau, name="青溪县民政和社会事务局", by=None, on=TODAY)
    now = client.get(f"{API}/bodies?on={TODAY}").json()
    before = client.get(f"{API}/bodies?on=2025-01-01").json()
    names = [[one["name"] for one in found["items"][0]["below"]] for found in (now, before)]
    assert names == [["青溪县民政和社会事务局", "柳湾镇人民政府"], ["青溪县民政局", "柳湾镇人民政府"]]
    assert now["items"][0]["kind_says"] == "县级人民政府" and before["on"] == "2025-01-01"
    assert client.get(f"{API}/bodies?on=1900-01-01").json()["items"] == []


def test_chinese_is_sent_as_it_is_read(cast: County, client: Client) -> None:
    answer = client.get(f"{API}/bodies")
    assert "柳湾镇" in answer.content.decode() and answer["Content-Type"] == "application/json; charset=utf-8"


def test_reports_are_listed_by_what_is_asked_for_a_page_at_a_time(cast: County, client: Client) -> None:
    for year in (2021, 2022, 2023):
        file(a_report(year=year))
        file(a_report(cast.bureau.name, year))
    page = client.get(f"{API}/reports?limit=2&offset=1").json()
    assert (page["count"], page["limit"], page["offset"]) == (6, 2, 1)
    assert [one["year"] for one in page["items"]] == [2023, 2022]
    town = client.get(f"{API}/reports?body=Q03&year=2022&form=2021").json()
    assert [(one["body"]["code"], one["year"]) for one in town["items"]] == [("Q03", 2022)]
    assert client.get(f"{API}/reports?body=Q99").json()["count"] == 0


def test_one_report_has_its_prose_its_original_and_its_cells(cast: County, client: Client) -> None:
    paper = file(a_faulty_report(), name="柳湾镇.html")
    one = client.get(f"{API}/reports/{paper.pk}").json()
    assert one["chapters"][0] == {
        "number": 1,
        "title": "总体情况",
        "paragraphs": ["2023年，我镇收到政府信息公开申请0件。"],
    }
    assert one["original"]["digest"] == paper.source.digest and one["original"]["name"] == "柳湾镇.html"
    assert client.get(one["original"]["link"]).status_code == 200
    cells = {cell["code"]: cell for cell in client.get(f"{API}/reports/{paper.pk}/cells").json()["items"]}
    assert (cells["T3.A.natural"]["value"], cells["T3.A.natural"]["face"]) == (23, "number")
    faces = {code: (cells[code]["face"], cells[code]["value"], cells[code]["token"]) for code in cells}
    assert faces["T2.rules.made"] == ("n/a", None, "/")
    assert faces["T3.B.natural"] == ("blank", None, "")
    assert faces["T3.C3.1.natural"] == ("unreadable", None, "1<script>0")
    assert "T3.C4.2.legal" not in cells
    assert "自然人" in cells["T3.A.natural"]["label"]


def test_a_report_without_tables_has_no_cells(cast: County, client: Client) -> None:
    paper = file(replace(a_report(), sheets=(), form=None))
    assert client.get(f"{API}/reports/{paper.pk}/cells").json() == {
        "key": paper.pk,
        "form": "",
        "scope": "",
        "items": [],
    }


def test_findings_are_told_only_where_the_body_shows_them(client: Client) -> None:
    cast = a_county(findings_public=False)
    paper = file(a_faulty_report())
    assert client.get(f"{API}/reports/{paper.pk}").json()["findings"] is None
    assert client.get(f"{API}/reports?findings=true").json()["count"] == 0
    type(cast.township).objects.filter(pk=cast.township.pk).update(findings_public=True)
    assert client.get(f"{API}/reports/{paper.pk}").json()["findings"]["questions"] > 0


def test_a_held_report_is_nowhere(cast: County, client: Client) -> None:
    client.force_login(cast.clerk)
    paper = file(a_report("无名镇人民政府"))
    for address in (f"reports/{paper.pk}", f"reports/{paper.pk}/cells"):
        assert client.get(f"{API}/{address}").status_code == 404
    assert client.get(f"{API}/reports").json()["count"] == 0
    assert client.head(f"{API}/files/{paper.source.digest}").status_code == 404


def test_whether_an_original_is_held_is_told_of_public_ones_alone(cast: County, client: Client) -> None:
    data = published("柳湾镇人民政府", 2023)
    paper = file(a_report(), data=data)
    answer = client.head(f"{API}/files/{paper.source.digest}")
    assert (answer.status_code, answer["Content-Length"]) == (200, str(len(data)))
    assert client.head(f"{API}/files/{'0' * 64}").status_code == 404
