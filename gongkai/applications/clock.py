"""The calendar that the clocks of the cases run by."""

from __future__ import annotations

from gongkai.law.calendar import Calendar, official_calendar


def calendar() -> Calendar:
    """The calendar of working days of this installation."""
    return official_calendar()
