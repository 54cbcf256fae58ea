"""A reply that did not stand: the application is dealt with again, on a new term, under its first number."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications import taking as applications
from gongkai.notices.actions import done
from gongkai.organisations.models import Person, Post
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused
from gongkai.remedies.models import Remedy
from gongkai.remedies.taking import awaits_reopening


@transaction.atomic
def reopen(remedy: Remedy, *, by: Person, at: datetime) -> Remedy:
    """Have the application dealt with again as the decision says (行政复议法 第六十四条; 行政诉讼法 第七十条). ``by``: the signatory
    of the body. The term runs anew from the day on which the decision came in. Refused where nothing is to be reopened."""
    rows = Remedy.objects.select_for_update(of=("self",))
    locked = rows.select_related("body", "application").get(pk=remedy.pk)
    application, decided_on = locked.application, locked.decided_on
    if not awaits_reopening(locked) or application is None or decided_on is None:
        raise Refused("没有需要重新办理的申请：结果没有责令重新办理、没有关联申请，或者申请已经在办。")
    reason = f"{locked.tribunal}{locked.case_number}：{locked.get_result_display()}"
    applications.take(
        application,
        applications.Taken("reopen", decided_on, {"reason": reason}),
        by=by,
        post=Post.SIGNATORY,
        at=at,
    )
    locked.reopened_on = localdate(at)
    locked.save(update_fields=["reopened_on"])
    done(f"remedies.reopen:{locked.pk}", on=at)
    after = {"application": application.number, "on": decided_on}
    note("remedies.reopen", locked, body=locked.body, by=by, on=localdate(at), after=after)
    remedy.reopened_on = locked.reopened_on
    return locked
