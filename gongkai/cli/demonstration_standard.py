"""A few lines of the standard catalogue of the demonstration county, with the items that fulfil them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from gongkai.catalogue.models import Item, Obligation
from gongkai.catalogue.obligations import Sorted, fulfil, plan, take_in
from gongkai.catalogue.standard_rows import Line
from gongkai.cli.demonstration import listed
from gongkai.organisations.models import Body, Person

SINCE: Final = date(2026, 1, 5)


@transaction.atomic
def set_up_standard(bodies: Mapping[str, Body], *, by: Person) -> int:
    """Take in the lines of ``standard.toml``, once; how many there are now."""
    if Obligation.objects.exists():
        return Obligation.objects.count()
    entries = listed("standard.toml", "line")
    rows = Sorted([(_line(entry, bodies), bodies[entry["body"]]) for entry in entries], [], [], len(entries))
    take_in(rows, fingerprint=plan(rows, SINCE).fingerprint, by=by, on=SINCE)
    wanted: dict[str, list[Obligation]] = defaultdict(list)
    for entry, made in zip(entries, Obligation.objects.order_by("position"), strict=True):
        for title in entry.get("fulfilled", ()):
            wanted[title].append(made)
    for item in Item.objects.filter(live__title__in=wanted).select_related("live"):
        if item.live is not None:
            fulfil(item, obligations=wanted[item.live.title], by=by, on=item.live.formed_on)
    return len(entries)


def _line(entry: Mapping[str, Any], bodies: Mapping[str, Body]) -> Line:
    names = ("domain", "matter", "part", "content", "basis", "term")
    return Line(
        where="",
        subject=bodies[entry["body"]].name,
        carriers=tuple(entry["carriers"]),
        unknown=(),
        everybody=True,
        audience="",
        on_own_motion=True,
        on_request=False,
        levels=tuple(entry["levels"]),
        **{name: entry[name] for name in names},
    )
