"""Side by side: every comparable figure of both, what differs, what they share; nothing hidden is shown, nothing is ranked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from gongkai.organisations.models import Person
from gongkai.paper.report import Report, Section
from gongkai.sheets.filled import BLANK
from tests.people import a_county, a_report, a_sheet, file

pytestmark = pytest.mark.django_db

SHARED = "我们把便民事项逐条写成问答贴在服务大厅并由值班人员当面讲解群众听得懂也记得住来年继续这样做"


def _page(client: Client, address: str) -> LexborHTMLParser:
    answer = client.get(address)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.content.decode())


def _words(page: LexborHTMLParser, rows: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in page.css(rows)]


def _sharing(report: Report) -> Report:
    return replace(report, sections=(*report.sections[:4], Section(5, "存在的主要问题及改进情况", (SHARED,))))


def test_cells_that_differ_are_listed_with_both_figures_and_the_difference(client: Client) -> None:
    a_county()
    first = file(a_report(sheet=a_sheet(T3_A_natural=8, T3_A_total=8)))
    second = file(a_report(year=2024, sheet=a_sheet(year=2024, T3_A_natural=3, T3_A_total=3)))
    page = _page(client, f"/compare/?a={first.pk}&b={second.pk}")
    assert _words(page, ".pairs tbody tr") == [
        "一、本年新收政府信息公开申请数量 自然人 8 3 −5",
        "总计 8 3 −5",
    ]
    every = _page(client, f"/compare/?a={first.pk}&b={second.pk}&all=1")
    assert len(every.css(".pairs tbody tr")) > 150 and len(every.css("tr.differs")) == 2


def test_a_blank_beside_a_zero_differs_and_has_no_difference(client: Client) -> None:
    a_county()
    sheet = a_sheet()
    first = file(a_report(sheet=replace(sheet, cells={**sheet.cells, "T3.B.natural": BLANK})))
    second = file(a_report("青溪县民政局"))
    page = _page(client, f"/compare/?a={first.pk}&b={second.pk}")
    assert _words(page, ".pairs tbody tr") == ["二、上年结转政府信息公开申请数量 自然人 空白 0"]


def test_a_change_of_form_is_told(client: Client) -> None:
    a_county()
    first = file(a_report(year=2018, sheet=a_sheet("2014", 2018, R22=4)))
    second = file(a_report(year=2019, sheet=a_sheet("2019", 2019, T3_A_total=9)))
    page = _page(client, f"/compare/?a={first.pk}&b={second.pk}")
    assert "2019 年起改为三张表" in page.css_first(".break").text()
    assert any(row.endswith("4 9 +5") for row in _words(page, ".pairs tbody tr"))


def test_carry_over_is_shown_for_neighbouring_years_of_one_body_only(client: Client) -> None:
    a_county()
    first = file(a_report(sheet=a_sheet(T3_D_natural=2, T3_D_total=2)))
    next_year = file(a_report(year=2024))
    other = file(a_report("青溪县民政局", year=2024))
    page = _page(client, f"/compare/?a={first.pk}&b={next_year.pk}")
    assert "自然人 2 0 不衔接" in _words(page, "section[aria-labelledby=carried] tbody tr")
    assert not _page(client, f"/compare/?a={first.pk}&b={other.pk}").css("#carried")


def test_verdicts_and_shared_passages_follow_the_findings(client: Client) -> None:
    a_county(findings_public=False)
    first = file(_sharing(a_report(sheet=a_sheet(T3_D_natural=2))))
    second = file(_sharing(a_report(year=2024)))
    address = f"/compare/?a={first.pk}&b={second.pk}"
    hidden = client.get(address).content.decode()
    assert "不衔接" not in hidden and SHARED not in hidden
    client.force_login(Person.objects.get(account="clerk"))
    shown = client.get(address).content.decode()
    assert "不衔接" in shown and shown.count(SHARED) == 2


def test_a_held_report_cannot_be_compared_by_the_public(client: Client) -> None:
    a_county()
    held, placed = file(a_report("无名镇人民政府")), file(a_report())
    for address in (f"?a={held.pk}", f"?a={placed.pk}&b={held.pk}", f"?a={held.pk}&b={placed.pk}"):
        assert client.get(f"/compare/{address}").status_code == 404
    assert "无名镇" not in client.get(f"/compare/?a={placed.pk}").content.decode()
    assert "无名镇" not in client.get("/compare/?year=2023").content.decode()


def test_the_second_report_is_chosen_among_other_years_and_other_bodies(client: Client) -> None:
    a_county()
    paper, before = file(a_report()), file(a_report(year=2022))
    other = file(a_report("青溪县民政局"))
    page = _page(client, f"/compare/?a={paper.pk}")
    links = [node.attributes["href"] for node in page.css(".choices a")]
    assert links == [
        f"/compare/?a={before.pk}&b={paper.pk}",
        f"/compare/?a={paper.pk}&b={other.pk}",
    ]


def test_bodies_of_a_year_stand_by_code_whatever_their_figures(client: Client) -> None:
    a_county()
    for name, figure in (("柳湾镇人民政府", 9), ("青溪县民政局", 1), ("青溪县人民政府", 5)):
        file(a_report(name, sheet=a_sheet(T3_A_total=figure)))
    page = _page(client, "/compare/?year=2023&body=Q03&body=Q01&body=Q02")
    heads = _words(page, "#topic-T3 ~ div thead th")
    assert heads == ["项目", "青溪县人民政府", "青溪县民政局", "柳湾镇人民政府"]
    assert "一、本年新收政府信息公开申请数量 5 1 9" in _words(page, ".bodies tbody tr")


def test_a_body_with_another_form_shows_what_can_be_compared_and_says_what_cannot(client: Client) -> None:
    a_county()
    file(a_report(sheet=a_sheet("2014", 2023, R22=4)))
    file(a_report("青溪县民政局"))
    page = _page(client, "/compare/?year=2023&body=Q02&body=Q03")
    rows = _words(page, ".bodies tbody tr")
    assert "一、本年新收政府信息公开申请数量 0 4" in rows and "二、上年结转政府信息公开申请数量 0 —" in rows
    assert "2019 年起改为三张表" in page.css_first(".break").text()


def test_applicants_are_shown_when_asked_for_and_one_body_is_too_few(client: Client) -> None:
    a_county()
    file(a_report())
    file(a_report("青溪县民政局"))
    page = _page(client, "/compare/?year=2023&body=Q02&body=Q03&all=1")
    assert "一、本年新收政府信息公开申请数量·自然人 0 0" in _words(page, ".bodies tbody tr")
    assert "请至少选两个机关" in client.get("/compare/?year=2023&body=Q02").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?a=0",
        "?a=1&b=99999999999",
        "?a=7777",
        "?a=x&b=y",
        "?year=1",
        "?year=99999",
        "?body=%00&year=2023&body=Z",
    ],
)
def test_an_odd_question_gets_a_page_or_is_not_found(query: str, client: Client) -> None:
    assert client.get(f"/compare/{query}").status_code in (200, 404)
