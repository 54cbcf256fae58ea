"""The lines of the standard catalogue held against what is published: covered, not covered, late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Max, Q
from django.utils.timezone import localdate

from gongkai.catalogue.models import Obligation
from gongkai.catalogue.obligations import in_force_lines
from gongkai.law.timetable import Rhythm, last_due, next_due, timetable
from gongkai.organisations.access import scope
from gongkai.organisations.models import Body, Person
from gongkai.organisations.todo import ToDo

COVERED: Final = "covered"
LATE: Final = "late"
EMPTY: Final = "empty"
RANK: Final = 45
STATES: Final = {COVERED: "已公开", LATE: "逾期未更新", EMPTY: "还没有公开"}


@dataclass(frozen=True)
class Covered:
    """A line with how many public items fulfil it, the newest day one went out, and, where it is periodic and nothing went
    out since it was due last, the day it was due (``late``) and comes due next."""

    obligation: Obligation
    items: int
    newest: date | None
    late: date | None
    due: date | None

    @property
    def state(self) -> str:
        """late before empty: what has a day that has passed is worse than what has none."""
        return LATE if self.late else COVERED if self.items else EMPTY


def coverage(bodies: Iterable[Body], on: date) -> list[Covered]:
    """Every line in force on a day with what fulfils it, in one query."""
    live = Q(fulfilments__item__live__isnull=False)
    found = (
        in_force_lines(on)
        .filter(body__in=bodies)
        .select_related("body")
        .annotate(items=Count("fulfilments__item", filter=live, distinct=True))
        .annotate(newest=Max("fulfilments__item__editions__releases__at", filter=live))
    )
    return [_covered(one, on) for one in found]


def _covered(obligation: Obligation, on: date) -> Covered:
    released, items = obligation.newest, obligation.items  # type: ignore[attr-defined]
    newest = localdate(released) if released else None
    term = timetable(obligation.term)
    if term.rhythm is Rhythm.ONCE:
        return Covered(obligation, items, newest, None, None)
    before = last_due(term, on)
    missed = before >= obligation.since and (newest is None or newest <= last_due(term, before))
    return Covered(obligation, items, newest, before if missed else None, next_due(term, on))


@dataclass(frozen=True)
class Tally:
    """How the lines of one body in one domain stand: how many there are, and how many of each state."""

    body: Body
    domain: str
    states: dict[str, int]

    @property
    def lines(self) -> int:
        return sum(self.states.values())

    @property
    def share(self) -> int:
        """Covered lines in percent, rounded down: a hundred means all."""
        return 100 * self.states[COVERED] // self.lines if self.lines else 0


def tallies(every: Iterable[Covered]) -> list[Tally]:
    """The lines counted by body and domain, in their order."""
    found: dict[tuple[int, str], Tally] = {}
    for one in every:
        line = one.obligation
        made = found.setdefault(
            (line.body_id, line.domain), Tally(line.body, line.domain, dict.fromkeys(STATES, 0))
        )
        made.states[one.state] += 1
    return list(found.values())


def to_do(person: Person, on: date) -> list[ToDo]:
    """For each body whose texts a person drafts, one line for the periodic matters of its catalogue that are late."""
    keys = scope(person, "items.draft", on)
    late: dict[Body, list[date]] = {}
    for one in coverage(Body.objects.filter(pk__in=keys), on) if keys else ():
        if one.late is not None:
            late.setdefault(one.obligation.body, []).append(one.late)
    return [
        ToDo(
            RANK,
            f"标准目录有 {len(days)} 项逾期未更新",
            f"/office/standard/lines/?body={body.pk}&state={LATE}",
            min(days),
            body,
        )
        for body, days in late.items()
    ]
