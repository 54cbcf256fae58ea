"""Five hundred kills of web and workers at seeded moments, on SQLite and PostgreSQL: rows done once, messages at least
once, nothing stuck. Most are replaced by forking; fifty are brought up by the commands that an operator uses."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.work.kills import Killed, kill_and_count

FORKED, COMMANDS, SEED = 225, 25, 7  # for each kind of database


def main() -> int:
    """Prints what was found on each database; the status is 1 where anything is wrong."""
    if "DATABASE_URL" in os.environ:
        return _here("PostgreSQL")
    failed = _here("SQLite")
    command = [sys.executable, "-W", "ignore", "tests/postgres.py", sys.executable, "-m", "bench.bench_kills"]
    return subprocess.run(command, check=False).returncode or failed


def _here(database: str) -> int:
    found = [
        _round(f"{database}，进程以 fork 接替", FORKED, forked=True),
        _round(f"{database}，granian 和 worker 命令", COMMANDS, forked=False),
    ]
    return int(any(one.wrong or one.lost or one.stuck or one.failed for one in found))


def _round(name: str, kills: int, *, forked: bool) -> Killed:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gongkai-kills-") as folder:
        found = kill_and_count(Path(folder), kills=kills, seed=SEED, forked=forked)
    seconds = time.monotonic() - begun
    killed = "，".join(f"{name} {number}" for name, number in sorted(found.kills.items()))
    print(
        f"{name}：杀 {kills} 次（{killed}），订单 {found.orders} 件，数错 {len(found.wrong)}；"
        f"消息 {found.messages} 条，丢失 {found.lost}，重复送出 {found.doubled}；"
        f"卡住 {found.stuck}，放弃 {found.failed}；{seconds:.0f} 秒",
        flush=True,
    )
    return found


if __name__ == "__main__":
    sys.exit(main())
