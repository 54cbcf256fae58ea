"""Reform of bodies: mergers, splits, functions that move, and who answers today for an old matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from gongkai.organisations.actions import abolish, place
from gongkai.organisations.holdings import in_force
from gongkai.organisations.models import Body, Holding, Person, Placement, Succession
from gongkai.organisations.noting import note
from gongkai.organisations.posts import appoint
from gongkai.organisations.queries import parent_of
from gongkai.organisations.refusal import Refused
from gongkai.organisations.staying import stays_at


@transaction.atomic
def merge(bodies: Iterable[Body], *, into: Body, by: Person | None, on: date, basis: str) -> Body:
    """Bodies become part of another on a day: it answers for everything of theirs, the bodies under them stand under
    it, and their people go on there in the posts they held. The past keeps them as they were."""
    for body in bodies:
        _refuse_end_of(body, into, on)
        _succeed(body, into, "", on, basis)
        _dissolve(body, into, by=by, on=on)
        told = {"into": into.code}
        note("organisations.merge", body, body=body, by=by, on=on, reason=basis, after=told)
        note("organisations.merge", body, body=into, by=by, on=on, reason=basis, after=told)
    return into


@transaction.atomic
def split(
    body: Body, *, functions: Mapping[str, Body], rest: Body, by: Person | None, on: date, basis: str
) -> Body:
    """A body ends and others answer for its functions (function → body), ``rest`` for all that is not named; its people
    go on at ``rest``."""
    _refuse_end_of(body, rest, on)
    for function, after in functions.items():
        _succeed(body, after, _named(function), on, basis)
    _succeed(body, rest, "", on, basis)
    _dissolve(body, rest, by=by, on=on)
    told = {**{function: after.code for function, after in functions.items()}, "rest": rest.code}
    note("organisations.split", body, body=body, by=by, on=on, reason=basis, after=told)
    return body


@transaction.atomic
def transfer(body: Body, *, to: Body, function: str, by: Person | None, on: date, basis: str) -> Succession:
    """One function of a body goes to another from a day on; the rest stays where it is."""
    made = _succeed(body, to, _named(function), on, basis)
    for chain in (body, to):
        told = {"function": made.function, "to": to.code}
        note("organisations.transfer", made, body=chain, by=by, on=on, reason=basis, after=told)
    return made


def successor(body: Body, function: str, on: date, *, since: date | None = None) -> Body:
    """Who answers on a day for a matter of a body: itself, whoever took the function (or everything) over since, or,
    where nobody did and it is gone, the body above. ``since``: the day of the matter, where it is younger than an
    earlier transfer."""
    after = (since or date.min, 0)
    rows = Succession.objects.filter(Q(function="") | Q(function=function), on__lte=on).select_related(
        "after"
    )
    moves = sorted(((row.on, row.pk), row) for row in rows)
    at = body
    for when, row in moves:
        if when > after and row.before_id == at.pk:
            at = row.after
    return _existing(at, on)


def _existing(body: Body, on: date) -> Body:
    """The body, or the first above it that still exists on a day; itself where none does."""
    at: Body | None = body
    while at is not None and at.abolished_on is not None and at.abolished_on <= on:
        at = parent_of(at, on)
    return at or body


def _succeed(before: Body, after: Body, function: str, on: date, basis: str) -> Succession:
    if not basis.strip():
        raise Refused("请填写依据文件（文号和名称）。")
    if before == after:
        raise Refused(f"“{before.name}”不能承继自己。")
    for body in (before, after):
        if body.abolished_on is not None and body.abolished_on <= on:
            raise Refused(f"“{body.name}”已于 {body.abolished_on} 撤销。")
    if Succession.objects.filter(before=before, function=function, on=on).exists():
        raise Refused(f"“{before.name}”的{function or '全部职能'}在 {on} 已有承继机关。")
    return Succession.objects.create(
        before=before, after=after, function=function, on=on, basis=basis.strip()
    )


def _named(function: str) -> str:
    name = function.strip()
    if not name:
        raise Refused("请写明转移的是哪一项职能；全部职能转移按合并办理。")
    return name


def _refuse_end_of(body: Body, heir: Body, on: date) -> None:
    if body.established_on is not None and body.established_on >= on:
        raise Refused(f"“{body.name}”自 {body.established_on} 设立，合并、拆分日期应在其后。")
    at: Body | None = heir
    while at is not None:
        at = parent_of(at, on)
        if at == body:
            raise Refused(f"“{heir.name}”隶属于“{body.name}”，先调整隶属关系，再由它承继。")


def _dissolve(body: Body, heir: Body, *, by: Person | None, on: date) -> None:
    """End a body, with everything that hung on it going to its heir."""
    under = Placement.objects.filter(parent=body, since__lt=on, until__isnull=True, body__abolished_on=None)
    for placement in under.select_related("body"):
        place(placement.body, parent=heir, by=by, on=on)
    held = list(
        Holding.objects.filter(in_force(on), body=body).select_related("person", "stand_in_for__person")
    )
    abolish(body, by=by, on=on)
    for person in Person.objects.filter(body=body):
        stays_at(person, heir, on)
    Person.objects.filter(body=body).update(body=heir)
    _go_on(held, heir, by=by, on=on)


def _go_on(held: Iterable[Holding], heir: Body, *, by: Person | None, on: date) -> None:
    """The same people in the same posts at the heir, first those who hold them and then who steps in for them."""
    for holding in sorted(held, key=lambda one: one.stand_in_for_id is not None):
        here = Holding.objects.filter(in_force(on), person=holding.person, body=heir, post=holding.post)
        if not here.exists():
            main = holding.stand_in_for.person if holding.stand_in_for else None
            appoint(holding.person, body=heir, post=holding.post, by=by, on=on, stand_in_for=main)
