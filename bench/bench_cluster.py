"""Ten thousand reports over a Dask scheduler with two workers on this machine, one of them killed half-way: every report once,
in order."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench.papers import multiplied, papers
from gongkai.cli.read import as_json_line, lost_of_each, one_of_each
from gongkai.reading.cluster import each_on_cluster
from gongkai.reading.many import Source

COUNT = 10_000
PATIENCE = 30


def main(count: int = COUNT) -> int:
    """Prints the time and what came back; status 1 where a report is missing, doubled, lost or out of order."""
    with tempfile.TemporaryDirectory() as folder, _cluster(Path(folder)) as (address, victim):
        names = multiplied(Path(folder), papers(".txt"), count)
        work, lost = partial(one_of_each, as_json_line), partial(lost_of_each, as_json_line)
        begun = time.perf_counter()
        came: list[str] = []
        for line in each_on_cluster([Source(name) for name in names], work, lost, address):
            came.append(json.loads(line)["file"])
            if len(came) == count // 2:
                os.kill(victim, signal.SIGKILL)
        seconds = time.perf_counter() - begun
    verdict = "每份恰好一次，次序不变" if came == names else "有遗漏、重复或次序错乱！"
    print(f"{count} 份，2 个工作进程，读到一半时杀掉 1 个：{seconds:.1f} 秒，{verdict}")
    return int(came != names)


@contextmanager
def _cluster(folder: Path) -> Iterator[tuple[str, int]]:
    """A scheduler and two workers in processes of their own: its address, and the process of one worker."""
    written = folder / "scheduler.json"
    scheduler = _start("scheduler", "--port", "0", "--scheduler-file", str(written), "--no-dashboard")
    workers = [
        _start("worker", "--scheduler-file", str(written), "--nthreads", "1", "--no-nanny", "--no-dashboard")
        for _ in range(2)
    ]
    try:
        deadline = time.monotonic() + PATIENCE
        while not written.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield json.loads(written.read_text())["address"], workers[1].pid
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _start(what: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "distributed.cli.dask_" + what, "--host", "127.0.0.1", *options]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
