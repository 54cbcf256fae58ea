"""巡检: everything that is out is looked at again by the rules of today — what came in as 存量 without a look of the machine,
and what went out before the screening had learnt to find more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from gongkai.catalogue.looking import hits_of, rules_of
from gongkai.catalogue.models import Edition, Passing, Patrol, PatrolHit
from gongkai.organisations.access import scope
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused
from gongkai.organisations.todo import ToDo

RANK: Final = 15  # personal data that is out is more pressing than anything that is not yet
AT_ONCE: Final = 200


def patrol(*, on: date, most: int = AT_ONCE, own_words: Sequence[str] = ()) -> int:
    """Look at editions that are out and were not looked at by the rules of today, the oldest first; how many. What cannot
    be opened is a hit of its own."""
    rules = rules_of(own_words)
    waiting = Edition.objects.filter(item__live=F("pk")).exclude(patrol__rules=rules).order_by("pk")
    keys = list(waiting.values_list("pk", flat=True)[:most])
    for key in keys:
        _look(key, rules, on, own_words)
    return len(keys)


@transaction.atomic
def _look(key: int, rules: str, on: date, own_words: Sequence[str]) -> None:
    """Look at one edition; a hit that somebody let pass before it went out, or that is known, is none."""
    edition = Edition.objects.select_related("item").get(pk=key)
    allowed = _let_pass(edition)
    try:
        found = list(hits_of(edition, own_words))
    except Refused as fault:
        _add(edition, rules, on, ("unseen", "附件", "", str(fault)[:200], "certain"))
        found = []
    for source, hit in found:
        told = (hit.kind, source[:255], hit.place[:200], hit.shown[:200])
        if told not in allowed:
            _add(edition, rules, on, (*told, hit.sure))
    Patrol.objects.update_or_create(edition=edition, defaults={"rules": rules, "on": on})


def _let_pass(edition: Edition) -> set[tuple[str, str, str, str]]:
    passed = Passing.objects.filter(
        suspect__screening__edition=edition, suspect__screening__digest=edition.digest
    )
    return set(passed.values_list("suspect__kind", "suspect__source", "suspect__place", "suspect__shown"))


def _add(edition: Edition, rules: str, on: date, told: tuple[str, str, str, str, str]) -> None:
    kind, source, place, shown, sure = told
    about = {"edition": edition, "kind": kind, "source": source, "place": place, "shown": shown}
    PatrolHit.objects.get_or_create(**about, defaults={"rules": rules, "sure": sure, "found_on": on})


@transaction.atomic
def keep(hit: PatrolHit, *, reason: str, by: Person, on: date) -> PatrolHit:
    """Say, with the reason, that a hit is none and may stay public. Nobody says so of what they wrote themselves."""
    locked = (
        PatrolHit.objects.select_for_update(of=("self",)).select_related("edition__item__body").get(pk=hit.pk)
    )
    reason = reason_given(reason, "保留")
    if locked.kept_on is not None:
        raise Refused("这一处已经核定。")
    if locked.edition.hands.filter(person=by).exists():
        raise Refused("起草人、修改人、导入人不能核定自己的内容，请由审核或保密审查人员核定。")
    locked.kept_by, locked.kept_reason, locked.kept_on = by, reason[:300], on
    locked.save(update_fields=["kept_by", "kept_reason", "kept_on"])
    after = {"kind": locked.kind, "source": locked.source, "place": locked.place}
    note(
        "catalogue.patrol_keep",
        locked,
        body=locked.edition.item.body,
        by=by,
        on=on,
        reason=reason,
        after=after,
    )
    return locked


def open_hits(bodies: frozenset[int]) -> QuerySet[Any]:
    """What the patrol found in editions that are still out, and nobody has said may stay."""
    found = PatrolHit.objects.filter(edition__item__body__in=bodies, edition__item__live=F("edition"))
    return found.filter(kept_on__isnull=True).select_related("edition__item__body")


def hits_within(person: Person, on: date) -> QuerySet[Any]:
    """The open hits of the bodies whose items a person may look at."""
    return open_hits(scope(person, "items.look", on) | scope(person, "items.supervise", on))


def progress(on: date, own_words: Sequence[str] = ()) -> tuple[int, int]:
    """How many editions that are out have been looked at by the rules of today, and how many there are."""
    out = Edition.objects.filter(item__live=F("pk"))
    looked = out.aggregate(all=Count("pk"), done=Count("pk", filter=Q(patrol__rules=rules_of(own_words))))
    return looked["done"], looked["all"]


def to_do(person: Person, on: date) -> list[ToDo]:
    """Bodies with open hits, of those a person publishes for."""
    keys = scope(person, "items.withdraw", on)
    if not keys:
        return []
    counted = open_hits(keys).order_by().values_list("edition__item__body").annotate(Count("pk"))
    bodies = Body.objects.in_bulk([key for key, _ in counted])
    return [
        ToDo(RANK, f"巡检发现 {count} 处疑似不应公开的内容", "/office/patrol/", None, bodies[key])
        for key, count in counted
    ]
