"""Signing in and one's own account in a real browser: with the keyboard, without JavaScript, on a phone, asking no other
host for anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.journal.models import Entry
from gongkai.organisations import passwords
from gongkai.organisations.models import Post, Session
from tests.organisations.test_sign_in_second_factor import code_of, set_up
from tests.people import PASSWORD, TODAY, County, a_county, somebody
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
NEW = "Bamboo-raft 7 up"


@pytest.fixture
def cast(live_server: LiveServer) -> County:
    return a_county()


def typed(page: Page, words: dict[str, str]) -> None:
    for label, text in words.items():
        page.get_by_label(label, exact=True).focus()
        page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_from_the_slip_to_the_workbench_with_the_keyboard(
    scripts: bool, browser: Browser, cast: County, live_server: LiveServer
) -> None:
    leader = somebody("leader", cast.county, Post.SIGNATORY)
    given = passwords.reset(leader, by=None, on=TODAY, reason="首次登录")
    passwords.give_first(leader, password=given, on=timezone.localdate())
    with opened(browser, f"{live_server.url}/login/", java_script_enabled=scripts) as page:
        typed(page, {"账号": "leader", "密码": given})
        page.get_by_role("heading", name="修改密码").wait_for()
        assert violations(page) == [] if scripts else True
        typed(page, {"现用密码": given, "新密码": NEW, "再输一遍新密码": NEW})
        page.get_by_role("heading", name="启用手机动态口令").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.get_by_alt_text("供动态口令应用扫描的二维码").evaluate("e => e.naturalWidth") > 100
        device = leader.totpdevice_set.get()  # type: ignore[attr-defined]
        typed(page, {"六位数字": code_of(device)})
        page.get_by_role("heading", name="恢复码").wait_for()
        code = page.locator(".codes code").first.inner_text()
        page.get_by_role("button", name="退出").press("Enter")
        page.goto(f"{live_server.url}/login/?next=/office/account/")
        typed(page, {"账号": "leader", "密码": NEW})
        typed(page, {"手机上现在显示的六位数字，或者一个恢复码": code})
        page.get_by_role("heading", name="我的账号").wait_for()
        assert "还有 9 个恢复码" in page.locator("main").inner_text()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    viewport: Any, browser: Browser, cast: County, live_server: LiveServer
) -> None:
    guard = somebody("guard", cast.county, Post.SECURITY_OFFICER)
    device, _ = set_up(guard)
    root = live_server.url
    with opened(browser, f"{root}/login/?ended=1", viewport=viewport) as page:
        seen = [_looked_at(page)]
        typed(page, {"账号": "guard", "密码": PASSWORD})
        page.get_by_role("heading", name="输入动态口令").wait_for()
        seen.append(_looked_at(page))
        typed(page, {"手机上现在显示的六位数字，或者一个恢复码": code_of(device)})
        page.wait_for_url(f"{root}/office/")
        for where in ("account/", "account/password/", "accounts/", f"accounts/{cast.clerk.pk}/"):
            page.goto(f"{root}/office/{where}")
            seen.append(_looked_at(page))
        typed(page, {"理由（记入日志）": "本人忘记密码"})
        page.get_by_role("heading", name="一次性密码").wait_for()
        seen.append(_looked_at(page))
    assert seen == [([], [])] * 7


def _looked_at(page: Page) -> tuple[list[str], list[str]]:
    return violations(page), sticking_out(page)


def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in_again(
    browser: Browser, cast: County, live_server: LiveServer
) -> None:
    guard, reason = somebody("guard", cast.county, Post.SECURITY_OFFICER), "本人来到办公室，核对了工作证"
    device, codes = set_up(guard)
    with opened(browser, f"{live_server.url}/login/?next=/office/accounts/{cast.clerk.pk}/") as page:
        for code in (code_of(device), codes[0]):
            typed(page, {"账号": "guard", "密码": PASSWORD})
            typed(page, {"手机上现在显示的六位数字，或者一个恢复码": code})
            if code == codes[0]:
                break
            page.get_by_role("heading", name="林知言").wait_for()
            Session.objects.all().delete()
            typed(page, {"理由（记入日志）": reason})
            page.get_by_text("刚才填写的内容没有丢失").wait_for()
        page.get_by_role("heading", name="接着提交").wait_for()
        assert _looked_at(page) == ([], []) and reason in page.locator(".held li").inner_text()
        page.get_by_role("button", name="接着提交").press("Enter")
        page.get_by_role("heading", name="一次性密码").wait_for()
    assert Entry.objects.get(act="passwords.reset").reason == reason
