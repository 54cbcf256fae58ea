"""What is done to bodies, and who gets an account. Each action says by whom and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.organisations.models import Body, Naming, Person, Placement
from gongkai.organisations.noting import note
from gongkai.organisations.posts import end_all_at
from gongkai.organisations.refusal import Refused
from gongkai.organisations.staying import stays_at

__all__ = [
    "NewBody",
    "Refused",
    "abolish",
    "enrol",
    "establish",
    "establish_all",
    "place",
    "rename",
    "show_findings",
]


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
    after = {"name": name, "kind": kind, "parent": parent.code if parent else ""}
    note("organisations.establish", body, body=body, by=by, on=on, after=after)
    return body


@dataclass(frozen=True)
class NewBody:
    """A body to be set up; ``parent`` is a code, "" for none."""

    code: str
    name: str
    kind: str
    since: date
    parent: str = ""


@transaction.atomic
def establish_all(new: Sequence[NewBody], *, by: Person | None) -> dict[str, Body]:
    """Set up many bodies as `establish` does each, in a few statements; comes back by code. A parent is one of them or
    there already. Refused: a code that is taken."""
    known = {body.code: body for body in Body.objects.all()}
    taken = [one.code for one in new if one.code in known]
    if taken:
        raise Refused(f"机构代码“{'”“'.join(taken)}”已经有机关使用。")
    made = [Body(code=one.code, name=one.name, kind=one.kind, established_on=one.since) for one in new]
    for body in made:
        body.clean_fields()
    known |= {body.code: body for body in Body.objects.bulk_create(made, batch_size=500)}
    namings = [Naming(body=known[one.code], name=one.name, since=one.since) for one in new]
    Naming.objects.bulk_create(namings, batch_size=500)
    placed = [one for one in new if one.parent]
    Placement.objects.bulk_create(
        [Placement(body=known[one.code], parent=known[one.parent], since=one.since) for one in placed],
        batch_size=500,
    )
    for one in new:
        body, after = known[one.code], {"name": one.name, "kind": one.kind, "parent": one.parent}
        note("organisations.establish", body, body=body, by=by, on=one.since, after=after)
    return {one.code: known[one.code] for one in new}


@transaction.atomic
def rename(body: Body, *, name: str, by: Person | None, on: date) -> Body:
    """Give a body a new name from a day on; the old one stays on record and still finds it."""
    last = body.namings.filter(until__isnull=True).first()
    if last is not None and last.since >= on:
        raise Refused(
            f"“{body.name}”的现名自 {last.since:%Y-%m-%d} 起使用，更名日期 {on:%Y-%m-%d} 应在其后。"
        )
    before = {"name": body.name}
    body.namings.filter(until__isnull=True).update(until=on)
    body.namings.create(name=name, since=on)
    body.name = name
    body.full_clean()
    body.save(update_fields=["name"])
    note("organisations.rename", body, body=body, by=by, on=on, before=before, after={"name": name})
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
    last = body.placements.filter(until__isnull=True).select_related("parent").first()
    if last is not None and last.since >= on:
        raise Refused(f"“{body.name}”的现隶属关系自 {last.since:%Y-%m-%d} 起，调整日期应在其后。")
    body.placements.filter(until__isnull=True).update(until=on)
    body.placements.create(parent=parent, since=on)
    before, after = {"parent": last.parent.code if last else ""}, {"parent": parent.code}
    note("organisations.place", body, body=body, by=by, on=on, before=before, after=after)
    return body


@transaction.atomic
def abolish(body: Body, *, by: Person | None, on: date) -> Body:
    """End a body on a day, and its posts with it; its names, papers and history stay."""
    body.abolished_on = on
    body.full_clean()
    body.save(update_fields=["abolished_on"])
    end_all_at(body, on=on)
    note("organisations.abolish", body, body=body, by=by, on=on, after={"abolished_on": on})
    return body


@transaction.atomic
def show_findings(body: Body, *, by: Person | None, on: date, public: bool) -> Body:
    """Switch the findings on a body's reports on or off for everybody."""
    before = {"findings_public": body.findings_public}
    body.findings_public = public
    body.save(update_fields=["findings_public"])
    after = {"findings_public": public}
    note("organisations.show_findings", body, body=body, by=by, on=on, before=before, after=after)
    return body


@transaction.atomic
def enrol(
    *, account: str, name: str, password: str | None, by: Person | None, on: date, body: Body | None = None
) -> Person:
    """Give a person an account, or the person of that account a new password. They belong to ``body`` from that day.
    Without a password nobody signs in until one is given (`gongkai.organisations.passwords`)."""
    person = Person.objects.filter(account=account).first() or Person(account=account)
    fresh = person.pk is None
    person.name, person.body = name, body
    person.set_password(password)
    person.full_clean()
    person.save()
    stays_at(person, body, on)
    after = {"account": account, "body": body.code if body else ""}
    act = "organisations.enrol" if fresh else "organisations.enrol_again"
    note(act, person, body=body, by=by, on=on, after=after)
    return person
