"""Deciding in a real browser: by keyboard, on a phone, without JavaScript; every page clean to axe."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.approvals import actions
from gongkai.approvals.models import Matter, Outcome, State
from gongkai.organisations.models import Person
from tests.approvals.cast import AT, Office, all_agree, an_office, begun, changed, says
from tests.office.test_browser import tab_to
from tests.people import PASSWORD
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def office(live_server: LiveServer, settings: Any) -> Office:
    settings.SECOND_FACTOR = frozenset()
    return an_office()


def sign_in(page: Page, root: str, person: Person, then: str) -> None:
    page.goto(f"{root}/login/?next={then}")
    page.get_by_label("账号").fill(person.account)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(root + then)


def much(office: Office) -> Matter:
    """A matter with a past: returned, changed, called urgent, a step added by another body."""
    matter = begun(office)
    says(matter, "review", office.reviewer, Outcome.RETURN, "第二段的日期与附件不一致，请核对后重新送审")
    actions.restart(matter, content=changed(2), by=office.author, at=AT, note_of_change="改了日期")
    actions.hasten(matter, by=office.author, at=AT, reason="防汛预警")
    says(matter, "review", office.reviewer)
    return matter


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_leader_signs_on_the_phone_with_the_keyboard(
    scripts: bool, browser: Browser, office: Office, live_server: LiveServer
) -> None:
    matter = begun(office)
    all_agree(office, matter, but="signature")
    with opened(browser, live_server.url, viewport=PHONE, java_script_enabled=scripts) as page:
        sign_in(page, live_server.url, office.leader, "/office/approvals/")
        page.get_by_role("link", name=matter.title).press("Enter")
        page.get_by_role("radio", name="同意").press("Space")
        page.get_by_role("button", name="下一步").press("Enter")
        page.get_by_role("button", name="确认同意").press("Enter")
        page.get_by_text("签发：已同意").wait_for()
    matter.refresh_from_db()
    assert matter.state == State.PASSED


def test_the_whole_way_to_a_decision_by_tab_alone(
    browser: Browser, office: Office, live_server: LiveServer
) -> None:
    matter = begun(office)
    with opened(browser, live_server.url) as page:
        sign_in(page, live_server.url, office.reviewer, "/office/approvals/")
        tab_to(page, matter.title)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name=matter.title).wait_for()
        tab_to(page, "outcome")
        page.keyboard.press("ArrowDown")
        tab_to(page, "reason")
        page.keyboard.type("标题缺发文机关")
        tab_to(page, "下一步")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="退回修改").wait_for()
        tab_to(page, "确认退回修改")
        page.keyboard.press("Enter")
        page.get_by_text("已退回修改").wait_for()
    assert matter.decisions.get().reason == "标题缺发文机关"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    viewport: Any, browser: Browser, office: Office, live_server: LiveServer
) -> None:
    matter = much(office)
    signed = begun(office, key="test.Text:2")
    all_agree(office, signed, but="signature")
    one = f"/office/approvals/{matter.pk}/"
    pages = {
        office.secrecy: ("/office/approvals/", one, f"{one}sheet/"),
        office.author: (one, f"{one}ask/"),
        office.leader: (
            "/office/approvals/",
            "/office/approvals/monthly/?month=2026-03",
            "/office/approvals/chains/",
        ),
    }
    found = []
    for person, addresses in pages.items():
        with opened(browser, live_server.url, viewport=viewport) as page:
            sign_in(page, live_server.url, person, addresses[0])
            for address in addresses:
                page.goto(live_server.url + address)
                found += [(address, *violations(page), *sticking_out(page))]
    assert [one for one in found if len(one) > 1] == []


def test_axe_finds_nothing_in_the_questions_before_the_end(
    browser: Browser, office: Office, live_server: LiveServer
) -> None:
    matter = begun(office)
    all_agree(office, matter, but="signature")
    with opened(browser, live_server.url, viewport=PHONE) as page:
        sign_in(page, live_server.url, office.leader, "/office/approvals/")
        page.get_by_role("checkbox").check()
        page.get_by_role("button", name="签发选中的事项").click()
        page.get_by_role("heading", name="确认签发 1 件").wait_for()
        assert (violations(page), sticking_out(page)) == ([], [])
        page.goto(f"{live_server.url}/office/approvals/{matter.pk}/")
        page.get_by_role("radio", name="退回").check()
        page.get_by_label("意见").fill("请核对日期")
        page.get_by_role("button", name="下一步").click()
        page.get_by_role("heading", name="退回修改").wait_for()
        assert (violations(page), sticking_out(page)) == ([], [])
