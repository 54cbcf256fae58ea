"""The tasks of the schedule do what they say."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gongkai.journal.actions import record
from gongkai.journal.actor import SYSTEM
from gongkai.journal.anchors import anchored, place
from gongkai.work import tasks
from gongkai.work.actions import later
from gongkai.work.errors import NotDone
from gongkai.work.models import Done
from gongkai.work.worker import drain
from tests.work import orders
from tests.work.orders import NOW

pytestmark = pytest.mark.django_db


def test_what_was_done_long_ago_is_forgotten_and_what_failed_stays() -> None:
    now = timezone.now()
    for order in (orders.note, orders.note):
        later(order, "x")
    later(orders.indiscreet)
    drain(timezone.now)
    DBTaskResult.objects.exclude(status="SUCCESSFUL").update(finished_at=now - timedelta(days=99))
    old = DBTaskResult.objects.filter(status="SUCCESSFUL").values_list("pk", flat=True)[:1]
    DBTaskResult.objects.filter(pk__in=list(old)).update(finished_at=now - timedelta(days=15))
    Done.objects.create(key="old", at=now - timedelta(days=401))
    Done.objects.create(key="new", at=now - timedelta(days=399))
    assert tasks.prune.call("") == 2
    assert {row.status for row in DBTaskResult.objects.all()} == {"SUCCESSFUL", "FAILED"}
    assert [done.key for done in Done.objects.all()] == ["new"]


def test_sessions_that_ran_out_are_forgotten(settings: Any) -> None:
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    for seconds in (-1, 600):
        session = SessionStore()
        session.set_expiry(seconds)
        session.create()
    tasks.clear_sessions.call("")
    assert SessionStore.get_model_class().objects.count() == 1


def test_the_anchor_of_a_day_is_set_and_where_it_cannot_be_the_operator_reads_why(
    settings: Any, tmp_path: Path
) -> None:
    settings.ANCHORS = tmp_path / "anchors"
    record("test.act", chain="", by=SYSTEM, on=NOW.date())
    assert tasks.set_anchor.call(NOW.isoformat()) == 1 and anchored().on == "2026-03-02"
    with place().open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(NotDone, match="锚点"):
        tasks.set_anchor.call(NOW.isoformat())
