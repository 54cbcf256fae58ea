"""A clerk's whole way in a real browser: a letter is registered, corrected, a party asked, the reply drafted, signed, made and
served, and the case lies in the archive; every page on the way clean to axe, and a paper is covered with the pointer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typst
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.applications.models import Application, Redaction
from gongkai.approvals.models import Matter
from gongkai.organisations.models import Person, Post
from tests.applications.cases import ID_NUMBER, from_web
from tests.applications.ways import agreed
from tests.people import PASSWORD, County, a_county, somebody
from tests.portal.browser import PHONE, chromium, opened, sticking_out, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
POSTS = (Post.REVIEWER, Post.SECRECY_REVIEWER, Post.LEGAL_REVIEWER, Post.SIGNATORY)
TITLE = "河道清淤工程的招标文件"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def cast(live_server: LiveServer, settings: Any) -> County:
    settings.SECOND_FACTOR = frozenset()
    return a_county()


@pytest.fixture
def clerk(cast: County) -> Person:
    return somebody("clerk-2", cast.township, Post.APPLICATION_CLERK, name="赵某")


class Way:
    """The way of one person over the pages; ``found``: what axe says of each that was looked at."""

    def __init__(self, page: Page, root: str) -> None:
        self.page, self.root = page, root
        self.found: dict[str, list[str]] = {}

    def sign_in(self, person: Person, then: str) -> None:
        self.page.goto(f"{self.root}/login/?next={then}")
        self.page.get_by_label("账号").fill(person.account)
        self.page.get_by_label("密码").fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(self.root + then)

    def look(self) -> None:
        heading = self.page.locator("h1").first.inner_text()
        self.found[heading] = violations(self.page) + sticking_out(self.page)

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)

    def press(self, name: str, says: str) -> None:
        """Press a button of the page and see what is said then."""
        self.page.locator("main").get_by_role("button", name=name, exact=True).click()
        self.page.locator("main").get_by_text(says).first.wait_for()

    def go(self, link: str, heading: str) -> None:
        self.page.locator("main").get_by_role("link", name=link, exact=True).first.click()
        self.page.locator("h1", has_text=heading).wait_for()
        self.look()


def registered(way: Way) -> Application:
    today = timezone.localdate().isoformat()
    way.look()
    way.fill(on=today, number="XA00000000001", name="申请人甲", document_number=ID_NUMBER)
    way.page.select_option("main [name=document]", "identity_card")
    way.fill(address="青溪县某路一号", wanted=TITLE)
    way.page.select_option("main [name=form]", "纸质")
    way.press("登记", "查询码只在这一页显示一次")
    way.look()
    way.go("打开案件", TITLE)
    return Application.objects.get()


def corrected(way: Way) -> None:
    way.go("告知申请人补正", "告知申请人补正")
    way.fill(until="2099-01-05", reason="没有写明年份")
    way.press("告知申请人补正", "已办理：告知申请人补正")
    way.go("收到申请人的补正", "收到申请人的补正")
    way.press("收到申请人的补正", "已办理：收到申请人的补正")


def consulted(way: Way) -> None:
    way.go("发出征求意见书", "征求意见")
    way.fill(name="某某建设公司", address="青溪县某路二号")
    way.press("发出征求意见书", "答复码只在这一页显示一次")
    way.look()
    way.go("回到案件", TITLE)
    way.go("收到意见", "收到意见")
    way.page.select_option("main [name=view]", "agrees")
    way.press("收到意见", "已办理：收到意见")


def drafted(way: Way, staff: dict[Post, Person]) -> None:
    way.go("拟写答复", "办理结果")
    way.go("予以公开", "予以公开")
    way.fill(given="招标文件一份", facts="本机关保存有该文件")
    way.press("保存并送审", "已送审")
    agreed(Matter.objects.get(), staff, timezone.localdate())
    way.press("记入签发结果", "已记入：签发答复")


def served(way: Way) -> None:
    way.go("制作、送达文书", "文书")
    way.go("《政府信息予以公开告知书》", "政府信息予以公开告知书")
    way.press("制作文书", "已制作，文号")
    way.look()
    way.page.get_by_role("link", name="登记送达").first.click()
    way.page.locator("h1", has_text="送达：").wait_for()
    way.look()
    way.fill(mail_number="XA00000000009")
    way.press("登记送达", "已登记送达")


def test_a_letter_on_its_way_from_the_mail_room_to_the_archive(
    browser: Browser, live_server: LiveServer, cast: County, clerk: Person
) -> None:
    staff = {post: somebody(f"staff-{post}", cast.township, post) for post in POSTS}
    with opened(browser, live_server.url) as page:
        way = Way(page, live_server.url)
        way.sign_in(clerk, "/office/cases/new/")
        case = registered(way)
        corrected(way)
        consulted(way)
        drafted(way, staff)
        served(way)
        page.goto(f"{live_server.url}/office/cases/closed/")
        way.go(case.number, TITLE)
        page.locator("main").get_by_text("已办结").first.wait_for()
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "granted")
    assert {heading: found for heading, found in way.found.items() if found} == {}


def test_a_paper_is_covered_by_drawing_on_it_with_the_pointer_on_the_phone_too(
    browser: Browser, live_server: LiveServer, cast: County, clerk: Person, tmp_path: Path
) -> None:
    case = from_web(cast.township, timezone.localdate()).application
    source = b"#set page(width: 400pt, height: 300pt)\nplain words"
    (tmp_path / "roll.pdf").write_bytes(typst.compile(source, format="pdf"))
    with opened(browser, live_server.url, viewport=PHONE) as page:
        way = Way(page, live_server.url)
        way.sign_in(clerk, f"/office/cases/{case.pk}/redactions/")
        page.set_input_files("#file", str(tmp_path / "roll.pdf"))
        way.press("上传", "遮盖处")
        way.look()
        page.locator(".canvas img").scroll_into_view_if_needed()
        box = page.locator(".canvas svg").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + 0.1 * box["width"], box["y"] + 0.1 * box["height"])
        page.mouse.down()
        page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 0.5 * box["height"])
        page.mouse.up()
        assert page.locator(".canvas rect").count() == 1
        assert abs(float(page.locator("[name=right]").first.input_value()) - 90) < 1
        way.press("遮盖，生成遮盖件", "已遮盖，可以随答复提供")
        way.look()
    assert Redaction.objects.get().digest and [one.ground for one in Redaction.objects.get().boxes.all()]
    assert {heading: found for heading, found in way.found.items() if found} == {}
