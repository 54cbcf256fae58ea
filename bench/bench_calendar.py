"""A million terms of working days against the package chinese_calendar on a sample of them: ``python -m bench.bench_calendar``."""

from __future__ import annotations

import random
from datetime import date, timedelta
from time import perf_counter

import chinese_calendar

from gongkai.law.calendar import official_calendar

MANY, FEW = 1_000_000, 2_000


def terms(count: int) -> list[tuple[date, int]]:
    """Starts between 2007 and 2025 and the lengths the law knows."""
    rng = random.Random(1)
    days = (date(2025, 12, 31) - date(2007, 1, 1)).days
    return [
        (date(2007, 1, 1) + timedelta(rng.randrange(days)), rng.choice((7, 15, 20, 40))) for _ in range(count)
    ]


def by_package(start: date, n: int) -> date:
    """The n-th working day after ``start``, as one counts with chinese_calendar."""
    day = start
    while n:
        day += timedelta(days=1)
        n -= chinese_calendar.is_workday(day)
    return day


def main() -> None:
    """Prints both speeds and their ratio, after comparing the answers of the sample."""
    calendar, asked = official_calendar(), terms(MANY)
    before = perf_counter()
    ours = [calendar.add_workdays(start, n).day for start, n in asked]
    each = (perf_counter() - before) / MANY
    before = perf_counter()
    theirs = [by_package(start, n) for start, n in asked[:FEW]]
    their_each = (perf_counter() - before) / FEW
    assert ours[:FEW] == theirs
    print(f"gongkai          {each * 1e6:8.2f} µs a term ({MANY:,} in {each * MANY:.2f} s)")
    print(f"chinese_calendar {their_each * 1e6:8.2f} µs a term ({FEW:,})")
    print(f"ratio            {their_each / each:8.0f} times as fast")


if __name__ == "__main__":
    main()
