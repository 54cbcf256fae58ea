"""The columns of the site and the pages of bodies in a real browser: accessible, within a phone's width, on paper; the
published files read there with nothing else running."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from gongkai.catalogue.normative import Terms, change_validity, interpret, register
from gongkai.law.normative import Change, Event
from gongkai.portal.places import address_of
from gongkai.portal.static_site import publish_all
from tests.catalogue.items import NOON
from tests.people import TODAY, a_report, file
from tests.portal.browser import CHROMIUM, DESKTOP, PHONE, chromium, opened, sticking_out, violations
from tests.portal.file_server import served
from tests.portal.publishing import Cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="没有 Chromium：浏览器测试跳过"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def pages() -> dict[str, str]:
    """A county with something on every page, and where each page stands."""
    cast = Cast()
    cast.reachable()
    document = cast.public(
        title="柳湾镇养犬管理办法", category="a20-01", document_number="柳府规〔2026〕1号", theme="1601"
    )
    explanation = cast.public(title="一图读懂养犬管理办法", category="a21-t08")
    ended = register(document, terms=Terms(TODAY), by=cast.clerk, at=NOON)
    interpret(explanation.item, of=document.item, by=cast.clerk, on=TODAY)
    change_validity(ended, event=Event(Change.REPEALED, TODAY, "柳府发〔2026〕9号"), by=cast.clerk, at=NOON)
    line = cast.obliged(explanation)
    file(a_report(cast.county.township.name))
    body = f"/bodies/{cast.county.township.pk}/"
    return {
        "home": "/",
        "items": "/items/",
        "item": f"/items/{document.item_id}/",
        "bodies": "/bodies/",
        "body": body,
        "guide": f"{body}guide/",
        "rules": f"{body}rules/",
        "rule": f"/rules/{cast.ruled()}/",
        "content": f"{body}content/",
        "category": f"{body}content/a21-t08/",
        "reports": f"{body}reports/",
        "library": "/library/ended/",
        "standard": "/standard/",
        "table": address_of(cast.county.township.pk, line.domain),
        "line": f"/standard/lines/{line.pk}/",
        "map": "/map/",
        "offline": "/offline/",
    }


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(
    viewport: dict[str, int], browser: Browser, pages: dict[str, str], live_server: LiveServer
) -> None:
    with opened(browser, live_server.url, viewport=viewport) as page:
        for name, path in pages.items():
            page.goto(live_server.url + path)
            assert violations(page) == [], name
            assert sticking_out(page) == [], name


def test_the_version_for_the_elderly_is_large_and_fits_a_phone(
    browser: Browser, pages: dict[str, str], live_server: LiveServer
) -> None:
    with opened(browser, live_server.url, viewport=PHONE) as page:
        usual = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        page.get_by_label("版本：长者").click()
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 1.3 * usual
        for name in ("home", "guide", "item", "table"):
            page.goto(live_server.url + pages[name])
            assert violations(page) == [], name
            assert sticking_out(page) == [], name


def test_the_published_files_are_read_without_the_platform_and_without_javascript(
    browser: Browser, pages: dict[str, str], tmp_path: Path
) -> None:
    publish_all(tmp_path / "site", on=timezone.localdate())
    with served(tmp_path / "site") as root, opened(browser, root, java_script_enabled=False) as page:
        page.get_by_role("link", name="一图读懂养犬管理办法").first.click()
        assert "一图读懂" in page.locator("h1").inner_text()
        page.get_by_role("link", name="柳湾镇养犬管理办法").click()
        assert "废止" in page.locator(".validity").inner_text()
        assert page.locator(".code img").evaluate("image => image.naturalWidth") > 0
        page.get_by_role("link", name="柳湾镇人民政府").first.click()
        page.get_by_role("link", name="政府信息公开指南").first.click()
        assert page.get_by_text("0000-1234567").is_visible()
        page.get_by_role("link", name="检索", exact=True).first.click()
        assert page.get_by_text("暂时不能使用").first.is_visible()


def test_on_paper_only_the_content_is_left(
    browser: Browser, pages: dict[str, str], live_server: LiveServer
) -> None:
    with opened(browser, live_server.url + pages["guide"]) as page:
        page.emulate_media(media="print")
        for hidden in ("header.site", "footer.site", ".side", ".trail"):
            assert not page.locator(hidden).is_visible(), hidden
        assert page.locator("h1").is_visible() and page.locator("table.fee").first.is_visible()
