"""定时发布: an edition that has passed goes out at its hour, once, or somebody is told why it did not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from gongkai.catalogue.models import Edition, Schedule
from gongkai.catalogue.releasing import PORTAL, publish, refuse_unready
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


@transaction.atomic
def schedule(edition: Edition, *, hour: datetime, by: Person, at: datetime) -> Schedule:
    """Have an edition that may go out now go out at an hour to come; an earlier hour set for it is replaced."""
    locked = Edition.objects.select_for_update(of=("self",)).select_related("item__body").get(pk=edition.pk)
    refuse_unready(locked)
    if hour <= at:
        raise Refused(f"定时发布的时间 {localtime(hour):%Y-%m-%d %H:%M} 已经过去，请直接发布或者另定时间。")
    if locked.releases.filter(channel=PORTAL).exists():
        raise Refused("这一版已经发布。")
    plan = Schedule.objects.filter(edition=locked).first() or Schedule(edition=locked)
    plan.channels, plan.at, plan.by, plan.failed = [PORTAL], hour, by, ""
    plan.save()
    after = {"edition": locked.number, "hour": hour.isoformat()}
    note("catalogue.schedule", locked.item, body=locked.item.body, by=by, on=localdate(at), after=after)
    return plan


@transaction.atomic
def unschedule(edition: Edition, *, by: Person, at: datetime) -> None:
    """Take back the hour set for an edition that has not gone out yet."""
    plan = Schedule.objects.filter(edition=edition, done_at__isnull=True).first()
    if plan is None:
        raise Refused("没有待执行的定时发布。")
    plan.delete()
    item = edition.item
    note("catalogue.unschedule", item, body=item.body, by=by, on=localdate(at))


def publish_due(*, at: datetime) -> int:
    """Publish what has come to its hour, each in a step of its own; how many went out. What cannot go out any more keeps
    the reason and is not tried again."""
    due = Schedule.objects.filter(done_at__isnull=True, failed="", at__lte=at)
    return sum(_publish_one(key, at) for key in due.order_by("at", "pk").values_list("pk", flat=True))


@transaction.atomic
def _publish_one(key: int, at: datetime) -> bool:
    plan = Schedule.objects.select_for_update(of=("self",)).select_related("edition__item", "by").get(pk=key)
    if plan.done_at is not None or plan.failed:
        return False  # another worker was here first
    try:
        with transaction.atomic():
            publish(plan.edition, by=plan.by, at=at)
        plan.done_at = at
    except Refused as refused:
        plan.failed = str(refused)[:300]
    plan.save(update_fields=["done_at", "failed"])
    return plan.done_at is not None
