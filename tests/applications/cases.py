"""Applications made by hand for the tests: obviously nobody's, with everything the law wants in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from gongkai.applications.identity import Identity
from gongkai.applications.intake import Envelope, Registered, register
from gongkai.applications.models import Application
from gongkai.applications.models import Step as Row
from gongkai.applications.taking import Taken, take
from gongkai.law.receipt import Evidence
from gongkai.organisations.models import Body, Person

RECEIVED = date(2026, 3, 2)
ID_NUMBER = "11010519491231002X"  # the example of GB 11643
SOMEBODY = Identity(
    name="申请人甲",
    document="identity_card",
    document_number=ID_NUMBER,
    phone="13800000000",
    address="青溪县某路一号",
)


def noon(day: date = RECEIVED) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo("Asia/Shanghai"))


def an_envelope(body: Body, **more: object) -> Envelope:
    """By the web form, from a natural person."""
    known = Envelope(
        body=body,
        evidence=Evidence("web", submitted=RECEIVED),
        identities=(SOMEBODY,),
        kind="natural",
        title="河道清淤的招标文件",
        wanted="2025年柳湾镇河道清淤工程的招标文件和中标通知书",
        form="电子文档",
        delivery="电子邮件",
    )
    return replace(known, **more)  # type: ignore[arg-type]


def by_letter(body: Body, signed: date = RECEIVED, **more: object) -> Envelope:
    """By registered letter, signed for on a day."""
    return an_envelope(body, evidence=Evidence("signed_post", signed=signed, number="XA00000000001"), **more)


def from_web(body: Body, day: date = RECEIVED, **more: object) -> Registered:
    return register(an_envelope(body, **more), by=None, at=noon(day))


def step(
    application: Application,
    code: str,
    on: date,
    *,
    by: Person | None = None,
    post: str = "application_clerk",
    **facts: object,
) -> Row:
    """Take a step on its own day."""
    return take(application, Taken(code, on, facts), by=by, post=post, at=noon(on))
