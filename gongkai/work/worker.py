"""A worker: takes one task after the other, keeps the schedule, and gives back what it cannot finish in time."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import Final

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_tasks.base import TaskContext

from gongkai.work import presence
from gongkai.work.actions import tick
from gongkai.work.errors import OverLimit, name_of
from gongkai.work.queue import Row, claim, fail, finish, give_back, over_limit

log = logging.getLogger("gongkai.work")
ROUNDS: Final = timedelta(seconds=5)
OVERRUN: Final = 75


@dataclass
class Worker:
    """One process that works. ``clock`` tells the time, ``interval`` is how long it rests when there is nothing to do
    and ``grace`` how long it goes on with a task when asked to stop, in seconds."""

    clock: Callable[[], datetime]
    interval: float = 1.0
    grace: float = 20.0
    silence: timedelta = presence.SILENCE
    rounds: timedelta = ROUNDS
    name: str = field(default_factory=lambda: secrets.token_hex(8))
    stop: Event = field(default_factory=Event)
    running: Row | None = None
    _next_round: datetime | None = None

    def work(self) -> None:
        """Work until asked to stop."""
        started = self.clock()
        presence.beat(self.name, started_at=started, at=started)
        watch = Thread(target=self._watch, args=(started,), daemon=True)
        watch.start()
        while not self.stop.is_set():
            try:
                close_old_connections()
                busy = self.step()
            except (DatabaseError, InterfaceError) as error:
                log.warning("数据库暂时不可用：%s", name_of(error))
                connection.close()
                busy = False
            if not busy:
                self.stop.wait(self.interval)
        watch.join(timeout=5)
        presence.leave(self.name)

    def step(self) -> bool:
        """The schedule where it is time to look at it, then one task; whether there was one."""
        now = self.clock()
        if self._next_round is None or now >= self._next_round:
            self._next_round = now + self.rounds
            presence.take_back(at=now, silence=self.silence)
            tick(at=now)
        row = claim(self.name, at=now)
        if row is not None:
            self.run(row)
        return row is not None

    def run(self, row: Row) -> None:
        """Run a claimed task and note what became of it."""
        self.running = row
        try:
            result = call(row)
        except Exception as error:
            log.warning("任务 %s（%s）没有完成：%s", row.pk, row.task_path, name_of(error))
            fail(row, error, at=self.clock())
        else:
            finish(row, result, at=self.clock())
        finally:
            self.running = None

    def _watch(self, started: datetime) -> None:
        """Beside the work: signs of life; the end of a task over its limit, and of one that the stop cannot wait for."""
        pause = min(1.0, self.silence.total_seconds() / 6)
        beat = self.clock()
        while not self.stop.wait(pause):
            now = self.clock()
            try:
                if now >= beat:
                    presence.beat(self.name, started_at=started, at=now)
                    beat = now + self.silence / 6
                self._end_overrun(now)
            except (DatabaseError, InterfaceError):
                connection.close()
        self._end_in_time()
        connection.close()

    def _end_overrun(self, now: datetime) -> None:
        row = self.running
        if row is not None and over_limit(row, at=now):
            log.error("任务 %s（%s）超过时限，进程重新启动", row.pk, row.task_path)
            end(partial(fail, row, OverLimit("超过时限。"), at=now), OVERRUN)

    def _end_in_time(self) -> None:
        until = self.clock() + timedelta(seconds=self.grace)
        while (row := self.running) is not None:
            if self.clock() >= until:
                end(partial(give_back, row, at=self.clock()), 0)
            Event().wait(0.05)


def call(row: Row) -> object:
    """What a task returns."""
    task, given = row.task, row.args_kwargs
    if task.takes_context:
        context = TaskContext(task_result=row.task_result)  # type: ignore[arg-type]  # its own generic
        return task.call(context, *given["args"], **given["kwargs"])
    return task.call(*given["args"], **given["kwargs"])


def end(last: Callable[[], object], status: int) -> None:
    """End this process now, whatever its other thread is in the middle of: its open transaction is undone."""
    try:
        last()
    finally:
        os._exit(status)


def drain(clock: Callable[[], datetime]) -> int:
    """Run everything that is ready, here and now; how many tasks."""
    worker, count = Worker(clock), 0
    while (row := claim(worker.name, at=clock())) is not None:
        worker.run(row)
        count += 1
    return count
