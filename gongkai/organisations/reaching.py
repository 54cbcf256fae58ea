"""How a body is reached: its contact block by day."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.organisations.models import Body, Contact, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


@dataclass(frozen=True)
class ContactBlock:
    """What 条例 第十二条 wants of a body: 工作机构名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式."""

    address: str
    hours: str
    telephone: str
    office: str = ""
    fax: str = ""
    online: str = ""
    postcode: str = ""


@transaction.atomic
def set_contact(body: Body, block: ContactBlock, *, by: Person | None, on: date) -> Contact:
    """A contact block holds from a day on; the last one stays on record until that day. One set on the same day is
    mended. Refused: no address, hours or telephone; a postcode that is not six digits; a day before the last one."""
    _complete(block)
    last = body.contacts.filter(until__isnull=True).first()
    if last is not None and last.since > on:
        raise Refused(f"现用联系方式自 {last.since} 起，新的联系方式应在其后启用。")
    if last is not None and asdict(block) == {name: getattr(last, name) for name in asdict(block)}:
        raise Refused("与现用的联系方式相同，没有变动。")
    before = {name: getattr(last, name, "") for name in asdict(block)}
    body.contacts.filter(until__isnull=True, since__lt=on).update(until=on)
    made, _ = Contact.objects.update_or_create(body=body, since=on, defaults={**asdict(block), "until": None})
    changed = sorted(name for name, value in asdict(block).items() if value != before[name])
    note("organisations.set_contact", made, body=body, by=by, on=on, after={"changed": changed})
    return made


def contact_of(body: Body, on: date) -> Contact | None:
    """How a body is reached on a day; None where nothing is on record."""
    held = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    return body.contacts.filter(held).first()


def _complete(block: ContactBlock) -> None:
    wanted = {"办公地址": block.address, "办公时间": block.hours, "联系电话": block.telephone}
    missing = [label for label, value in wanted.items() if not value.strip()]
    if missing:
        raise Refused(f"请填写{'、'.join(missing)}。")
    if block.postcode and not re.fullmatch(r"[0-9]{6}", block.postcode):
        raise Refused("邮政编码应为六位数字。")
