"""Bodies over time: the tree of any day, names that change, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.organisations import actions, queries
from gongkai.organisations.models import Kind, Placement
from tests.people import a_county

pytestmark = pytest.mark.django_db


def _names(day: date) -> list[list[str]]:
    return [[branch.name for branch in root.walk()] for root in queries.tree_as_of(day)]


def test_a_tree_is_that_of_the_day_asked_for() -> None:
    cast = a_county()
    actions.rename(cast.township, name="柳湾街道办事处", by=None, on=date(2019, 7, 1))
    actions.abolish(cast.bureau, by=None, on=date(2020, 1, 1))
    assert _names(date(2018, 1, 1)) == [["青溪县人民政府", "青溪县民政局", "柳湾镇人民政府"]]
    assert _names(date(2019, 7, 1)) == [["青溪县人民政府", "青溪县民政局", "柳湾街道办事处"]]
    assert _names(date(2020, 1, 1)) == [["青溪县人民政府", "柳湾街道办事处"]]
    assert _names(date(2008, 4, 30)) == []


def test_a_body_that_moves_stands_under_its_parent_of_that_day() -> None:
    cast = a_county()
    actions.place(cast.township, parent=cast.bureau, by=None, on=date(2015, 1, 1))
    [before], [after] = (queries.tree_as_of(day) for day in (date(2014, 12, 31), date(2015, 1, 1)))
    assert [branch.body for branch in before.below] == [cast.bureau, cast.township]
    assert [branch.body for branch in after.below] == [cast.bureau]
    assert [branch.body for branch in after.below[0].below] == [cast.township]


def test_the_parent_s_end_leaves_its_bodies_as_roots() -> None:
    cast = a_county()
    actions.abolish(cast.county, by=None, on=date(2020, 1, 1))
    assert [root.body for root in queries.tree_as_of(date(2020, 1, 1))] == [cast.bureau, cast.township]


def test_no_body_stands_under_itself_even_through_others() -> None:
    cast = a_county()
    with pytest.raises(actions.Refused, match="隶属于"):
        actions.place(cast.county, parent=cast.township, by=None, on=date(2015, 1, 1))
    with pytest.raises(actions.Refused):
        actions.place(cast.county, parent=cast.county, by=None, on=date(2015, 1, 1))


def test_a_new_name_starts_after_the_last_one() -> None:
    cast = a_county()
    actions.rename(cast.township, name="柳湾街道办事处", by=None, on=date(2019, 7, 1))
    with pytest.raises(actions.Refused, match="2019-07-01"):
        actions.rename(cast.township, name="柳湾镇", by=None, on=date(2019, 7, 1))
    cast.township.refresh_from_db()
    assert cast.township.name == "柳湾街道办事处"
    assert queries.name_as_of(cast.township, date(2019, 6, 30)) == "柳湾镇人民政府"


def test_the_database_itself_refuses_two_open_parents() -> None:
    cast = a_county()
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(body=cast.township, parent=cast.bureau, since=date(2016, 1, 1))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("柳湾镇人民政府", "Q03"),
        ("柳湾镇", "Q03"),
        ("柳 湾 镇 政 府", "Q03"),
        ("青溪县柳湾镇人民政府", "Q03"),
        ("东州市青溪县柳湾镇", "Q03"),
        ("民政局", "Q02"),
        ("青溪县民政局", "Q02"),
        ("青溪县", "Q01"),
        ("东州市青溪县人民政府", "Q01"),
        ("柳湾街道办事处", "Q03"),
        ("教育局", None),
        ("湾镇人民政府", None),
        ("镇", None),
        ("", None),
        ("大柳湾镇人民政府", None),
    ],
)
def test_a_body_is_found_by_any_of_its_names_with_or_without_the_place_in_front(
    written: str, meant: str | None
) -> None:
    cast = a_county()
    actions.rename(cast.township, name="柳湾街道办事处", by=None, on=date(2019, 7, 1))
    found = queries.find_body(written)
    assert (found.code if found else None) == meant


def test_a_name_that_two_bodies_could_mean_finds_none() -> None:
    cast = a_county()
    for code, name in (("X1", "甲区民政局"), ("X2", "乙区民政局")):
        actions.establish(code=code, name=name, kind=Kind.DEPARTMENT, by=None, on=date(2009, 1, 1))
    assert queries.find_body("民政局") is None
    assert queries.find_body("青溪县民政局") == cast.bureau


def test_a_department_is_one_of_a_county_only_under_a_county() -> None:
    cast = a_county()
    alone = actions.establish(
        code="Y1", name="东州市财政局", kind=Kind.DEPARTMENT, by=None, on=date(2009, 1, 1)
    )
    day = date(2023, 12, 31)
    kinds = [queries.kind_for_checks(body, day) for body in (cast.bureau, alone, cast.township)]
    assert kinds == ["department", None, "township"]
