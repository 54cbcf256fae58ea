"""Messages on their way out: written with the notice, sent by a worker at least once under their key, tried again
within bounds, and shown to the operator where they do not arrive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskContext

from gongkai.notices import mail, wording
from gongkai.notices.hours import next_open
from gongkai.notices.ladder import ladder
from gongkai.notices.models import Channel, Message, Notice, Reach
from gongkai.notices.refusals import Undeliverable
from gongkai.notices.robots import robot_for, robots, send_by
from gongkai.organisations.calendars import calendar_in_force
from gongkai.organisations.models import Person
from gongkai.work.actions import later
from gongkai.work.errors import NotDone

ATTEMPTS = 7


def announce(notice: Notice, people: Iterable[Person], *, at: datetime) -> list[Message]:
    """Write the messages that tell these people of a notice, each in the way they want it; a group is told once."""
    reach = {one.person_id: one for one in Reach.objects.filter(person__in=people)}
    made = [
        _write(notice, at, Channel.MAIL, person=person)
        for person in people
        if mail.configured() and person.pk in reach and reach[person.pk].by_mail
    ]
    robot = robot_for(notice.body.code)
    if robot and any(person.pk not in reach or reach[person.pk].by_robot for person in people):
        made.append(_write(notice, at, Channel.ROBOT, to=robot.code))
    return made


def _write(
    notice: Notice, at: datetime, channel: Channel, *, person: Person | None = None, to: str = ""
) -> Message:
    receiver = person.pk if person else to
    told = f"{notice.key}|{notice.step}|{channel}|{receiver}"
    key = hashlib.sha256(told.encode()).hexdigest()[:32]  # a header line is not folded below 78 characters
    known = {"notice": notice, "channel": channel, "person": person, "to": to, "made_at": at}
    message, fresh = Message.objects.get_or_create(key=key, defaults=known)
    if fresh:
        later(deliver, message.pk, after=_when(notice, at))
    return message


def _when(notice: Notice, at: datetime) -> datetime | None:
    """Not before the next working hours, unless it is urgent; None for at once."""
    if ladder().kind(notice.kind).urgent:
        return None
    opens = next_open(at, ladder(), calendar_in_force())
    return opens if opens > at else None


@task(says="发出提醒消息", limit=60, attempts=ATTEMPTS, delay=30, takes_context=True)
def deliver(context: TaskContext, key: int) -> str:
    """Send a message, unless it is out already or no longer needed; what became of it."""
    now = timezone.now()
    waiting = Message.objects.filter(pk=key, sent_at__isnull=True, failed_at__isnull=True)
    message = waiting.select_related("notice__body", "person").first()
    if message is None:
        return "已送出"
    waiting.update(attempts=F("attempts") + 1)
    try:
        said = _send(message, now)
    except Undeliverable as error:
        waiting.update(failed_at=now, says=str(error))
        return str(error)
    except NotDone as error:
        waiting.update(says=str(error), failed_at=now if context.attempt >= ATTEMPTS else None)
        raise
    waiting.update(sent_at=now, says=said)
    return said or "已送出"


def _send(message: Message, now: datetime) -> str:
    """Send a message by its channel; what is to be noted, "" where it went out as usual."""
    if message.notice.done_at is not None:
        return "已办结，没有发送。"
    if message.channel == Channel.ROBOT:
        robot = robots().get(message.to)
        if robot is None:
            raise Undeliverable(f"没有代码为“{message.to}”的工作群机器人。")
        milliseconds = int(now.timestamp() * 1000)
        send_by(robot, wording.text(message.notice), key=message.key, milliseconds=milliseconds)
        return ""
    reach = Reach.objects.filter(person=message.person, by_mail=True, person__is_active=True).first()
    if reach is None:
        return "收件人不再用邮件接收，没有发送。"
    mail.send_mail(message, reach.mail)
    return ""
