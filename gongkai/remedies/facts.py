"""Facts for table four, grouped in the database: each case once in a year, by the instance that was the last in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from gongkai.law.facts import Fact
from gongkai.remedies.models import Remedy
from gongkai.remedies.replaying import SUITS


def facts(bodies: Collection[int], year: int) -> Iterator[Fact]:
    """What table four of a year counts of these bodies (keys): cases that were open on some day of the year. A suit with a
    later instance in the year counts by that one; a case that two of the bodies answer for together counts once."""
    return (fact for _, fact in _grouped(counted(bodies, year), ()))


def facts_by_body(bodies: Collection[int], year: int) -> Mapping[int, list[Fact]]:
    """The same for each of these bodies on its own, by its key; those without a case are left out."""
    found: dict[int, list[Fact]] = {}
    for row, fact in _grouped(_in_year(bodies, year), ("body",)):
        found.setdefault(row["body"], []).append(fact)
    return found


def counted(bodies: Collection[int], year: int) -> QuerySet[Remedy]:
    """The cases that table four of a year counts of these bodies together: what stands behind its figures."""
    twin = Remedy.objects.filter(
        body__in=bodies,
        received_on__lte=date(year, 12, 31),
        kind=OuterRef("kind"),
        instance=OuterRef("instance"),
        tribunal=OuterRef("tribunal"),
        case_number=OuterRef("case_number"),
        pk__lt=OuterRef("pk"),
    )
    return _in_year(bodies, year).exclude(Q(Exists(twin)) & ~Q(case_number=""))


def _in_year(bodies: Collection[int], year: int) -> QuerySet[Remedy]:
    """The cases open on some day of the year, each suit by its last instance in it."""
    end, begin = date(year, 12, 31), date(year, 1, 1)
    there = Remedy.objects.filter(body__in=bodies, received_on__lte=end)
    later = Remedy.objects.filter(previous=OuterRef("pk"), received_on__lte=end)
    open_in_year = there.filter(Q(decided_on__isnull=True) | Q(decided_on__gte=begin))
    return open_in_year.exclude(Q(Exists(later), kind__in=SUITS))


def _grouped(rows: QuerySet[Remedy], by: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], Fact]]:
    grouped = rows.order_by().values(*by, "kind", "column")
    years = grouped.annotate(
        received=ExtractYear("received_on"), decided=ExtractYear("decided_on"), number=Count("pk")
    )
    for row in years.values(*by, "kind", "column", "received", "decided", "number"):
        decided = row["decided"]
        fact = Fact(
            kind="remedy",
            applicant=row["kind"],
            received_on=date(row["received"], 1, 1),
            closed_on=date(decided, 12, 31) if decided else None,
            outcome=row["column"] if decided else "",
            count=row["number"],
        )
        yield row, fact
