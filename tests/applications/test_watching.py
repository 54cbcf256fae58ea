"""Whoever handles a case is told at each stage of each clock, once; nothing is said any more when the clock stops."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.applications.consulting import Party, ask, received
from gongkai.applications.identity import Identity
from gongkai.applications.intake import register
from gongkai.applications.models import Application, MailItem
from gongkai.applications.tasks import settle_signed, watch_clocks
from gongkai.applications.todo import to_do
from gongkai.applications.watching import watch, watches
from gongkai.law.calendar import official_calendar
from gongkai.notices.ladder import ladder
from gongkai.notices.models import Notice
from gongkai.organisations.models import Person, Post
from tests.applications.cases import RECEIVED, by_letter, from_web, noon, step
from tests.applications.ways import agreed, handed_in
from tests.people import County

D = date


def open_notices() -> list[tuple[str, int]]:
    found = Notice.objects.filter(done_at__isnull=True).exclude(kind__startswith="approvals")
    return [(one.key.split(":")[2], one.rank) for one in found.order_by("rank", "pk")]


def watched(case: Application, day: date) -> list[tuple[str, int]]:
    watch(case, at=noon(day))
    return open_notices()


def test_each_stage_is_told_once_and_lateness_ranks_first(cast: County) -> None:
    case = from_web(cast.township).application
    assert case.alarm_on is not None
    end, days = case.alarm_on, official_calendar()
    said: list[int] = []
    day = RECEIVED
    while day <= end + timedelta(7):
        watch(case, at=noon(day))
        watch(case, at=noon(day))
        said.append(Notice.objects.filter(key__contains=":reply:").count())
        assert sum(code == "reply" for code, _ in open_notices()) <= 1
        day += timedelta(1)
    assert said[0] == 0 and said[-1] == len(watches()["reply"].left) + 1
    assert open_notices()[0] == ("reply", 0)
    first = Notice.objects.filter(key__contains=":reply:").order_by("pk")[0]
    assert days.workdays_between(timezone.localdate(first.told_at), end).days == 10


def test_a_correction_quiets_the_reply_clock_and_its_end_is_told(cast: County, clerk: Person) -> None:
    case = from_web(cast.township).application
    assert watched(case, D(2026, 3, 9)) == [("correction_notice", 17)]
    step(case, "ask_correction", D(2026, 3, 10), by=clerk, until=D(2026, 3, 20), reason="不明确")
    assert open_notices() == []
    assert watched(case, D(2026, 3, 20)) == []
    assert [code for code, _ in watched(case, D(2026, 3, 23))] == ["correction"]
    step(case, "withdraw", D(2026, 3, 24), post="applicant")
    assert open_notices() == []


def test_silence_of_a_party_is_told_when_its_term_is_over(cast: County, clerk: Person) -> None:
    case = from_web(cast.township).application
    party = Party("third", Identity("某某工程公司", address="某路"))
    asked = ask(case, party, by=clerk, at=noon(D(2026, 3, 4))).consultation
    received(asked, on=D(2026, 3, 5), by=clerk, at=noon(D(2026, 3, 5)))
    case.refresh_from_db()
    assert "third" not in dict(watched(case, D(2026, 3, 26)))
    assert "third" in dict(watched(case, D(2026, 3, 27)))
    told = Notice.objects.get(key__contains=":third:")
    assert "第三方1" in told.says and "某某工程公司" not in told.says


def test_the_morning_watch_sees_every_open_case_and_the_clerk_is_told_first(
    cast: County, clerk: Person
) -> None:
    received_on = timezone.localdate() - timedelta(60)
    case = register(by_letter(cast.township, received_on), by=clerk, at=timezone.now()).application
    Notice.objects.all().update(done_at=timezone.now())
    Notice.objects.all().update(key="another")
    assert watch_clocks.func("now") == 1
    told = Notice.objects.get(done_at__isnull=True)
    assert told.person == clerk and told.link == f"/office/cases/{case.pk}/"
    assert ladder().kind(told.kind).says == "依申请公开办理期限"


def test_what_was_signed_is_taken_without_anybody_asking(cast: County, staff: dict[Post, Person]) -> None:
    today = timezone.localdate()
    case = from_web(cast.township, today).application
    made = handed_in(case, staff, today)
    assert settle_signed.func("now") == 0 and made.matter is not None
    agreed(made.matter, staff, today)
    assert settle_signed.func("now") == 1
    case.refresh_from_db()
    assert case.state == "decided" and settle_signed.func("now") == 0


def test_what_to_do_comes_in_order_of_legal_risk(cast: County, staff: dict[Post, Person]) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    late = from_web(cast.township, D(2026, 1, 5)).application
    fresh = from_web(cast.township, D(2026, 3, 2)).application
    from_web(cast.bureau, D(2026, 1, 5))
    waiting = from_web(cast.township, D(2026, 3, 2)).application
    step(waiting, "ask_correction", D(2026, 3, 3), by=clerk, until=D(2026, 3, 20), reason="不明确")
    MailItem.objects.create(body=cast.township, number="XA1", signed_on=D(2026, 3, 2), by=clerk, at=noon())
    found = sorted(to_do(clerk, D(2026, 3, 4)), key=lambda one: one.rank)
    assert [one.says[:11] for one in found][0] == f"{late.number} 号"[:11]
    assert [one.rank for one in found] == [0, 2, 20, 35] or found[0].rank == 0 and found[1].rank == 2
    assert {one.body for one in found} == {cast.township} and fresh.number in "".join(
        one.says for one in found
    )
    assert to_do(staff[Post.SYSTEM_OFFICER], D(2026, 3, 4)) == []


@pytest.mark.parametrize("code", ["reply", "correction_notice", "correction", "third", "fee_payment"])
def test_every_clock_of_weight_is_watched(code: str) -> None:
    assert code in watches()
