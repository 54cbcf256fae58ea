"""The journal on both databases: random tamperings found, what it costs eight writers against the same acts without it, and
no fork. ``--count N`` entries are written into one chain, ``--tamperings N`` tried."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from bench.databases import Env, fresh

WRITERS = 8
TARGET = 0.5
ROUNDS = 3
SECONDS = 5
Process = subprocess.Popen[str]


def main(argv: list[str]) -> int:
    """Prints the figures; status 1 where a tampering goes unseen, a chain forks or the cost is too high."""
    line = argparse.ArgumentParser("bench_journal")
    line.add_argument("--count", type=int, default=100_000)
    line.add_argument("--tamperings", type=int, default=10_000)
    asked = line.parse_args(argv)
    failed = False
    for kind in ("sqlite", "postgresql"):
        with fresh(kind) as env, _writers(env) as writers:
            failed |= _cost(kind, writers)
            failed |= _forks(kind, writers, asked.count)
        with fresh(kind) as env, _writers(env, 1) as (tamperer,):
            failed |= _tamperings(kind, tamperer, asked.tamperings)
    return int(failed)


def _cost(kind: str, writers: Sequence[Process]) -> bool:
    """Rounds of the same seconds each, the best of each way: other work on the machine is no part of the measure."""
    speeds: dict[str, list[float]] = {"none": [], "own": [], "one": []}
    for _ in range(ROUNDS):
        for chain, found in speeds.items():
            found.append(sum(map(int, _ask(writers, "write", str(SECONDS), chain))) / SECONDS)
    plain, own, one = (max(found) for found in speeds.values())
    ratios = f"各记各链 {own:.0f}（{own / plain:.2f} 倍）；同记一链 {one:.0f}（{one / plain:.2f} 倍）"
    print(f"{kind}：{WRITERS} 个进程，无记录 {plain:.0f} 次/秒；{ratios}", flush=True)
    return own / plain < TARGET


def _forks(kind: str, writers: Sequence[Process], count: int) -> bool:
    before = int(_walked(writers)[0])
    begun = time.perf_counter()
    written = sum(map(int, _ask(writers, "crowd", str(count // WRITERS))))
    seconds = time.perf_counter() - begun
    entries, walk = _walked(writers)
    said = "无分叉，无缺号" if entries == str(before + written) else f"核查：{entries}！"
    print(
        f"{kind}：{WRITERS} 个进程向一链写入 {written} 条，{seconds:.0f} 秒；{said}，核查 {walk} 秒",
        flush=True,
    )
    return entries != str(before + written)


def _tamperings(kind: str, tamperer: Process, times: int) -> bool:
    begun = time.perf_counter()
    _tell(tamperer, f"tamper {times}")
    found = int(_heard(tamperer))
    print(f"{kind}：篡改 {times} 次，发现 {found} 次，{time.perf_counter() - begun:.0f} 秒", flush=True)
    return found != times


@contextmanager
def _writers(env: Env, number: int = WRITERS) -> Iterator[tuple[Process, ...]]:
    """Processes that are ready to write; a walk is asked of each, so that none is still starting."""
    command = [sys.executable, "-m", "bench.journal_trial"]
    writers = tuple(
        subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(number)
    )
    try:
        for writer in writers:
            _tell(writer, "walk")
        for writer in writers:
            _heard(writer)
        yield writers
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()


def _ask(writers: Sequence[Process], role: str, *words: str) -> list[str]:
    """What all writers answer, each asked under a name of its own."""
    for number, writer in enumerate(writers):
        _tell(writer, " ".join((role, str(number), *words)))
    return [_heard(writer) for writer in writers]


def _walked(writers: Sequence[Process]) -> tuple[str, str]:
    """How many entries the first writer verifies, and how long that takes; or what is broken."""
    _tell(writers[0], "walk")
    entries, _, seconds = _heard(writers[0]).partition(" ")
    return entries, seconds


def _tell(process: Process, line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def _heard(process: Process) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
