"""Messages to a group by its robot (企业微信, 钉钉). Where they go is set by the operator in a file: nobody else can make
the platform ask an address."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import ssl
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit

from django.conf import settings

from gongkai.notices.refusals import Undeliverable
from gongkai.work.errors import NotDone

KINDS: Final = ("wecom", "dingtalk")
HOSTS: Final = frozenset({"qyapi.weixin.qq.com", "oapi.dingtalk.com"})
TIMEOUT: Final = 10.0
LONGEST_ANSWER: Final = 65536


class RobotError(ValueError):
    """The file of robots is wrong; the message names the entry and what is expected."""


@dataclass(frozen=True)
class Robot:
    """A group's robot. ``bodies``: codes of the bodies whose notices go there, "*" for all others."""

    code: str
    kind: str
    address: str
    bodies: frozenset[str]
    secret: str = ""

    @property
    def host(self) -> str:
        """The host that is asked, with its port where one is given."""
        return urlsplit(self.address).netloc


@cache
def robots_in(path: Path) -> Mapping[str, Robot]:
    """The robots of a file by their code."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RobotError(f"工作群机器人文件 {path} 读不出来：{error}") from error
    hosts = HOSTS | set(data.get("hosts", []))
    found = [_robot(entry, hosts) for entry in data.get("robot", [])]
    return {robot.code: robot for robot in found}


def _robot(entry: Mapping[str, Any], hosts: frozenset[str]) -> Robot:
    place = f"工作群机器人 {entry.get('code', '')}"
    if not all(isinstance(entry.get(key), str) and entry[key] for key in ("code", "kind", "address")):
        raise RobotError(f"{place}：应有 code、kind、address。")
    robot = Robot(
        entry["code"],
        entry["kind"],
        entry["address"],
        frozenset(entry.get("bodies", ["*"])),
        entry.get("secret", ""),
    )
    if robot.kind not in KINDS:
        raise RobotError(f"{place}：kind 应为 {' 或 '.join(KINDS)}。")
    if urlsplit(robot.address).scheme != "https" or robot.host not in hosts:
        raise RobotError(f"{place}：address 应以 https:// 开头，主机应列在 hosts 里。")
    return robot


def robots() -> Mapping[str, Robot]:
    """The robots that the operator set."""
    return robots_in(settings.ROBOTS) if settings.ROBOTS else {}


def robot_for(body: str) -> Robot | None:
    """The robot of a body, by its code; else the one for all others."""
    every = robots().values()
    own = next((robot for robot in every if body in robot.bodies), None)
    return own or next((robot for robot in every if "*" in robot.bodies), None)


def signature(secret: str, milliseconds: int) -> str:
    """钉钉「加签」: the query that is added to the address; "" without a secret."""
    if not secret:
        return ""
    told = hmac.new(secret.encode(), f"{milliseconds}\n{secret}".encode(), hashlib.sha256).digest()
    return f"&timestamp={milliseconds}&sign={quote_plus(base64.b64encode(told))}"


def send_by(robot: Robot, text: str, *, key: str, milliseconds: int) -> None:
    """Send a text to the robot's group. Never follows a redirect, waits ten seconds at most. Undeliverable where the
    robot is not there (any more), NotDone where it may work later."""
    parts = urlsplit(robot.address)
    query = parts.query + (signature(robot.secret, milliseconds) if robot.kind == "dingtalk" else "")
    content = json.dumps({"msgtype": "text", "text": {"content": text}}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8", "X-Gongkai-Key": key}
    connection = http.client.HTTPSConnection(
        parts.netloc, timeout=TIMEOUT, context=ssl.create_default_context()
    )
    try:
        connection.request("POST", f"{parts.path or '/'}?{query}", content, headers)
        answer = connection.getresponse()
        _judge(answer.status, answer.read(LONGEST_ANSWER))
    except (OSError, http.client.HTTPException) as error:
        raise NotDone("连不上工作群机器人，或者它的证书不对。") from error
    finally:
        connection.close()


def _judge(status: int, answer: bytes) -> None:
    """Both kinds answer 200 and tell in ``errcode`` whether it worked."""
    if status in (401, 403, 404, 410):
        raise Undeliverable(f"工作群机器人不存在或不接受（{status}），请核对地址。")
    if status != 200:
        raise NotDone(f"工作群机器人答复 {status}。")
    try:
        code = json.loads(answer)["errcode"]
    except (ValueError, KeyError, TypeError):
        raise NotDone("工作群机器人的答复看不懂。") from None
    if code in (93000, 300001, 400101):  # no such robot, no such token
        raise Undeliverable(f"工作群机器人不存在或已停用（{code}），请核对地址。")
    if code:
        raise NotDone(f"工作群机器人没有接受（{code}）。")
