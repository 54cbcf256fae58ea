"""Who is told when: the holder, the stand-in, the leader; in working hours; in time for the deadline; nobody twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from gongkai.law.calendar import official_calendar
from gongkai.notices import actions
from gongkai.notices.actions import Refused, escalate, mark_done, read, take_back, tell
from gongkai.notices.hours import after_hours, is_open, next_open
from gongkai.notices.ladder import LadderError, ladder, read_ladder
from gongkai.notices.models import Notice, Telling
from gongkai.notices.queries import done_lately, open_for, to_do
from gongkai.organisations.models import Person, Post
from gongkai.organisations.posts import appoint, end, posts_of
from tests.people import BEGUN, County, a_county, somebody


def local(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


MONDAY = local("2026-03-02 09:00")
HOUR = timedelta(hours=1)


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def clerk(cast: County) -> Person:
    """依申请经办 of the township, with a stand-in, a leader, and the county's 主管部门 above."""
    person = somebody("hand", cast.township, Post.APPLICATION_CLERK)
    second = somebody("second", cast.township)
    appoint(second, body=cast.township, post=Post.APPLICATION_CLERK, by=None, on=BEGUN, stand_in_for=person)
    somebody("leader", cast.township, Post.SIGNATORY)
    return person


def told(cast: County, kind: str = "applications", **more: object) -> Notice:
    given = {
        "body": cast.township,
        "post": Post.APPLICATION_CLERK,
        "says": "一件申请待答复",
        "link": "/office/",
        "on": MONDAY,
    }
    return tell(key="n", kind=kind, **{**given, **more})  # type: ignore[arg-type]


def reached(notice: Notice) -> list[str]:
    return [telling.person.account for telling in notice.tellings.order_by("step", "pk")]


def at_step(notice: Notice) -> datetime:
    notice.refresh_from_db()
    assert notice.next_at is not None
    return timezone.localtime(notice.next_at)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-03-02 09:00", "2026-03-02 09:00"),
        ("2026-03-02 07:00", "2026-03-02 08:30"),
        ("2026-03-02 17:30", "2026-03-03 08:30"),
        ("2026-03-06 20:00", "2026-03-09 08:30"),
        ("2026-02-14 10:00", "2026-02-14 10:00"),  # a Saturday worked for the Spring Festival
        ("2026-02-15 10:00", "2026-02-24 08:30"),  # the Festival
    ],
)
def test_quiet_hours_end_when_the_next_working_day_begins(moment: str, opens: str) -> None:
    found = next_open(local(moment), ladder(), official_calendar())
    assert found == local(opens) and is_open(found, ladder(), official_calendar())


@pytest.mark.parametrize(
    ("moment", "hours", "ends"),
    [
        ("2026-03-02 09:00", 4, "2026-03-02 13:00"),
        ("2026-03-02 16:30", 4, "2026-03-03 11:30"),
        ("2026-03-06 17:00", 9, "2026-03-09 17:00"),
        ("2026-03-07 12:00", 1, "2026-03-09 09:30"),
        ("2026-03-02 08:30", 27, "2026-03-04 17:30"),
    ],
)
def test_hours_without_a_reaction_are_working_hours(moment: str, hours: float, ends: str) -> None:
    assert after_hours(local(moment), hours, ladder(), official_calendar()) == local(ends)


@pytest.mark.django_db
def test_without_a_reaction_it_goes_from_the_holder_to_the_stand_in_the_leader_and_the_body_above(
    cast: County, clerk: Person
) -> None:
    notice = told(cast)
    assert reached(notice) == ["hand"] and at_step(notice) == local("2026-03-03 09:00")
    assert escalate(at=local("2026-03-03 08:59")) == 0
    assert escalate(at=at_step(notice)) == 1 and reached(notice) == ["hand", "second"]
    assert escalate(at=at_step(notice)) == 1 and reached(notice) == ["hand", "second", "leader"]
    assert escalate(at=at_step(notice)) == 1 and reached(notice)[-1] == "clerk"
    notice.refresh_from_db()
    assert notice.next_at is None and escalate(at=MONDAY + timedelta(days=99)) == 0


@pytest.mark.django_db
def test_told_again_under_its_key_it_stays_as_it_is(cast: County, clerk: Person) -> None:
    first = told(cast)
    escalate(at=at_step(first))
    again = told(cast, says="别的")
    assert again.pk == first.pk and again.says == "一件申请待答复" and Telling.objects.count() == 2


@pytest.mark.django_db
def test_on_the_morning_of_the_deadline_the_ladder_is_gone_to_its_end(cast: County, clerk: Person) -> None:
    notice = told(cast, due=date(2026, 3, 3))
    morning = local("2026-03-03 08:30")
    for _ in range(3):
        assert escalate(at=morning) == 1
    assert reached(notice) == ["hand", "second", "leader", "clerk"] and escalate(at=morning) == 0


@pytest.mark.django_db
def test_an_empty_post_and_an_empty_step_are_passed_over(cast: County) -> None:
    notice = told(cast)
    assert reached(notice) == ["clerk"]


@pytest.mark.django_db
def test_an_urgent_kind_does_not_wait_for_the_morning(cast: County, clerk: Person) -> None:
    night = local("2026-03-07 23:00")
    notice = told(cast, kind="approvals.emergency", on=night)
    assert at_step(notice) == night + 2 * HOUR


@pytest.mark.django_db
def test_reading_stops_the_ladder_only_where_reading_is_enough(cast: County, clerk: Person) -> None:
    notice = told(cast)
    read(notice, by=clerk, on=MONDAY)
    assert at_step(notice)
    other = tell(
        key="o",
        kind="unheard-of",
        body=cast.township,
        post=Post.APPLICATION_CLERK,
        says="看",
        link="",
        on=MONDAY,
    )
    read(other, by=clerk, on=MONDAY)
    assert other.next_at is None


@pytest.mark.django_db
def test_done_stops_the_ladder_and_only_what_a_person_did_is_taken_back(cast: County, clerk: Person) -> None:
    notice = told(cast)
    mark_done(notice, by=clerk, on=MONDAY)
    assert not open_for(clerk, MONDAY.date()).exists()
    assert list(done_lately(clerk, MONDAY, MONDAY.date())) == [notice]
    with pytest.raises(Refused, match="已经办结"):
        mark_done(notice, by=clerk, on=MONDAY)
    take_back(notice, by=clerk, on=MONDAY + HOUR)
    assert at_step(notice) == local("2026-03-03 10:00")
    assert actions.done("n", on=MONDAY) and not actions.done("n", on=MONDAY)
    notice.refresh_from_db()
    with pytest.raises(Refused, match="随业务办结"):
        take_back(notice, by=clerk, on=MONDAY)


@pytest.mark.django_db
def test_a_notice_for_a_post_is_seen_by_whoever_holds_it_now(cast: County, clerk: Person) -> None:
    notice, today = told(cast), MONDAY.date()
    assert [one.unread for one in open_for(clerk, today)] == [True]
    (held,) = posts_of(clerk, today)
    end(held, by=None, on=today)
    new = somebody("new", cast.township, Post.APPLICATION_CLERK)
    assert not open_for(clerk, today).exists() and list(open_for(new, today)) == [notice]
    assert [todo.says for todo in to_do(new, today)] == ["一件申请待答复"]


@pytest.mark.django_db
def test_a_named_person_is_told_instead_of_the_post(cast: County, clerk: Person) -> None:
    notice = told(cast, person=cast.clerk)
    assert reached(notice) == ["clerk"] and not open_for(clerk, MONDAY.date()).exists()


def test_every_kind_is_found_by_what_stands_before_its_dot() -> None:
    assert ladder().kind("applications.reply_due").code == "applications"
    assert ladder().kind("approvals.emergency").code == "approvals.emergency"
    assert ladder().kind("nonsense").code == "other"


HOURS = '[hours]\nbegin = "08:30"\nend = "17:30"\n'
OTHER = '[[kind]]\ncode = "other"\nsays = "x"\nneeds = "read"\n'


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (HOURS + OTHER + OTHER, "不重复"),
        (HOURS + OTHER.replace("other", "else"), "other"),
        ('[hours]\nbegin = "9"\n' + OTHER, "hours"),
        ('[hours]\nbegin = "18:00"\nend = "09:00"\n' + OTHER, "早于"),
        (HOURS + OTHER.replace("read", "seen"), "needs"),
        (HOURS + OTHER + 'steps = [{ to = "boss", after_hours = 1 }]', "steps"),
        (HOURS + OTHER + 'steps = [{ to = "above", after_hours = 0 }]', "steps"),
    ],
)
def test_a_mistake_in_the_ladder_is_named(wrong: str, says: str) -> None:
    with pytest.raises(LadderError, match=says):
        read_ladder(wrong)
