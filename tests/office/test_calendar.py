"""Next year's notice is pasted, what it moves is seen before anything moves, and whoever keeps the calendar is told in December
that it is missing."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from gongkai.applications.calendars import ask_for_notice, import_notice, missing_year, preview
from gongkai.applications.models import Application
from gongkai.law.calendar import official_calendar
from gongkai.notices.models import Notice
from gongkai.organisations.calendars import calendar_in_force
from gongkai.organisations.models import CalendarNotice, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import from_web, noon
from tests.organisations.test_calendars import NEXT_YEAR
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db
LATE = date(2026, 12, 21)


@pytest.fixture
def cast(db: None) -> County:
    return a_county()


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township, LATE).application


def text(answer: Any) -> str:
    tree = LexborHTMLParser(answer.content.decode())
    main = tree.css_first("main")
    return " ".join(main.text().split()) if main else ""


def test_a_due_day_over_the_turn_of_the_year_is_provisional_until_the_notice_is_in(
    cast: County, case: Application
) -> None:
    assert case.due_provisional
    seen = preview(NEXT_YEAR)
    assert [(one.application, one.after) for one in seen.moved] == [(case, (date(2027, 1, 19), False))]
    import_notice(NEXT_YEAR, fingerprint=seen.fingerprint, by=cast.clerk, at=noon(LATE))
    case.refresh_from_db()
    assert (case.due_on, case.due_provisional) == (date(2027, 1, 19), False)


def test_a_confirmation_of_something_else_moves_nothing(cast: County, case: Application) -> None:
    with pytest.raises(Refused, match="核对以后有了变化"):
        import_notice(NEXT_YEAR, fingerprint="", by=cast.clerk, at=noon(LATE))
    case.refresh_from_db()
    assert case.due_provisional and not CalendarNotice.objects.exists()


def test_the_page_shows_what_moves_and_moves_it_when_that_is_confirmed(
    client: Client, cast: County, case: Application
) -> None:
    client.force_login(cast.clerk)
    sent = {"text": NEXT_YEAR.decode().strip()}
    answer = client.post("/office/calendar/", sent)
    page = text(answer)
    assert "有 1 件在办申请的期限会变" in page and "2027-01-19" in page and case.number in page
    assert not CalendarNotice.objects.exists()
    found = re.search(r'name="fingerprint" value="(\w+)"', answer.content.decode())
    assert found is not None
    done = client.post("/office/calendar/", {**sent, "confirm": "yes", "fingerprint": found[1]}, follow=True)
    assert "已导入 2027 年的放假安排，1 件" in text(done)
    assert calendar_in_force().covers(2027)


def test_what_is_no_notice_is_refused_and_stays_in_the_box(client: Client, cast: County) -> None:
    client.force_login(cast.clerk)
    page = client.post("/office/calendar/", {"text": "今天天气不错"}).content.decode()
    assert "没有找到标题" in page and "今天天气不错</textarea>" in page


def test_only_who_keeps_the_calendar_opens_it(client: Client, cast: County) -> None:
    client.force_login(somebody("lawyer", cast.township, Post.LEGAL_REVIEWER))
    assert client.get("/office/calendar/").status_code == 403


@pytest.mark.parametrize(
    ("today", "year"),
    [(date(2026, 11, 30), 0), (date(2026, 12, 1), 2027), (date(2027, 1, 5), 2027), (date(2026, 6, 1), 0)],
)
def test_the_notice_of_next_year_is_missing_from_december_on(today: date, year: int) -> None:
    assert missing_year(today, official_calendar()) == year


def test_the_alarm_of_december_is_given_once_a_body_and_ends_with_the_import(
    cast: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    ask_for_notice.func("")
    ask_for_notice.func("")
    (notice,) = Notice.objects.filter(kind="calendar")
    assert "2027 年的放假安排通知还没有导入" in notice.says and notice.body == cast.county
    seen = preview(NEXT_YEAR)
    import_notice(NEXT_YEAR, fingerprint=seen.fingerprint, by=cast.clerk, at=moment)
    notice.refresh_from_db()
    assert notice.done_at is not None
    ask_for_notice.func("")
    assert Notice.objects.filter(kind="calendar").count() == 1
