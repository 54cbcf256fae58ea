"""What is counted of applications for table three (条例 第五十条): grouped in the database, so that a year is a few rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from gongkai.applications.models import Application
from gongkai.law.facts import Fact


def facts(bodies: Iterable[int], year: int) -> Iterator[Fact]:
    """The applications of these bodies (keys) that belong to a year: received in it, carried into it, or closed in it. A case
    counts by its first receipt and its first closing, whatever was corrected or reopened later."""
    grouped = (
        Application.objects.filter(body__in=list(bodies), first_received_on__lte=date(year, 12, 31))
        .filter(Q(counted_on__isnull=True) | Q(counted_on__gte=date(year, 1, 1)))
        .annotate(received=ExtractYear("first_received_on"), closed=ExtractYear("counted_on"))
        .order_by()
        .values_list("applicant_kind", "received", "closed", "counted_outcome")
        .annotate(count=Count("pk"))
    )
    for kind, received, closed, outcome, count in grouped:
        yield Fact(
            kind="application",
            applicant=kind,
            received_on=date(received, 1, 1),
            closed_on=date(closed, 1, 1) if closed else None,
            outcome=outcome,
            count=count,
        )
