"""What was read beside the original: cells lead to the paper and back, gaps have inputs, corrections are all or none,
and a further reading replaces the last one only when a person has seen what changes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from gongkai.office.readings import figure_typed
from gongkai.organisations.actions import Refused
from gongkai.reports.actions import take_in
from gongkai.reports.models import Correction, PastReading, ReportPaper
from gongkai.sheets.filled import BLANK, Face, Figure, number
from tests.people import TODAY, County, a_county, somebody
from tests.reports.published import published, with_a_gap

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def office(client: Client, cast: County) -> Client:
    client.force_login(cast.clerk)
    return client


def _taken(data: bytes | None = None) -> ReportPaper:
    return take_in(name="r.html", data=data or published("柳湾镇人民政府", 2023), by=None, on=TODAY)


def _read(client: Client, paper: ReportPaper, query: str = "") -> str:
    answer: Any = client.get(f"/office/reports/{paper.pk}/reading/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def _send(client: Client, paper: ReportPaper, reason: str = "见原件", **cells: str) -> str:
    data = {f"cell:{code.replace('_', '.')}": given for code, given in cells.items()}
    answer: Any = client.post(f"/office/reports/{paper.pk}/reading/", {**data, "reason": reason}, follow=True)
    return str(answer.content.decode())


def test_every_link_on_the_page_leads_to_a_place_that_is_there(office: Client) -> None:
    page = _read(office, _taken(with_a_gap()))
    ids, targets = set(re.findall(r' id="([^"]+)"', page)), set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= ids
    assert {f"quote-{n}" for n in range(1, 20)} <= targets and "cell-T3.A.natural" in targets


def test_a_row_of_the_table_and_its_row_of_the_paper_are_the_same(office: Client) -> None:
    page = _read(office, _taken(published("柳湾镇人民政府", 2023, T3_A_natural=4711, T3_A_total=4711)))
    cell = page[page.index('id="cell-T3.A.natural"') :]
    quoted = re.search(r'href="#(quote-\d+)"', cell)
    assert quoted
    place = page[page.index(f'id="{quoted.group(1)}"') :].split("</li>")[0]
    assert "4711" in place and 'href="#cell-T3.A.natural"' in place


def test_gaps_come_first_and_each_has_an_input(office: Client) -> None:
    paper = _taken(with_a_gap())
    page = _read(office, paper)
    waiting = {code for gap in paper.reading.report.gaps for code in gap.cells}
    inputs = set(re.findall(r'name="cell:([^"]+)"', page))
    assert inputs == waiting and len(waiting) == 7
    quotes = page[page.index('id="quotes"') :]
    assert quotes.index('class="gap"') < quotes.index("</li>")


def test_any_cell_can_be_opened_for_a_correction(office: Client) -> None:
    page = _read(office, _taken(), "?cell=T4.direct.total")
    assert re.findall(r'name="cell:([^"]+)"', page) == ["T4.direct.total"]
    assert 'name="cell:' not in _read(office, ReportPaper.objects.get(), "?cell=<script>")


def test_several_cells_are_corrected_at_once_or_none(office: Client) -> None:
    paper = _taken(with_a_gap())
    refused = _send(office, paper, T3_A_natural="8", T3_A_business="8x")
    assert "“8x”不是数字" in refused and 'value="8"' in refused and "见原件" in refused
    assert not Correction.objects.exists()
    done = _send(office, paper, T3_A_natural="８", T3_A_business="0", T3_A_research=" ")
    assert "已更正 2 格" in done
    after = ReportPaper.objects.get().reading
    assert after.report.sheets[0].value("T3.A.natural") == 8
    assert "T3.A.natural" not in after.as_read.sheets[0].cells


@pytest.mark.parametrize(
    ("reason", "cells"), [("", {"T3_A_total": "3"}), ("见原件", {}), ("x", {"nowhere": "3"})]
)
def test_without_reason_figure_or_cell_nothing_is_corrected_and_it_is_said(
    reason: str, cells: dict[str, str], office: Client
) -> None:
    assert 'role="alert"' in _send(office, _taken(), reason, **cells)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("given", "figure"),
    [
        ("１，２３４", number(1234)),
        (" 12.50 ", number(figure_typed("12.5").value or 0)),
        ("7.0", number(7)),
        ("/", Figure(Face.NOT_APPLICABLE, None, "/")),
        ("空", BLANK),
        ("-3", number(-3)),
    ],
)
def test_what_a_person_types_is_understood(given: str, figure: Figure) -> None:
    assert figure_typed(given)[:2] == figure[:2]


@pytest.mark.parametrize("given", ["", "x", "1e5", "nan", "Infinity", "1 2", "9" * 21, "五", "sNaN"])
def test_what_is_no_figure_is_refused(given: str) -> None:
    with pytest.raises(Refused):
        figure_typed(given)


def test_a_correction_is_withdrawn_with_a_reason(office: Client, cast: County) -> None:
    paper = _taken()
    _send(office, paper, T3_A_total="3")
    entry = Correction.objects.get()
    office.post(f"/office/corrections/{entry.pk}/withdraw", {"reason": " "})
    assert Correction.objects.count() == 1
    office.post(f"/office/corrections/{entry.pk}/withdraw", {"reason": "看错"})
    assert ReportPaper.objects.get().reading.report.sheets[0].value("T3.A.total") == 0
    page = _read(office, paper)
    assert "已撤回" in page and "撤回更正" in page and cast.clerk.name in page


def test_people_of_another_body_neither_read_nor_correct_here(client: Client, cast: County) -> None:
    paper = _taken()
    entry = _corrected(client, cast, paper)
    other = somebody("b", cast.bureau, name="吴")
    town = somebody("t", cast.township, name="周")
    nobody = somebody("n", None, name="无")
    got = {}
    for person in (other, nobody, town):
        client.force_login(person)
        got[person.account] = [
            client.get(f"/office/reports/{paper.pk}/reading/").status_code,
            client.get(f"/office/reports/{paper.pk}/reread/").status_code,
            client.post(
                f"/office/reports/{paper.pk}/reading/", {"cell:T3.A.total": "9", "reason": "x"}
            ).status_code,
            client.post(f"/office/corrections/{entry.pk}/withdraw", {"reason": "x"}).status_code,
        ]
    assert got == {"b": [403] * 4, "n": [403] * 4, "t": [200, 200, 302, 302]}
    assert client.get("/office/reports/999/reading/").status_code == 404
    assert client.post("/office/corrections/999/withdraw", {"reason": "x"}).status_code == 404


def _corrected(client: Client, cast: County, paper: ReportPaper) -> Correction:
    client.force_login(cast.clerk)
    _send(client, paper, T3_A_total="3")
    return Correction.objects.get()


def test_the_link_to_the_reading_is_for_those_who_may_follow_it(client: Client, cast: County) -> None:
    paper = _taken()
    link = f"/office/reports/{paper.pk}/reading/"
    other = somebody("b", cast.bureau, name="吴")
    seen = []
    for person in (None, other, cast.clerk):
        if person:
            client.force_login(person)
        seen.append(link in client.get(f"/reports/{paper.pk}/").content.decode())
    assert seen == [False, False, True]


def test_the_same_reading_again_changes_nothing_and_says_so(office: Client) -> None:
    page = office.get(f"/office/reports/{_taken().pk}/reread/").content.decode()
    assert "没有变化" in page and "digest" not in page


def test_a_better_reading_is_shown_before_it_replaces_and_the_old_one_is_kept(office: Client) -> None:
    paper = _taken(published("柳湾镇人民政府", 2023, T3_A_total=6))
    _worse(paper)
    address = f"/office/reports/{paper.pk}/reread/"
    page = office.get(address).content.decode()
    assert re.search(r"<td>5</td><td>6</td>", page) and "新增的核对结果" in page and "F2021-T3" in page
    assert ReportPaper.objects.get().reading.report.sheets[0].value("T3.A.total") == 5
    assert not PastReading.objects.exists()
    digest = re.search(r'name="digest" value="(\w+)"', page)
    assert digest
    office.post(address, {"digest": "0" * 64})
    assert not PastReading.objects.exists()
    office.post(address, {"digest": digest.group(1)})
    assert ReportPaper.objects.get().reading.report.sheets[0].value("T3.A.total") == 6
    assert PastReading.objects.get().report.sheets[0].value("T3.A.total") == 5
    assert "过去的读取结果" in office.get(address).content.decode()


def _worse(paper: ReportPaper) -> None:
    """As if an earlier reader had misread a cell."""
    reading = paper.reading
    reading.report_json = re.sub(
        r'("T3\.A\.total": )6',
        r"\g<1>5",
        re.sub(r'"findings": \[.*?\], "gaps"', '"findings": [], "gaps"', reading.report_json),
    )
    reading.save()


def test_an_original_that_is_gone_is_said_and_stops_nothing(office: Client, settings: Any) -> None:
    paper = _taken()
    digest = paper.source.digest
    (settings.FILES / digest[:2] / digest).unlink()
    assert "不在文件库中" in _read(office, paper)
    assert "不在文件库中" in _send(office, paper, T3_A_total="3") and not Correction.objects.exists()
    answer: Any = office.get(f"/office/reports/{paper.pk}/reread/", follow=True)
    assert "不在文件库中" in answer.content.decode()
