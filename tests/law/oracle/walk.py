"""The reply term walked day by day (条例 第三十至三十四条; 2007年条例 第二十四条): every day from the receipt on is looked at and
counted, left out or found not to count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from gongkai.law.deadlines import Consultation, History
from tests.law.oracle.days import ONE, sure, works

FIRST_EDITION: Final = date(2008, 5, 1)
SECOND_EDITION: Final = date(2019, 5, 15)
FIRST_FEE: Final = date(2021, 1, 1)
PARTY_TERM: Final = 15


class Impossible(Exception):
    """Such a history cannot have happened."""


class Answer(NamedTuple):
    """The last day of the term, and whether it may still move."""

    day: date
    provisional: bool


class Day(NamedTuple):
    """A day of the term: its number, 0 where it is not counted; whether it is sure that it stays so."""

    day: date
    number: int
    sure: bool


@dataclass
class Asked:
    """A consultation while the days go by. ``own``: working days of the party's own term that have passed."""

    what: Consultation
    has_term: bool
    own: int = 0
    over: bool = False

    def __post_init__(self) -> None:
        if self.what.received is not None and self.what.received < self.what.sent:
            raise Impossible("received before it was sent")
        if self.what.answered is not None and self.what.answered < (self.what.received or self.what.sent):
            raise Impossible("answered before it was there")
        self.over = self.what.answered == self.what.sent

    @property
    def end_known(self) -> bool:
        return self.what.answered is not None or (self.has_term and self.what.received is not None)

    def waits(self, day: date, strict: bool) -> bool:
        """Whether the opinion is still waited for on this day; moves the party's own term on by it."""
        if self.over or day <= self.what.sent:
            return False
        if self.has_term and self.what.received is not None and day > self.what.received:
            self.own += works(day)
        self.over = day == self.what.answered or self.own == PARTY_TERM
        return not (strict and day == self.what.answered)


def walked(history: History, *, strict: bool = False) -> Answer:
    """The day by which to answer. ``strict``: the day on which an opinion comes back is counted. Impossible for what
    cannot be."""
    days = list(walk(history, strict=strict))
    return Answer(days[-1].day, not all(one.sure for one in days))


def walk(history: History, *, strict: bool = False) -> Iterator[Day]:
    """Every day after the one the term runs from, up to its last; arguments and errors as above."""
    second = history.received >= SECOND_EDITION
    term = _term(history, second)
    start = _start(history)
    asked = [_asked(one, history, second) for one in history.consultations]
    counting = [one for one in asked if second or one.what.party == "third"]
    day, counted = history.received, 0
    while counted < term:
        day += ONE
        waiting = [one for one in counting if one.waits(day, strict)]
        if day > start:
            counts = works(day) and not any(one.end_known for one in waiting)
            counted += counts
            yield Day(day, counted if counts else 0, sure(day) and not (counts and waiting))


def _term(history: History, second: bool) -> int:
    days = 20 if second else 15
    if history.received < FIRST_EDITION:
        raise Impossible("no rules yet")
    if not 0 <= history.extended <= days:
        raise Impossible("extended by more than the law allows")
    return days + history.extended


def _start(history: History) -> date:
    steps = [day for day in (history.received, history.corrected, history.paid) if day is not None]
    if steps != sorted(steps):
        raise Impossible("corrected or paid before it was there")
    if history.paid is not None and history.received < FIRST_FEE:
        raise Impossible("there was no fee to pay yet")
    return steps[-1]


def _asked(one: Consultation, history: History, second: bool) -> Asked:
    if one.party not in ("third", "joint", "agency"):
        raise Impossible("nobody to ask")
    if one.sent < history.received:
        raise Impossible("asked about an application that was not there")
    return Asked(one, has_term=second and one.party != "agency")
