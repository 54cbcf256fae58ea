"""Working hours: when a message may disturb somebody, and how long nobody has reacted in hours that count."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from gongkai.law.calendar import Calendar
from gongkai.notices.ladder import Ladder


def is_open(moment: datetime, hours: Ladder, calendar: Calendar) -> bool:
    """Whether a moment lies within the hours of a working day (local time). In a year whose notice is not in yet only
    the weekend is known."""
    local = timezone.localtime(moment)
    return calendar.look(local.date()).works and hours.begin <= local.time() < hours.end


def next_open(moment: datetime, hours: Ladder, calendar: Calendar) -> datetime:
    """The moment itself within working hours, else when they next begin."""
    if is_open(moment, hours, calendar):
        return moment
    local = timezone.localtime(moment)
    day = local.date() if local.time() < hours.begin else local.date() + timedelta(days=1)
    return opening(day, hours, calendar)


def opening(day: date, hours: Ladder, calendar: Calendar) -> datetime:
    """When work begins on a day, or on the next working day after a rest day."""
    while not calendar.look(day).works:
        day += timedelta(days=1)
    return _at(day, hours.begin)


def after_hours(moment: datetime, count: float, hours: Ladder, calendar: Calendar) -> datetime:
    """So many working hours after a moment."""
    at, left = next_open(moment, hours, calendar), timedelta(hours=count)
    while True:
        end = _at(timezone.localtime(at).date(), hours.end)
        if at + left <= end:
            return at + left
        left -= end - at
        at = opening(timezone.localtime(end).date() + timedelta(days=1), hours, calendar)


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
