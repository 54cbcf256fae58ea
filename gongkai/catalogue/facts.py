"""What publishing hands over to be counted: every item once, and once in every row of channels, however often and in how
many editions it went out there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import ExtractYear

from gongkai.catalogue.channels.registry import platforms
from gongkai.catalogue.models import Release
from gongkai.catalogue.releasing import PORTAL
from gongkai.law.facts import Fact

ALL: Final = "all"
WEBSITE: Final = "website"


def facts(bodies: Iterable[int]) -> Iterator[Fact]:
    """The items of these bodies (keys) by the year in which they went out first: anywhere, and in each row of channels of
    the sheet of 2014 (gazette, website, weibo, wechat, other). Taking an item back does not uncount it."""
    out = Release.objects.filter(edition__item__body__in=list(bodies)).annotate(row=_row())
    yield from _counted(ALL, out)
    for row in sorted({WEBSITE, *(one.counted for one in platforms().values())}):
        yield from _counted(row, out.filter(row=row))


def _row() -> Case:
    """The row of channels a release counts in."""
    whens = [When(channel=PORTAL, then=Value(WEBSITE))]
    whens += [When(outlet__platform=one.code, then=Value(one.counted)) for one in platforms().values()]
    return Case(*whens, default=Value("other"), output_field=CharField())


def _counted(row: str, out: QuerySet[Release]) -> Iterator[Fact]:
    before = Release.objects.annotate(row=_row()).filter(edition__item=OuterRef("edition__item"))
    if row != ALL:
        before = before.filter(row=row)
    earlier = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
    first = out.filter(~Exists(before.filter(earlier))).order_by()
    for year, count in first.values_list(ExtractYear("at")).annotate(Count("pk")):
        yield Fact(kind="publication", applicant=row, received_on=date(year, 1, 1), count=count)
