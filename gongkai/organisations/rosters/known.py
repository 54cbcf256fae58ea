"""What there is already, asked for in a handful of queries: a roster is held against it in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.organisations.models import Body, Holding, Naming, Person, Placement


@dataclass(frozen=True)
class Known:
    """Bodies by code, people by account, code of parent and first days of name and place by code of body, holdings that are
    open by account, as on a day."""

    bodies: Mapping[str, Body]
    parents: Mapping[str, str]
    named_since: Mapping[str, date]
    placed_since: Mapping[str, date]
    people: Mapping[str, Person]
    spellings: Mapping[str, str]
    held: Mapping[str, list[Holding]]


def known_on(on: date) -> Known:
    """What there is on a day; names and places are the last ones, holdings those in force then or later."""
    placements = Placement.objects.filter(until__isnull=True).select_related("body", "parent")
    namings = Naming.objects.filter(until__isnull=True).values_list("body__code", "since")
    held: dict[str, list[Holding]] = defaultdict(list)
    opened = Holding.objects.filter(Q(until__isnull=True) | Q(until__gt=on))
    for holding in opened.select_related("person", "body", "stand_in_for__person"):
        held[holding.person.account].append(holding)
    people = {person.account: person for person in Person.objects.select_related("body")}
    placed = {one.body.code: one for one in placements}
    return Known(
        bodies={body.code: body for body in Body.objects.all()},
        parents={code: one.parent.code for code, one in placed.items()},
        named_since=dict(namings),
        placed_since={code: one.since for code, one in placed.items()},
        people=people,
        spellings={account.casefold(): account for account in people},
        held=held,
    )
