"""A list of bodies for the tests of lists, and how it is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import RequestFactory
from django.utils.encoding import iri_to_uri

from gongkai.office.listing import Act, Column, Listed, Listing
from gongkai.office.listing_filters import choice, since, starts, until, words
from gongkai.organisations.models import Body, Kind, Person

BODIES = Listing(
    code="bodies",
    caption="机关",
    order="code",
    filters=(
        words("name", "名称", "name"),
        starts("code", "代码", "code"),
        choice("kind", "类别", "kind", lambda: Kind.choices),
        since("since", "设立日期自", "established_on"),
        until("until", "至", "established_on"),
    ),
    columns=(
        Column("code", "代码", lambda body: body.code, order="code"),
        Column("name", "名称", lambda body: body.name, order="name"),
        Column("kind", "类别", lambda body: body.get_kind_display(), order="kind"),
        Column("since", "设立日期", lambda body: body.established_on, order="established_on"),
    ),
    acts=lambda body: [Act("查看", f"/bodies/{body.pk}/series/", body.name)],
)


def asked(query: str = "", person: Person | None = None, listing: Listing = BODIES) -> Listed:
    """The list as a person asks for it with the part of an address behind the question mark."""
    request: Any = RequestFactory().get(iri_to_uri(f"/office/bodies/?{query}"))
    request.user = person
    return Listed(listing, Body.objects.all(), request)


def bodies(number: int, kind: str = Kind.DEPARTMENT) -> None:
    """So many bodies, in one go; names repeat, codes do not."""
    days = [None, date(2010, 1, 1), date(2020, 1, 1)]
    Body.objects.bulk_create(
        Body(code=f"B{at:06}", name=f"第{at % 7}局", kind=kind, established_on=days[at % 3])
        for at in range(number)
    )
