"""Generated reports written in every format and read again: how many come back the same, and what each step costs."""

from __future__ import annotations

import sys
from random import Random
from time import perf_counter

from gongkai.writing.compose import compose
from tests.writing.generator import any_report
from tests.writing.round_trip import WRITERS, Writer, differences

REPORTS = 1000
SHOWN = 5


def measure(kind: str, writer: Writer, count: int) -> bool:
    """Prints one line for a format, and the first reports that changed; whether none did."""
    changed: list[str] = []
    written = 0.0
    began = perf_counter()
    for seed in range(count):
        report = any_report(Random(seed))
        start = perf_counter()
        writer(report)
        written += perf_counter() - start
        told = differences(report, writer)
        if told:
            changed.append(f"  {seed} ({report.form}): {told[0][:160]}")
    whole = perf_counter() - began
    print(
        f"{kind}: {count - len(changed)} of {count} the same; {written / count * 1000:.1f} ms to write, {whole:.0f} s in all"
    )
    print("\n".join(changed[:SHOWN]), end="\n" if changed else "")
    return not changed


def main() -> int:
    """``python -m bench.bench_round_trip [COUNT] [FORMAT …]``; 1 where a report changed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    kinds = sys.argv[2:] or list(WRITERS)
    start = perf_counter()
    for seed in range(100):
        compose(any_report(Random(seed)))
    print(f"compose: {(perf_counter() - start) * 10:.1f} ms a report, made up included")
    same = [measure(kind, WRITERS[kind], count) for kind in kinds]
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
