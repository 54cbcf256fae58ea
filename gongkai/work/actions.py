"""What is done about work: enqueue it, do something once under a key, run the schedule; retry or give up by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.journal.actions import record
from gongkai.journal.actor import Actor
from gongkai.work.backend import bounds_of
from gongkai.work.models import Done, ScheduleEntry
from gongkai.work.schedule import Run, schedule

Row = DBTaskResult[..., Any]
UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


class Refused(Exception):
    """Why something is not done about a task, as a sentence for the operator."""


def later(task: Task[..., Any], *args: object, after: datetime | None = None) -> str:
    """Have a task done by a worker, not before ``after``; its key. The row stands in the transaction at hand, so that
    it is there exactly when what it is for is there (docs/decisions/0011). Arguments: keys and codes, never a
    personal value."""
    return str(task.using(run_after=after).enqueue(*args).id)


def once(key: str, *, at: datetime) -> bool:
    """Whether this is the first time under this key. Call it inside the transaction of what is to be done once: of
    two who do so at the same time the second waits for the first and is told no, unless the first gives up."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("once() stands inside the transaction of what is done")
    _, first = Done.objects.get_or_create(key=key, defaults={"at": at})
    return first


def tick(*, at: datetime) -> list[str]:
    """Enqueue what the schedule says is due, each due run once however many workers ask; codes of what was."""
    rows = {row.code: row for row in ScheduleEntry.objects.all()}
    for code in rows.keys() - schedule().keys():
        rows[code].delete()
    return [run.code for run in schedule().values() if _tick(run, rows.get(run.code), at)]


def _tick(run: Run, row: ScheduleEntry | None, at: datetime) -> bool:
    following = run.next_after(at)
    if row is None:
        first = {"next_due": at if run.every else following}
        row, _ = ScheduleEntry.objects.get_or_create(code=run.code, defaults=first)
    if row.next_due > at:
        if row.next_due > following:  # the schedule was tightened since
            ScheduleEntry.objects.filter(pk=row.pk).update(next_due=following)
        return False
    return _enqueue_due(run, row, at)


@transaction.atomic
def _enqueue_due(run: Run, row: ScheduleEntry, at: datetime) -> bool:
    mine = ScheduleEntry.objects.filter(pk=row.pk, next_due=row.next_due)
    if not mine.update(next_due=run.next_after(at), last_run=at):
        return False
    if DBTaskResult.objects.filter(task_path=run.task, status__in=UNFINISHED).exists():
        return False  # the run before is not through yet; this one would only repeat it
    later(import_string(run.task), row.next_due.isoformat())
    return True


@transaction.atomic
def run_now(code: str, *, by: Actor, on: date, at: datetime) -> str:
    """Run a line of the schedule now, beside its times; the key of the task. Refused while a run is under way."""
    run = schedule().get(code)
    if run is None:
        raise Refused(f"没有“{code}”这项定时任务。")
    if DBTaskResult.objects.filter(task_path=run.task, status__in=UNFINISHED).exists():
        raise Refused(f"“{run.says}”已在排队或正在运行。")
    ScheduleEntry.objects.filter(code=code).update(last_run=at)
    record("work.run_now", chain="", by=by, on=on, object=f"work.ScheduleEntry:{code}")
    return later(import_string(run.task), at.isoformat())


@transaction.atomic
def retry(row: Row, *, by: Actor, on: date, at: datetime) -> Row:
    """Let a failed task be tried again from the start of its attempts."""
    given = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.FAILED)
    fresh = {"status": TaskResultStatus.READY, "run_after": at, "worker_ids": [], "finished_at": None}
    if not given.update(**fresh):
        raise Refused("这项任务没有失败，不需要重试。")
    record("work.retry", chain="", by=by, on=on, object=f"work.Task:{row.pk}", after=_named(row))
    row.refresh_from_db()
    return row


@transaction.atomic
def give_up(row: Row, *, by: Actor, on: date, reason: str) -> None:
    """Take a failed task off the list for good."""
    if not reason.strip():
        raise Refused("请写明放弃的理由。")
    if not DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.FAILED).delete()[0]:
        raise Refused("这项任务没有失败，不能放弃。")
    record(
        "work.give_up",
        chain="",
        by=by,
        on=on,
        object=f"work.Task:{row.pk}",
        reason=reason.strip(),
        before=_named(row),
    )


def _named(row: Row) -> dict[str, object]:
    return {"task": row.task_path, "says": bounds_of(row.task_path).says, "attempts": len(row.worker_ids)}
