"""Bodies, people and a hand-over in a real browser: with the keyboard alone, and on a phone; every page clean to axe."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.organisations.models import HandOver, Post
from gongkai.organisations.reaching import ContactBlock, contact_of, set_contact
from tests.office.keyboard import Keyboard
from tests.people import BEGUN, PASSWORD, TODAY, County, a_county, somebody
from tests.portal.browser import PHONE, opened, sticking_out, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def cast(live_server: LiveServer, settings: Any) -> County:
    settings.SECOND_FACTOR = frozenset()
    cast = a_county()
    somebody("leaver", cast.bureau, Post.INFORMATION_OFFICER, Post.REVIEWER, name="移交人某")
    somebody("heir", cast.bureau, Post.SIGNATORY, name="接手人某")
    set_contact(cast.bureau, ContactBlock("城中路一号", "工作日", "0000-1"), by=None, on=BEGUN)
    return cast


def _sign_in(page: Page, root: str, then: str) -> None:
    page.goto(f"{root}/login/?next={then}")
    page.get_by_label("账号").fill("clerk")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(root + then)


def test_a_contact_block_changes_with_the_keyboard_alone(
    browser: Browser, cast: County, live_server: LiveServer
) -> None:
    with opened(browser, live_server.url) as page:
        _sign_in(page, live_server.url, f"/office/bodies/{cast.bureau.pk}/")
        keys = Keyboard(page)
        keys.enter("修改联系方式", heading="联系方式")
        keys.to("办公地址")
        page.keyboard.press("Control+a")
        page.keyboard.type("新区二号")
        keys.enter("保存", heading="青溪县民政局")
        page.get_by_text("新区二号").wait_for()
        assert {name: found for name, found in keys.looked_at.items() if found} == {}
    then = contact_of(cast.bureau, TODAY)
    assert then is not None and then.address == "城中路一号"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_leaver_is_handed_over_with_the_keyboard_alone(
    scripts: bool, browser: Browser, cast: County, live_server: LiveServer
) -> None:
    with opened(browser, live_server.url, java_script_enabled=scripts) as page:
        _sign_in(page, live_server.url, "/office/people/")
        page.get_by_role("link", name="leaver").press("Enter")
        page.get_by_role("link", name="交接", exact=True).press("Enter")
        page.get_by_label("全部交给").select_option(label="接手人某（heir，青溪县民政局）")
        page.get_by_label("事由").fill("调离")
        page.get_by_role("button", name="办理交接").press("Enter")
        page.get_by_role("heading", name="交接清单").wait_for()
        page.get_by_text("青溪县民政局信息员").wait_for()
    made = HandOver.objects.get()
    assert made.closed and set(made.items.values_list("to__account", flat=True)) == {"heir"}


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desk", "phone"])
def test_every_page_is_clean_to_axe_and_none_is_wider_than_its_window(
    viewport: dict[str, int] | None, browser: Browser, cast: County, live_server: LiveServer
) -> None:
    person = cast.bureau.people.get(account="leaver")
    pages = (
        "bodies/",
        f"bodies/{cast.bureau.pk}/",
        f"bodies/{cast.bureau.pk}/split/",
        f"bodies/{cast.bureau.pk}/rule/",
        "people/",
        f"people/{person.pk}/",
        f"people/{person.pk}/hand-over/",
        "hand-overs/",
    )
    shape = {"viewport": viewport} if viewport else {}
    with opened(browser, live_server.url, **shape) as page:
        _sign_in(page, live_server.url, "/office/bodies/")
        found = {}
        for one in pages:
            page.goto(f"{live_server.url}/office/{one}")
            found[one] = violations(page) + sticking_out(page)
    assert {one: wrong for one, wrong in found.items() if wrong} == {}
