"""Next year's notice: which open cases it moves is shown first, then it is taken in and they move; and from 1 December on,
whoever keeps the calendar is told that it is missing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.timezone import localdate
from django_tasks import task

from gongkai.applications.models import Application
from gongkai.applications.recounting import Difference, recount, renew
from gongkai.law.calendar import Calendar
from gongkai.law.notices import Notice
from gongkai.law.procedure import CLOSED
from gongkai.notices import actions as notices
from gongkai.organisations.calendars import calendar_in_force, notice_in, take_notice
from gongkai.organisations.models import Body, Holding, Person, Post
from gongkai.organisations.posts import in_force
from gongkai.organisations.refusal import Refused

SHOWN: Final = ("due_on", "due_provisional")
LINK: Final = "/office/calendar/"
RANK: Final = 15


class Moved(NamedTuple):
    """An open case whose due day a notice moves, or makes certain. ``before``, ``after``: day and whether provisional."""

    application: Application
    before: tuple[date | None, bool]
    after: tuple[date | None, bool]


@dataclass(frozen=True)
class Preview:
    """What taking a notice in would do. ``fingerprint`` binds the confirmation to it."""

    notice: Notice
    moved: Sequence[Moved]
    fingerprint: str


def preview(data: bytes) -> Preview:
    """What a notice (the file of `law.notices`) would move. Refused, in words, for one that is not whole."""
    notice = notice_in(data)
    moved = list(_moved(recount(_running(), days=calendar_in_force().with_notice(notice))))
    told = [[one.application.pk, str(one.before), str(one.after)] for one in moved]
    seal = hashlib.sha256(data + json.dumps(told).encode()).hexdigest()
    return Preview(notice, moved, seal)


@transaction.atomic
def import_notice(data: bytes, *, fingerprint: str, by: Person, at: datetime) -> Preview:
    """Take a notice in and move the open cases, each on record. Refused where it would by now do something else than was
    looked at."""
    seen = preview(data)
    if seen.fingerprint != fingerprint:
        raise Refused("核对以后有了变化，没有导入；请重新核对。")
    take_notice(data, by=by, on=localdate(at))
    renew(_running(), by=by, at=at)
    for key in _told(seen.notice.year):
        notices.done(key, on=at)
    return seen


def missing_year(today: date, days: Calendar) -> int:
    """The year whose notice should be there on a day and is not: next year's from 1 December on; 0 for none."""
    year = today.year + 1 if today.month == 12 else today.year
    return 0 if days.covers(year) else year


@task(says="十二月一日起，下一年度的放假安排通知没有导入的，提醒主管部门")
def ask_for_notice(due: str) -> int:
    """Tell whoever keeps the calendar of the year that is missing; how many bodies were told."""
    now = timezone.now()
    year = missing_year(localdate(now), calendar_in_force())
    bodies = _keepers(localdate(now)) if year else []
    for body in bodies:
        notices.tell(
            key=_key(year, body),
            kind="calendar",
            body=body,
            post=Post.COMPETENT_AUTHORITY,
            says=f"{year} 年的放假安排通知还没有导入，跨年的期限都是暂定的。",
            link=LINK,
            on=now,
            rank=RANK,
        )
    return len(bodies)


def _keepers(on: date) -> list[Body]:
    held = Holding.objects.filter(in_force(on), post=Post.COMPETENT_AUTHORITY).values("body")
    return list(Body.objects.filter(pk__in=held).order_by("code"))


def _key(year: int, body: Body) -> str:
    return f"calendar.missing:{year}:{body.code}"


def _told(year: int) -> list[str]:
    return [_key(year, body) for body in Body.objects.all()]


def _running() -> QuerySet[Application]:
    return Application.objects.exclude(state=CLOSED).select_related("body")


def _moved(found: Iterator[Difference]) -> Iterator[Moved]:
    """The differences gathered by case, those of the due day alone."""
    cases: dict[int, Application] = {}
    after: dict[int, dict[str, Any]] = {}
    for one in found:
        if one.column in SHOWN:
            cases[one.application.pk] = one.application
            after.setdefault(one.application.pk, {})[one.column] = one.counted
    for key, case in cases.items():
        now = {name: getattr(case, name) for name in SHOWN}
        then = now | after[key]
        yield Moved(case, (now["due_on"], now["due_provisional"]), (then["due_on"], then["due_provisional"]))
