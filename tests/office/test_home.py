"""今日待办 comes first: in order of legal risk and then of the day, with a lamp that needs no colour, for the body acted for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from gongkai.office.home import in_order, lamp_of
from gongkai.organisations.models import Body, Post
from gongkai.organisations.posts import appoint
from gongkai.organisations.todo import ToDo
from gongkai.reports.todo import to_do
from tests.people import BEGUN, a_county, a_report, file, somebody

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("due", "colour", "says"),
    [
        (date(2026, 2, 27), "red", "▲ 逾期 3 天"),
        (date(2026, 3, 1), "red", "▲ 逾期 1 天"),
        (date(2026, 3, 2), "amber", "◆ 今天到期"),
        (date(2026, 3, 7), "amber", "◆ 还剩 5 天"),
        (date(2026, 3, 8), "green", "● 还剩 6 天"),
    ],
)
def test_the_lamp_tells_by_words_and_mark_how_near_the_last_day_is(due: date, colour: str, says: str) -> None:
    assert lamp_of(due, DAY) == (colour, says)


def test_nothing_due_has_no_lamp() -> None:
    assert lamp_of(None, DAY) is None


def test_what_is_to_be_done_stands_in_order_of_legal_risk_and_then_of_its_day() -> None:
    body = Body(code="Q", name="某局")
    risks = [(50, DAY, "丁"), (10, None, "丙"), (10, DAY + timedelta(1), "乙"), (10, DAY, "甲")]
    todos = [ToDo(rank, says, "/", due, body) for rank, due, says in risks]
    assert [one.says for one in in_order(todos)] == ["甲", "乙", "丙", "丁"]


def test_last_years_report_is_to_be_done_until_it_is_in() -> None:
    cast = a_county()
    clerk = somebody("township", cast.township)
    [one] = to_do(clerk, DAY)
    assert "柳湾镇人民政府" in one.says and "2025 年度" in one.says and one.due == date(2026, 3, 31)
    file(a_report(year=2025))
    assert to_do(clerk, DAY) == []
    assert to_do(somebody("reviewer", cast.township, Post.REVIEWER), DAY) == []


def test_the_workbench_opens_with_what_is_to_be_done_and_each_line_leads_there(client: Client) -> None:
    client.force_login(somebody("township", a_county().township))
    page = LexborHTMLParser(client.get("/office/").content.decode())
    line = page.css_first(".due tbody tr")
    assert line is not None
    link = line.css_first("a")
    assert link is not None and client.get(link.attributes["href"] or "").status_code == 200
    assert f"{timezone.localdate().year - 1} 年度" in link.text()


def test_what_waits_at_another_body_is_told_and_shown_after_the_switch(client: Client) -> None:
    cast = a_county()
    person = somebody("both", cast.township)
    appoint(person, body=cast.bureau, post=Post.INFORMATION_OFFICER, by=None, on=BEGUN)
    client.force_login(person)
    page = client.get("/office/").content.decode()
    assert "柳湾镇人民政府”" in page and "民政局”" not in page and "还有 1 件待办" in page
    client.post("/office/acting/", {"body": cast.bureau.pk})
    page = client.get("/office/").content.decode()
    assert "民政局”" in page and "柳湾镇人民政府”" not in page
