"""A task is claimed by one worker, tried a bounded number of times ever later, and never left with a dead worker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from gongkai.journal.actor import Actor
from gongkai.journal.models import Entry
from gongkai.work import actions, presence
from gongkai.work.actions import later, once
from gongkai.work.models import Done, ScheduleEntry, WorkerProcess
from gongkai.work.queue import Row, claim, fail, finish, give_back
from gongkai.work.schedule import schedule
from gongkai.work.worker import Worker, drain
from tests.work import orders
from tests.work.orders import NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
OFFICER = Actor("sys", "系统管理员甲", "系统管理员")


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    orders.DONE.clear()
    orders.ATTEMPTS.clear()
    yield


def only() -> Row:
    return DBTaskResult.objects.get()


def work(at: datetime) -> int:
    return drain(lambda: at)


def test_a_task_enqueued_in_a_transaction_is_there_exactly_when_the_transaction_is() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        later(orders.note, "undone")
        raise ZeroDivisionError
    later(orders.note, "kept")
    assert work(NOW) == 1 and orders.DONE == ["kept"]
    assert (only().status, only().return_value) == (TaskResultStatus.SUCCESSFUL, "kept")


def test_a_task_for_later_waits_for_its_time() -> None:
    later(orders.note, "x", after=NOW + SECOND)
    assert work(NOW) == 0 and work(NOW + SECOND) == 1


def test_a_task_that_fails_is_tried_ever_later_and_given_up_after_its_attempts() -> None:
    later(orders.never)
    assert work(NOW) == 1 and only().run_after == NOW + 10 * SECOND
    assert work(NOW + 9 * SECOND) == 0
    second = NOW + 10 * SECOND
    assert work(second) == 1 and only().run_after == second + 40 * SECOND
    assert work(second + 40 * SECOND) == 1 and only().status == TaskResultStatus.FAILED
    assert orders.ATTEMPTS == [1, 2, 3]
    assert "对方没有应答。" in only().traceback
    assert work(NOW + timedelta(days=9)) == 0


def test_the_words_of_an_error_are_not_kept_where_they_may_hold_a_value() -> None:
    later(orders.indiscreet)
    work(NOW)
    assert only().status == TaskResultStatus.FAILED
    assert (
        "110101" not in only().traceback
        and "ValueError" in only().traceback
        and "orders.py" in only().traceback
    )


def test_a_task_is_claimed_by_one_worker() -> None:
    later(orders.note, "x")
    assert claim("a", at=NOW) is not None and claim("b", at=NOW) is None


def test_what_is_given_back_does_not_count_as_an_attempt() -> None:
    later(orders.note, "x")
    row = claim("a", at=NOW)
    assert row is not None and give_back(row, at=NOW)
    assert only().worker_ids == [] and work(NOW) == 1


def test_what_a_dead_worker_had_is_taken_back_and_its_late_word_does_not_count() -> None:
    later(orders.note, "x")
    presence.beat("dead", started_at=NOW, at=NOW)
    row = claim("dead", at=NOW)
    assert row is not None
    soon, silent = NOW + presence.SILENCE, NOW + presence.SILENCE + SECOND
    assert presence.take_back(at=soon) == 0 and presence.take_back(at=silent) == 1
    assert only().run_after == silent
    assert not WorkerProcess.objects.exists()
    assert not finish(row, None, at=silent) and not fail(row, ValueError(), at=silent)
    assert work(silent + timedelta(minutes=1)) == 1 and orders.DONE == ["x"]


def test_a_worker_that_died_on_this_machine_is_found_at_once() -> None:
    later(orders.note, "x")
    presence.beat("dead", started_at=NOW, at=NOW)
    WorkerProcess.objects.update(pid=2**22 + 1)  # above the highest number of a process
    claim("dead", at=NOW)
    assert presence.take_back(at=NOW + SECOND) == 1


def test_a_task_over_its_limit_is_taken_back_even_from_a_worker_that_lives() -> None:
    later(orders.note, "x")
    claim("alive", at=NOW)
    past = NOW + timedelta(seconds=60) + presence.SILENCE
    presence.beat("alive", started_at=NOW, at=past + SECOND)
    assert presence.take_back(at=past) == 0 and presence.take_back(at=past + SECOND) == 1


def test_a_task_that_kills_every_worker_is_given_up_at_last() -> None:
    later(orders.never)
    at = NOW
    for _ in range(3):
        claim("dead", at=at)
        assert presence.take_back(at=at) == 1
        at += timedelta(hours=1)
    assert only().status == TaskResultStatus.FAILED and "进程已不在" in only().traceback


def test_what_stands_under_a_key_is_done_once() -> None:
    for _ in range(3):
        later(orders.only_once, "k")
    assert work(NOW) == 3 and orders.DONE == ["k"] and Done.objects.count() == 1


def test_a_key_is_free_again_when_its_transaction_is_undone() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert once("k", at=NOW)
        raise ZeroDivisionError
    with transaction.atomic():
        assert once("k", at=NOW)


@pytest.mark.django_db(transaction=True)
def test_once_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError):
        once("k", at=NOW)


def test_a_failed_task_is_retried_from_the_start_or_given_up_with_a_reason_and_both_are_on_record() -> None:
    later(orders.indiscreet)
    with pytest.raises(actions.Refused, match="没有失败"):
        actions.retry(only(), by=OFFICER, on=NOW.date(), at=NOW)
    work(NOW)
    actions.retry(only(), by=OFFICER, on=NOW.date(), at=NOW)
    assert work(NOW) == 1 and len(only().worker_ids) == 1
    with pytest.raises(actions.Refused, match="理由"):
        actions.give_up(only(), by=OFFICER, on=NOW.date(), reason=" ")
    actions.give_up(only(), by=OFFICER, on=NOW.date(), reason="对方机关已撤销")
    assert not DBTaskResult.objects.exists()
    assert [(entry.act, entry.reason) for entry in Entry.objects.order_by("number")] == [
        ("work.retry", ""),
        ("work.give_up", "对方机关已撤销"),
    ]


def test_a_task_that_this_version_no_longer_has_is_tried_and_given_up() -> None:
    later(orders.note, "x")
    DBTaskResult.objects.update(task_path="gongkai.gone.task")
    at = NOW
    for _ in range(5):
        assert work(at) == 1
        at += timedelta(hours=3)
    assert only().status == TaskResultStatus.FAILED


def test_a_round_of_the_worker_takes_back_and_keeps_the_schedule() -> None:
    later(orders.note, "x")
    claim("nobody", at=NOW)
    worker = Worker(lambda: NOW)
    worker.step()
    assert orders.DONE == ["x"]
    assert ScheduleEntry.objects.count() == len(schedule())
