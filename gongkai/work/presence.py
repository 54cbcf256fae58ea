"""Which workers are there: signs of life, and taking back what the dead left."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.work.models import WorkerProcess
from gongkai.work.queue import reap

SILENCE: Final = timedelta(seconds=60)


@cache
def host() -> str:
    """This machine, or this container of it: process numbers mean the same thing throughout."""
    space = Path("/proc/self/ns/pid")
    return f"{socket.gethostname()} {os.readlink(space) if space.exists() else ''}".strip()[:200]


def beat(name: str, *, started_at: datetime, at: datetime) -> None:
    """Give a sign of life."""
    known = {"host": host(), "pid": os.getpid(), "started_at": started_at, "seen_at": at}
    WorkerProcess.objects.update_or_create(name=name, defaults=known)


def leave(name: str) -> None:
    """Sign off."""
    WorkerProcess.objects.filter(name=name).delete()


def take_back(*, at: datetime, silence: timedelta = SILENCE) -> int:
    """Take back the tasks of workers that are gone or silent, and those over their limit; how many. Who is alive is
    asked after what is running: a worker signs on before its first task."""
    running = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    alive, gone = set(), []
    for process in WorkerProcess.objects.all():
        if process.seen_at < at - silence or _ended(process):
            gone.append(process.pk)
        else:
            alive.add(process.name)
    if gone:
        WorkerProcess.objects.filter(pk__in=gone, seen_at__lt=at).delete()
    return reap(alive, running=running, at=at, grace=silence)


def _ended(process: WorkerProcess) -> bool:
    """Whether it ran on this machine and is no more."""
    if process.host != host():
        return False
    try:
        os.kill(process.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
