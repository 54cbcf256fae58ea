"""An extension of the reply term: proposed with its reason, agreed to by the head of the office (条例 第三十三条), then taken."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.models import Application
from gongkai.applications.models import Step as Row
from gongkai.applications.replaying import steps_of
from gongkai.applications.replying import REPLY, signed_by
from gongkai.applications.taking import Taken, permitted, subject, take
from gongkai.approvals import actions as approvals
from gongkai.approvals.digest import Content
from gongkai.approvals.models import Matter, State
from gongkai.approvals.queries import latest
from gongkai.law.procedure import Step
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Person
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused

CHAIN: Final = "extension"


@transaction.atomic
def ask(application: Application, days: int, *, reason: str, by: Person, at: datetime) -> Matter:
    """Propose to extend the term by so many working days. Refused with the law's sentence where it could not be done today:
    too many days, or the term is over."""
    locked = Application.objects.select_for_update(of=("self",)).select_related("body").get(pk=application.pk)
    if not allowed(by, REPLY, locked.body, localdate(at)):
        raise Refused(f"您没有为{locked.body.name}送审延期的权限。")
    reason, before = reason_given(reason, "延期"), steps_of(locked)
    facts = {"days": days, "approved": "待机构负责人同意"}
    permitted(before, [*before, Step("extend", localdate(at), "signatory", facts)])
    content = Content(
        f"{locked.number} 号申请拟延长答复期限 {days} 个工作日。理由：{reason}",
        {"body": locked.body.code, "number": locked.number, "days": days, "reason": reason},
    )
    returned = latest(subject(locked, CHAIN))
    if returned is not None and returned.state == State.RETURNED:
        return approvals.restart(returned, content=content, by=by, at=at)
    title = f"{locked.body.name} {locked.number} 号申请延长答复期限"
    about = approvals.Subject(subject(locked, CHAIN), CHAIN, locked.body, title)
    return approvals.begin(about, content=content, by=by, at=at)


@transaction.atomic
def settle(application: Application, *, at: datetime) -> Row | None:
    """Take the extension that was agreed to, as of the day it was; None where there is none that is not taken yet."""
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    matter = latest(subject(locked, CHAIN))
    if matter is None or matter.state != State.PASSED:
        return None
    if locked.steps.filter(code="extend", facts__matter=matter.pk).exists():
        return None
    shown = matter.presentations.get(turn=matter.turn)
    said, signer = json.loads(shown.content)["metadata"], signed_by(matter)
    facts = {
        "days": said["days"],
        "reason": said["reason"],
        "approved": signer.name if signer else "",
        "matter": matter.pk,
    }
    day = matter.passed_on or localdate(at)
    return take(application, Taken("extend", day, facts), by=signer, post="signatory", at=at)
