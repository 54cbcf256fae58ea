"""定时发布 on the desk of an item: an hour set, moved or taken back."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue.models import Schedule
from gongkai.catalogue.queries import last_edition
from gongkai.catalogue.scheduling import schedule, unschedule
from gongkai.office.carrying_out import carried_out
from gongkai.office.items import item_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.refusal import Refused


@may("items.publish")
@require_POST
def set_hour(request: HttpRequest, key: int) -> HttpResponse:
    """Set the hour at which the last edition goes out, or take it back."""
    item = item_for(request, key, "items.publish")
    edition = last_edition(item)
    by, at = person_of(request), timezone.now()
    if "take_back" in request.POST:
        carried_out(request, lambda: unschedule(edition, by=by, at=at), "已取消定时发布。")
    else:
        typed = request.POST.get("hour", "")
        carried_out(request, lambda: schedule(edition, hour=_hour(typed), by=by, at=at), _set)
    return redirect("desk", item.pk)


def _set(plan: Schedule) -> str:
    return f"已定于 {timezone.localtime(plan.at):%Y-%m-%d %H:%M} 发布。"


def _hour(typed: str) -> datetime:
    """What the browser's own field for day and hour sends, in the time of the platform."""
    try:
        hour = datetime.fromisoformat(typed)
    except ValueError as error:
        raise Refused("请填写定时发布的日期和时间，例：2026-03-05 09:00。") from error
    return hour if hour.tzinfo else timezone.make_aware(hour)
