"""The tasks of the schedule: unanswered notices go up, and of work that failed the operator is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.notices import tasks
from gongkai.notices.actions import tell
from gongkai.notices.models import Notice
from gongkai.organisations.models import Post
from gongkai.work.actions import later
from gongkai.work.worker import drain
from tests.people import County, a_county, somebody
from tests.work import orders

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    made = a_county()
    somebody("operator", made.county, Post.SYSTEM_OFFICER)
    return made


def test_a_notice_that_nobody_answered_goes_up_by_the_schedule(cast: County) -> None:
    week_ago = timezone.now() - timedelta(days=14)
    somebody("leader", cast.county, Post.SIGNATORY)
    post, body = Post.INFORMATION_OFFICER, cast.county
    notice = tell(key="n", kind="other", body=body, post=post, says="x", link="", on=week_ago)
    assert tasks.climb.call("") == 1 and notice.tellings.count() == 2


def test_of_a_task_that_was_given_up_the_operator_is_told_once(cast: County) -> None:
    later(orders.indiscreet)
    drain(timezone.now)
    assert tasks.tell_of_failures.call("") == 1 == tasks.tell_of_failures.call("")
    (notice,) = Notice.objects.all()
    assert "写出个人信息" in notice.says and "110101" not in notice.says
    assert [telling.person.account for telling in notice.tellings.all()] == ["operator"]
