"""Questions about notices: what is open for a person, what they did of late, what did not arrive."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.notices.models import Message, Notice, Telling
from gongkai.organisations.access import held
from gongkai.organisations.models import Person
from gongkai.organisations.todo import ToDo

RECENT: Final = timedelta(days=30)


def seen_by(person: Person, on: date) -> QuerySet[Notice]:
    """Notices for a person on a day: named, for a post they hold now (not one they left), or told as somebody further
    up the ladder. ``unread`` says whether they still have to read it."""
    mine = Q(person=person)
    for holding in held(person, on):
        if holding.stand_in_for_id is None:
            mine |= Q(person__isnull=True, body_id=holding.body_id, post=holding.post)
    read = Telling.objects.filter(notice=OuterRef("pk"), person=person)
    mine |= Q(Exists(read.filter(step__gt=0)))
    unread = ~Exists(read.filter(read_at__isnull=False))
    return Notice.objects.filter(mine).annotate(unread=unread).select_related("body", "done_by")


def open_for(person: Person, on: date) -> QuerySet[Notice]:
    """What is open for a person, by legal risk, then by deadline."""
    return seen_by(person, on).filter(done_at__isnull=True).order_by("rank", "due", "pk")


def done_lately(person: Person, at: datetime, on: date) -> QuerySet[Notice]:
    """What was done within the last month."""
    return seen_by(person, on).filter(done_at__gte=at - RECENT).order_by("-done_at")


def to_do(person: Person, on: date) -> list[ToDo]:
    """The share of notices in 今日待办."""
    return [
        ToDo(notice.rank, notice.says, notice.page, notice.due, notice.body, notice.link)
        for notice in open_for(person, on)[:200]
    ]


def undelivered() -> QuerySet[Message]:
    """Messages that did not arrive, latest first."""
    found = Message.objects.filter(failed_at__isnull=False).select_related("notice__body", "person")
    return found.order_by("-failed_at")
