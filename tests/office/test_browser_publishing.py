"""The publishing day of a township in a real browser: a clerk drops a Word file, reviewers look, the leader signs on the phone,
the clerk publishes, and a citizen finds it a moment later; every page on the way clean to axe."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.approvals.deciding import Verdict, decide
from gongkai.approvals.models import Kind, Matter, State
from gongkai.catalogue.drafting import begin
from gongkai.catalogue.models import Edition, Item
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.review import hand_in
from gongkai.organisations.models import Person, Post
from tests.catalogue.items import NOON, a_draft
from tests.catalogue.ways import passed
from tests.office.keyboard import Keyboard
from tests.office.publishing import the_work
from tests.people import PASSWORD, a_county, staff_of
from tests.portal.browser import DESKTOP, PHONE, opened, sticking_out, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
TITLE = "柳湾镇人民政府关于做好春季造林工作的通知"
STEPS = (Post.REVIEWER, Post.SECRECY_REVIEWER, Post.REVIEWER, Post.SIGNATORY)


@pytest.fixture
def staff(live_server: LiveServer, settings: Any) -> dict[Post, Person]:
    settings.SECOND_FACTOR = frozenset()
    return staff_of(a_county().township)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    made = Document()
    lines = (
        "柳府发〔2026〕7号",
        TITLE,
        "各村民委员会：",
        "一、总体要求",
        "按期完成整地。",
        "2026年3月2日",
        "（此件公开发布）",
    )
    for line in lines:
        made.add_paragraph(line)
    table = made.add_table(2, 2)
    for place, text in enumerate(("村", "亩数", "上湾村", "120")):
        table.cell(place // 2, place % 2).text = text
    made.save(str(tmp_path / "通知.docx"))
    return tmp_path / "通知.docx"


def signed_in(page: Page, root: str, person: Person, then: str) -> Keyboard:
    page.goto(f"{root}/login/?next={then}")
    page.get_by_label("账号").fill(person.account)
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(root + then)
    return Keyboard(page)


def drafted(keys: Keyboard, letter: Path) -> None:
    keys.enter("起草公开信息", heading="起草公开信息")
    keys.hand_over("选择文件", letter)
    keys.to("取出正文")
    keys.page.keyboard.press("Enter")
    keys.page.get_by_text("已从文件中取出正文和元数据").wait_for()
    assert keys.page.get_by_label("文号").input_value() == "柳府发〔2026〕7号"
    keys.looked_at["取出正文"] = violations(keys.page)
    keys.type("内容概述", "部署春季造林。")
    keys.choose("主题分类", "综合政务/应急管理")
    keys.to("柳府发〔2026〕7号")  # the text itself
    keys.page.keyboard.press("Control+End")
    keys.page.keyboard.type("　请抓紧落实。")
    keys.enter("保存", heading=TITLE)
    assert "请抓紧落实" in Item.objects.get().editions.get().text
    keys.enter("送审…", heading="送审：")
    keys.enter("确认送审", heading=TITLE)


def decided(browser: Browser, root: str, person: Person) -> None:
    with opened(browser, root, viewport=PHONE) as page:
        signed_in(page, root, person, "/office/approvals/")
        page.get_by_role("link", name=TITLE).first.press("Enter")
        page.get_by_role("radio", name="同意").first.press("Space")
        page.get_by_role("button", name="下一步").first.press("Enter")
        page.get_by_role("button", name="确认同意").press("Enter")
        page.get_by_text("已同意").first.wait_for()


def test_the_publishing_day_of_a_township(
    browser: Browser, live_server: LiveServer, staff: dict[Post, Person], letter: Path
) -> None:
    root = live_server.url
    with opened(browser, root) as page:
        keys = signed_in(page, root, staff[Post.INFORMATION_OFFICER], "/office/items/")
        drafted(keys, letter)
        for post in STEPS:
            decided(browser, root, staff[post])
        page.goto(f"{root}/office/items/{Item.objects.get().pk}/")
        keys.enter("发布…", heading="发布：")
        keys.enter("确认发布", heading=TITLE)
        page.get_by_text("公众现在可以查到").wait_for()
    assert {heading: found for heading, found in keys.looked_at.items() if found} == {}
    with opened(browser, f"{root}/search/") as page:
        keys = Keyboard(page)
        keys.type("关键词", "柳府发2026 7")
        keys.enter()
        page.get_by_text("共 1 条").wait_for()
        keys.enter(TITLE, heading=TITLE)
        assert page.get_by_text("上湾村").is_visible()
        assert page.locator('meta[name="ArticleTitle"]').get_attribute("content") == TITLE
    assert {heading: found for heading, found in keys.looked_at.items() if found} == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_the_public_fit_and_are_clean_without_scripts_too(
    size: dict[str, int], scripts: bool, browser: Browser, live_server: LiveServer, staff: dict[Post, Person]
) -> None:
    key = published(staff)
    for path in ("/items/", f"/items/{key}/", "/search/?q=造林", "/search/?q=无此事项", "/items/?year=1999"):
        with opened(browser, live_server.url + path, viewport=size, java_script_enabled=scripts) as page:
            if scripts:
                assert violations(page) == []
                assert sticking_out(page) == []
            assert page.locator("h1").is_visible()


def published(staff: dict[Post, Person]) -> int:
    clerk = staff[Post.INFORMATION_OFFICER]
    assert clerk.body is not None
    draft = a_draft(
        TITLE,
        "<p>造林。</p><table><tr><th>村</th><td>120</td></tr></table>",
        document_number="柳府发〔2026〕7号",
    )
    edition = passed(begin(clerk.body, draft=draft, by=clerk, at=NOON), staff)
    publish(edition, by=clerk, at=NOON)
    return int(edition.item_id)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_the_publishing_work_fit_and_are_clean(
    size: dict[str, int], browser: Browser, live_server: LiveServer, staff: dict[Post, Person]
) -> None:
    pages, wrong = the_work(staff), {}
    with opened(browser, live_server.url, viewport=size) as page:
        signed_in(page, live_server.url, staff[Post.INFORMATION_OFFICER], "/office/items/")
        for name, path in pages.items():
            page.goto(live_server.url + path)
            wrong[name] = (violations(page) if size is DESKTOP else []) + sticking_out(page)
    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_leader_signs_several_on_the_phone(
    browser: Browser, live_server: LiveServer, staff: dict[Post, Person]
) -> None:
    titles = [f"{TITLE}（{word}）" for word in "一二"]
    for title in titles:
        to_sign(drafted_by(staff[Post.INFORMATION_OFFICER], title), staff)
    with opened(browser, live_server.url, viewport=PHONE) as page:
        signed_in(page, live_server.url, staff[Post.SIGNATORY], "/office/")
        page.get_by_role("link", name="2 件待签发，可以一并签发").click()
        page.get_by_role("link", name="全部选中").click()
        assert violations(page) == [] and sticking_out(page) == []
        page.get_by_role("button", name="签发选中的事项").click()
        page.get_by_role("button", name="确认签发").click()
        page.get_by_text("已签发 2 件。").wait_for()
    assert Matter.objects.filter(state=State.PASSED).count() == 2


def drafted_by(clerk: Person, title: str) -> Edition:
    assert clerk.body is not None
    return begin(clerk.body, draft=a_draft(title), by=clerk, at=NOON)


def to_sign(edition: Edition, staff: dict[Post, Person]) -> None:
    """Agreed to by everybody but the leader."""
    matter = hand_in(edition, by=edition.author, at=NOON)
    for step in matter.steps.exclude(kind=Kind.SIGNATURE).order_by("order", "pk"):
        decide(step, Verdict("approve", matter.digest), by=staff[Post(step.post)], at=NOON)
