"""Two hundred drafted, decided and published by many processes at the same time, and three hundred kills on the way, on
SQLite and PostgreSQL: no word lost, no number twice, no page half there."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.catalogue.press import Found, at_once, killed

PROCESSES, THREADS, ROUNDS = 8, 5, 5  # two hundred, forty of them at any moment
KILLS, SEED = 300, 7


def main() -> int:
    """Prints what was found on each database; the status is 1 where anything is wrong. ``kills`` as an argument: how
    many instead of three hundred."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    if "DATABASE_URL" in os.environ:
        return _here("PostgreSQL", kills)
    failed = _here("SQLite", kills)
    again = [sys.executable, "-m", "bench.bench_publishing", str(kills)]
    command = [sys.executable, "-W", "ignore", "tests/postgres.py", *again]
    return subprocess.run(command, check=False).returncode or failed


def _here(database: str, kills: int) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gongkai-press-") as folder:
        found = at_once(Path(folder), processes=PROCESSES, threads=THREADS, rounds=ROUNDS)
    failed = _told(f"{database}，{PROCESSES} 个进程各 {THREADS} 个线程", found, begun)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gongkai-press-") as folder:
        found = killed(Path(folder), kills=kills, seed=SEED)
    return _told(f"{database}，杀 {kills} 次", found, begun) or failed


def _told(name: str, found: Found, begun: float) -> int:
    print(
        f"{name}：发布 {found.published} 条，共写一稿 {found.added} 次；等不到而重来 {found.busy} 次，没办成 {len(found.failed)}，丢失 {len(found.lost)}，"
        f"重复 {len(found.twice)}，半份 {len(found.half)}；{time.monotonic() - begun:.0f} 秒",
        flush=True,
    )
    for kind, harm in found.harm.items():
        print(f"  {kind}：{harm[:5]}", flush=True)
    return int(bool(found.harm))


if __name__ == "__main__":
    sys.exit(main())
