"""What people may ask beside information: that a record about them be corrected (条例 第四十一条), that something be published for
all (条例 第四十四条). Neither is an application, neither counts as one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.identity import Identity, faults, packed
from gongkai.applications.models import Application, Request
from gongkai.notices import actions as notices
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Body, Person, Post
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused

REGISTER: Final = "applications.register"
REPLY: Final = "applications.reply"
LONGEST: Final = 2000


@dataclass(frozen=True)
class Asked:
    """A request: of which body, of which kind, about what, what is asked and why. ``identity``: who asks, which a
    suggestion does not need; ``application``: the one it follows from."""

    body: Body
    kind: str
    about: str
    says: str
    identity: Identity | None = None
    application: Application | None = None


@transaction.atomic
def ask(asked: Asked, *, by: Person | None, at: datetime) -> Request:
    """Register a request; ``by`` is None for the web form. Refused for a correction without who asks and how to reach
    them, and for one that says nothing."""
    if by is not None and not allowed(by, REGISTER, asked.body, localdate(at)):
        raise Refused(f"您没有为{asked.body.name}登记请求的权限。")
    _refuse_incomplete(asked)
    made = Request.objects.create(
        body=asked.body,
        kind=asked.kind,
        about=asked.about.strip()[:200],
        says=asked.says.strip(),
        sealed=packed(asked.identity) if asked.identity else "",
        application=asked.application,
        made_on=localdate(at),
        registered_by=by,
    )
    note("applications.request", made, body=made.body, by=by, on=localdate(at), after={"kind": made.kind})
    notices.tell(
        key=f"applications.request:{made.pk}",
        kind="applications.request",
        body=made.body,
        post=Post.APPLICATION_CLERK,
        says=f"收到一件请求：{made.get_kind_display()}。",
        link="/office/requests/",
        on=at,
    )
    return made


@transaction.atomic
def settle(request: Request, result: str, *, reason: str, by: Person, at: datetime) -> Request:
    """Say what became of it: done, passed_on (only a correction) or not_done, with the reason."""
    held = Request.objects.select_for_update(of=("self",)).select_related("body").get(pk=request.pk)
    if not allowed(by, REPLY, held.body, localdate(at)):
        raise Refused(f"您没有为{held.body.name}处理请求的权限。")
    if held.result:
        raise Refused("这件请求已经处理过了。")
    if result not in Request.Result.values or not result:
        raise Refused("请选择处理结果。")
    if result == Request.Result.PASSED_ON and held.kind != Request.Kind.CORRECTION:
        raise Refused("只有更正请求可以告知向有权机关提出。")
    held.result, held.reason = result, reason_given(reason, "处理")[:500]
    held.settled_on, held.settled_by = localdate(at), by
    held.save(update_fields=["result", "reason", "settled_on", "settled_by"])
    notices.done(f"applications.request:{held.pk}", on=at)
    after = {"result": held.result}
    note("applications.request_settle", held, body=held.body, by=by, on=localdate(at), after=after)
    return held


def _refuse_incomplete(asked: Asked) -> None:
    if asked.kind not in Request.Kind.values:
        raise Refused("请选择请求的类别。")
    if not asked.about.strip() or not asked.says.strip():
        raise Refused("请写明涉及的信息、请求和理由。")
    if len(asked.says) > LONGEST:
        raise Refused(f"请求和理由最多 {LONGEST} 个字。")
    who = asked.identity
    if asked.kind == Request.Kind.CORRECTION and (who is None or not who.name.strip() or not who.reachable):
        raise Refused("请求更正与自身相关的记录，请填写姓名或者名称和联系方式（条例 第四十一条）。")
    if who is not None and (wrong := faults(who)):
        raise Refused("".join(wrong))
