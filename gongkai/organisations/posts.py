"""Appointing to posts and ending them; who holds which on a day, `holdings` tells."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Greatest

from gongkai.organisations.holdings import holders, holdings_of, in_force, posts_of, stand_in_of
from gongkai.organisations.models import OFFICERS, Body, Holding, Person, Post
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

__all__ = ["appoint", "end", "end_all_at", "holders", "in_force", "posts_of", "stand_in_of"]


@transaction.atomic
def appoint(
    person: Person, *, body: Body, post: str, by: Person | None, on: date, stand_in_for: Person | None = None
) -> Holding:
    """Give a person a post of a body from a day on, or name them stand-in (B 岗) for whoever holds it.

    Refused: a post for oneself, an officer's post given by somebody who is none, a body or account no longer in use, a
    post held already, an officer with any other post (三员分立), and a stand-in for somebody who does not hold the post.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    _may_appoint(by, person, post, on)
    _may_take_office(person, body, on)
    _keeps_officers_apart(person, post, on)
    main = _held_by(stand_in_for, body, post, on) if stand_in_for else None
    if main is not None and main.person_id == person.pk:
        raise Refused(f"“{person.name}”不能替自己的岗。")
    if _open(person, on).filter(body=body, post=post).exists():
        raise Refused(f"“{person.name}”已任“{body.name}”的{Post(post).label}，不必再任。")
    made = Holding.objects.create(person=person, body=body, post=post, since=on, stand_in_for=main)
    after = {"account": person.account, "post": post, "stand_in_for": main.person.account if main else ""}
    note("organisations.appoint", made, body=body, by=by, on=on, after=after)
    return made


@transaction.atomic
def end(holding: Holding, *, by: Person | None, on: date) -> Holding:
    """End a holding on a day (the first on which it no longer holds), and with it those of its stand-ins."""
    if holding.until is not None and holding.until <= on:
        raise Refused(f"“{holding.person.name}”的{holding.get_post_display()}岗位已于 {holding.until} 结束。")
    if on < holding.since:
        raise Refused(f"任职自 {holding.since} 起，结束日期不能在其前。")
    holding.stand_ins.filter(Q(until__isnull=True) | Q(until__gt=on)).update(until=on)
    holding.until = on
    holding.save(update_fields=["until"])
    before = {"account": holding.person.account, "post": holding.post}
    note("organisations.end_post", holding, body=holding.body, by=by, on=on, before=before)
    return holding


def end_all_at(body: Body, *, on: date) -> None:
    """All posts of a body end with the body; whoever calls writes down why."""
    held = Holding.objects.filter(Q(until__isnull=True) | Q(until__gt=on), body=body)
    held.update(until=Greatest("since", Value(on, DateField())))


def _open(person: Person, on: date) -> QuerySet[Holding]:
    """Holdings that are in force on a day or will be later."""
    return holdings_of(person).filter(Q(until__isnull=True) | Q(until__gt=on))


def _may_appoint(by: Person | None, person: Person, post: str, on: date) -> None:
    """Nobody gives themselves a post, and officers (三员) are named by officers only."""
    if by is None:
        return
    if by.pk == person.pk:
        raise Refused("不能给自己任职，请由其他管理人员办理。")
    if post in OFFICERS and not {holding.post for holding in posts_of(by, on)} & set(OFFICERS):
        raise Refused(f"{Post(post).label}由系统管理员或安全管理员任命。")


def _may_take_office(person: Person, body: Body, on: date) -> None:
    if not person.is_active:
        raise Refused(f"“{person.name}”的账号已停用，不能任职。")
    if body.abolished_on is not None and body.abolished_on <= on:
        raise Refused(f"“{body.name}”已于 {body.abolished_on} 撤销，不能在此任职。")


def _keeps_officers_apart(person: Person, post: str, on: date) -> None:
    held = set(_open(person, on).values_list("post", flat=True))
    if (post in OFFICERS and held - {post}) or (post not in OFFICERS and held & set(OFFICERS)):
        now = "、".join(Post(one).label for one in sorted(held))
        raise Refused(
            f"“{person.name}”现任{now}，不能再任{Post(post).label}："
            "系统、安全、审计三员互斥，且不得兼任业务岗位。"
        )


def _held_by(person: Person, body: Body, post: str, on: date) -> Holding:
    held = holdings_of(person).filter(in_force(on), body=body, post=post, stand_in_for__isnull=True).first()
    if held is None:
        raise Refused(f"“{person.name}”没有任“{body.name}”的{Post(post).label}，无岗可替。")
    return held
