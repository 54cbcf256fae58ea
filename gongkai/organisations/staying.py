"""The body a person belongs to: arriving, moving, leaving."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.organisations.holdings import posts_of
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


def stays_at(person: Person, body: Body | None, on: date) -> None:
    """Write down that a person belongs to a body (or to none) from a day on; nothing where they do already."""
    open_stays = person.stays.filter(until__isnull=True)
    last = open_stays.first()
    if last is not None and last.body_id == (body.pk if body else None):
        return
    if last is not None and last.since >= on:
        last.delete()  # belonged there for no day at all
    open_stays.update(until=on)
    if body is not None:
        person.stays.update_or_create(since=on, defaults={"body": body, "until": None})


@transaction.atomic
def move(person: Person, *, to: Body, by: Person | None, on: date) -> Person:
    """A person changes to another body from a day on. Refused while they hold posts where they are: those are handed
    over first."""
    before = person.body
    if before == to:
        raise Refused(f"“{person.name}”已在“{to.name}”。")
    held = [
        holding for holding in posts_of(person, on) if before is not None and holding.body_id == before.pk
    ]
    if held:
        posts = "、".join(holding.get_post_display() for holding in held)
        raise Refused(f"“{person.name}”在“{before}”还任{posts}，先办交接，再调动。")
    stays_at(person, to, on)
    person.body = to
    person.save(update_fields=["body"])
    codes = {"body": before.code if before else ""}, {"body": to.code}
    for chain in filter(None, (before, to)):
        note("organisations.move", person, body=chain, by=by, on=on, before=codes[0], after=codes[1])
    return person
