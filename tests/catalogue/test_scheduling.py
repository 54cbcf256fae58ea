"""What is set for an hour goes out at it, once, or the reason stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.catalogue.models import Edition, Item, Release, Schedule
from gongkai.catalogue.releasing import publish
from gongkai.catalogue.scheduling import publish_due, schedule, unschedule
from gongkai.organisations.refusal import Refused
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.catalogue.ways import passed
from tests.people import County, a_county, staff_of

pytestmark = pytest.mark.django_db
HOUR = NOON + timedelta(hours=3)


def ready(cast: County) -> Edition:
    return passed(an_edition(cast, draft=a_draft()), staff_of(cast.township))


def test_it_goes_out_at_its_hour_and_once() -> None:
    cast = a_county()
    edition = ready(cast)
    schedule(edition, hour=HOUR, by=cast.clerk, at=NOON)
    assert publish_due(at=HOUR - timedelta(seconds=1)) == 0 and not Release.objects.exists()
    assert publish_due(at=HOUR) == 1
    assert publish_due(at=HOUR + timedelta(days=1)) == 0
    assert Item.objects.get().live == edition and Release.objects.get().at == HOUR


def test_only_what_may_go_out_now_gets_an_hour_and_one_to_come() -> None:
    cast = a_county()
    with pytest.raises(Refused, match="还没有送审"):
        schedule(an_edition(cast, draft=a_draft()), hour=HOUR, by=cast.clerk, at=NOON)
    with pytest.raises(Refused, match="已经过去"):
        schedule(ready(cast), hour=NOON, by=cast.clerk, at=NOON)


def test_an_hour_can_be_moved_and_taken_back() -> None:
    cast = a_county()
    edition = ready(cast)
    schedule(edition, hour=HOUR, by=cast.clerk, at=NOON)
    schedule(edition, hour=HOUR + timedelta(hours=1), by=cast.clerk, at=NOON)
    assert publish_due(at=HOUR) == 0
    unschedule(edition, by=cast.clerk, at=NOON)
    assert publish_due(at=HOUR + timedelta(days=1)) == 0
    with pytest.raises(Refused, match="没有待执行"):
        unschedule(edition, by=cast.clerk, at=NOON)


def test_what_cannot_go_out_any_more_keeps_the_reason_and_does_not_stop_others() -> None:
    cast = a_county()
    staff = staff_of(cast.township)
    first, second = (passed(an_edition(cast, draft=a_draft(title)), staff) for title in ("甲通知", "乙通知"))
    for edition in (first, second):
        schedule(edition, hour=HOUR, by=cast.clerk, at=NOON)
    publish(first, by=cast.clerk, at=NOON)
    assert publish_due(at=HOUR) == 1
    assert "已在所选渠道发布过" in Schedule.objects.get(edition=first).failed
    assert Item.objects.get(pk=second.item_id).live == second
