"""The schedule: each due run once however many workers ask, what was missed made up for once, mistakes named."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import time, timedelta

import pytest
from django.db import connection
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from gongkai.journal.actor import SYSTEM
from gongkai.work import actions
from gongkai.work.backend import BoundedTask
from gongkai.work.models import ScheduleEntry
from gongkai.work.schedule import Run, ScheduleError, read_schedule, schedule
from gongkai.work.worker import drain
from tests.work import orders
from tests.work.orders import NOW

NOTE = "tests.work.orders.note"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> dict[str, Run]:
    runs = {"often": Run("often", "常做", NOTE, every=5 * MINUTE)}
    monkeypatch.setattr(actions, "schedule", lambda: runs)
    orders.DONE.clear()
    return runs


@pytest.mark.parametrize("run", schedule().values(), ids=lambda run: run.code)
def test_every_scheduled_task_is_there_and_takes_the_moment_it_was_due(run: Run) -> None:
    task = import_string(run.task)
    assert isinstance(task, BoundedTask) and task.says
    assert task.func.__code__.co_varnames[: task.func.__code__.co_argcount] == ("due",)


def test_a_daily_run_is_due_at_its_local_hour() -> None:
    run = Run("a", "a", NOTE, at=time(3, 10))
    assert run.next_after(NOW).isoformat() == "2026-03-03T03:10:00+08:00"
    assert run.next_after(run.next_after(NOW)) == run.next_after(NOW) + DAY
    assert run.next_after(run.next_after(NOW) - MINUTE) == run.next_after(NOW)


@pytest.mark.django_db
def test_a_run_is_due_once_and_then_at_its_next_time(own: Mapping[str, Run]) -> None:
    assert actions.tick(at=NOW) == ["often"] and actions.tick(at=NOW) == []
    drain(lambda: NOW)
    assert [NOW.isoformat()] == orders.DONE
    assert actions.tick(at=NOW + 4 * MINUTE) == [] and actions.tick(at=NOW + 5 * MINUTE) == ["often"]


@pytest.mark.django_db
def test_what_was_missed_for_a_week_is_made_up_for_once(own: Mapping[str, Run]) -> None:
    actions.tick(at=NOW)
    drain(lambda: NOW)
    assert actions.tick(at=NOW + 7 * DAY) == ["often"] and actions.tick(at=NOW + 7 * DAY) == []
    assert DBTaskResult.objects.count() == 2


@pytest.mark.django_db
def test_a_run_that_is_not_through_is_not_enqueued_again(own: Mapping[str, Run]) -> None:
    assert actions.tick(at=NOW) == ["often"]
    assert actions.tick(at=NOW + 5 * MINUTE) == [] and DBTaskResult.objects.count() == 1
    with pytest.raises(actions.Refused, match="排队"):
        actions.run_now("often", by=SYSTEM, on=NOW.date(), at=NOW)


@pytest.mark.django_db
def test_a_schedule_that_was_changed_holds_from_the_next_look(own: dict[str, Run]) -> None:
    own["often"] = Run("often", "常做", NOTE, at=time(8))
    actions.tick(at=NOW)
    own["often"] = Run("often", "常做", NOTE, every=MINUTE)
    actions.tick(at=NOW)
    assert ScheduleEntry.objects.get().next_due == NOW + MINUTE
    own.clear()
    actions.tick(at=NOW)
    assert not ScheduleEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_that_ask_at_once_one_enqueues_the_run(own: Mapping[str, Run]) -> None:
    actions.tick(at=NOW)
    drain(lambda: NOW)
    barrier, found = threading.Barrier(4), []

    def ask() -> None:
        barrier.wait()
        found.extend(actions.tick(at=NOW + 5 * MINUTE))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["often"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('says = "a"\ntask = "b"\nat = "03:00"', "应有文字"),
        ('code = "a"\nsays = "a"\ntask = "b"', "恰有一个"),
        ('code = "a"\nsays = "a"\ntask = "b"\nat = "25:00"', "应如"),
        ('code = "a"\nsays = "a"\ntask = "b"\nevery = 0', "正整数"),
        ('code = "a"\nsays = "a"\ntask = "b"\nevery = 5\nwhen = 1', "没有别的"),
        (
            'code = "a"\nsays = "a"\ntask = "b"\nevery = 5\n[[run]]\ncode = "a"\nsays = "a"\ntask = "b"\nevery = 5',
            "两次",
        ),
    ],
)
def test_a_mistake_in_the_schedule_is_named(wrong: str, says: str) -> None:
    with pytest.raises(ScheduleError, match=says):
        read_schedule(f"[[run]]\n{wrong}")
