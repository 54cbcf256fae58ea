"""Tasks made for the tests: one that is done, some that are not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.db import transaction
from django_tasks import task
from django_tasks.base import TaskContext

from gongkai.work.actions import once
from gongkai.work.errors import NotDone

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, nine o'clock in Beijing
ATTEMPTS: list[int] = []
DONE: list[str] = []


@task(says="记一笔", limit=60)
def note(word: str) -> str:
    DONE.append(word)
    return word


@task(says="总是失败", limit=60, attempts=3, delay=10, takes_context=True)
def never(context: TaskContext) -> None:
    ATTEMPTS.append(context.attempt)
    raise NotDone("对方没有应答。")


@task(says="写出个人信息", attempts=1)
def indiscreet() -> None:
    raise ValueError("".join(("身份证号 110", "101199003070000")))


@task(says="只做一次")
def only_once(key: str) -> bool:
    with transaction.atomic():
        if not once(key, at=NOW):
            return False
        DONE.append(key)
        return True


@task(says="一直不完", limit=1, attempts=2, delay=0)
def endless(folder: str) -> None:
    """Tells that it began, then goes on until somebody ends it."""
    with (Path(folder) / "begun").open("a") as begun:
        begun.write(".")
    while True:
        pass


@task(says="做到被叫停", limit=300)
def patient(folder: str) -> None:
    """Goes on until a file is there."""
    (Path(folder) / "begun").touch()
    while not (Path(folder) / "go").exists():
        pass
    (Path(folder) / "finished").touch()
