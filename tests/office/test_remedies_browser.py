"""Reviews and suits in a real browser: registered, decided and looked at, on a desk and on a phone, with nothing for axe to find."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from gongkai.organisations.models import Post
from tests.people import PASSWORD, a_county, somebody
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations
from tests.remedies.disputes import a_review, a_suit, decided

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_case_is_decided_and_its_pages_are_for_everybody(
    viewport: Any, browser: Browser, live_server: LiveServer
) -> None:
    cast = a_county()
    clerk = somebody("lin", cast.township, Post.APPLICATION_CLERK, Post.COMPETENT_AUTHORITY)
    review = a_review(cast.township, clerk)
    decided(a_suit(cast.township, clerk), "suit_illegal", date(2026, 5, 20), by=clerk)
    root = f"{live_server.url}/office/remedies/"
    with opened(browser, f"{live_server.url}/login/?next=/office/remedies/", viewport=viewport) as page:
        page.get_by_label("账号").fill("lin")
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="青政复（2026）7号").click()
        page.get_by_role("link", name="收到决定、裁判").click()
        page.get_by_label("收到决定、裁判的日期").fill("2026-05-20")
        page.get_by_label("结果").select_option(label="确认违法")
        page.get_by_label("没有尽到检索义务").check()
        page.get_by_role("button", name="登记").click()
        page.get_by_text("已登记“收到决定、裁判”").wait_for()
        for where in ("", "new/", f"{review.pk}/", f"{review.pk}/steps/retract/", "board/?year=2026"):
            page.goto(root + where)
            assert violations(page) == [], where
            assert sticking_out(page) == [], where
    review.refresh_from_db()
    assert review.column == "corrected"
