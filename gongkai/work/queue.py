"""A task on its way: claimed by one worker, then done, failed with another attempt to come, given back or given up.
Every step holds only while the claim stands, so that a worker thought dead cannot overwrite what came after it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from gongkai.work.backend import bounds_of
from gongkai.work.errors import Gone, OverLimit, name_of, told

Row = DBTaskResult[..., Any]


def ready(at: datetime) -> QuerySet[Row]:
    """Tasks that may be run now."""
    may_start = Q(run_after=get_date_max()) | Q(run_after__lte=at)
    return DBTaskResult.objects.filter(may_start, status=TaskResultStatus.READY)


def claim(worker: str, *, at: datetime) -> Row | None:
    """The next task, now this worker's; None where none is ready."""
    if not ready(
        at
    ).exists():  # asked first without a lock, which on SQLite would be that of the whole database
        return None
    with transaction.atomic():
        row = ready(at).select_for_update(skip_locked=True).first()
        if row is not None:
            row.status, row.started_at = TaskResultStatus.RUNNING, at
            row.worker_ids = [*row.worker_ids, worker]
            row.save(update_fields=["status", "started_at", "worker_ids"])
    return row


def _mine(row: Row) -> QuerySet[Row]:
    """The task while the claim stands under which it was taken."""
    return DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)


def finish(row: Row, result: object, *, at: datetime) -> bool:
    """Mark a task done; whether the claim still stood."""
    told_nothing = {"exception_class_path": "", "traceback": ""}
    return bool(
        _mine(row).update(
            status=TaskResultStatus.SUCCESSFUL,
            finished_at=at,
            return_value=normalize_json(result),
            **told_nothing,
        )
    )


def fail(row: Row, error: BaseException, *, at: datetime) -> bool:
    """Note a failed attempt: another one later, or the end where the attempts are used up; whether the claim stood."""
    bounds, tried = bounds_of(row.task_path), len(row.worker_ids)
    said = {"exception_class_path": name_of(error), "traceback": told(error)}
    if tried >= bounds.attempts:
        return bool(_mine(row).update(status=TaskResultStatus.FAILED, finished_at=at, **said))
    # the first two times a process dies it is hardly the task's fault: no waiting
    spared = 2 if isinstance(error, Gone) else 0
    wait = bounds.delay_after(tried - spared)
    return bool(_mine(row).update(status=TaskResultStatus.READY, run_after=at + wait, **said))


def give_back(row: Row, *, at: datetime) -> bool:
    """Put a task back that its worker has no time to finish; it does not count as an attempt."""
    return bool(
        _mine(row).update(status=TaskResultStatus.READY, run_after=at, worker_ids=row.worker_ids[:-1])
    )


def over_limit(row: Row, *, at: datetime, grace: timedelta = timedelta(0)) -> bool:
    """Whether a task runs for longer than it may."""
    return row.started_at is not None and row.started_at + bounds_of(row.task_path).limit + grace < at


def reap(alive: set[str], *, running: list[Row], at: datetime, grace: timedelta) -> int:
    """Take back tasks whose worker is gone or that overran their limit by more than ``grace`` (their own worker ends
    them first); how many."""
    gone = [row for row in running if row.worker_ids[-1:] and row.worker_ids[-1] not in alive]
    late = [row for row in running if row not in gone and over_limit(row, at=at, grace=grace)]
    taken = [fail(row, Gone("执行它的进程已不在。"), at=at) for row in gone]
    return sum(taken) + sum(fail(row, OverLimit("超过时限。"), at=at) for row in late)
