"""Questions about work: what waits, what runs, what failed, who is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.timezone import localtime
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from gongkai.work.backend import bounds_of
from gongkai.work.models import ScheduleEntry, WorkerProcess
from gongkai.work.presence import SILENCE
from gongkai.work.queue import Row
from gongkai.work.schedule import Run, schedule

STATES: Final = {
    TaskResultStatus.READY: "等待",
    TaskResultStatus.RUNNING: "正在运行",
    TaskResultStatus.SUCCESSFUL: "已完成",
    TaskResultStatus.FAILED: "失败",
}


@dataclass(frozen=True)
class Job:
    """A task in the queue as the operator reads it."""

    row: Row
    says: str
    limit: timedelta
    bound: int

    @property
    def attempts(self) -> int:
        """How often it was begun."""
        return len(self.row.worker_ids)

    @property
    def next(self) -> int:
        """Which attempt the next one is."""
        return self.attempts + 1

    @property
    def state(self) -> str:
        """Where it stands, in words."""
        return STATES[TaskResultStatus(self.row.status)]

    @property
    def limit_in_words(self) -> str:
        """How long one run may take."""
        seconds = int(self.limit.total_seconds())
        return f"{seconds // 60} 分钟" if seconds % 60 == 0 else f"{seconds} 秒"

    @property
    def starts(self) -> datetime | None:
        """Not before when; None for at once."""
        return None if self.row.run_after == get_date_max() else self.row.run_after

    @property
    def about(self) -> str:
        """What it was given, as one line."""
        given: dict[str, Any] = self.row.args_kwargs
        return "，".join(_in_words(value) for value in (*given["args"], *given["kwargs"].values()))


def _in_words(value: object) -> str:
    """A moment in local time, anything else as it is."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        moment = None
    return f"{localtime(moment):%Y-%m-%d %H:%M}" if moment and moment.tzinfo else str(value)


@dataclass(frozen=True)
class Line:
    """A line of the schedule with its times."""

    run: Run
    entry: ScheduleEntry | None


def with_status(status: TaskResultStatus) -> QuerySet[Row]:
    """Tasks of one status, those that come first first."""
    order = "-finished_at" if status == TaskResultStatus.FAILED else "run_after"
    return DBTaskResult.objects.filter(status=status).order_by(order, "enqueued_at")


def jobs(rows: QuerySet[Row]) -> Iterator[Job]:
    """Rows as the operator reads them."""
    for row in rows:
        bounds = bounds_of(row.task_path)
        yield Job(row, bounds.says, bounds.limit, bounds.attempts)


def lines() -> list[Line]:
    """The schedule with when each line ran and will run."""
    entries = {entry.code: entry for entry in ScheduleEntry.objects.all()}
    return [Line(run, entries.get(run.code)) for run in schedule().values()]


def at_work(at: datetime) -> QuerySet[WorkerProcess]:
    """Workers that gave a sign of life lately."""
    return WorkerProcess.objects.filter(seen_at__gte=at - SILENCE)
