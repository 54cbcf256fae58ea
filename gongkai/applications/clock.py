"""The calendar that the clocks of the cases run by."""

from __future__ import annotations

from gongkai.law.calendar import Calendar
from gongkai.organisations.calendars import calendar_in_force


def calendar() -> Calendar:
    """The calendar of working days of this installation."""
    return calendar_in_force()
