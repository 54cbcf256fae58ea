"""A county sets itself up in a real browser with the keyboard alone: the first administrator brings bodies and people in,
the security officer appoints, and the clerk of a township sees exactly what is theirs."""

from __future__ import annotations

import io
import re
import time
from base64 import b32decode
from pathlib import Path

import pytest
from django.core.management import call_command
from django_otp.oath import TOTP
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from gongkai.organisations.models import Body, Holding
from tests.office.keyboard import Keyboard
from tests.portal.browser import opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
OWN = "Bamboo-raft 7 up"
BODIES = [
    ["Q02", "青溪县民政局", "政府部门", "Q01"],
    ["Q03", "柳湾镇人民政府", "乡镇人民政府", "Q01"],
]
PEOPLE = [
    ["aq.anquan", "甲某", "Q01", "安全管理员"],
    ["lw.xinxi", "乙某", "Q03", "信息员"],
    ["mz.xinxi", "丙某", "Q02", "信息员"],
]


@pytest.fixture
def password(live_server: LiveServer) -> str:
    """What the command for the first administrator prints."""
    out = io.StringIO()
    asked = {"body_code": "Q01", "body_name": "青溪县人民政府"}
    call_command("first_administrator", stdout=out, **asked)
    found = re.search(r"一次性密码 (\S+)", out.getvalue())
    assert found is not None
    return found.group(1)


def _sign_in(keys: Keyboard, account: str, password: str, heading: str) -> None:
    keys.type("账号", account)
    keys.type("密码", password)
    keys.enter(heading=heading)


def _own_password(keys: Keyboard, given: str, heading: str) -> None:
    keys.type("现用密码", given)
    keys.type("新密码", OWN)
    keys.type("再输一遍新密码", OWN)
    keys.enter(heading=heading)


def _second_factor(keys: Keyboard) -> None:
    """Read the key off the page, as a phone does, and type what it shows."""
    secret = keys.page.locator("main code").inner_text().replace(" ", "")
    totp = TOTP(b32decode(secret + "=" * (-len(secret) % 8)))
    totp.time = time.time()
    keys.type("六位数字", f"{totp.token():06d}")
    keys.enter(heading="恢复码")
    keys.enter("已经保存好", heading="今日待办")


def _sign_out(keys: Keyboard) -> None:
    keys.enter("退出")
    keys.page.get_by_role("link", name="工作人员登录").wait_for()


def _filled(template: Path, to: Path) -> Path:
    """The template as somebody fills it in."""
    book = load_workbook(template)
    for name, rows in (("机关", BODIES), ("人员", PEOPLE)):
        for at, row in enumerate(rows, 2):
            for column, text in enumerate(row, 1):
                book[name].cell(at, column, text)
    book.save(to)
    return to


def _slips(page: Page) -> dict[str, str]:
    """Account → password, as the slips show them."""
    codes = page.locator(".slips code").all_inner_texts()
    return dict(zip(codes[::2], codes[1::2], strict=True))


def _set_up(keys: Keyboard, password: str, folder: Path) -> dict[str, str]:
    _sign_in(keys, "admin", password, "修改密码")
    _own_password(keys, password, "启用手机动态口令")
    _second_factor(keys)
    keys.enter("导入机关和人员", heading="导入机关和人员")
    template = folder / "模板.xlsx"
    keys.download("空白模板").save_as(template)
    keys.hand_over("填好的表", _filled(template, folder / "名册.xlsx"))
    keys.enter("上传并核对", heading="核对名册")
    assert not Body.objects.filter(code="Q03").exists()
    keys.enter("确认导入", heading="一次性密码条")
    slips = _slips(keys.page)
    keys.enter("已经打印", heading="导入结果")
    _sign_out(keys)
    return slips


def test_a_county_is_set_up_with_the_keyboard_alone(
    browser: Browser, live_server: LiveServer, password: str, tmp_path: Path
) -> None:
    with opened(browser, f"{live_server.url}/login/", accept_downloads=True) as page:
        keys = Keyboard(page)
        slips = _set_up(keys, password, tmp_path)
        assert set(slips) == {"aq.anquan", "lw.xinxi", "mz.xinxi"}
        keys.enter("工作人员登录", heading="工作人员登录")
        _sign_in(keys, "aq.anquan", slips["aq.anquan"], "修改密码")
        _own_password(keys, slips["aq.anquan"], "启用手机动态口令")
        _second_factor(keys)
        keys.enter("人员", heading="人员")
        keys.enter("mz.xinxi", heading="丙某")
        keys.enter("任职", heading="任职：丙某")
        keys.choose("岗位", "依申请经办")
        keys.enter("任职", heading="丙某")
        assert Holding.objects.filter(person__account="mz.xinxi", post="application_clerk").exists()
        _sign_out(keys)
        keys.enter("工作人员登录", heading="工作人员登录")
        _sign_in(keys, "lw.xinxi", slips["lw.xinxi"], "修改密码")
        _own_password(keys, slips["lw.xinxi"], "今日待办")
        _sees_exactly_theirs(page)
        keys.enter("人员", heading="人员")
        assert page.locator(".rows tbody th").all_inner_texts() == ["lw.xinxi"]
        _sign_out(keys)
    assert {heading: found for heading, found in keys.looked_at.items() if found} == {}
    assert len(keys.looked_at) >= 11


def _sees_exactly_theirs(page: Page) -> None:
    assert "柳湾镇人民政府" in page.locator("header .acting").inner_text()
    due = page.locator(".due tbody a").all_inner_texts()
    assert due and all("柳湾镇人民政府" in says for says in due)
    menu = set(page.locator(".menu a").all_inner_texts())
    assert {"今日待办", "上传年报", "我的账号"} <= menu
    assert menu.isdisjoint({"导入机关和人员", "账号安全", "后台任务"})
