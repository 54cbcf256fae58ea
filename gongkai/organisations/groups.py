"""Leading groups with the terms of their members, and legal advisers."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Case, IntegerField, Q, Value, When

from gongkai.organisations.models import Body, GroupMember, LeadingGroup, LegalAdviser, Person, Role
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

ONE_OF_A_KIND: Final = (Role.LEADER, Role.OFFICE)


@transaction.atomic
def set_up_group(body: Body, *, name: str, by: Person | None, on: date, basis: str = "") -> LeadingGroup:
    """A leading group of a body from a day on."""
    if not name.strip():
        raise Refused("请填写领导小组名称。")
    group = body.leading_groups.create(name=name.strip(), basis=basis.strip(), since=on)
    note(
        "organisations.set_up_group", group, body=body, by=by, on=on, reason=basis, after={"name": group.name}
    )
    return group


@transaction.atomic
def seat(
    group: LeadingGroup, *, role: str, name: str, by: Person | None, on: date, title: str = ""
) -> GroupMember:
    """Somebody takes a seat in a group from a day on; whoever has another seat there leaves it the same day, and so does
    the last leader when there is a new one (a group has one leader and one office)."""
    _still_there(group, on)
    if not name.strip():
        raise Refused("请填写姓名（办公室填所设机构）。")
    leaves = Q(name=name.strip()) | (Q(role=role) if role in ONE_OF_A_KIND else Q(pk=None))
    for last in group.members.filter(leaves, until__isnull=True):
        _end(last, on)
    made = group.members.create(role=role, name=name.strip(), title=title.strip(), since=on)
    after = {"role": role, "name": made.name, "title": made.title}
    note("organisations.seat", made, body=group.body, by=by, on=on, after=after)
    return made


@transaction.atomic
def unseat(member: GroupMember, *, by: Person | None, on: date) -> GroupMember:
    """A member leaves the group on a day."""
    if member.until is not None:
        raise Refused(f"“{member.name}”已于 {member.until} 卸任。")
    _end(member, on)
    before = {"role": member.role, "name": member.name}
    note("organisations.unseat", member, body=member.group.body, by=by, on=on, before=before)
    return member


@transaction.atomic
def dissolve_group(group: LeadingGroup, *, by: Person | None, on: date) -> LeadingGroup:
    """A group ends on a day, and the terms of all its members with it."""
    _still_there(group, on)
    if group.since >= on:
        raise Refused(f"领导小组自 {group.since} 成立，撤销日期应在其后。")
    for member in group.members.filter(until__isnull=True):
        _end(member, on)
    group.until = on
    group.save(update_fields=["until"])
    note("organisations.dissolve_group", group, body=group.body, by=by, on=on, before={"name": group.name})
    return group


def members_of(group: LeadingGroup, on: date) -> list[GroupMember]:
    """Who sits in a group on a day: leader, deputies, members, office."""
    order = Case(
        *(When(role=role, then=Value(n)) for n, role in enumerate(Role)), output_field=IntegerField()
    )
    held = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    return list(group.members.filter(held).order_by(order, "pk"))


def groups_of(body: Body, on: date) -> list[LeadingGroup]:
    """The leading groups of a body on a day."""
    held = Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))
    return list(body.leading_groups.filter(held))


@transaction.atomic
def engage_adviser(body: Body, *, name: str, by: Person | None, on: date, firm: str = "") -> LegalAdviser:
    """A legal adviser of a body from a day on."""
    if not name.strip():
        raise Refused("请填写法律顾问姓名。")
    made = body.legal_advisers.create(name=name.strip(), firm=firm.strip(), since=on)
    after = {"name": made.name, "firm": made.firm}
    note("organisations.engage_adviser", made, body=body, by=by, on=on, after=after)
    return made


@transaction.atomic
def release_adviser(adviser: LegalAdviser, *, by: Person | None, on: date) -> LegalAdviser:
    """A legal adviser's term ends on a day."""
    if adviser.until is not None:
        raise Refused(f"“{adviser.name}”已于 {adviser.until} 解聘。")
    if adviser.since >= on:
        raise Refused(f"聘任自 {adviser.since} 起，解聘日期应在其后。")
    adviser.until = on
    adviser.save(update_fields=["until"])
    note(
        "organisations.release_adviser",
        adviser,
        body=adviser.body,
        by=by,
        on=on,
        before={"name": adviser.name},
    )
    return adviser


def _still_there(group: LeadingGroup, on: date) -> None:
    if group.until is not None and group.until <= on:
        raise Refused(f"“{group.name}”已于 {group.until} 撤销。")


def _end(member: GroupMember, on: date) -> None:
    """A term that would not have lasted a day is not kept."""
    if member.since >= on:
        member.delete()
        return
    member.until = on
    member.save(update_fields=["until"])
