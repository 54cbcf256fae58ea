"""Series, comparison and summary in a real browser: whole without JavaScript, accessible, on a phone and on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.paper.report import Report, Section
from gongkai.sheets.filled import FilledSheet, number
from gongkai.sheets.forms import form
from tests.people import PASSWORD, a_county, a_faulty_report, a_report, a_sheet, file
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
A4_PRINT_WIDTH = {"width": 672, "height": 1000}  # 210 mm less the margins of print.css, at 96 dots an inch
SHARED = "".join(
    f"第{word}个季度我们把{word}类事项的办理时限与所需材料重新核对并张贴到{word}号窗口旁边的公示栏里请来访的人当场提意见。"
    for word in "甲乙丙丁戊己庚辛"
)


def _sharing(report: Report) -> Report:
    return replace(report, sections=(Section(1, "总体情况", (SHARED,)), *report.sections[1:]))


@pytest.fixture
def pages(live_server: LiveServer) -> dict[str, str]:
    """A township of all forms with large numbers and borrowed prose, beside a bureau; the county has no report."""
    cast = a_county()
    for year, code in ((2017, "2014"), (2018, "2014"), (2019, "2019"), (2021, "2021"), (2022, "2021")):
        file(a_report(year=year, sheet=a_sheet(code, year)))
    large = FilledSheet("2021", 2023, {code: number(1234567) for code in form("2021").cells})
    first = file(_sharing(a_report(year=2023, sheet=large)))
    second = file(_sharing(a_faulty_report("青溪县民政局", 2023)))
    paths = {
        "series": f"/bodies/{cast.township.pk}/series/",
        "no_series": f"/bodies/{cast.county.pk}/series/",
        "pair": f"/compare/?a={first.pk}&b={second.pk}&all=1",
        "choose": f"/compare/?a={first.pk}",
        "years": "/compare/",
        "bodies": "/compare/?year=2023&body=Q02&body=Q03&all=1",
        "summary": "/office/summary/?year=2023",
        "published": f"/office/reports/{first.pk}/published/",
    }
    return {name: live_server.url + path for name, path in paths.items()}


def _signed_in(page: Page, address: str) -> None:
    page.goto("/".join(address.split("/")[:3]) + "/login/")
    page.fill("#id_username", "clerk")
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/office/")
    page.goto(address)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    viewport: Any, browser: Browser, pages: dict[str, str]
) -> None:
    with opened(browser, pages["years"], viewport=viewport) as page:
        _signed_in(page, pages["years"])
        for where, address in pages.items():
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
            assert (where, violations(page)) == (where, [])
            assert (where, sticking_out(page)) == (where, [])


def test_axe_finds_nothing_in_high_contrast(browser: Browser, pages: dict[str, str]) -> None:
    root = pages["years"].removesuffix("/compare/")
    with opened(browser, f"{root}/display/?contrast=high&next=/compare/") as page:
        for where in ("series", "pair", "bodies"):
            page.goto(pages[where])
            assert (where, violations(page)) == (where, [])


def test_on_paper_everything_fits_the_width_of_a4(browser: Browser, pages: dict[str, str]) -> None:
    right = "[...document.querySelectorAll('table, svg')].map(e => e.getBoundingClientRect().right)"
    with opened(browser, pages["years"], viewport=A4_PRINT_WIDTH) as page:
        _signed_in(page, pages["years"])
        page.emulate_media(media="print")
        for where in ("series", "pair", "bodies", "summary"):
            page.goto(pages[where])
            assert (where, max(page.evaluate(right)) <= A4_PRINT_WIDTH["width"] + 1) == (where, True)


def test_the_supervisors_way_without_javascript(
    browser: Browser, pages: dict[str, str], tmp_path: Path
) -> None:
    with opened(browser, pages["years"], java_script_enabled=False) as page:
        _signed_in(page, pages["summary"])
        page.get_by_role("link", name="文字雷同").click()
        page.locator("summary", has_text="与其他机关的报告相同").first.click()
        page.get_by_role("link", name="对照原文").first.click()
        assert page.locator(".passages tbody tr").count() >= 1
        page.goto(pages["summary"])
        for name, ending in (("通报草稿 Word", ".docx"), ("明细 Excel", ".xlsx")):
            with page.expect_download() as download:
                page.get_by_role("link", name=name).click()
            assert download.value.suggested_filename.endswith(ending)


def test_a_citizens_way_to_the_series_without_javascript(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["choose"], java_script_enabled=False) as page:
        page.goto(pages["choose"].split("/compare")[0] + "/reports/?body=Q03")
        page.get_by_role("link", name="柳湾镇人民政府历年数字").click()
        assert page.locator(".chart svg[role=img]").count() >= 3
        assert page.locator("section[aria-labelledby=applications] tbody tr").count() >= 4
        page.get_by_role("link", name="上年结转").first.click()
        assert page.url.endswith("#carried")
