"""Kills at seeded moments while applications are filed in parallel, and what the ledger says of every receipt shown."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

from tests.work.scene import Process, scene, until

PREPARE = "from tests.people import a_county; a_county()"
NAMES = ("a", "b", "c", "d")
CHECK = """
import json; from pathlib import Path
from tests.applications.filing import check
print(json.dumps(check(Path({folder!r}))))
"""
LONGEST = 0.12  # seconds between two kills: a registration takes some milliseconds


def kill_and_count(folder: Path, *, kills: int, seed: int) -> dict[str, Any]:
    """Let four people file at once, kill one of them so often at any moment, each to begin anew where they were, and hold
    what they were shown against the ledger."""
    chance, papers = random.Random(seed), folder / "papers"
    papers.mkdir()
    with scene(folder, DJANGO_SETTINGS_MODULE="gongkai.settings") as place:
        place.manage("shell", "-v0", "-c", PREPARE)
        nursery = place.start("-m", "tests.applications.nursery", str(papers), talks=True)
        running = {name: _begin(nursery, name) for name in NAMES}
        until(lambda: all((papers / f"{name}.shown").exists() for name in NAMES), 60)
        for _ in range(kills):
            time.sleep(chance.uniform(0, LONGEST))
            name = chance.choice(NAMES)
            _kill(running[name])
            running[name] = _begin(nursery, name)
        for pid in running.values():
            _kill(pid)
        found: dict[str, Any] = json.loads(
            place.manage("shell", "-v0", "-c", CHECK.format(folder=str(papers))).splitlines()[-1]
        )
    return found


def _begin(nursery: Process, name: str) -> int:
    assert nursery.stdin is not None and nursery.stdout is not None
    nursery.stdin.write(f"{name}\n".encode())
    nursery.stdin.flush()
    return int(nursery.stdout.readline())


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    until(lambda: not Path(f"/proc/{pid}").exists(), 20)
