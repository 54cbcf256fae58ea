"""What is done about notices: tell, go up the ladder, read, mark done and take that back; how a person is reached."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NotRequired, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from gongkai.journal.actions import record
from gongkai.notices.hours import after_hours, opening
from gongkai.notices.ladder import ladder
from gongkai.notices.models import Message, Notice, Reach, Telling
from gongkai.notices.outbox import announce, deliver
from gongkai.notices.recipients import first_told, on_step
from gongkai.notices.refusals import Refused
from gongkai.organisations.acting import actor
from gongkai.organisations.calendars import calendar_in_force
from gongkai.organisations.models import Body, Person
from gongkai.work.actions import later


class Told(TypedDict):
    """What a notice tells. ``kind``: a code of ``ladder.toml``; ``says``: a Chinese sentence; ``link``: where it is done;
    ``rank``: legal risk, 0 the highest; ``person``: for this one instead of whoever holds the post."""

    kind: str
    body: Body
    post: str
    says: str
    link: str
    on: datetime
    due: NotRequired[date | None]
    person: NotRequired[Person | None]
    rank: NotRequired[int]


@transaction.atomic
def tell(*, key: str, **told: Unpack[Told]) -> Notice:
    """Tell the holders of a post of a body something, once under the key: told again, it comes back as it stands."""
    at = told["on"]
    known = {name: told.get(name) for name in ("kind", "body", "post", "due", "person")}
    known |= {"says": told["says"][:300], "link": told["link"][:300], "rank": told.get("rank", 50)}
    notice, fresh = Notice.objects.get_or_create(key=key, defaults={**known, "told_at": at})
    if fresh and not _reach(notice, first_told(notice, localdate(at)), at):
        _climb(notice, at)
    elif fresh:
        _wait(notice, at)
    return notice


def _reach(notice: Notice, people: Iterable[Person], at: datetime) -> bool:
    """Tell those people who were not told yet; whether there were any."""
    told = set(notice.tellings.values_list("person_id", flat=True))
    fresh = list({person.pk: person for person in people if person.pk not in told}.values())
    Telling.objects.bulk_create(
        Telling(notice=notice, person=person, step=notice.step, told_at=at) for person in fresh
    )
    if fresh:
        announce(notice, fresh, at=at)
    return bool(fresh)


def _climb(notice: Notice, at: datetime) -> None:
    """Go up the ladder to the first step on which somebody stands who was not told."""
    steps = ladder().kind(notice.kind).steps
    while notice.step < len(steps):
        step = steps[notice.step]
        notice.step += 1
        if _reach(notice, on_step(notice, step.to, localdate(at)), at):
            break
    _wait(notice, at)


def _wait(notice: Notice, at: datetime) -> None:
    """Note when the ladder goes on, if nobody reacts: on the morning of the due day at the latest."""
    kind, calendar = ladder().kind(notice.kind), calendar_in_force()
    notice.next_at = None
    if notice.step < len(kind.steps):
        hours = kind.steps[notice.step].after_hours
        plain = at + timedelta(hours=hours)
        notice.next_at = plain if kind.urgent else after_hours(at, hours, ladder(), calendar)
        if notice.due is not None:
            notice.next_at = min(notice.next_at, opening(notice.due, ladder(), calendar))
    notice.save(update_fields=["step", "next_at"])


def escalate(*, at: datetime, most: int = 500) -> int:
    """Take every open notice whose time has come one step further; how many."""
    due = Notice.objects.filter(done_at__isnull=True, next_at__lte=at).order_by("next_at")
    return sum(_go_on(key, at) for key in list(due.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _go_on(key: int, at: datetime) -> bool:
    still = Notice.objects.select_for_update(of=("self",)).select_related("body", "person")
    notice = still.filter(pk=key, done_at__isnull=True, next_at__lte=at).first()
    if notice is not None:
        _climb(notice, at)
    return notice is not None


@transaction.atomic
def read(notice: Notice, *, by: Person, on: datetime) -> Notice:
    """Note that somebody read it. Where reading is enough, the ladder stops until the morning of the due day."""
    known = {"step": notice.step, "told_at": on, "read_at": on}
    telling, fresh = Telling.objects.get_or_create(notice=notice, person=by, defaults=known)
    if not fresh and telling.read_at is None:
        telling.read_at = on
        telling.save(update_fields=["read_at"])
    kind = ladder().kind(notice.kind)
    if notice.next_at is not None and not kind.needs_doing:
        notice.next_at = opening(notice.due, ladder(), calendar_in_force()) if notice.due else None
        notice.save(update_fields=["next_at"])
    return notice


def done(key: str, *, on: datetime) -> bool:
    """What a notice was about is done (said by the ledger it came from); whether it was still open."""
    return bool(Notice.objects.filter(key=key, done_at__isnull=True).update(done_at=on, next_at=None))


@transaction.atomic
def mark_done(notice: Notice, *, by: Person, on: datetime) -> Notice:
    """A person says that it is done."""
    if notice.done_at is not None:
        raise Refused("这条提醒已经办结。")
    notice.done_at, notice.done_by, notice.next_at = on, by, None
    notice.save(update_fields=["done_at", "done_by", "next_at"])
    _record("notices.mark_done", notice, by, on)
    return notice


@transaction.atomic
def take_back(notice: Notice, *, by: Person, on: datetime) -> Notice:
    """A person takes back that it is done; what the ledger said stays."""
    if notice.done_at is None:
        raise Refused("这条提醒还没有办结。")
    if notice.done_by is None:
        raise Refused("这条提醒随业务办结，不能撤回；请到业务页面处理。")
    notice.done_at, notice.done_by = None, None
    notice.save(update_fields=["done_at", "done_by"])
    _wait(notice, on)
    _record("notices.take_back", notice, by, on)
    return notice


def _record(act: str, notice: Notice, by: Person, on: datetime) -> None:
    day = localdate(on)
    about = f"notices.Notice:{notice.pk}"
    record(act, chain=notice.body.code, by=actor(by, day), on=day, object=about)


@transaction.atomic
def set_reach(person: Person, *, mail: str, by_mail: bool, by_robot: bool, on: date) -> Reach:
    """Say how a person wants to be told besides the workbench. The address goes into no journal."""
    reach = Reach.objects.filter(person=person).first() or Reach(person=person)
    reach.mail, reach.by_mail, reach.by_robot = mail.strip(), by_mail, by_robot
    if by_mail and not reach.mail:
        raise Refused("要收邮件，请填写电子邮箱。")
    try:
        reach.full_clean()
    except ValidationError:
        raise Refused("电子邮箱的格式不对。") from None
    reach.save()
    chain = person.body.code if person.body else ""
    after = {"by_mail": by_mail, "by_robot": by_robot}
    record("notices.set_reach", chain=chain, by=actor(person, on), on=on, after=after)
    return reach


@transaction.atomic
def send_again(message: Message, *, by: Person, on: datetime) -> Message:
    """Try a message again that did not arrive."""
    if message.failed_at is None:
        raise Refused("这条消息没有失败，不需要重发。")
    message.failed_at, message.says, message.attempts = None, "", 0
    message.save(update_fields=["failed_at", "says", "attempts"])
    later(deliver, message.pk)
    day = localdate(on)
    record("notices.send_again", chain="", by=actor(by, day), on=day, object=f"notices.Message:{message.pk}")
    return message
