"""The reply term against the second clock that walks day by day, on random histories of 2008 to 2026 in both readings:
``python -m bench.bench_clock_oracle [COUNT [SEED]]``."""

from __future__ import annotations

import sys
from collections import Counter
from time import perf_counter

from tests.law.oracle.compare import by_law, by_walk, disagreements
from tests.law.oracle.histories import histories

COUNT, SEED, TIMED, SHOWN = 200_000, 711, 2_000, 5


def main(count: int = COUNT, seed: int = SEED) -> int:
    """Print how often the two differ, the first few differences, and how much longer the walk takes; 1 where they differ."""
    seen: Counter[str] = Counter()
    differing = disagreements(histories(count, seed), seen=seen)
    for history, strict, law, walk in differing[:SHOWN]:
        print(f"{history} strict={strict}\n  law  {law}\n  walk {walk}")
    print(", ".join(f"{number:,} {what}" for what, number in sorted(seen.items())))
    print(f"disagreements: {len(differing)} of {count:,} histories in two readings (seed {seed})")
    print(f"the walk takes {ratio(seed):.0f} times as long as the closed form")
    return 1 if differing else 0


def ratio(seed: int) -> float:
    """Time of the walk over that of the closed form, on the same histories in the same run."""
    sample = list(histories(TIMED, seed))
    seconds = []
    for clock in (by_law, by_walk):
        began = perf_counter()
        for history in sample:
            clock(history, strict=False)
        seconds.append(perf_counter() - began)
    return seconds[1] / seconds[0]


if __name__ == "__main__":
    sys.exit(main(*(int(given) for given in sys.argv[1:3])))
