"""Thousands of damaged papers through the reader: no exception, none over two seconds, memory under 500 MB.

The reader works in a process that may be killed; ``--only N --save FILE`` makes one input again to look at.
"""

from __future__ import annotations

import argparse
import json
import queue
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.mutations import Sample, mutation
from bench.papers import ROOT
from gongkai.reading.read import read

SECONDS = 2.0
MEGABYTES = 500
_GRACE = 20.0  # for the start of the process, and for a machine with more to do than this
_TRIES = 3
# The reader turns a fault of its own into a gap that names the exception; here that counts as a fault.
_FAULT = re.compile(r"（(\w+)）")
_STAGE = re.compile(r"时出错|读不出内容（")


@dataclass
class Outcome:
    """What came of the inputs: how many, the slowest, the most memory, and what went wrong by number."""

    count: int = 0
    slowest: tuple[float, int] = (0.0, -1)
    megabytes: float = 0.0
    faults: dict[int, str] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return not self.faults and self.slowest[0] <= SECONDS and self.megabytes < MEGABYTES

    def add(self, answer: dict[str, Any]) -> None:
        self.count += 1
        self.slowest = max(self.slowest, (answer["seconds"], answer["number"]))
        self.megabytes = max(self.megabytes, answer["megabytes"])
        if answer["fault"]:
            self.faults[answer["number"]] = answer["fault"]

    def __str__(self) -> str:
        lines = [
            f"{self.count} inputs in {self.seconds:.0f} s; slowest {self.slowest[0]:.2f} s (number {self.slowest[1]}, "
            f"limit {SECONDS:g} s); most memory {self.megabytes:.0f} MB (limit {MEGABYTES}); faults {len(self.faults)}"
        ]
        return "\n".join(lines + [f"  {number}: {fault}" for number, fault in list(self.faults.items())[:40]])


def fuzz(count: int, seed: int, first: int = 0) -> Outcome:
    """``count`` damaged papers of a seed through the reader in a process of its own, which is replaced when it hangs or
    dies; the input it hung or died on is a fault."""
    outcome = Outcome()
    begun = time.monotonic()
    number, end = first, first + count
    while number < end:
        for answer in _answers(seed, number, end):
            outcome.add(answer)
            number = answer["number"] + 1
        if number < end:
            outcome.add({"number": number, "seconds": 0.0, "megabytes": 0.0, "fault": "hung or died"})
            number += 1
    outcome.seconds = time.monotonic() - begun
    return outcome


def _answers(seed: int, first: int, end: int) -> Iterator[dict[str, Any]]:
    """What one process answers, until it is done, dies, or is silent for too long."""
    command = [
        sys.executable,
        "-m",
        "bench.bench_fuzz",
        "--child",
        "--seed",
        str(seed),
        "--range",
        f"{first}:{end}",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_pump, args=(process, lines), daemon=True).start()
        try:
            while line := lines.get(timeout=SECONDS + _GRACE):
                yield json.loads(line)
        except queue.Empty:
            return
        finally:
            process.kill()


def _pump(process: subprocess.Popen[str], lines: queue.Queue[str]) -> None:
    for line in process.stdout or ():
        lines.put(line)
    lines.put("")


def _child(seed: int, first: int, end: int) -> None:
    for number in range(first, end):
        print(json.dumps({"number": number, **tried(mutation(seed, number))}), flush=True)


def tried(sample: Sample) -> dict[str, Any]:
    """One input read: time, memory of this process and its children so far, and the fault if there is one.

    What takes too long is tried again: on a busy machine the clock alone accuses the innocent.
    """
    fault, seconds = "", SECONDS + 1
    for _ in range(_TRIES):
        begun = time.perf_counter()
        fault = _fault(sample)
        seconds = min(seconds, time.perf_counter() - begun)
        if seconds <= SECONDS:
            break
    return {"seconds": seconds, "megabytes": _megabytes(), "fault": f"{fault} {sample.name}" if fault else ""}


def _fault(sample: Sample) -> str:
    try:
        report = read(sample.data, sample.name)
    except BaseException as fault:  # whatever it is, it must not come out of the reader
        return f"raised {fault!r}"
    named = [_FAULT.search(gap.says) for gap in report.gaps if _STAGE.search(gap.says)]
    return "; ".join(found.string for found in named if found)


def _megabytes() -> float:
    """The most memory this process, a child that has ended or one that still lives has used.

    Of itself it asks /proc: what getrusage tells begins with the peak of the process that started it.
    """
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    living = [child for listed in Path("/proc/self/task").glob("*/children") for child in _listed(listed)]
    return max(ended, *(_peak(process) for process in ("self", *living))) / 1024


def _listed(children: Path) -> list[str]:
    """The children of one thread; none of a thread that has ended meanwhile."""
    try:
        return children.read_text().split()
    except FileNotFoundError:
        return []


def _peak(process: str) -> int:
    """Kilobytes at most used by a process, where the system tells."""
    status = Path(f"/proc/{process}/status")
    peak = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(peak[1]) if peak else 0


def main() -> int:
    """Prints the figures; status 1 where an input raised, hung or took too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", type=int)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--range", default="0:0", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        first, end = map(int, given.range.split(":"))
        _child(given.seed, first, end)
        return 0
    if given.only is not None:
        return _one(given.seed, given.only, given.save)
    outcome = fuzz(given.count, given.seed, given.first)
    print(outcome)
    return int(not outcome.is_good)


def _one(seed: int, number: int, save: Path | None) -> int:
    sample = mutation(seed, number)
    if save:
        save.write_bytes(sample.data)
    print(sample.name, len(sample.data), tried(sample))
    return 0


if __name__ == "__main__":
    sys.exit(main())
