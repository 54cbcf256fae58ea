"""The queue: rows of django-tasks-db, written in the transaction of whoever enqueues, and tasks that know their bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, ParamSpec, TypeVar

from django.utils.module_loading import import_string
from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

P = ParamSpec("P")
T = TypeVar("T")
LONGEST_DELAY: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedTask(Task[P, T]):
    """A task with its bounds: ``@task(says=…, limit=…, attempts=…, delay=…)``, times in seconds.

    ``limit``: a run that takes longer is ended and counts as an attempt. ``delay``: before the second attempt; each
    later one waits four times as long, at most two hours.
    """

    says: str = ""
    limit: int = 300
    attempts: int = 5
    delay: float = 10


class Backend(DatabaseBackend):
    """The backend of django-tasks-db, for tasks with bounds."""

    task_class = BoundedTask  # type: ignore[assignment]  # the base names its own class, not a kind of it


@dataclass(frozen=True)
class Bounds:
    """What the worker has to know of a task: what it is called, its limit, attempts and first delay."""

    says: str
    limit: timedelta = timedelta(minutes=5)
    attempts: int = 5
    delay: timedelta = timedelta(seconds=10)

    def delay_after(self, attempts: int) -> timedelta:
        """How long to wait after so many attempts; not at all after none."""
        if attempts < 1:
            return timedelta(0)
        growth = float(4 ** min(attempts - 1, 12))
        return min(self.delay * growth, LONGEST_DELAY)


def bounds_of(path: str) -> Bounds:
    """The bounds of a task by its path; of a task that this version no longer has, those of any other."""
    try:
        task = import_string(path)
    except ImportError:
        task = None
    if not isinstance(task, BoundedTask):
        return Bounds(path)
    limit, delay = timedelta(seconds=task.limit), timedelta(seconds=task.delay)
    return Bounds(task.says or path, limit, task.attempts, delay)
