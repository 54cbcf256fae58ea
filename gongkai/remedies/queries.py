"""Reviews and suits as they are looked up: within somebody's reach, what is due, why replies were corrected, and what the
body may want to object."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet

from gongkai.applications.clock import calendar
from gongkai.law.procedure import CLOSED
from gongkai.law.remedies import (
    REVIEWS,
    Decision,
    NoRemedy,
    remedy_term,
    review_bodies,
    review_first,
)
from gongkai.law.remedy_cases import DefectKind, clocks, defects
from gongkai.organisations.access import scope
from gongkai.organisations.models import Person
from gongkai.organisations.queries import parent_of
from gongkai.organisations.todo import ToDo
from gongkai.remedies.facts import counted
from gongkai.remedies.models import Defect, Remedy
from gongkai.remedies.replaying import SUITS
from gongkai.remedies.taking import RANKS

MOST: Final = 50
GOVERNMENTS: Final = ("own_government", "superior_government", "founding_government")


class Blame(NamedTuple):
    """How often replies were corrected for one kind of defect."""

    kind: DefectKind
    number: int


def within(person: Person, on: date) -> QuerySet[Remedy]:
    """The cases that a person may look at: of the bodies they work for, and those they supervise."""
    keys = scope(person, "remedies.see", on) | scope(person, "remedies.supervise", on)
    return Remedy.objects.filter(body__in=keys).select_related("body", "clerk", "application", "previous")


def blamed(bodies: Collection[int], year: int) -> list[Blame]:
    """The defects of the cases that table four of a year counts as corrected in it, the most frequent first; those that
    never occurred are left out."""
    ended = counted(bodies, year).filter(column="corrected", decided_on__year=year)
    rows = Defect.objects.filter(remedy__in=ended.values("pk")).order_by().values("kind")
    found = {row["kind"]: row["number"] for row in rows.annotate(number=Count("pk"))}
    named = [Blame(kind, found[code]) for code, kind in defects().items() if code in found]
    return sorted(named, key=lambda one: -one.number)


def to_do(person: Person, on: date) -> list[ToDo]:
    """Answers to hand in, decisions to carry out, appeals still open, and applications to be reopened."""
    return [*_due(person, on), *_to_reopen(person, on)]


def _due(person: Person, on: date) -> Iterator[ToDo]:
    mine = Q(body__in=scope(person, "remedies.handle", on), due_on__isnull=False)
    open_ = Q(due_what="appeal", due_on__gte=on) | ~Q(due_what="appeal")
    for one in Remedy.objects.filter(mine & open_).select_related("body").order_by("due_on")[:MOST]:
        says = f"{one.get_kind_display()}：{clocks()[one.due_what].label}（{one}）"
        yield ToDo(RANKS[one.due_what], says, f"/office/remedies/{one.pk}/", one.due_on, one.body)


def _to_reopen(person: Person, on: date) -> Iterator[ToDo]:
    mine = Q(body__in=scope(person, "remedies.reopen", on), reopens=True, reopened_on__isnull=True)
    closed = Remedy.objects.filter(mine, application__state=CLOSED).select_related("body", "application")
    found = closed.exclude(kind__in=SUITS, following__isnull=False)
    for one in found[:MOST]:
        says = f"{one.get_result_display()}：申请 {one.application} 待重新办理"
        yield ToDo(RANKS["comply"], says, f"/office/remedies/{one.pk}/", None, one.body)


def objections(remedy: Remedy) -> list[str]:
    """What the body may look into before it answers: review comes first, the term was over, another body reviews."""
    found = [_review_first(remedy), _too_late(remedy), _other_tribunal(remedy)]
    return [one for one in found if one]


def _review_first(remedy: Remedy) -> str:
    reply = remedy.application
    if remedy.kind != "direct" or reply is None or not reply.article or reply.closed_on is None:
        return ""
    if not review_first(Decision(reply.closed_on, reply.article)):
        return ""
    return f"答复依据{reply.article}，应当先申请行政复议（行政复议法 第二十三条第一款第（四）项），答辩时可以提出。"


def _too_late(remedy: Remedy) -> str:
    reply, code = remedy.application, {"review": "review", "direct": "suit"}.get(remedy.kind, "")
    if not code or remedy.instance != "first" or reply is None or reply.closed_on is None:
        return ""
    term, came = remedy_term(code, reply.closed_on, calendar()), remedy.accepted_on or remedy.received_on
    if came <= term.end.day:
        return ""
    return (
        f"答复于 {reply.closed_on} 送达，“{term.label}”的期限到 {term.end.day}（{term.basis}）；"
        "请核对提出的日期，答复没有告知救济途径的除外。"
    )


def _other_tribunal(remedy: Remedy) -> str:
    if remedy.kind != "review":
        return ""
    try:
        rule = review_bodies(remedy.body.kind, remedy.received_on)
    except NoRemedy:
        return ""
    above = parent_of(remedy.body, remedy.received_on)
    if above is not None and above.name in remedy.tribunal and set(rule.reviews) & set(GOVERNMENTS):
        return ""
    right = "或者".join(REVIEWS[one] for one in rule.reviews)
    return f"本机关的行政复议机关是{right}（{rule.basis}），请核对。"
