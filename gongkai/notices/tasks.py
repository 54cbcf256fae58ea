"""Tasks about notices: going up the ladder, and telling the operator of work that failed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus

from gongkai.notices.actions import escalate, tell
from gongkai.notices.outbox import deliver
from gongkai.organisations.models import Body, Holding, Post
from gongkai.organisations.posts import in_force
from gongkai.work.queries import jobs, with_status

MOST: Final = 50


@task(says="催办：无人处理的提醒升级")
def climb(due: str) -> int:
    """Take every notice that nobody reacted to one step further."""
    return escalate(at=timezone.now())


@task(says="把失败的后台任务告诉系统管理员")
def tell_of_failures(due: str) -> int:
    """Tell the system officers of tasks that were given up; how many. A message that did not arrive is not told by
    another message: it stands on the operator's page."""
    now = timezone.now()
    bodies = _bodies_with_operator(timezone.localdate(now))
    failed = with_status(TaskResultStatus.FAILED).exclude(task_path=deliver.module_path)
    rows = list(jobs(failed[:MOST]))
    for job in rows:
        for body in bodies:
            finished = job.row.finished_at or now
            _tell(body, f"work.failed:{job.row.pk}:{finished.timestamp():.0f}", job.says, now)
    return len(rows)


def _bodies_with_operator(on: date) -> list[Body]:
    held = Holding.objects.filter(in_force(on), post=Post.SYSTEM_OFFICER).values("body")
    return list(Body.objects.filter(pk__in=held))


def _tell(body: Body, key: str, what: str, now: datetime) -> None:
    tell(
        key=f"{key}:{body.code}",
        kind="work.failed",
        body=body,
        post=Post.SYSTEM_OFFICER,
        says=f"后台任务“{what}”多次失败，已停止重试，请处理。",
        link="/office/work/",
        on=now,
        rank=40,
    )
