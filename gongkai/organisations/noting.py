"""How an act on bodies, people and what they own comes onto the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from django.db.models import Model

from gongkai.journal.actions import record
from gongkai.journal.canonical import written
from gongkai.journal.clear import personal_number
from gongkai.journal.models import Entry
from gongkai.organisations.acting import actor
from gongkai.organisations.models import Body, Person
from gongkai.organisations.refusal import Refused


class Change(TypedDict):
    """Why, and what changed: listed fields only, never personal data."""

    reason: NotRequired[str]
    before: NotRequired[Mapping[str, object] | None]
    after: NotRequired[Mapping[str, object] | None]


def note(
    act: str, about: Model, *, body: Body | None, by: Person | None, on: date, **change: Unpack[Change]
) -> Entry:
    """Write an act about a stored thing into the chain of a body (of the platform for none), inside the caller's
    transaction. ``act`` is the dotted code of the action. Refused where somebody wrote the number of an ID card or of a
    mobile telephone into it: the record is for ever."""
    if any(personal_number(written(part)) for part in (change.get("before"), change.get("after"))) or (
        personal_number(change.get("reason", ""))
    ):
        raise Refused("填写的内容里有身份证号或手机号，会写入操作记录，请改写。")
    return record(
        act,
        chain=body.code if body else "",
        by=actor(by, on),
        on=on,
        object=f"{about._meta.label}:{about.pk}",
        **change,
    )
