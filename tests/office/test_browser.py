"""The clerk's way in a real browser, by keyboard, without JavaScript and on a phone: hand in, see, mend, take away."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.reading.read import read
from gongkai.reports.actions import take_in
from gongkai.reports.corrections import correct
from gongkai.reports.models import ReportPaper
from gongkai.sheets.filled import number
from gongkai.work.presence import beat
from gongkai.work.worker import drain
from tests.people import PASSWORD, TODAY, County, a_county
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations
from tests.reports.published import published, with_a_gap

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@dataclass(frozen=True)
class Office:
    """A running site with a clerk, a report with gaps and a correction, and one that is held."""

    root: str
    cast: County
    papers: dict[str, int]

    def address(self, where: str) -> str:
        gap, held = self.papers["gap"], self.papers["held"]
        return self.root + {
            "uploads": "/office/uploads/",
            "reading": f"/office/reports/{gap}/reading/?cell=T4.direct.total",
            "reread": f"/office/reports/{gap}/reread/",
            "place": f"/office/reports/{held}/place/",
            "report": f"/reports/{gap}/",
        }.get(where, where)


@pytest.fixture
def office(live_server: LiveServer) -> Office:
    cast = a_county()
    gap = take_in(name="缺漏.html", data=with_a_gap(), by=cast.clerk, on=TODAY)
    correct(gap, cell="T3.A.natural", figure=number(8), reason="见原件第三页", by=cast.clerk, on=TODAY)
    held = take_in(name="待归属.html", data=published("无名镇人民政府", 2022), by=cast.clerk, on=TODAY)
    return Office(live_server.url, cast, {"gap": gap.pk, "held": held.pk})


def sign_in(page: Page, office: Office, then: str) -> None:
    page.goto(f"{office.root}/login/?next={then.removeprefix(office.root)}")
    page.get_by_label("账号").fill("clerk")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(then)


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what is focused says these words."""
    said = (
        "(e => (e.getAttribute('aria-label') || e.innerText || e.name || '').trim())(document.activeElement)"
    )
    for _ in range(400):
        page.keyboard.press("Tab")
        if words in str(page.evaluate(said)):
            return
    raise AssertionError(f"{words} is not reached by Tab")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_clerk_hands_in_mends_and_takes_away_with_the_keyboard_alone(
    scripts: bool, browser: Browser, office: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "柳湾镇.html"
    paper.write_bytes(with_a_gap(year=2024))
    with opened(browser, office.root, java_script_enabled=scripts) as page:
        sign_in(page, office, office.address("uploads"))
        page.get_by_label("年报文件").set_input_files(paper)
        page.get_by_label("年报文件").focus()
        if scripts:
            tab_to(page, "上传并读取")
        else:
            page.get_by_role("button", name="上传并读取").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="对照原文：柳湾镇.html").focus()
        page.keyboard.press("Enter")
        page.get_by_role("link", name="一、本年新收").first.focus()
        page.keyboard.press("Enter")
        for cell, figure in zip(page.locator("input.cell").all(), "8000008", strict=True):
            cell.focus()
            page.keyboard.type(figure)
        page.get_by_label("更正理由").focus()
        page.keyboard.type("原件第三页")
        page.keyboard.press("Enter")
        page.get_by_text("已更正 7 格").wait_for()
        assert page.locator("input.cell").count() == 0
        page.get_by_role("link", name="报告页").focus()
        page.keyboard.press("Enter")
        with page.expect_download() as taken:
            page.get_by_role("link", name="Word").focus()
            page.keyboard.press("Enter")
        sheet = read(taken.value.path().read_bytes(), "x.docx").sheets[0]
    assert (sheet.value("T3.A.natural"), sheet.value("T3.A.total")) == (8, 8)
    assert not [gap for gap in ReportPaper.objects.get(year=2024).reading.report.gaps if gap.cells]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("where", ["uploads", "reading", "reread", "place", "report"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    where: str, viewport: Any, browser: Browser, office: Office
) -> None:
    with opened(browser, office.root, viewport=viewport) as page:
        sign_in(page, office, office.address(where))
        assert violations(page) == []
        assert sticking_out(page) == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_in_the_result_of_a_hand_in_with_every_outcome(
    viewport: Any, browser: Browser, office: Office, tmp_path: Path
) -> None:
    files = {
        "新的.html": published("柳湾镇人民政府", 2021),
        "同一份.html": published("柳湾镇人民政府", 2021),
        "无名.html": published("无名镇人民政府", 2021),
        "空的.html": b"<p></p>",
        "坏的.zip": b"no zip",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with opened(browser, office.root, viewport=viewport) as page:
        sign_in(page, office, office.address("uploads"))
        page.get_by_label("年报文件").set_input_files([tmp_path / name for name in files])
        page.get_by_role("button", name="上传并读取").click()
        page.get_by_role("heading", name="上传结果").wait_for()
        outcomes = page.locator("tbody .sign").all_inner_texts()
        assert {"已接收", "已有同一份", "待归属", "读不出", "未接收"} <= set(outcomes)
        assert violations(page) == []
        assert sticking_out(page) == []
        page.get_by_role("link", name="确定归属：无名.html").click()
        page.get_by_label("机关").select_option(label="青溪县民政局")
        page.get_by_role("button", name="下一步").click()
        assert violations(page) == []
        page.get_by_role("button", name="确认归入").click()
        page.get_by_role("heading", name="2021年").first.wait_for()


def test_from_a_cell_to_the_paper_and_back(browser: Browser, office: Office) -> None:
    with opened(browser, office.root) as page:
        sign_in(page, office, office.address("reading"))
        page.locator('[id="cell-T3.C1.natural"] a.from').click()
        assert page.locator(".quotes li:target").count() == 1
        page.locator(".quotes li:target > a").click()
        assert page.evaluate("document.querySelector('td:target').id") == "cell-T3.C1.natural"


def test_many_files_are_read_apart_and_the_page_follows(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    for year in range(2014, 2021):
        form = "2014" if year < 2019 else "2019"
        (tmp_path / f"{year}.html").write_bytes(published("青溪县民政局", year, form=form))
    with opened(browser, office.root) as page:
        sign_in(page, office, office.address("uploads"))
        page.get_by_label("年报文件").set_input_files(sorted(tmp_path.glob("*.html")))
        page.get_by_role("button", name="上传并读取").click()
        page.get_by_text("还有 7 个文件没有读取").wait_for()
        beat("worker", started_at=timezone.now(), at=timezone.now())
        page.reload()
        page.get_by_text("正在读取，还有 7 个文件").wait_for()
        assert drain(timezone.now) == 7
        page.get_by_text("已接收 7").wait_for(timeout=60_000)
