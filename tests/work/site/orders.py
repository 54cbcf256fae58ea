"""What is ordered by a request and done by a task: lines in the database, and notices that leave by a robot."""

from __future__ import annotations

import time

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.notices.actions import tell
from gongkai.organisations.models import Body, Post
from gongkai.work.actions import later, once
from tests.work.site.models import Line

BREATH = 0.02  # so that kills fall between two writes too


def order(key: str) -> None:
    """Take an order, once under its key, and have it booked."""
    with transaction.atomic():
        if once(f"order:{key}", at=timezone.now()):
            Line.objects.create(key=key, where="web")
            time.sleep(BREATH)
            _tell(f"order:{key}")
            later(book, key)


@task(says="入账", limit=5, attempts=50, delay=0.5)
def book(key: str) -> None:
    """Book an order, once under its key."""
    with transaction.atomic():
        if once(f"book:{key}", at=timezone.now()):
            Line.objects.create(key=key, where="worker")
            time.sleep(BREATH)
            _tell(f"book:{key}")


def _tell(key: str) -> None:
    post, body = Post.INFORMATION_OFFICER, Body.objects.get(code="Q01")
    tell(key=key, kind="journal", body=body, post=post, says=key, link="/", on=timezone.now())
