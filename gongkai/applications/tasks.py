"""Tasks of applications: the clocks watched every morning, signed decisions taken, the register held against its replay."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django_tasks import task

from gongkai.applications import extending, replying
from gongkai.applications.models import Application, ReplyDraft
from gongkai.applications.recounting import recount
from gongkai.applications.taking import APPLICATION
from gongkai.applications.watching import watch
from gongkai.approvals.models import Matter, State
from gongkai.law.procedure import CLOSED
from gongkai.organisations.refusal import Refused
from gongkai.work.errors import NotDone

NAMED: Final = 20
LATELY: Final = timedelta(days=60)


@task(says="依申请公开：核对各件期限，到阶段的发出提醒")
def watch_clocks(due: str) -> int:
    """Watch the clocks of every open case; how many alarms are open."""
    now = timezone.now()
    open_ = Application.objects.exclude(state=CLOSED).select_related("body", "clerk")
    return sum(watch(one, at=now) for one in open_.order_by("pk").iterator(chunk_size=500))


@task(says="依申请公开：审签通过的答复和延期记入案件")
def settle_signed(due: str) -> int:
    """Take what was signed into its case, where nobody has done so yet; how many were."""
    now, taken = timezone.now(), 0
    for application in _signed(timezone.localdate(now)):
        try:
            done = (replying.settle(application, at=now), extending.settle(application, at=now))
        except Refused:
            continue  # the case went another way meanwhile; its page says so
        taken += sum(one is not None for one in done)
    return taken


@task(says="依申请公开：台账与办理步骤核对")
def hold_against_replay(due: str) -> int:
    """Hold every case against its replay. NotDone names the cases whose columns are not what their steps say."""
    found = [f"{one.application.pk}（{one.column}）" for one in recount(Application.objects.all())]
    if found:
        raise NotDone(f"依申请公开台账与办理步骤不一致 {len(found)} 处，案件：{'、'.join(found[:NAMED])}。")
    return 0


def _signed(today: date) -> list[Application]:
    """Open cases with a reply, or an extension of late, that has passed."""
    drafts = ReplyDraft.objects.filter(frozen=True, matter__state=State.PASSED)
    extensions = Matter.objects.filter(
        chain=extending.CHAIN, state=State.PASSED, passed_on__gte=today - LATELY
    )
    named = extensions.filter(subject__startswith=f"{APPLICATION}:").values_list("subject", flat=True)
    keys = {int(one.split(":")[1]) for one in named} | set(drafts.values_list("application", flat=True))
    return list(Application.objects.filter(pk__in=keys).exclude(state__in=[CLOSED, "decided"]))
