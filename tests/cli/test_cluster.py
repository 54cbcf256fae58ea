"""Many papers over a Dask scheduler: every paper once and in order, also when a worker is lost."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.reading.cluster import ClusterError, each_on_cluster
from gongkai.reading.many import Source
from tests.cli.works import deadly, described, given_up

ROOT = Path(__file__).parents[2]
Cluster = tuple[str, list["subprocess.Popen[bytes]"]]


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scheduler = _start("scheduler", "--port", str(port), "--no-dashboard")
    address = f"tcp://127.0.0.1:{port}"
    workers = [_start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(2)]
    _wait_for(port)
    yield address, workers
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    """Until the scheduler answers; a busy machine needs its time."""
    for _ in range(600):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the scheduler did not start within a minute")


def _start(what: str, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{what}", "--host", "127.0.0.1", *options],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"},
        stderr=subprocess.DEVNULL,
    )


def _papers(folder: Path, count: int) -> list[Source]:
    for number in range(count):
        (folder / f"{number:03}.txt").write_text("字" * number, "utf-8")
    return [Source(str(folder / f"{number:03}.txt")) for number in range(count)]


def test_every_paper_comes_once_and_in_order_although_a_worker_is_killed(
    tmp_path: Path, cluster: Cluster
) -> None:
    address, workers = cluster
    papers = [*_papers(tmp_path, 300), Source("没有.txt"), Source("-", b"abc")]
    results = []
    for result in each_on_cluster(papers, described, given_up, address):
        results.append(result)
        if len(results) == 100:
            workers[0].send_signal(signal.SIGKILL)
    assert results == [described(paper) for paper in papers]


def test_a_paper_that_kills_every_worker_is_given_up_and_the_rest_go_on(
    tmp_path: Path, cluster: Cluster
) -> None:
    address, workers = cluster
    spare = [_start("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard") for _ in range(3)]
    (tmp_path / "deadly.txt").write_bytes(b"")
    papers = [*_papers(tmp_path, 40), Source(str(tmp_path / "deadly.txt"))]
    try:
        results = list(each_on_cluster(papers, deadly, given_up, address))
    finally:
        for process in spare:
            process.kill()
            process.wait()
    assert results == [*(described(paper) for paper in papers[:40]), given_up(papers[40])]


def test_a_scheduler_that_is_not_there_is_said_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.reading.cluster.SECONDS_TO_CONNECT", 1)
    begun = time.monotonic()
    with pytest.raises(ClusterError, match="连不上集群调度器 tcp://127.0.0.1:9"):
        list(each_on_cluster([Source("a")], described, given_up, "tcp://127.0.0.1:9"))
    assert time.monotonic() - begun < 20
