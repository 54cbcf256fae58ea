"""Many bodies set up in one go are what they would be set up one by one, on the record too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongkai.journal.models import Entry
from gongkai.organisations.acting import many_acts
from gongkai.organisations.actions import NewBody, Refused, establish, establish_all
from gongkai.organisations.models import Body, Naming, Placement
from tests.people import County, a_county

pytestmark = pytest.mark.django_db
NEW = [
    NewBody("N1", "某县人民政府", "county", date(2008, 5, 1)),
    NewBody("N2", "某县教育局", "department", date(2010, 1, 1), "N1"),
    NewBody("N3", "某县某所", "other", date(2012, 1, 1), "N2"),
    NewBody("N4", "青溪县某所", "public_body", date(2008, 5, 1), "Q02"),
]


def _rows(prefix: str) -> list[Any]:
    """What there is of bodies whose codes begin so, the code without it, and what is on record of setting them up."""
    codes = Body.objects.filter(code__startswith=prefix)
    bodies = codes.values_list("code", "name", "kind", "established_on", "abolished_on", "findings_public")
    namings = Naming.objects.filter(body__in=codes).values_list("body__code", "name", "since", "until")
    places = Placement.objects.filter(body__in=codes)
    placed = places.values_list("body__code", "parent__code", "since", "until")
    entries = Entry.objects.filter(chain__startswith=prefix).values_list(
        "chain", "number", "act", "account", "post", "on", "before", "after"
    )
    return [str(sorted(rows)).replace(prefix, "N") for rows in (bodies, namings, placed, entries)]


def _one_by_one(cast: County) -> None:
    known = {body.code: body for body in Body.objects.all()}
    for one in NEW:
        code, parent = one.code.replace("N", "M"), one.parent.replace("N", "M")
        known[code] = establish(
            code=code, name=one.name, kind=one.kind, by=cast.clerk, on=one.since, parent=known.get(parent)
        )


def test_bodies_in_one_go_are_those_set_up_one_by_one() -> None:
    cast = a_county()
    _one_by_one(cast)
    with many_acts(cast.clerk):
        made = establish_all(NEW, by=cast.clerk)
    assert list(made) == ["N1", "N2", "N3", "N4"]
    assert _rows("N") == _rows("M")


def test_a_code_that_is_taken_is_refused_and_nothing_is_set_up() -> None:
    a_county()
    with pytest.raises(Refused, match="“Q02”已经有机关使用"):
        establish_all([*NEW, NewBody("Q02", "另一局", "department", date(2010, 1, 1))], by=None)
    assert Body.objects.count() == 3
