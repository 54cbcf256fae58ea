"""The first account of an installation: whoever sets up all others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.organisations import demonstration, passwords
from gongkai.organisations.actions import enrol, establish
from gongkai.organisations.models import Body, Holding, Person, Post
from gongkai.organisations.posts import appoint
from gongkai.organisations.refusal import Refused


@dataclass(frozen=True)
class First:
    """Account and name of the administrator, and the body that is set up where there is none yet."""

    account: str
    name: str
    body_code: str = ""
    body_name: str = ""
    body_kind: str = ""


@transaction.atomic
def set_up(first: First, *, on: date) -> tuple[Person, str]:
    """Make the first system officer and return them with their one-time password.

    Refused: in the demonstration, where there is a system officer already, and without any body.
    """
    if demonstration.is_here():
        raise Refused("这是演示库，不建正式账号。请用 GONGKAI_VAR 指定另外的数据目录后再运行。")
    if Holding.objects.filter(post=Post.SYSTEM_OFFICER, until__isnull=True, person__is_active=True).exists():
        raise Refused("已经有系统管理员了。忘记密码请用 manage.py new_password 账号。")
    if Person.objects.filter(account=first.account).exists():
        raise Refused(f"账号“{first.account}”已经有人使用，请另取一个。")
    body, password = _body(first, on), passwords.one_time_password()
    person = enrol(account=first.account, name=first.name, password=password, by=None, on=on, body=body)
    passwords.give_first(person, password=password, on=on)
    appoint(person, body=body, post=Post.SYSTEM_OFFICER, by=None, on=on)
    return person, password


def _body(first: First, on: date) -> Body:
    """The top of the tree, set up where there is no body yet."""
    top = Body.objects.filter(placements__isnull=True).order_by("pk").first()
    if top is not None:
        return top
    if not (first.body_code and first.body_name):
        raise Refused("还没有任何机关，请同时给出机关代码和名称：--body-code 代码 --body-name 名称。")
    return establish(code=first.body_code, name=first.body_name, kind=first.body_kind, by=None, on=on)
