"""A thousand kills at seeded moments while applications are filed in parallel, on SQLite and PostgreSQL: every receipt that was
shown is in the ledger, none twice."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.applications.kills import kill_and_count

KILLS, SEED = 1000, 7


def main() -> int:
    """Prints what was found on each database; the status is 1 where anything is wrong."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    if "DATABASE_URL" in os.environ:
        return _here("PostgreSQL", kills)
    failed = _here("SQLite", kills)
    own = [sys.executable, "-W", "ignore", "-m", "bench.bench_filing", str(kills)]
    command = [sys.executable, "-W", "ignore", "tests/postgres.py", *own]
    return subprocess.run(command, check=False).returncode or failed


def _here(database: str, kills: int) -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gongkai-filing-") as folder:
        found = kill_and_count(Path(folder), kills=kills, seed=SEED)
    seconds = time.monotonic() - begun
    print(
        f"{database}：杀 {kills} 次，出示回执 {found['shown']} 份，台账里没有的 {len(found['lost'])}，"
        f"一表两件 {len(found['twice']) + found['surplus']}，缺号 {'有' if found['gaps'] else '无'}，"
        f"与办理步骤不符 {found['differences']}，不完整 {found['halves']}；{seconds:.0f} 秒",
        flush=True,
    )
    return int(any(value for name, value in found.items() if name != "shown"))


if __name__ == "__main__":
    sys.exit(main())
