"""月度汇总: what was begun or passed in a month, with who decided what; a month without anything says so."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.approvals.advancing import DONE
from gongkai.approvals.chains import chains
from gongkai.approvals.models import Decision, Kind, Matter, Outcome


@dataclass(frozen=True)
class Row:
    """One matter of the month. ``opinions``: kind of step → who agreed and when, 代 for stand-ins."""

    matter: Matter
    chain: str
    opinions: Mapping[str, str]
    returned: int


@dataclass(frozen=True)
class Month:
    """The matters of some bodies in a month, in the order in which they were begun."""

    first: date
    rows: Sequence[Row]


def month_of(year: int, month: int, bodies: Collection[int]) -> Month:
    """What these bodies began or passed in a month."""
    first, last = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    within = Q(begun_on__range=(first, last)) | Q(passed_on__range=(first, last))
    found = Matter.objects.filter(within, body__in=bodies).select_related("body", "author").order_by("pk")
    decisions = (
        Decision.objects.filter(matter__in=found).select_related("step", "stand_in_for").order_by("pk")
    )
    by_matter: dict[int, list[Decision]] = {}
    for decision in decisions:
        by_matter.setdefault(decision.matter_id, []).append(decision)
    return Month(first, [_row(matter, by_matter.get(matter.pk, [])) for matter in found])


def signed(decision: Decision) -> str:
    """Who agreed and when: 姓名（代） 日期."""
    if decision.outcome == Outcome.SILENT:
        return f"{decision.get_outcome_display()}（{decision.on}）"
    proxy = f"（代{decision.stand_in_for.name}）" if decision.stand_in_for else ""
    return f"{decision.name}{proxy} {decision.on}"


def _row(matter: Matter, decisions: Sequence[Decision]) -> Row:
    opinions: dict[str, str] = {}
    for decision in decisions:
        if decision.outcome in DONE and decision.turn == matter.turn:
            kind = Kind(decision.step.kind).value
            opinions[kind] = "；".join(filter(None, (opinions.get(kind), signed(decision))))
    returned = sum(decision.outcome == Outcome.RETURN for decision in decisions)
    return Row(matter, chains()[matter.chain].says, opinions, returned)
