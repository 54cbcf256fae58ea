"""A citizen's whole way in a real browser with the keyboard alone, a third party's, and both without scripts; every page
accessible, within its width on a phone, and the receipt on one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.applications import consulting
from gongkai.applications.consulting import Party
from gongkai.applications.identity import Identity
from gongkai.applications.models import Application
from gongkai.applications.taking import Taken, take
from gongkai.organisations.models import Person, Post
from gongkai.portal import labour
from tests.people import County, a_county, somebody
from tests.portal.browser import CHROMIUM, DESKTOP, PHONE, chromium, opened, sticking_out, violations
from tests.portal.citizens import Citizen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="没有 Chromium：浏览器测试跳过"),
]
FARTHEST = 90  # presses of Tab from the top of a page to anything on it


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def clerk(cast: County) -> Person:
    return somebody("clerk2", cast.bureau, Post.APPLICATION_CLERK)


class Keyboard:
    """Somebody who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def reach(self, selector: str) -> None:
        """Press Tab until what is looked for has the focus, which has to be seen."""
        script = "s => Boolean(document.activeElement && document.activeElement.matches(s))"
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(script, selector):
                assert self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
                return
        raise AssertionError(f"Tab does not reach {selector}")

    def write(self, selector: str, text: str) -> None:
        self.reach(selector)
        self.page.keyboard.type(text)

    def press(self, selector: str, key: str = "Enter") -> None:
        self.reach(selector)
        self.page.keyboard.press(key)

    def follow(self, selector: str, arrival: str) -> None:
        """Press Enter on it and wait for what stands on the page it leads to."""
        self.press(selector)
        self.page.wait_for_selector(arrival)

    def looks_right(self) -> None:
        assert violations(self.page) == []
        assert sticking_out(self.page) == []


def test_a_citizen_applies_corrects_and_withdraws_with_the_keyboard_alone(
    browser: Browser, live_server: LiveServer, cast: County, clerk: Person
) -> None:
    with opened(browser, f"{live_server.url}/apply/", viewport=DESKTOP) as page:
        keys = Keyboard(page)
        keys.write("#q", "民政局的补助名单")
        page.keyboard.press("Enter")
        page.wait_for_selector("#likely")
        keys.looks_right()
        keys.follow(".likely a", "#id_wanted-title")
        keys.write("#id_wanted-title", "2023年补助名单")
        keys.press("#id_wanted-form_0", "Space")
        keys.press("#id_wanted-delivery_0", "Space")
        keys.write("#id_natural1-name", "甲某某")
        keys.write("#id_natural1-document_number", "110101199003070030")
        keys.write("#id_natural1-phone", "010-00000000")
        keys.follow("button[value=check]:not(.first)", "#troubles")
        keys.looks_right()
        keys.press("#troubles a")
        assert page.evaluate("document.activeElement.id") == "id_natural1-document_number"
        page.keyboard.press("Control+A")
        page.keyboard.type("110101199003070038")
        page.keyboard.press("Enter")
        page.wait_for_selector(".summary")
        keys.looks_right()
        keys.follow("main .go button", ".receipt")
        keys.looks_right()
        number, code = page.locator(".token").all_inner_texts()
        keys.follow("a.button.main", ".steps")
        keys.looks_right()
        keys.follow(".leave button", "#id_number")
        keys.looks_right()
        _ask_for_correction(Application.objects.get(), clerk)
        keys.write("#id_number", number)
        keys.write("#id_code", code)
        page.keyboard.press("Enter")
        page.wait_for_selector("#id_text")
        keys.looks_right()
        keys.write("#id_text", "城关一带的")
        keys.follow(".now .go button", ".told")
        keys.follow("a[href$=withdraw\\/]", "h1:has-text('撤回申请')")
        keys.looks_right()
        keys.follow("main .go button", ".told")
        keys.looks_right()
    assert [step.code for step in Application.objects.get().steps.order_by("position")] == [
        "receive",
        "ask_correction",
        "correct",
        "withdraw",
    ]


def _ask_for_correction(case: Application, clerk: Person) -> None:
    on = timezone.localdate()
    facts = {"until": on + timedelta(days=15), "reason": "请写明地点"}
    take(case, Taken("ask_correction", on, facts), by=clerk, post="application_clerk", at=timezone.now())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has no scripts waits a shorter moment."""
    monkeypatch.setattr(labour, "WAIT", timedelta(0))


def test_without_scripts_on_a_phone_it_works_as_well(
    browser: Browser, live_server: LiveServer, cast: County, quick: None, tmp_path: Path
) -> None:
    address = f"{live_server.url}/apply/{cast.bureau.pk}/"
    with opened(browser, address, viewport=PHONE, java_script_enabled=False) as page:
        page.get_by_role("button", name="改为法人或者其他组织").click()
        page.get_by_role("button", name="增加一位共同申请人").click()
        page.get_by_role("button", name="由代理人代为申请").click()
        assert page.locator("fieldset.asker").count() == 3
        for button in ("不用代理人", "去掉第 2 位", "改为公民（自然人）"):
            page.get_by_role("button", name=button).click()
        page.get_by_label("其他特征描述").fill("2023年补助名单")
        page.get_by_label("电子文档").check()
        page.get_by_label("在本平台下载").check()
        page.get_by_label("姓名（必填）").fill("甲某某")
        page.get_by_label("证件名称").select_option("passport")
        page.get_by_label("证件号码").fill("E00000000")
        page.get_by_label("电子邮箱").fill("a@example.com")
        page.get_by_role("button", name="下一步：核对").click()
        page.get_by_role("button", name="提交申请").click()
        page.wait_for_selector(".receipt")
        page.emulate_media(media="print")
        page.pdf(path=tmp_path / "receipt.pdf", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(tmp_path / "receipt.pdf") as paper:
        words = paper[0].get_textpage().get_text_bounded()
        assert len(paper) == 1 and Application.objects.get().number in words and "再申请一件" not in words


def test_a_third_party_answers_with_the_keyboard_alone(
    browser: Browser, live_server: LiveServer, cast: County, clerk: Person
) -> None:
    case, _ = Citizen(Client()).apply(cast.bureau.pk)
    party = Party("third", Identity("某某公司"), "合同单价")
    code = consulting.ask(case, party, by=clerk, at=timezone.now()).code
    with opened(browser, f"{live_server.url}/opinion/", viewport=PHONE) as page:
        keys = Keyboard(page)
        keys.looks_right()
        keys.write("#id_code", code)
        page.keyboard.press("Enter")
        page.wait_for_selector("#id_view_2")
        keys.looks_right()
        keys.press("#id_view_0", "ArrowUp")
        keys.write("#id_text", "涉及商业秘密")
        keys.follow("main .go button", ".told")
        keys.looks_right()
    assert case.steps.get(code="opinion").facts["view"] == "refuses"


@pytest.mark.parametrize(
    "where", ["/clock/?received=2024-09-25&sent1=2024-10-08&answered1=2024-10-16", "/apply/", "/track/"]
)
@pytest.mark.parametrize("setting", ["contrast=high", "size=large"])
def test_axe_finds_nothing_under_any_reading_setting(
    where: str, setting: str, browser: Browser, live_server: LiveServer, cast: County
) -> None:
    back = where.replace("&", "%26").replace("?", "%3F")
    with opened(browser, f"{live_server.url}/display/?{setting}&next={back}", viewport=PHONE) as page:
        assert violations(page) == []
        assert sticking_out(page) == []
