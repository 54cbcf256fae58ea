"""Many at once, and kills at seeded moments: what everybody was told is done is there, wholly, once."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.work.scene import Process, Scene, scene, until

PREPARE = "from tests.catalogue.pressing import prepare; prepare()"
VERIFY = "import sys; from tests.catalogue.press_found import look; look('{folder}')"


@dataclass
class Found:
    """What was found afterwards: how many publishings and additions were acknowledged, how often the database had no turn
    for somebody in its time, so that they pressed again, and every kind of harm."""

    published: int = 0
    added: int = 0
    busy: int = 0
    kills: int = 0
    failed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)

    @property
    def harm(self) -> dict[str, list[str]]:
        """Every kind of harm that was found."""
        told = asdict(self)
        return {name: told[name] for name in ("failed", "lost", "twice", "half") if told[name]}


@dataclass
class Press:
    """An installation, the process that forks the writers, and where they tell what they did."""

    place: Scene
    nursery: Process
    folder: Path

    def start(self, name: str, threads: int, rounds: int) -> int:
        """A process of writers; its number."""
        assert self.nursery.stdin is not None and self.nursery.stdout is not None
        self.nursery.stdin.write(f"{name} {threads} {rounds}\n".encode())
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def told(self) -> int:
        """How many lines everybody has told."""
        return sum(path.read_text("utf-8").count("\n") for path in self.folder.glob("*.told"))

    def found(self) -> Found:
        """Hold what was told against the database."""
        code = VERIFY.format(folder=self.folder)
        return Found(**json.loads(self.place.manage("shell", "-v0", "-c", code)))


@contextmanager
def press(folder: Path) -> Iterator[Press]:
    told = folder / "told"
    told.mkdir()
    with scene(folder, DJANGO_SETTINGS_MODULE="gongkai.settings") as place:
        place.manage("shell", "-v0", "-c", PREPARE)
        nursery = place.start("-m", "tests.catalogue.pressing", str(told), talks=True)
        yield Press(place, nursery, told)


def at_once(folder: Path, *, processes: int, threads: int, rounds: int) -> Found:
    """So many processes with so many threads, each drafting, deciding and publishing so often, all at the same time."""
    with press(folder) as made:
        running = [made.start(f"p{number}", threads, rounds) for number in range(processes)]
        until(lambda: not any(Path(f"/proc/{one}").exists() for one in running), 1800)
        return made.found()


def killed(folder: Path, *, kills: int, seed: int, writers: int = 3) -> Found:
    """Writers for ever, one of them killed at a seeded moment and another put in its place, so often."""
    chance = random.Random(seed)
    with press(folder) as made:
        running = {made.start(f"k0n{number}", 1, 0) for number in range(writers)}
        for number in range(1, kills + 1):
            before = made.told()
            until(lambda so_far=before: made.told() > so_far, 120)  # type: ignore[misc]
            time.sleep(chance.uniform(0.0, 0.4))
            one = chance.choice(sorted(running))
            _kill(one)
            running = (running - {one}) | {made.start(f"k{number}n0", 1, 0)}
        for one in running:
            _kill(one)
        found = made.found()
    found.kills = kills
    return found


def _kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    until(lambda: not Path(f"/proc/{pid}").exists())
