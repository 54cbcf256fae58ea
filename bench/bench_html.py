"""An HTML report read and checked against what trafilatura needs to find its text; same inputs, same run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import trafilatura

from bench.papers import papers
from gongkai.reading.read import read

TARGET = 0.25
ROUNDS = 7


def main() -> int:
    """Prints milliseconds and ratio for each page and over all; status 1 where the whole is above the target."""
    ours_all = theirs_all = 0.0
    for path in papers(".html", ".htm"):
        data = path.read_bytes()
        ours = _best(partial(read, data))
        theirs = _best(partial(trafilatura.extract, data, include_tables=True))
        ours_all, theirs_all = ours_all + ours, theirs_all + theirs
        print(
            f"{path.name:<40} {len(data) / 1024:7.1f} KB  {_ms(ours)}  trafilatura {_ms(theirs)}  {ours / theirs:.2f}×"
        )
    ratio = ours_all / theirs_all
    print(f"全部：{_ms(ours_all)}，trafilatura {_ms(theirs_all)}，{ratio:.2f}×（目标不超过 {TARGET}×）")
    return int(ratio > TARGET)


def _best(call: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        call()
        times.append(time.perf_counter() - begun)
    return min(times)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
