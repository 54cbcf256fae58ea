"""Notices to a group by its robot, to a real https server: the formats of 企业微信 and 钉钉, and only where the operator
said."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from gongkai.notices.actions import set_reach, tell
from gongkai.notices.models import Message
from gongkai.notices.refusals import Undeliverable
from gongkai.notices.robots import Robot, RobotError, robots_in, send_by
from gongkai.organisations.models import Post
from gongkai.work.errors import NotDone
from gongkai.work.worker import drain
from tests.notices.peers import Group, certificate, robot_server
from tests.people import County, a_county

OPEN = timezone.make_aware(datetime(2026, 3, 2, 10, 0))
MOMENT = 1772416800000


@pytest.fixture
def group() -> Group:
    return Group()


@pytest.fixture
def robot(group: Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Robot]:
    file, context = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with robot_server(group, context) as port:
        address = f"https://localhost:{port}/cgi-bin/webhook/send?key=abc"
        yield Robot("county", "wecom", address, frozenset({"*"}))


def test_the_format_of_wecom(group: Group, robot: Robot) -> None:
    send_by(robot, "提醒", key="k" * 64, milliseconds=MOMENT)
    ((path, headers, body),) = group.received
    assert path == "/cgi-bin/webhook/send?key=abc" and headers["X-Gongkai-Key"] == "k" * 64
    assert body == {"msgtype": "text", "text": {"content": "提醒"}}


def test_the_format_and_signature_of_dingtalk(group: Group, robot: Robot) -> None:
    secret = "SEC" + "0" * 61
    send_by(replace(robot, kind="dingtalk", secret=secret), "提醒", key="k", milliseconds=MOMENT)
    query = parse_qs(urlsplit(group.received[0][0]).query)
    expected = hmac.new(secret.encode(), f"{MOMENT}\n{secret}".encode(), hashlib.sha256).digest()
    assert query["timestamp"] == [str(MOMENT)] and query["sign"] == [base64.b64encode(expected).decode()]


@pytest.mark.parametrize(
    ("status", "answer", "error", "says"),
    [
        (200, b'{"errcode": 45009}', NotDone, "45009"),
        (200, b'{"errcode": 93000}', Undeliverable, "已停用"),
        (200, b"<html>", NotDone, "看不懂"),
        (200, b"[]", NotDone, "看不懂"),
        (404, b"", Undeliverable, "404"),
        (503, b"", NotDone, "503"),
        (302, b"", NotDone, "302"),
    ],
)
def test_an_answer_that_is_no_yes_is_a_refusal_for_good_or_for_now(
    status: int, answer: bytes, error: type[Exception], says: str, group: Group, robot: Robot
) -> None:
    group.status, group.answer, group.location = status, answer, robot.address.replace("send", "elsewhere")
    with pytest.raises(error, match=says):
        send_by(robot, "提醒", key="k", milliseconds=MOMENT)
    assert len(group.received) == 1  # a redirect is not followed


def test_a_certificate_that_nobody_vouches_for_is_refused(
    group: Group, robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(NotDone, match="证书"):
        send_by(robot, "提醒", key="k", milliseconds=MOMENT)
    assert group.received == []


ROBOT = '[[robot]]\ncode = "a"\nkind = "{0}"\naddress = "{1}"\n'


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (ROBOT.format("wecom", "http://qyapi.weixin.qq.com/x"), "https://"),
        (ROBOT.format("wecom", "https://169.254.169.254/x"), "hosts"),
        (ROBOT.format("wecom", "https://qyapi.weixin.qq.com.evil.test/x"), "hosts"),
        (ROBOT.format("wecom", "https://qyapi.weixin.qq.com@evil.test/x"), "hosts"),
        (ROBOT.format("slack", "https://qyapi.weixin.qq.com/x"), "kind"),
        ('[[robot]]\ncode = "a"', "address"),
        ("[[robot", "读不出来"),
    ],
)
def test_a_robot_that_the_operator_did_not_clearly_allow_is_refused(
    wrong: str, says: str, tmp_path: Path
) -> None:
    file = tmp_path / "robots.toml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(RobotError, match=says):
        robots_in(file)


@pytest.fixture
def cast(robot: Robot, tmp_path: Path, settings: Any) -> County:
    file = tmp_path / "robots.toml"
    text = f'hosts = ["{robot.host}"]\n' + ROBOT.format("wecom", robot.address)
    file.write_text(text + 'bodies = ["Q01"]\n', encoding="utf-8")
    settings.ROBOTS = file
    return a_county()


def told(cast: County, key: str = "n") -> int:
    body = cast.county
    post, says = Post.INFORMATION_OFFICER, "机密的一句话"
    tell(key=key, kind="work.failed", body=body, post=post, says=says, link="/", on=OPEN)
    return drain(lambda: OPEN)


@pytest.mark.django_db
def test_a_group_is_told_of_the_notices_of_its_bodies(group: Group, cast: County) -> None:
    assert told(cast) == 1
    ((_, headers, body),) = group.received
    text = body["text"]["content"]
    assert "后台任务失败" in text and "青溪县人民政府" in text and "机密" not in text
    assert headers["X-Gongkai-Key"] == Message.objects.get().key


@pytest.mark.django_db
def test_a_group_is_not_told_where_the_person_does_not_want_it_nor_of_other_bodies(
    group: Group, cast: County
) -> None:
    set_reach(cast.clerk, mail="", by_mail=False, by_robot=False, on=OPEN.date())
    assert told(cast) == 0
    tell(
        key="t",
        kind="other",
        body=cast.township,
        post=Post.COMPETENT_AUTHORITY,
        says="x",
        link="",
        on=OPEN,
    )
    assert drain(lambda: OPEN) == 0 and group.received == []


@pytest.mark.django_db
def test_a_message_that_was_sent_but_not_marked_is_sent_again_under_the_same_key(
    group: Group, cast: County
) -> None:
    told(cast)
    Message.objects.update(sent_at=None)
    from_queue = Message.objects.get()
    told(cast, key="other")
    assert len({headers["X-Gongkai-Key"] for _, headers, _ in group.received}) == 2
    assert from_queue.key == group.received[0][1]["X-Gongkai-Key"]


@pytest.mark.django_db
def test_a_robot_that_is_no_longer_there_is_shown_to_the_operator(
    group: Group, cast: County, settings: Any
) -> None:
    tell(key="n", kind="work", body=cast.county, post=Post.INFORMATION_OFFICER, says="x", link="", on=OPEN)
    settings.ROBOTS = None
    drain(lambda: OPEN)
    assert "没有代码为“a”的工作群机器人" in Message.objects.get().says
