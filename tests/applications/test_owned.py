"""Whoever hands over hands over their open cases; what they did stays theirs."""

from __future__ import annotations

from datetime import date

from gongkai.applications.intake import register
from gongkai.applications.owned import CASES
from gongkai.applications.todo import handled
from gongkai.organisations.models import Person, Post
from gongkai.organisations.posts import appoint
from tests.applications.cases import by_letter, noon, step
from tests.people import BEGUN, County

DAY = date(2026, 3, 9)


def test_open_cases_go_to_the_heir_and_closed_ones_stay(cast: County, staff: dict[Post, Person]) -> None:
    clerk, heir = staff[Post.APPLICATION_CLERK], staff[Post.REVIEWER]
    appoint(heir, body=cast.township, post=Post.APPLICATION_CLERK, by=None, on=BEGUN)
    made, closed = (register(by_letter(cast.township), by=clerk, at=noon()).application for _ in range(2))
    step(closed, "withdraw", DAY, by=clerk)
    (item,) = CASES.held(clerk, DAY)
    assert made.number in item.says and item.body == cast.township
    CASES.pass_on(item, heir, by=None, on=DAY)
    assert list(CASES.held(clerk, DAY)) == [] and list(handled(heir, DAY)) == [made]
    closed.refresh_from_db()
    assert closed.clerk == clerk and closed.steps.get(code="withdraw").person == clerk
