"""How an act on bodies, people and what they own comes onto the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NotRequired, TypedDict, Unpack

from django.db.models import Model

from gongkai.journal.actions import record
from gongkai.journal.models import Entry
from gongkai.organisations.acting import actor
from gongkai.organisations.models import Body, Person


class Change(TypedDict):
    """Why, and what changed: listed fields only, never personal data."""

    reason: NotRequired[str]
    before: NotRequired[Mapping[str, object] | None]
    after: NotRequired[Mapping[str, object] | None]


def note(
    act: str, about: Model, *, body: Body | None, by: Person | None, on: date, **change: Unpack[Change]
) -> Entry:
    """Write an act about a stored thing into the chain of a body (of the platform for none), inside the caller's
    transaction. ``act`` is the dotted code of the action."""
    return record(
        act,
        chain=body.code if body else "",
        by=actor(by, on),
        on=on,
        object=f"{about._meta.label}:{about.pk}",
        **change,
    )
