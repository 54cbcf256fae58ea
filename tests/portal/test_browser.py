"""The pages in a real browser: whole without JavaScript, accessible, usable by keyboard, on a phone and on paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from gongkai.sheets.filled import FilledSheet, number
from gongkai.sheets.findings import Finding, Severity
from gongkai.sheets.forms import form
from tests.people import a_county, a_faulty_report, a_report, a_sheet, file
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
SEVERITIES: tuple[Severity, ...] = ("error", "question", "gap", "gap")
A4_POINTS = (595, 842)
A4_PRINT_WIDTH = {"width": 672, "height": 1000}  # 210 mm less the margins of print.css, at 96 dots an inch


@dataclass(frozen=True)
class Site:
    """A running site with one report of each kind."""

    root: str
    faulty: str
    old: str
    full: str

    def address(self, page: str) -> str:
        return self.root + {
            "index": "/reports/",
            "filtered": "/reports/?year=2023",
            "login": "/login/",
            "missing": "/nowhere",
        }.get(page, getattr(self, page, ""))


@pytest.fixture
def site(live_server: LiveServer) -> Site:
    cast = a_county()
    faulty = file(a_faulty_report())
    old = file(a_report(cast.county.name, 2017, a_sheet("2014", 2017)))
    large = FilledSheet("2021", 2024, {code: number(1234567) for code in form("2021").cells})
    crowded = tuple(
        Finding(f"X-{at}", severity, tuple(large.cells), "这一格被多条结果指出。")
        for at, severity in enumerate(SEVERITIES)
    )
    full = file(replace(a_report(cast.bureau.name, 2024, large), findings=crowded))
    return Site(live_server.url, f"/reports/{faulty.pk}/", f"/reports/{old.pk}/", f"/reports/{full.pk}/")


def test_the_report_page_is_whole_without_javascript(browser: Browser, site: Site) -> None:
    with opened(browser, site.address("faulty"), java_script_enabled=False) as page:
        assert page.locator(".prose h2").count() == 6
        assert page.locator("td[headers]").count() == len(form("2021").cells)
        assert page.locator(".notes li").count() == 3
        page.locator("summary", has_text="正文中的数字").click()
        assert page.get_by_text("收到政府信息公开申请0件").last.is_visible()
        page.locator('[id="cell-T3.B.natural"] a.mark').click()
        assert page.url.endswith("#note-3")
        page.get_by_label("字体：大").click()
        assert "size-large" in (page.locator("html").get_attribute("class") or "")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("where", ["index", "filtered", "faulty", "old", "full", "login", "missing"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    where: str, viewport: Any, browser: Browser, site: Site
) -> None:
    with opened(browser, site.address(where), viewport=viewport) as page:
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        assert violations(page) == []
        assert sticking_out(page) == []


@pytest.mark.parametrize("where", ["index", "faulty"])
@pytest.mark.parametrize("setting", ["contrast=high", "size=large", "width=wide"])
def test_axe_finds_nothing_under_any_reading_setting(
    where: str, setting: str, browser: Browser, site: Site
) -> None:
    back = site.address(where).removeprefix(site.root)
    with opened(browser, f"{site.root}/display/?{setting}&next={back}", viewport=PHONE) as page:
        assert violations(page) == []
        assert sticking_out(page) == []


def test_the_first_tab_is_the_skip_link_and_it_leads_past_the_header(browser: Browser, site: Site) -> None:
    with opened(browser, site.address("faulty")) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_on_a_phone_a_wide_table_is_reached_by_tab_and_scrolled_by_arrows(
    browser: Browser, site: Site
) -> None:
    with opened(browser, site.address("faulty"), viewport=PHONE) as page:
        at = "document.activeElement.getAttribute('aria-label') || ''"
        for _ in range(60):
            page.keyboard.press("Tab")
            if "收到和处理" in str(page.evaluate(at)):
                break
        assert page.evaluate("document.activeElement.scrollWidth > document.activeElement.clientWidth")
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        for _ in range(100):  # no wait_for_function: it asks again by eval, which the content policy refuses
            if page.evaluate("document.activeElement.scrollLeft > 0"):
                break
            page.wait_for_timeout(50)
        assert page.evaluate("document.activeElement.scrollLeft > 0")


@pytest.mark.parametrize("where", ["faulty", "old", "full", "index"])
def test_on_paper_everything_fits_the_width_of_a4(
    where: str, browser: Browser, site: Site, tmp_path: Path
) -> None:
    with opened(browser, site.address(where), viewport=A4_PRINT_WIDTH) as page:
        page.emulate_media(media="print")
        wide = page.evaluate(
            "[...document.querySelectorAll('table')].map(e => e.getBoundingClientRect().right)"
        )
        assert max(wide) <= A4_PRINT_WIDTH["width"] + 1
        assert page.evaluate("document.documentElement.scrollWidth") <= A4_PRINT_WIDTH["width"]
        page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as paper:
        assert {tuple(round(side) for side in one.get_size()) for one in paper} == {A4_POINTS}
        words = "".join(one.get_textpage().get_text_bounded() for one in paper)
    assert "工作人员登录" not in words and "当前位置" not in words
