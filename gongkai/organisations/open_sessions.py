"""The sessions a person has open: listing them, and ending one or all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.organisations.models import Person, Session
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused
from gongkai.organisations.sessions import digest


@dataclass(frozen=True)
class Open:
    """One open session as its owner sees it. ``mark`` names it without giving it away; ``here`` is the one at hand."""

    mark: str
    begun: datetime | None
    seen: datetime | None
    address: str
    device: str
    here: bool


def open_of(person: Person, *, at: datetime, here: str | None = None) -> list[Open]:
    """The open sessions of a person, the last used first. ``here``: the session key of who asks."""
    own = digest(here) if here else ""
    rows = Session.objects.filter(person=person, expire_date__gt=at).order_by("-seen_at")
    return [
        Open(_mark(row), row.begun_at, row.seen_at, row.address, row.device, row.session_key == own)
        for row in rows
    ]


@transaction.atomic
def end_one(person: Person, mark: str, *, by: Person, on: date) -> None:
    """End the session of a person that goes by this mark. Refused where there is none any more."""
    found = [row for row in Session.objects.filter(person=person) if _mark(row) == mark]
    if not found:
        raise Refused("这个登录会话已经结束。")
    found[0].delete()
    note("sessions.end", person, body=person.body, by=by, on=on, reason="结束一个登录会话")


@transaction.atomic
def end_others(person: Person, *, by: Person, on: date, keep: str | None = None) -> int:
    """End all sessions of a person but the one at hand (``keep``: its key), and return how many those were."""
    ended = end_all(person, keep=keep)
    note("sessions.end", person, body=person.body, by=by, on=on, reason=f"结束登录会话 {ended} 个")
    return ended


def end_all(person: Person, *, keep: str | None = None) -> int:
    """What a change of password, a reset, a hand-over and the closing of an account bring with them: the caller's own
    entry in the journal says why."""
    rows = Session.objects.filter(person=person)
    if keep:
        rows = rows.exclude(session_key=digest(keep))
    return rows.delete()[0]


def _mark(row: Session) -> str:
    return digest(row.session_key)[:16]
