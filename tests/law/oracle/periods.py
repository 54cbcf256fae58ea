"""The day of every month, quarter or year by which something is due, found by going from day to day."""

from __future__ import annotations

from datetime import date

from tests.law.oracle.days import ONE


def upcoming_in_period(on: date, months: int, month: int, day: int) -> date:
    """The next such day, ``on`` included."""
    while not _is_due(on, months, month, day):
        on += ONE
    return on


def previous_in_period(on: date, months: int, month: int, day: int) -> date:
    """The last such day before ``on``."""
    on -= ONE
    while not _is_due(on, months, month, day):
        on -= ONE
    return on


def _is_due(on: date, months: int, month: int, day: int) -> bool:
    """Whether it is day ``day`` of month ``month`` of a period so many months long; a month too short has its last day."""
    ends = (on + ONE).day == 1
    return (on.month - 1) % months == month - 1 and (on.day == day or (ends and on.day < day))
