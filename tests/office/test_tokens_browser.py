"""Tokens in a real browser: nothing sticks out, nothing stands against WCAG, the secret is there to be copied once."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.api.callers import a_token
from tests.people import PASSWORD, a_county
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_token_is_made_copied_and_revoked(
    browser: Browser, live_server: LiveServer, size: dict[str, Any]
) -> None:
    cast = a_county()
    a_token(cast.bureau, cast.clerk)
    with opened(browser, live_server.url + "/login/?next=/office/tokens/", viewport=size) as page:
        page.get_by_label("账号").fill("clerk")
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.get_by_role("link", name="生成令牌").click()
        page.get_by_label("用途").wait_for()
        assert violations(page) == [] and sticking_out(page) == []
        page.get_by_label("用途").fill("民政局系统报送年报")
        page.get_by_role("button", name="生成", exact=True).click()
        assert page.locator("code").first.inner_text().startswith("gk_")
        assert violations(page) == [] and sticking_out(page) == []
        page.get_by_role("link", name="已经填好，返回").click()
        page.get_by_role("link", name="作废：民政局系统报送年报").wait_for()
        assert violations(page) == [] and sticking_out(page) == []
        page.get_by_role("link", name="作废：民政局系统报送年报").click()
        page.get_by_label("理由").fill("换系统")
        page.get_by_role("button", name="作废").click()
        page.get_by_text("已作废，立即生效").wait_for()
