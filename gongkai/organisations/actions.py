"""What is done to bodies and people. Each action says by whom and on which day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.organisations.models import Body, Person
from gongkai.organisations.refusal import Refused

__all__ = ["Refused", "abolish", "enrol", "establish", "place", "rename", "show_findings"]


@transaction.atomic
def establish(
    *, code: str, name: str, kind: str, by: Person | None, on: date, parent: Body | None = None
) -> Body:
    """Set up a body with its first name and its place in the tree from a day on."""
    body = Body(code=code, name=name, kind=kind, established_on=on)
    body.full_clean()
    body.save()
    body.namings.create(name=name, since=on)
    if parent is not None:
        body.placements.create(parent=parent, since=on)
    return body


@transaction.atomic
def rename(body: Body, *, name: str, by: Person | None, on: date) -> Body:
    """Give a body a new name from a day on; the old one stays on record and still finds it."""
    last = body.namings.filter(until__isnull=True).first()
    if last is not None and last.since >= on:
        raise Refused(
            f"“{body.name}”的现名自 {last.since:%Y-%m-%d} 起使用，更名日期 {on:%Y-%m-%d} 应在其后。"
        )
    body.namings.filter(until__isnull=True).update(until=on)
    body.namings.create(name=name, since=on)
    body.name = name
    body.save(update_fields=["name"])
    return body


def _above(body: Body, day: date) -> set[int]:
    """Keys of the body and of everything above it on a day."""
    seen: set[int] = set()
    at: Body | None = body
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        placement = (
            at.placements.filter(since__lte=day).exclude(until__lte=day).select_related("parent").first()
        )
        at = placement.parent if placement else None
    return seen


@transaction.atomic
def place(body: Body, *, parent: Body, by: Person | None, on: date) -> Body:
    """Put a body under another from a day on."""
    if body.pk in _above(parent, on):
        raise Refused(f"“{parent.name}”隶属于“{body.name}”，不能作它的上级机关。")
    last = body.placements.filter(until__isnull=True).first()
    if last is not None and last.since >= on:
        raise Refused(f"“{body.name}”的现隶属关系自 {last.since:%Y-%m-%d} 起，调整日期应在其后。")
    body.placements.filter(until__isnull=True).update(until=on)
    body.placements.create(parent=parent, since=on)
    return body


@transaction.atomic
def abolish(body: Body, *, by: Person | None, on: date) -> Body:
    """End a body on a day; its names, papers and history stay."""
    body.abolished_on = on
    body.full_clean()
    body.save(update_fields=["abolished_on"])
    return body


@transaction.atomic
def show_findings(body: Body, *, by: Person | None, on: date, public: bool) -> Body:
    """Switch the findings on a body's reports on or off for everybody."""
    body.findings_public = public
    body.save(update_fields=["findings_public"])
    return body


@transaction.atomic
def enrol(
    *, account: str, name: str, password: str, by: Person | None, on: date, body: Body | None = None
) -> Person:
    """Give a person an account, or the person of that account a new password."""
    person = Person.objects.filter(account=account).first() or Person(account=account)
    person.name, person.body = name, body
    person.set_password(password)
    person.full_clean()
    person.save()
    return person
