"""Files that nobody waited for are read by a worker, each once, also when a reading was broken off half-way."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from gongkai.files import store
from gongkai.reports.actions import take
from gongkai.reports.models import ReportPaper, State, Upload, UploadedFile
from gongkai.reports.placing import Arrival
from gongkai.reports.unpacking import Handed, limits
from gongkai.reports.uploads import go_on, hand_in, read_next, waiting
from gongkai.work.queue import claim, fail
from gongkai.work.worker import drain
from tests.people import County, a_county
from tests.reports.published import published

pytestmark = pytest.mark.django_db
STALE = timedelta(minutes=limits().stale_minutes)


@pytest.fixture
def cast() -> County:
    return a_county()


def handed_in(cast: County, years: range, at: datetime) -> Upload:
    papers = [Handed(f"{year}.html", store.keep(published("柳湾镇人民政府", year))) for year in years]
    return hand_in(papers, by=cast.clerk, at=at)


def states(upload: Upload) -> set[str]:
    return set(upload.files.values_list("state", flat=True))


def test_many_files_are_read_by_a_worker_and_by_nobody_else(cast: County) -> None:
    now = timezone.now()
    upload = handed_in(cast, range(2016, 2023), now)
    assert states(upload) == {State.WAITING}
    assert drain(timezone.now) == 7
    assert State.WAITING not in states(upload) and ReportPaper.objects.count() == 7


def test_a_few_files_are_left_to_who_waits_and_to_a_worker_where_that_broke_off(cast: County) -> None:
    now = timezone.now()
    upload = handed_in(cast, range(2021, 2023), now)
    assert read_next(upload, at=now) is not None
    assert drain(lambda: now) == 0
    assert drain(lambda: now + STALE) == 2
    assert states(upload) == {State.ACCEPTED} and ReportPaper.objects.count() == 2


def test_a_file_that_is_being_read_is_left_alone_until_that_reading_must_have_died(cast: County) -> None:
    now = timezone.now()
    upload = handed_in(cast, range(2022, 2023), now - STALE)
    upload.files.update(taken_up_at=now)
    assert drain(lambda: now) == 1
    assert states(upload) == {State.WAITING} and DBTaskResult.objects.get().status == "READY"


def test_the_next_attempt_reads_what_a_dead_worker_took_up(cast: County) -> None:
    now = timezone.now()
    upload = handed_in(cast, range(2022, 2023), now - STALE)
    row = claim("dead", at=now)
    upload.files.update(taken_up_at=now)
    assert row is not None and fail(row, KeyError(), at=now)
    drain(lambda: now + timedelta(minutes=1))
    assert states(upload) == {State.ACCEPTED}


def test_a_report_taken_in_by_a_reading_that_broke_off_is_not_called_known_before(cast: County) -> None:
    now = timezone.now()
    upload = handed_in(cast, range(2022, 2023), now)
    row = UploadedFile.objects.get()
    take(Arrival(row.name, store.give(row.digest)), by=cast.clerk, on=timezone.localdate(now))
    read_next(upload, at=now)
    assert states(upload) == {State.ACCEPTED} and ReportPaper.objects.count() == 1


def test_what_waits_can_be_given_to_a_worker_again(cast: County) -> None:
    now = timezone.now()
    upload = handed_in(cast, range(2016, 2023), now)
    DBTaskResult.objects.all().delete()
    assert waiting(upload, now).count() == 7 == go_on(upload, at=now)
    assert drain(timezone.now) == 7 and State.WAITING not in states(upload)
