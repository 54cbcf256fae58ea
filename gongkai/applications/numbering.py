"""Register numbers: one after the other for a body and year, each given once, none a second time."""

from __future__ import annotations

from django.db import transaction

from gongkai.applications.models import NumberSeries
from gongkai.organisations.models import Body


@transaction.atomic
def next_number(body: Body, year: int) -> str:
    """The next number of a body in a year, as "2026-0001". The row is locked till the end of the transaction, so that two
    registrations never get the same; one that is rolled back leaves no gap."""
    NumberSeries.objects.get_or_create(body=body, year=year)
    series = NumberSeries.objects.select_for_update().get(body=body, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{year}-{series.last:04}"
