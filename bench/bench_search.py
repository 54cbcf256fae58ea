"""The search of the platform over a million documents against its own index asked directly: at the 95th percentile at
most 1.5 times. On the embedded database, or the one of DATABASE_URL (emptied first: give it one of its own)."""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.core.management import call_command
from django.db import connection

from bench.scratch import FOLDER
from gongkai.search.actions import Document, put
from gongkai.search.dialects import table
from gongkai.search.models import Entry
from gongkai.search.queries import PUBLIC, find
from gongkai.search.table import Question
from gongkai.search.words import runs

RATIO = 1.5
ASKED = 60
CHARACTERS = "".join(chr(0x4E00 + 7 * n) for n in range(1500))


def _words(chance: random.Random) -> list[str]:
    """Words of two to four characters, few of them very common, as in real text."""
    return ["".join(chance.choices(CHARACTERS, k=chance.randint(2, 4))) for _ in range(4000)]


def _documents(count: int, chance: random.Random, known: list[str]) -> Iterator[Document]:
    weights = [1 / (place + 1) for place in range(len(known))]
    for number in range(count):
        drawn = chance.choices(known, weights, k=44)
        yield Document(
            "item",
            str(number),
            "".join(drawn[:6]),
            date(2010, 1, 1) + timedelta(days=chance.randrange(6000)),
            f"Q{number % 60:02}",
            f"/items/{number}/",
            True,
            numbers=f"XXGK/2018-{number}",
            text="，".join(drawn[6:]),
        )


def _timed(ask: Callable[[str], object], queries: list[str]) -> list[float]:
    times = []
    for query in queries:
        begun = time.perf_counter()
        ask(query)
        times.append(time.perf_counter() - begun)
    return times


def _bare(query: str) -> object:
    with connection.cursor() as cursor:
        return table().page(cursor, Question(runs(query), PUBLIC.groups()), 0, 20)


def _percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1000


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000_000)
    count, chance = options.parse_args().count, random.Random(1)
    call_command("migrate", verbosity=0)
    known = _words(chance)
    begun = time.perf_counter()
    put(_documents(count, chance, known))
    print(f"{connection.vendor}：{Entry.objects.count()} 件，建立索引 {time.perf_counter() - begun:.0f} 秒")
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    kinds = {
        "两个字": [word[:2] for word in known[:10] + chance.sample(known, ASKED - 10)],
        "整个词": known[:10] + chance.sample(known, ASKED - 10),
        "两个词": [" ".join(chance.sample(known[:400], 2)) for _ in range(ASKED)],
    }
    everything = [query for queries in kinds.values() for query in queries]
    for ask in (_bare, find):
        _timed(ask, everything)  # both with a warm cache
    bare, whole = _timed(_bare, everything), _timed(find, everything)
    for place, name in enumerate(kinds):
        a, b = (times[place * ASKED : (place + 1) * ASKED] for times in (bare, whole))
        print(f"  {name}：索引 p95 {_percentile(a):.1f} 毫秒，检索 p95 {_percentile(b):.1f} 毫秒")
    ratio = _percentile(whole) / _percentile(bare)
    FOLDER.cleanup()
    print(f"检索 ÷ 索引（p95）：{ratio:.2f}，不超过 {RATIO}：{'是' if ratio <= RATIO else '否'}")


if __name__ == "__main__":
    main()
