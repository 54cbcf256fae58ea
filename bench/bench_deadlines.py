"""Reply terms against a day-by-day walk with the package chinese_calendar, and the cost of a replay by its steps:
``python -m bench.bench_deadlines``."""

from __future__ import annotations

import random
from datetime import date, timedelta
from time import perf_counter

import chinese_calendar

from gongkai.law.calendar import official_calendar
from gongkai.law.deadlines import Consultation, History, due_of
from gongkai.law.procedure import Step
from gongkai.law.replay import replay
from gongkai.law.terms import rules_for

MANY, FEW = 100_000, 2_000
RECEIVED = date(2024, 9, 25)


def histories(count: int) -> list[History]:
    """Cases from 2019-05-15 to 2025, most of them plain, some with a correction, an extension or consultations."""
    rng = random.Random(1)
    days = (date(2025, 8, 31) - date(2019, 5, 15)).days
    return [_history(rng, date(2019, 5, 15) + timedelta(days=rng.randrange(days))) for _ in range(count)]


def _history(rng: random.Random, received: date) -> History:
    corrected = received + timedelta(days=rng.randrange(30)) if rng.random() < 0.2 else None
    asked = []
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        sent = (corrected or received) + timedelta(days=rng.randrange(15))
        asked.append(Consultation(sent, sent + timedelta(days=rng.randrange(15))))
    return History(received, corrected, tuple(asked), rng.choice((0, 0, 5, 20)))


def by_walking(history: History) -> date:
    """The same day, one day after the other."""
    left, day = 20 + history.extended, history.start
    while left:
        day += timedelta(days=1)
        asked = any(one.sent < day <= (one.answered or one.sent) for one in history.consultations)
        left -= chinese_calendar.is_workday(day) and not asked
    return day


def steps(count: int) -> list[Step]:
    """A case of so many steps: party after party asked."""
    found = [Step("receive", RECEIVED, "", {"channel": "web"})]
    for number in range(count // 2):
        key, sent = f"第{number}方", RECEIVED + timedelta(days=number % 20)
        found.append(Step("consult", sent, "", {"key": key, "party": "third"}))
        found.append(Step("opinion", sent + timedelta(days=number % 9), "", {"key": key, "view": "agrees"}))
    return found


def replay_time(count: int, times: int) -> float:
    """Seconds for one replay of so many steps."""
    given, rules, calendar = steps(count), rules_for(RECEIVED), official_calendar()
    before = perf_counter()
    for _ in range(times):
        replay(given, rules, calendar)
    return (perf_counter() - before) / times


def main() -> None:
    """Prints both speeds and their ratio, then the cost of a replay at ten times the steps."""
    asked = histories(MANY)
    before = perf_counter()
    ours = [due_of(one).day for one in asked]
    each = (perf_counter() - before) / MANY
    before = perf_counter()
    theirs = [by_walking(one) for one in asked[:FEW]]
    their_each = (perf_counter() - before) / FEW
    assert ours[:FEW] == theirs
    print(f"due_of           {each * 1e6:8.2f} µs a case ({MANY:,} in {each * MANY:.2f} s)")
    print(f"day by day       {their_each * 1e6:8.2f} µs a case ({FEW:,}), same days")
    print(f"ratio            {their_each / each:8.1f} times as fast")
    small, large = replay_time(300, 40), replay_time(3000, 4)
    print(f"replay           {replay_time(8, 500) * 1e6:8.2f} µs for 8 steps")
    print(f"replay           {small * 1e3:8.2f} ms for 300 steps, {large * 1e3:.2f} ms for 3,000")
    print(f"ratio            {large / small:8.2f} times the cost at ten times the steps")


if __name__ == "__main__":
    main()
