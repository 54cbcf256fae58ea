"""The calendar of this installation: the notices that come with the platform and those the operator took in."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date
from functools import lru_cache

from django.db import transaction

from gongkai.law.calendar import Calendar, official_calendar
from gongkai.law.load import LawError
from gongkai.law.notices import Notice, read_notice
from gongkai.organisations.models import CalendarNotice, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


def calendar_in_force() -> Calendar:
    """The calendar that every clock of this installation runs by; one short query. A stored notice that can no longer be
    read is left out: its year is then without one, and what falls into it is provisional."""
    digests = tuple(CalendarNotice.objects.order_by("pk").values_list("digest", flat=True))
    return _calendar(digests) if digests else official_calendar()


@lru_cache(maxsize=4)
def _calendar(digests: tuple[str, ...]) -> Calendar:
    texts = dict(CalendarNotice.objects.filter(digest__in=digests).values_list("digest", "text"))
    found = official_calendar()
    for digest in digests:
        with suppress(LawError):
            found = found.with_notice(read_notice(texts[digest].encode()))
    return found


def notice_in(data: bytes) -> Notice:
    """A notice as it was sent. Refused: with what is wrong with it, in words."""
    try:
        return read_notice(data)
    except LawError as fault:
        raise Refused(f"这份通知不能导入：{fault}。") from fault


@transaction.atomic
def take_notice(data: bytes, *, by: Person, on: date) -> CalendarNotice:
    """Take a notice into the calendar. Refused: one that is not whole or agrees with no calendar, one that is there
    already, one that changes nothing."""
    notice = notice_in(data)
    digest = hashlib.sha256(data).hexdigest()
    if CalendarNotice.objects.filter(digest=digest).exists() or notice in calendar_in_force().notices:
        raise Refused(f"{notice.year} 年的这份通知已经在日历里了。")
    if notice.amends and not calendar_in_force().covers(notice.year):
        raise Refused(f"{notice.year} 年的放假安排通知还没有收入日历，先导入全年的通知，再导入调整。")
    made = CalendarNotice.objects.create(
        year=notice.year,
        title=notice.title[:200],
        number=notice.number[:60],
        amends=notice.amends,
        text=data.decode(),
        digest=digest,
        by=by,
        on=on,
    )
    after = {"year": notice.year, "number": notice.number, "digest": digest}
    note("calendar.take_notice", made, body=None, by=by, on=on, after=after)
    return made
