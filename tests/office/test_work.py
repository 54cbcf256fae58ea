"""后台任务: for the system officer alone; what failed is retried or given up with a reason; a message is sent again."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from gongkai.journal.models import Entry
from gongkai.notices.actions import tell
from gongkai.notices.models import Channel, Message
from gongkai.organisations.models import Post
from gongkai.work.actions import later, tick
from gongkai.work.models import WorkerProcess
from gongkai.work.presence import beat
from gongkai.work.schedule import schedule
from gongkai.work.worker import drain
from tests.people import County, a_county, somebody
from tests.work import orders

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def office(cast: County, client: Client) -> Client:
    client.force_login(somebody("operator", cast.county, Post.SYSTEM_OFFICER))
    return client


def failed() -> DBTaskResult:
    later(orders.indiscreet)
    drain(timezone.now)
    return DBTaskResult.objects.get(status="FAILED")


def test_the_page_is_for_the_system_officer_alone(cast: County, office: Client, client: Client) -> None:
    assert office.get("/office/work/").status_code == 200
    client.force_login(cast.clerk)
    assert client.get("/office/work/").status_code == 403


def test_the_page_says_what_waits_runs_and_failed_and_whether_anybody_works(office: Client) -> None:
    later(orders.note, "一二三")
    row = failed()
    page = office.get("/office/work/").content.decode()
    assert "没有后台进程在运行" in page and "写出个人信息" in page and str(row.pk) in page
    beat("w", started_at=timezone.now(), at=timezone.now())
    tick(at=timezone.now())
    page = office.get("/office/work/").content.decode()
    assert "后台进程 1 个" in page and str(WorkerProcess.objects.get().pid) in page
    for run in schedule().values():
        assert run.says in page


def test_a_failed_task_shows_where_it_failed_and_no_value(office: Client) -> None:
    page = office.get(f"/office/work/{failed().pk}/").content.decode()
    assert "orders.py" in page and "ValueError" in page and "110101" not in page


def test_a_failed_task_is_retried_or_given_up_with_a_reason(office: Client) -> None:
    row = failed()
    office.post(f"/office/work/{row.pk}/retry")
    drain(timezone.now)
    refused = office.post(f"/office/work/{row.pk}/give-up", {"reason": ""}, follow=True).content.decode()
    assert "请写明放弃的理由" in refused
    office.post(f"/office/work/{row.pk}/give-up", {"reason": "不再需要"})
    assert not DBTaskResult.objects.exists()
    assert Entry.objects.filter(act="work.give_up", reason="不再需要", account="operator").exists()


def test_a_line_of_the_schedule_is_run_now_but_not_twice_at_once(office: Client) -> None:
    assert "马上运行" in office.post("/office/work/schedule/work.prune/run", follow=True).content.decode()
    again = office.post("/office/work/schedule/work.prune/run", follow=True).content.decode()
    assert "已在排队" in again and DBTaskResult.objects.count() == 1
    assert "没有“nonsense”" in office.post("/office/work/schedule/nonsense/run", follow=True).content.decode()


def test_a_message_that_did_not_arrive_is_shown_with_its_reason_and_sent_again(
    office: Client, cast: County
) -> None:
    now, post = timezone.now(), Post.INFORMATION_OFFICER
    notice = tell(key="n", kind="other", body=cast.county, post=post, says="x", link="", on=now)
    message = Message.objects.create(
        key="k" * 32, notice=notice, channel=Channel.ROBOT, to="群", made_at=now, failed_at=now, says="连不上"
    )
    assert "连不上" in office.get("/office/work/").content.decode()
    office.post(f"/office/work/messages/{message.pk}/again")
    assert DBTaskResult.objects.get().args_kwargs["args"] == [message.pk]
    assert "连不上" not in office.get("/office/work/").content.decode()


def test_the_page_asks_no_more_for_many_tasks_than_for_few(
    office: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        later(orders.note, str(number))
    for _ in range(5):
        later(orders.indiscreet)
    drain(timezone.now)
    with django_assert_max_num_queries(13):
        assert office.get("/office/work/").status_code == 200
