"""The workbench in a real browser: nothing for axe to find and nothing sticking out on any size of screen, a menu that folds
on the phone, drafts that keep themselves and outlive the session, lists that fit the paper."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from gongkai.organisations.desk import save_view
from gongkai.organisations.models import Draft, Person, Post, Session
from gongkai.organisations.rosters.actions import carry_out, plan_for, take_in
from gongkai.reports.actions import take_in as take_report
from gongkai.reports.models import State, Upload, UploadedFile
from tests.office.keyboard import Keyboard
from tests.organisations.workbooks import BODIES, PEOPLE, a_workbook, packed
from tests.people import BEGUN, PASSWORD, TODAY, County, a_county, somebody
from tests.portal.browser import DESKTOP, opened, sticking_out, violations
from tests.reports.published import published

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
PHONE = {"width": 390, "height": 844}
SMALL = {"width": 320, "height": 640}


@pytest.fixture
def cast(live_server: LiveServer) -> County:
    return a_county()


def _signed_in(page: Page, root: str, account: str, then: str = "/office/") -> None:
    page.goto(f"{root}/login/?next={then}")
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{root}{then}")


def _uploads(by: Person, number: int) -> None:
    for at in range(number):
        upload = Upload.objects.create(by=by, on=BEGUN)
        UploadedFile.objects.create(upload=upload, name=f"{at}.docx", digest="0" * 64, state=State.ACCEPTED)


def _rosters(by: Person) -> list[int]:
    """One that is carried out, one with errors, one that waits."""
    done = take_in(io.BytesIO(packed(a_workbook(BODIES, PEOPLE, []))), "一.xlsx", by=by, on=TODAY)
    carry_out(done, fingerprint=plan_for(done, TODAY).fingerprint, by=by, on=TODAY)
    wrong = [["Q09", "某局", "局", "Q77", "去年"]]
    rosters = [done]
    for name, rows in (("二.xlsx", wrong), ("三.xlsx", [["Q08", "某局", "政府部门", "Q01", ""]])):
        data = packed(a_workbook(rows, [], []))
        rosters.append(take_in(io.BytesIO(data), name, by=by, on=TODAY))
    return [roster.pk for roster in rosters]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, SMALL], ids=["desktop", "phone", "small phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(
    viewport: Any, browser: Browser, cast: County, live_server: LiveServer, settings: Any
) -> None:
    settings.SECOND_FACTOR = ()
    officer = somebody("officer", cast.county, Post.SYSTEM_OFFICER)
    _uploads(cast.clerk, 60)
    save_view(cast.clerk, listing="uploads", name="今年", query="since=2026-01-01")
    rosters = [f"rosters/{key}/" for key in _rosters(officer)]
    pages = {
        "clerk": ["", "uploads/?since=2020-01-01&until=x&sort=-on", "drafts/"],
        "officer": ["rosters/", *rosters],
    }
    for account, paths in pages.items():
        with opened(browser, live_server.url, viewport=viewport) as page:
            _signed_in(page, live_server.url, account)
            for path in paths:
                page.goto(f"{live_server.url}/office/{path}")
                assert (path, violations(page), sticking_out(page)) == (path, [], [])


def test_the_menu_folds_on_the_phone_and_opens_with_the_keyboard(
    browser: Browser, cast: County, live_server: LiveServer
) -> None:
    with opened(browser, live_server.url, viewport=PHONE) as page:
        _signed_in(page, live_server.url, "clerk")
        assert not page.get_by_role("link", name="上传年报", exact=True).is_visible()
        keys = Keyboard(page)
        keys.enter("菜单")
        keys.enter("上传年报", heading="上传年报")
        page.set_viewport_size({"width": 1366, "height": 900})
        page.get_by_role("link", name="年报汇总").wait_for()
    with opened(browser, live_server.url, viewport=PHONE, java_script_enabled=False) as page:
        _signed_in(page, live_server.url, "clerk")
        assert page.get_by_role("link", name="上传年报", exact=True).is_visible()


@pytest.fixture
def place(cast: County) -> str:
    """The page of a form with a draft."""
    data = published("无名镇人民政府", 2022)
    return f"/office/reports/{take_report(name='h.html', data=data, by=cast.clerk, on=TODAY).pk}/place/"


def test_what_is_typed_keeps_itself_and_comes_back(
    browser: Browser, live_server: LiveServer, place: str
) -> None:
    with opened(browser, live_server.url) as page:
        _signed_in(page, live_server.url, "clerk", place)
        page.get_by_label("报告年度").fill("2019")
        page.get_by_text("草稿已自动保存").wait_for()
        page.goto(f"{live_server.url}{place}")
        assert page.get_by_label("报告年度").input_value() != "2019"
        page.get_by_role("link", name="恢复草稿").press("Enter")
        expect(page.get_by_label("报告年度")).to_have_value("2019")
        page.goto(f"{live_server.url}{place}")
        page.get_by_text("放弃草稿", exact=True).press("Enter")
        page.get_by_role("button", name="确认放弃").press("Enter")
        expect(page.get_by_text("已放弃草稿")).to_be_visible()
    assert not Draft.objects.exists()


def test_what_is_typed_after_the_session_ended_is_kept_once_one_is_signed_in_again(
    browser: Browser, live_server: LiveServer, place: str
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        _signed_in(page, live_server.url, "clerk", place)
        Session.objects.all().delete()
        page.get_by_label("报告年度").fill("2018")
        page.get_by_text("登录已超时").wait_for()
        page.get_by_role("button", name="下一步").press("Enter")
        assert page.url.endswith(place) and page.get_by_label("报告年度").input_value() == "2018"
        other = context.new_page()
        _signed_in(other, live_server.url, "clerk")
        page.bring_to_front()
        page.get_by_label("报告年度").fill("2017")
        page.get_by_text("草稿已自动保存").wait_for()
        page.get_by_label("机关").select_option(label="青溪县民政局")
        page.get_by_role("button", name="下一步").press("Enter")
        page.get_by_role("button", name="确认归入").wait_for()
    assert Draft.objects.get().fields["year"] == ["2017"]


def test_a_list_fits_the_paper_with_its_head_on_every_sheet(
    browser: Browser, cast: County, live_server: LiveServer
) -> None:
    _uploads(cast.clerk, 120)
    with opened(browser, live_server.url) as page:
        _signed_in(page, live_server.url, "clerk")
        page.goto(f"{live_server.url}/office/uploads/?as=print")
        paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in paper]
    assert len(paper) > 1 and all("上传日期" in text for text in texts)
    assert [round(side / 72 * 25.4) for side in paper[0].get_size()] == [210, 297]
    assert "下一页" not in "".join(texts) and "查询" not in "".join(texts)
    assert sum(text.count(".docx") for text in texts) == 120
