"""Notices and background work in a real browser: nothing sticks out, nothing stands against WCAG, and the keyboard does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.notices.actions import mark_done, tell
from gongkai.notices.models import Channel, Message, Notice
from gongkai.organisations.models import Post
from gongkai.work.actions import later, tick
from gongkai.work.presence import beat
from gongkai.work.worker import drain
from tests.people import PASSWORD, a_county, somebody
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations
from tests.work import orders

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
SAYS = "编号 2026-012 的政府信息公开申请应在期限内答复，请办理"


@pytest.fixture
def notice(live_server: LiveServer) -> Notice:
    """A clerk with notices open and done; an operator with a failed task and a message that did not arrive."""
    cast, now = a_county(), timezone.now()
    somebody("operator", cast.county, Post.SYSTEM_OFFICER, name="系统管理员甲")
    orders.DONE.clear()
    made = [_told(f"n{days}", cast.county, days) for days in (-1, 2, 9)]
    mark_done(_told("done", cast.county, 3), by=cast.clerk, on=now)
    later(orders.indiscreet)
    drain(timezone.now)
    later(orders.note, "一二三")
    tick(at=now)
    beat("w", started_at=now, at=now)
    says = "邮件服务器拒收（550），请核对收件地址。"
    Message.objects.create(
        key="k" * 32,
        notice=made[0],
        channel=Channel.MAIL,
        person=cast.clerk,
        made_at=now,
        failed_at=now,
        says=says,
    )
    return made[0]


def _told(key: str, body: object, days: int) -> Notice:
    due = timezone.localdate() + timedelta(days=days)
    return tell(
        key=key,
        kind="applications",
        body=body,  # type: ignore[typeddict-item]
        post=Post.INFORMATION_OFFICER,
        says=SAYS,
        link="/office/uploads/",
        on=timezone.now(),
        due=due,
    )


def sign_in(page: Page, account: str) -> None:
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="登录").click()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_of_notices_breaks_a_rule(
    size: dict[str, int], browser: Browser, live_server: LiveServer, notice: Notice
) -> None:
    with opened(browser, f"{live_server.url}/login/?next=/office/notices/", viewport=size) as page:
        sign_in(page, "clerk")
        for where in ("", f"{notice.pk}/", "reach/"):
            page.goto(f"{live_server.url}/office/notices/{where}")
            _look(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_page_of_work_breaks_a_rule(
    size: dict[str, int], browser: Browser, live_server: LiveServer, notice: Notice, settings: Any
) -> None:
    settings.SECOND_FACTOR = frozenset()
    with opened(browser, f"{live_server.url}/login/?next=/office/work/", viewport=size) as page:
        sign_in(page, "operator")
        page.goto(f"{live_server.url}/office/work/")
        _look(page)
        with page.expect_navigation():
            page.get_by_role("link", name="写出个人信息", exact=True).click()
        _look(page)


def _look(page: Page) -> None:
    page.locator("footer").wait_for()
    assert violations(page) == [] and sticking_out(page) == []


def test_a_notice_is_dealt_with_by_the_keyboard_alone(
    browser: Browser, live_server: LiveServer, notice: Notice
) -> None:
    with opened(browser, f"{live_server.url}/login/?next=/office/notices/{notice.pk}/") as page:
        sign_in(page, "clerk")
        page.get_by_role("button", name="去办理").focus()
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="上传年报").wait_for()
        page.goto(f"{live_server.url}/office/notices/{notice.pk}/")
        page.get_by_role("button", name="标为办结").press("Enter")
        page.get_by_role("heading", name="近 30 天办结").wait_for()
        page.get_by_role("button", name="撤回办结").first.press("Enter")
        page.get_by_text("已撤回，提醒重新列出。").wait_for()
