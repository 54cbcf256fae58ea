"""Random histories of applications from 2008 to 2026, from plain to impossible, the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from gongkai.law.deadlines import Consultation, History
from tests.law.oracle.days import ONE, works
from tests.law.oracle.walk import FIRST_FEE

FIRST: Final = date(2008, 5, 1)
LAST: Final = date(2026, 12, 31)
EDGES: Final = (
    date(2008, 4, 30),
    FIRST,
    date(2019, 5, 14),
    date(2019, 5, 15),
    date(2019, 5, 16),
    date(2020, 12, 31),
    FIRST_FEE,
    LAST,
)
PARTIES: Final = ("third", "third", "joint", "agency")
GAPS: Final = (0, 0, 1, 1, 2, 3, 5, 8, 13, 21, 30, 45)


def histories(count: int, seed: int) -> Iterator[History]:
    """So many histories; about one in six cannot have happened."""
    rng = Random(seed)
    for _ in range(count):
        yield _history(rng)


def _history(rng: Random) -> History:
    received = _received(rng)
    corrected = _later(rng, received) if rng.random() < 0.25 else None
    charged = 0.2 if received >= FIRST_FEE else 0.01
    paid = _later(rng, corrected or received) if rng.random() < charged else None
    return History(received, corrected, tuple(_consultations(rng, received)), _extended(rng), paid)


def _received(rng: Random) -> date:
    kind = rng.random()
    if kind < 0.02:
        return rng.choice(EDGES)
    day = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days + 1))
    if kind < 0.15:
        day = date(day.year, 12, 1) + timedelta(days=rng.randrange(31))
    while kind > 0.85 and works(day):
        day += ONE
    return day


def _later(rng: Random, day: date) -> date:
    """Some days later, now and then one day before."""
    return day - ONE if rng.random() < 0.02 else day + timedelta(days=rng.choice(GAPS))


def _extended(rng: Random) -> int:
    return rng.choice(
        (0, 0, 0, 0, 1, 5, 10, 15, rng.randrange(16), rng.randrange(21), rng.choice((20, 21, -1, 16)))
    )


def _consultations(rng: Random, received: date) -> Iterator[Consultation]:
    """Up to four, overlapping, adjacent or far apart, in any order."""
    sent = received
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3, 4))):
        one = _consultation(rng, _later(rng, sent))
        yield one
        sent = rng.choice((received, one.sent, one.answered or one.sent))


def _consultation(rng: Random, sent: date) -> Consultation:
    got = _later(rng, sent) if rng.random() < 0.6 else None
    answered = _later(rng, got or sent) if rng.random() < 0.7 else None
    return Consultation(sent, answered, got, rng.choice(PARTIES) if rng.random() < 0.998 else "nobody")
