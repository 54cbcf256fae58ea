"""收件对账: what the mail room signed for is held against the register, so that no letter costs days by lying about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from gongkai.applications.models import Application, MailItem
from gongkai.applications.sealing import seal
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused

REGISTER: Final = "applications.register"
MOST: Final = 5000
WEEK: Final = timedelta(7)


@dataclass(frozen=True)
class Signed:
    """A line of the mail room's list: number of the item, day it was signed for, who brought it, who sent it."""

    number: str
    signed_on: date
    carrier: str = ""
    sender: str = ""


@dataclass(frozen=True)
class TakenIn:
    """What became of a list: lines taken in, registered already among them, and those that are not, each with its place
    (1 the first) and why."""

    new: int
    settled: int
    known: int
    refused: Sequence[tuple[int, str]]


@transaction.atomic
def take_in(body: Body, lines: Iterable[Signed], *, by: Person, at: datetime) -> TakenIn:
    """Take in a list; every line is accounted for. A line that was in an earlier list is known, not new; one whose number a
    registered letter bears is settled at once."""
    _refuse_without_post(body, by, at)
    made, known, refused = [], 0, []
    had = set(MailItem.objects.filter(body=body).values_list("number", flat=True))
    for place, line in enumerate(lines, 1):
        number, fault = plain(line.number), _fault(line, localdate(at))
        if place > MOST:
            raise Refused(f"一次最多导入 {MOST} 行，请分开导入。")
        if fault:
            refused.append((place, fault))
        elif number in had:
            known += 1
        else:
            had.add(number)
            made.append(_item(body, line, number, by, at))
    MailItem.objects.bulk_create(made)
    settled = sum(_settle_registered(item, by, at) for item in _open(body))
    after = {"new": len(made), "known": known, "refused": len(refused)}
    note("applications.mailroom", body, body=body, by=by, on=localdate(at), after=after)
    return TakenIn(len(made), settled, known, refused)


def arrived(application: Application, *, by: Person | None, at: datetime) -> bool:
    """Settle the line of the list that a letter stands in, when it is registered; whether there was one."""
    number = plain(str(application.evidence.get("number", "")))
    open_ = _open(application.body).filter(number=number) if number else MailItem.objects.none()
    return bool(open_.update(application=application, settled_by=by, settled_at=at))


def waiting(bodies: Iterable[int], on: date) -> QuerySet[MailItem]:
    """What was signed for at these bodies (keys) up to a day and is not registered, the oldest first."""
    found = MailItem.objects.filter(body__in=list(bodies), settled_at__isnull=True, signed_on__lte=on)
    return found.select_related("body").order_by("signed_on", "pk")


@transaction.atomic
def link(item: MailItem, application: Application, *, by: Person, at: datetime) -> MailItem:
    """Say which application an item was. Refused where they are of two bodies, or it was settled before."""
    held = _held(item, by, at)
    if application.body_id != held.body_id:
        raise Refused("邮件和申请不是同一机关的。")
    held.application, held.settled_by, held.settled_at = application, by, at
    held.save(update_fields=["application", "settled_by", "settled_at"])
    return _noted("applications.mail_link", held, by, at)


@transaction.atomic
def not_an_application(item: MailItem, *, says: str, by: Person, at: datetime) -> MailItem:
    """Say what an item was instead."""
    held = _held(item, by, at)
    held.other, held.settled_by, held.settled_at = reason_given(says, "不作为申请登记")[:200], by, at
    held.save(update_fields=["other", "settled_by", "settled_at"])
    return _noted("applications.mail_other", held, by, at)


def plain(number: str) -> str:
    """The number of a postal item as it is compared: capitals, no blanks or dashes."""
    return "".join(sign for sign in number.upper() if sign.isalnum())


def _item(body: Body, line: Signed, number: str, by: Person, at: datetime) -> MailItem:
    sender = seal(line.sender.strip()[:200]) if line.sender.strip() else ""
    return MailItem(
        body=body,
        number=number,
        carrier=line.carrier.strip()[:60],
        signed_on=line.signed_on,
        sealed_sender=sender,
        by=by,
        at=at,
    )


def _fault(line: Signed, today: date) -> str:
    if not plain(line.number) or len(plain(line.number)) > 64:
        return "没有邮件号码，或者号码不对。"
    if line.signed_on > today:
        return f"签收日期 {line.signed_on} 还没有到。"
    return ""


def _open(body: Body) -> QuerySet[MailItem]:
    return MailItem.objects.filter(body=body, settled_at__isnull=True)


def _settle_registered(item: MailItem, by: Person, at: datetime) -> bool:
    """Whether an application with this number is registered; then the item is settled by it."""
    found = registered_as(item)
    if found is None:
        return False
    item.application, item.settled_by, item.settled_at = found, by, at
    item.save(update_fields=["application", "settled_by", "settled_at"])
    return True


def registered_as(item: MailItem) -> Application | None:
    """The application whose evidence bears the number of an item, received about the day it was signed for."""
    near = (item.signed_on - WEEK, item.signed_on + 9 * WEEK)
    letters = Application.objects.filter(body=item.body_id, first_received_on__range=near)
    return letters.filter(evidence__number=item.number).first()


def _held(item: MailItem, by: Person, at: datetime) -> MailItem:
    held = MailItem.objects.select_for_update(of=("self",)).select_related("body").get(pk=item.pk)
    _refuse_without_post(held.body, by, at)
    if held.settled_at is not None:
        raise Refused("这件邮件已经对过账了。")
    return held


def _refuse_without_post(body: Body, by: Person, at: datetime) -> None:
    if not allowed(by, REGISTER, body, localdate(at)):
        raise Refused(f"您没有为{body.name}登记收件的权限。")


def _noted(act: str, item: MailItem, by: Person, at: datetime) -> MailItem:
    after = {"application": item.application_id, "other": item.other}
    note(act, item, body=item.body, by=by, on=localdate(at), after=after)
    return item
