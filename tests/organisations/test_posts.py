"""Posts are held from a day to a day, stand-ins step in, and the three officers are nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from gongkai.organisations.access import allowed, scope
from gongkai.organisations.actions import Refused, abolish
from gongkai.organisations.models import OFFICERS, Holding, Post
from gongkai.organisations.posts import appoint, end, holders, posts_of, stand_in_of
from gongkai.organisations.vacancies import to_do
from tests.people import BEGUN, BUSINESS, TODAY, a_county, somebody

pytestmark = pytest.mark.django_db
OFFICER, REVIEWER = Post.INFORMATION_OFFICER, Post.REVIEWER


def test_a_post_is_held_from_its_first_day_until_the_day_it_ends() -> None:
    cast = a_county()
    one = somebody("one", cast.bureau)
    held = Holding.objects.get(person=one)
    end(held, by=None, on=date(2024, 5, 1))
    days = [date(2019, 12, 31), BEGUN, date(2024, 4, 30), date(2024, 5, 1)]
    assert [holders(cast.bureau, OFFICER, day) for day in days] == [[], [one], [one], []]
    assert [bool(posts_of(one, day)) for day in days] == [False, True, True, False]
    with pytest.raises(Refused, match="2024-05-01 结束"):
        end(held, by=None, on=TODAY)


def test_a_stand_in_may_what_the_other_may_and_goes_when_they_go() -> None:
    cast = a_county()
    main, second = somebody("a", cast.bureau), somebody("b", cast.bureau, REVIEWER)
    stands = appoint(second, body=cast.bureau, post=OFFICER, by=None, on=TODAY, stand_in_for=main)
    assert stand_in_of(main, OFFICER, cast.bureau, TODAY) == second
    assert holders(cast.bureau, OFFICER, TODAY) == [main]
    assert allowed(second, "reports.hand_in", cast.bureau, TODAY)
    end(Holding.objects.get(person=main), by=None, on=TODAY)
    stands.refresh_from_db()
    assert stands.until == TODAY and not allowed(second, "reports.hand_in", cast.bureau, TODAY)


def test_nobody_stands_in_for_themselves_or_for_who_does_not_hold_the_post() -> None:
    cast = a_county()
    main, second = somebody("a", cast.bureau), somebody("b", cast.bureau, REVIEWER)
    with pytest.raises(Refused, match="无岗可替"):
        appoint(main, body=cast.bureau, post=OFFICER, by=None, on=TODAY, stand_in_for=second)
    with pytest.raises(Refused, match="自己的岗"):
        appoint(main, body=cast.bureau, post=OFFICER, by=None, on=TODAY, stand_in_for=main)


@pytest.mark.parametrize("officer", OFFICERS)
def test_an_officer_is_nothing_else_and_nobody_else_becomes_one(officer: Post) -> None:
    cast = a_county()
    keeper, clerk = somebody("keeper", cast.county, officer), somebody("one", cast.bureau)
    others = [post for post in Post if post != officer]
    for post in others:
        with pytest.raises(Refused, match="三员互斥"):
            appoint(keeper, body=cast.township, post=post, by=None, on=TODAY)
    with pytest.raises(Refused, match="三员互斥"):
        appoint(clerk, body=cast.county, post=officer, by=None, on=TODAY)
    end(Holding.objects.get(person=keeper), by=None, on=TODAY)
    assert appoint(keeper, body=cast.bureau, post=REVIEWER, by=None, on=TODAY)


def test_business_posts_go_together() -> None:
    cast = a_county()
    everything = somebody("all", cast.bureau, *BUSINESS)
    assert len(posts_of(everything, TODAY)) == len(BUSINESS) == 8
    with pytest.raises(Refused, match="不必再任"):
        appoint(everything, body=cast.bureau, post=REVIEWER, by=None, on=TODAY)


def test_nobody_takes_a_post_at_a_body_that_is_gone_or_with_an_account_that_is_closed() -> None:
    cast = a_county()
    one = somebody("one", None)
    abolish(cast.bureau, by=None, on=date(2024, 1, 1))
    with pytest.raises(Refused, match="撤销"):
        appoint(one, body=cast.bureau, post=OFFICER, by=None, on=TODAY)
    one.is_active = False
    with pytest.raises(Refused, match="停用"):
        appoint(one, body=cast.county, post=OFFICER, by=None, on=TODAY)


def test_a_post_reaches_its_own_body_and_those_below_and_no_other() -> None:
    cast = a_county()
    unit = somebody("unit", cast.bureau)
    every = {cast.county.pk, cast.bureau.pk, cast.township.pk}
    assert scope(cast.clerk, "reports.place", TODAY) == every
    assert scope(unit, "reports.place", TODAY) == {cast.bureau.pk}
    assert scope(somebody("look", cast.county, Post.LEGAL_REVIEWER), "reports.place", TODAY) == frozenset()
    assert scope(None, "reports.place", TODAY) == frozenset()
    assert scope(None, "reports.read", TODAY) == every
    assert allowed(unit, "reports.place", cast.bureau, TODAY)
    assert not allowed(unit, "reports.place", cast.county, TODAY)


def test_nobody_gives_themselves_a_post_and_only_officers_name_officers() -> None:
    cast = a_county()
    keeper = somebody("keeper", cast.county, Post.SECURITY_OFFICER)
    new = somebody("new", None)
    with pytest.raises(Refused, match="给自己任职"):
        appoint(cast.clerk, body=cast.county, post=REVIEWER, by=cast.clerk, on=TODAY)
    with pytest.raises(Refused, match="由系统管理员或安全管理员任命"):
        appoint(new, body=cast.county, post=Post.AUDIT_OFFICER, by=cast.clerk, on=TODAY)
    assert appoint(new, body=cast.county, post=Post.AUDIT_OFFICER, by=keeper, on=TODAY)


@pytest.mark.parametrize("since", [BEGUN, TODAY])
def test_the_database_itself_keeps_officers_apart(since: date) -> None:
    cast = a_county()
    keeper = somebody("keeper", cast.county, Post.SYSTEM_OFFICER)
    with pytest.raises(IntegrityError, match="三员互斥"), transaction.atomic():
        Holding.objects.bulk_create([Holding(person=keeper, body=cast.bureau, post=REVIEWER, since=since)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Holding.objects.filter(person=cast.clerk).update(post=Post.AUDIT_OFFICER)


def test_a_post_that_somebody_has_to_hold_is_on_today_s_list_until_somebody_does() -> None:
    cast = a_county()
    somebody("one", cast.bureau, Post.SECRECY_REVIEWER)
    said = [todo.says for todo in to_do(cast.clerk, TODAY)]
    assert said == [
        "青溪县民政局、柳湾镇人民政府没有信息员，请任命",
        "青溪县人民政府、柳湾镇人民政府没有保密审查，请任命",
    ]
    abolish(cast.township, by=None, on=TODAY)
    somebody("two", cast.bureau)
    assert [todo.says for todo in to_do(cast.clerk, TODAY)] == ["青溪县人民政府没有保密审查，请任命"]
    assert to_do(somebody("three", cast.bureau), TODAY) == []
