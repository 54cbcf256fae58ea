"""我的申请哪天到期: the page and the law say the same day, every skipped day has its reason, nothing typed breaks it."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from gongkai.law.calendar import official_calendar
from gongkai.law.dates import with_weekday
from gongkai.law.deadlines import Consultation, History, due_of
from gongkai.law.strip import strip
from gongkai.portal.clock import answered
from gongkai.portal.day_strip import LONGEST, Marks, day_strip

CALENDAR = official_calendar()


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """Pages look who is signed in."""


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/clock/?{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_last_day_and_every_day_on_the_way_are_shown(client: Client) -> None:
    page = shown(client, "received=2024-09-25&sent1=2024-10-08&answered1=2024-10-16")
    assert "<strong>2024年11月6日（星期三）</strong>" in page
    assert "国庆节放假（国办发明电〔2023〕7号）" in page and "国庆节调休上班" in page
    assert page.count(">征求意见</span>") == 7
    assert [int(one) for one in re.findall(r"<b>第(\d+)日</b>", page)] == list(range(1, 21))
    assert "暂定" not in page and "提醒按较严的算法" in page


def test_the_address_holds_all_that_was_asked(client: Client) -> None:
    query = "received=2024-09-25&amp;corrected=2024-10-10"
    page = shown(client, query.replace("&amp;", "&"))
    assert f"/clock/?{query}</a>" in page and 'value="2024-10-10"' in page
    assert "2024年11月6日（星期三）" in page


@pytest.mark.parametrize("written", ["2024年9月25日", "20240925", "2024/9/25", "2024.9.25"])
def test_a_day_may_be_written_in_any_usual_way(client: Client, written: str) -> None:
    assert "2024年10月28日（星期一）" in shown(client, f"received={written}")


def test_a_year_without_notice_makes_the_day_provisional_and_says_why(client: Client) -> None:
    page = shown(client, "received=2098-03-03")
    assert "这个日期是暂定的" in page and "2098 年的放假安排通知尚未收入日历" in page


def test_a_consultation_without_an_end_makes_the_day_provisional(client: Client) -> None:
    page = shown(client, "received=2024-03-05&sent1=2024-03-07")
    assert "征求意见何时结束还不能确定。" in page


def test_the_old_edition_counts_fifteen_days(client: Client) -> None:
    assert "2018年3月26日（星期一）" in shown(client, "received=2018-03-05")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("received=2024-02-30", "收到申请的日期应写成 2024-09-25"),
        ("corrected=2024-03-01", "请填写收到申请的日期"),
        ("received=2024-03-05&corrected=2024-03-01", "收到补正的日期 2024-03-01 早于 2024-03-05。"),
        ("received=2024-03-05&extended=21", "累计最多 20 个工作日。"),
        ("received=2024-03-05&extended=三", "延长的工作日数应为整数"),
        ("received=2024-03-05&answered1=2024-03-20", "请填写征求意见书发出的日期"),
        ("received=2024-03-05&sent1=2024-03-07&answered1=2031-03-07", "相差超过三年"),
        ("received=2007-03-05", "早于《政府信息公开条例》施行之日"),
        ("received=1024-03-05", "早于《政府信息公开条例》施行之日"),
        ("received=9999-12-31", "超出日历的范围"),
        ("received=2099-12-20", "超出日历的范围"),
        ("received=2024-03-05&sent1=2024-03-07&party1=nobody", "nobody"),
        ("received=%00", "我的申请哪天到期"),
        ("received=<script>", "收到申请的日期应写成"),
    ],
)
def test_what_cannot_be_is_said_in_words_and_kept_in_the_form(client: Client, query: str, says: str) -> None:
    page = shown(client, query)
    assert says in page and "答复期限的最后一天" not in page and "<script>" not in page


def test_on_any_history_the_page_ends_with_the_day_of_the_law() -> None:
    dice = random.Random(20260301)
    for _ in range(150):
        received = date(2009, 1, 1) + timedelta(days=dice.randrange(6000))
        sent = received + timedelta(days=dice.randrange(20))
        answered_on = sent + timedelta(days=dice.randrange(40)) if dice.random() < 0.7 else None
        history = History(received, None, (Consultation(sent, answered_on, None),))
        found, due = answered(history, received, CALENDAR), due_of(history)
        assert found.last == with_weekday(due.day) and bool(found.why_provisional) == due.provisional
        boxes = [box for week in found.strip.weeks for box in week if box]
        assert [box.day for box in boxes] == [received + timedelta(days=at) for at in range(len(boxes))]
        assert boxes[-1].day == due.day and "last" in boxes[-1].kind
        assert all(box.number or box.reason for box in boxes)


def test_a_stretch_too_long_for_weeks_is_told_in_words() -> None:
    start = date(2020, 1, 1)
    days = tuple(strip(start, start + timedelta(days=LONGEST + 1), (), CALENDAR))
    told = day_strip(days, Marks(start))
    assert not told.weeks and told.words
