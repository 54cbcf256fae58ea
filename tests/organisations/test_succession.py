"""Mergers, splits and functions that move: the past stays as it was, and old matters find who answers today."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from gongkai.organisations import actions, queries
from gongkai.organisations.access import allowed
from gongkai.organisations.actions import Refused
from gongkai.organisations.models import Body, Kind, Post, Succession
from gongkai.organisations.posts import appoint, holders, stand_in_of
from gongkai.organisations.succession import merge, split, successor, transfer
from tests.people import TODAY, County, a_county, somebody

pytestmark = pytest.mark.django_db
REFORM, BASIS = date(2019, 3, 15), "青机改〔2019〕1号"
BEFORE = date(2019, 3, 14)


def _bureau(code: str, name: str, cast: County, on: date = date(2008, 5, 1)) -> Body:
    return actions.establish(code=code, name=name, kind=Kind.DEPARTMENT, by=None, on=on, parent=cast.county)


def test_a_merger_leaves_the_past_as_it_was_and_the_heir_answers() -> None:
    cast = a_county()
    old = _bureau("Q10", "青溪县老龄办", cast)
    below = actions.establish(
        code="Q11", name="青溪县敬老院", kind=Kind.PUBLIC_BODY, by=None, on=date(2010, 1, 1), parent=old
    )
    merge([old], into=cast.bureau, by=None, on=REFORM, basis=BASIS)
    assert successor(old, "", BEFORE) == old and successor(old, "", REFORM) == cast.bureau
    assert successor(old, "养老服务", TODAY) == cast.bureau
    assert queries.parent_of(below, BEFORE) == old and queries.parent_of(below, REFORM) == cast.bureau
    assert old in queries.bodies_as_of(BEFORE) and old not in queries.bodies_as_of(REFORM)
    assert queries.name_as_of(old, BEFORE) == "青溪县老龄办"


def test_people_go_on_at_the_heir_in_their_posts_and_reach_what_the_old_body_left() -> None:
    cast = a_county()
    old = _bureau("Q10", "青溪县老龄办", cast)
    first, second = somebody("first", old), somebody("second", old, Post.REVIEWER)
    appoint(second, body=old, post=Post.INFORMATION_OFFICER, by=None, on=date(2021, 1, 1), stand_in_for=first)
    day = date(2025, 1, 1)
    merge([old], into=cast.bureau, by=None, on=day, basis=BASIS)
    assert holders(old, Post.INFORMATION_OFFICER, date(2024, 12, 31)) == [first]
    assert holders(old, Post.INFORMATION_OFFICER, day) == []
    assert holders(cast.bureau, Post.INFORMATION_OFFICER, day) == [first]
    assert stand_in_of(first, Post.INFORMATION_OFFICER, cast.bureau, day) == second
    first.refresh_from_db()
    assert first.body == cast.bureau
    assert allowed(first, "reports.correct", old, day) and allowed(first, "reports.correct", cast.bureau, day)
    assert not allowed(somebody("town", cast.township), "reports.correct", old, day)


def test_a_split_sends_each_function_its_own_way() -> None:
    cast = a_county()
    water, land = _bureau("Q20", "青溪县水利局", cast), _bureau("Q21", "青溪县国土资源局", cast)
    split(land, functions={"地下水管理": water}, rest=cast.bureau, by=None, on=REFORM, basis=BASIS)
    assert successor(land, "地下水管理", TODAY) == water
    assert successor(land, "不动产登记", TODAY) == cast.bureau
    assert successor(land, "地下水管理", BEFORE) == land


def test_a_function_that_moves_on_and_back_is_followed_by_day() -> None:
    cast = a_county()
    water = _bureau("Q20", "青溪县水利局", cast)
    transfer(cast.bureau, to=water, function="移民安置", by=None, on=date(2015, 1, 1), basis=BASIS)
    transfer(water, to=cast.township, function="移民安置", by=None, on=date(2018, 1, 1), basis=BASIS)
    transfer(cast.township, to=cast.bureau, function="移民安置", by=None, on=date(2022, 1, 1), basis=BASIS)
    years = [2014, 2016, 2019, 2023]
    found = [successor(cast.bureau, "移民安置", date(year, 6, 1)) for year in years]
    assert found == [cast.bureau, water, cast.township, cast.bureau]
    matter = {"since": date(2019, 1, 1)}
    assert successor(cast.township, "移民安置", date(2021, 1, 1), **matter) == cast.township
    assert successor(cast.bureau, "", TODAY) == cast.bureau


def test_where_nobody_took_over_the_body_above_answers() -> None:
    cast = a_county()
    actions.abolish(cast.township, by=None, on=REFORM)
    assert successor(cast.township, "", TODAY) == cast.county


def test_what_makes_no_sense_is_refused_in_words() -> None:
    cast = a_county()
    for asked, says in (
        ({"to": cast.bureau, "function": "婚姻登记", "basis": " "}, "依据文件"),
        ({"to": cast.bureau, "function": " ", "basis": BASIS}, "哪一项职能"),
        ({"to": cast.township, "function": "婚姻登记", "basis": BASIS}, "承继自己"),
    ):
        with pytest.raises(Refused, match=says):
            transfer(cast.township, by=None, on=REFORM, **asked)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="隶属"):
        merge([cast.county], into=cast.bureau, by=None, on=REFORM, basis=BASIS)
    merge([cast.township], into=cast.bureau, by=None, on=REFORM, basis=BASIS)
    with pytest.raises(Refused, match="撤销"):
        merge([cast.township], into=cast.county, by=None, on=TODAY, basis=BASIS)


def test_a_merger_that_fails_half_way_leaves_nothing() -> None:
    cast = a_county()
    with pytest.raises(Refused):
        merge([cast.township, cast.county], into=cast.bureau, by=None, on=REFORM, basis=BASIS)
    assert not Succession.objects.exists()
    assert cast.township in queries.bodies_as_of(TODAY)


def test_what_was_written_down_stays_on_a_plain_connection_too() -> None:
    cast = a_county()
    made = transfer(cast.bureau, to=cast.county, function="社区矫正", by=None, on=REFORM, basis=BASIS)
    for change in (lambda: Succession.objects.update(function=""), made.delete):
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            change()
