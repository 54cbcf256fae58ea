"""Tasks of the ground itself: the daily anchor of the journal, and clearing away what is long done."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module
from typing import Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.journal.anchors import AnchorBroken, Refused, anchor
from gongkai.work.errors import NotDone
from gongkai.work.models import Allowance, Done

KEEP_TASKS: Final = timedelta(days=14)
KEEP_KEYS: Final = timedelta(days=400)


@task(says="清理早已完成的后台任务记录")
def prune(due: str) -> int:
    """Forget tasks done a fortnight ago, keys of more than a year and allowances whose while is over; failed tasks stay
    until somebody decides."""
    now = timezone.now()
    old = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_TASKS)
    keys = Done.objects.filter(at__lt=now - KEEP_KEYS)
    past = Allowance.objects.filter(until__lt=now)
    return old.delete()[0] + keys.delete()[0] + past.delete()[0]


@task(says="清理过期的登录会话")
def clear_sessions(due: str) -> None:
    """Forget sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@task(says="为操作记录设当日锚点", attempts=3)
def set_anchor(due: str) -> int:
    """Set the day's anchor of the journal; its number. Twice on a day does no harm."""
    on = timezone.localdate(datetime.fromisoformat(due))
    try:
        return anchor(on).number
    except (AnchorBroken, Refused) as error:
        raise NotDone(str(error)) from error
