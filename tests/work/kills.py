"""Kills at seeded moments: web and workers of a real installation die again and again while orders come in; what is in
the database and at the receiver afterwards is counted."""

from __future__ import annotations

import http.client
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psycopg

from tests.notices.peers import Group, certificate, free_port, robot_server
from tests.work.scene import Process, Scene, kill, scene, until

CAST = "from tests.people import a_county; a_county()"
PAUSE = 0.05
BACKLOG = (
    40  # tasks that wait before orders are held back: what is counted is kills, not the speed of the machine
)
WEB, WORKERS = "web", ("worker 1", "worker 2")
TASKS = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE"
LEFT = f"{TASKS} status IN ('READY', 'RUNNING') AND task_path NOT LIKE '%tasks.%'"  # without those of the schedule


@dataclass
class Killed:
    """What was found after the kills. ``stuck``: tasks that were not done in time; ``failed``: given up."""

    kills: Counter[str] = field(default_factory=Counter)
    orders: int = 0
    wrong: list[str] = field(default_factory=list)
    messages: int = 0
    lost: int = 0
    doubled: int = 0
    stuck: int = 0
    failed: int = 0


@dataclass
class Ordering:
    """Somebody who orders one thing after the other, each until it is acknowledged."""

    port: int
    name: str
    stop: Event
    wanted: Callable[[], bool]
    acknowledged: list[str] = field(default_factory=list)

    def run(self) -> None:
        number = 0
        while not self.stop.is_set():
            if not self.wanted():
                time.sleep(PAUSE)
                continue
            number += 1
            key = f"{self.name}-{number}"
            while not self._order(key):
                time.sleep(0.05)
            self.acknowledged.append(key)
            time.sleep(PAUSE)

    def _order(self, key: str) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("POST", f"/order/{key}", b"")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


@dataclass
class Site:
    """The installation with its processes by name. ``nursery`` forks them; without it each is started from nothing, the
    web by granian."""

    place: Scene
    port: int
    group: Group
    nursery: Process | None = None
    running: dict[str, int] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start the web process or a worker."""
        if self.nursery is not None:
            self.running[name] = self._fork("web" if name == WEB else "worker")
        elif name == WEB:
            bound = ("--host", "127.0.0.1", "--port", str(self.port), "--workers", "1", "--no-log")
            command = ("-m", "granian", "--interface", "wsgi", *bound, "gongkai.wsgi:application")
            self.running[name] = self.place.start(*command).pid
        else:
            self.running[name] = self.place.worker().pid

    def _fork(self, what: str) -> int:
        nursery = self.nursery
        assert nursery is not None and nursery.stdin is not None and nursery.stdout is not None
        nursery.stdin.write(f"{what} {self.port}\n".encode())
        nursery.stdin.flush()
        return int(nursery.stdout.readline())

    def kill(self, name: str) -> None:
        """Kill a process and start another in its place."""
        pid = self.running[name]
        if self.nursery is None:
            kill(next(process for process in self.place.processes if process.pid == pid))
        else:
            os.kill(pid, signal.SIGKILL)
            until(lambda: not Path(f"/proc/{pid}").exists())
        self.start(name)

    def is_up(self, name: str) -> bool:
        """Whether a process is past its start."""
        if name != WEB:
            return self.ask(f"SELECT count(*) FROM work_workerprocess WHERE pid = {self.running[name]}") > 0
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/order")
            return connection.getresponse().status > 0
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def ask(self, query: str) -> int:
        """A number out of the database."""
        return int(self.rows(query)[0][0])

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        address = self.place.env.get("DATABASE_URL", "")
        if address.startswith("postgres"):
            with psycopg.connect(address) as server:
                return server.execute(query.encode()).fetchall()
        file = sqlite3.connect(Path(self.place.env["GONGKAI_VAR"]) / "gongkai.sqlite3", timeout=20)
        try:
            return file.execute(query).fetchall()
        finally:
            file.close()


@contextmanager
def site(folder: Path, *, forked: bool) -> Iterator[Site]:
    """The installation and the receiver of its messages."""
    trusted, context = certificate(folder)
    group = Group()
    with robot_server(group, context) as port:
        robots = folder / "robots.toml"
        address = f'"https://localhost:{port}/send?key=k"'
        robots.write_text(
            f'hosts = ["localhost:{port}"]\n[[robot]]\ncode = "r"\nkind = "wecom"\naddress = {address}\n'
        )
        extra = {"GONGKAI_ROBOTS": str(robots), "SSL_CERT_FILE": str(trusted)}
        with scene(folder, DJANGO_SETTINGS_MODULE="tests.work.site.settings", **extra) as place:
            place.manage("shell", "-v0", "-c", CAST)
            nursery = place.start("-m", "tests.work.site.nursery", talks=True) if forked else None
            yield Site(place, free_port(), group, nursery)


def kill_and_count(folder: Path, *, kills: int, seed: int, forked: bool = True) -> Killed:
    """Let orders come in, kill so often, let everything come to rest, and count. ``forked``: the killed are replaced in
    milliseconds; else by the commands that an operator uses, which takes seconds."""
    chance, found = random.Random(seed), Killed()
    with site(folder, forked=forked) as made:
        for name in (WEB, *WORKERS):
            made.start(name)
        stop = Event()
        wanted = partial(keeps_up, made)
        ordering = [Ordering(made.port, f"k{number}", stop, wanted) for number in range(2)]
        threads = [Thread(target=one.run, daemon=True) for one in ordering]
        for thread in threads:
            thread.start()
        for _ in range(kills):
            taken = sum(len(one.acknowledged) for one in ordering)
            until(lambda so_far=taken: sum(len(one.acknowledged) for one in ordering) > so_far, 60)
            _kill_one(made, chance, found)
        stop.set()
        for thread in threads:
            thread.join()
        _rest(made, found)
        _count(made, [key for one in ordering for key in one.acknowledged], found)
    return found


def _kill_one(made: Site, chance: random.Random, found: Killed) -> None:
    """Kill one of those that are past their start, in the middle of whatever it does."""
    names = [WEB, *WORKERS]
    chance.shuffle(names)
    until(lambda: any(made.is_up(name) for name in names), 60)
    name = next(name for name in names if made.is_up(name))
    time.sleep(chance.uniform(0.0, 0.3))
    made.kill(name)
    found.kills[name] += 1


def keeps_up(made: Site) -> bool:
    """Whether the workers keep up with the orders."""
    return made.ask(LEFT) < BACKLOG


def _rest(made: Site, found: Killed) -> None:
    """Wait until nothing is left to do; stuck is what stays while nothing else moves for longer than any limit."""
    while left := made.ask(LEFT):
        try:
            until(lambda before=left: made.ask(LEFT) < before, 90)  # type: ignore[misc]
        except AssertionError:
            found.stuck = left
            break
    found.failed = made.ask(f"{TASKS} status = 'FAILED'")


def _count(made: Site, keys: list[str], found: Killed) -> None:
    lines = Counter(made.rows('SELECT key, "where" FROM site_line'))
    expected = {(key, where): 1 for key in keys for where in ("web", "worker")}
    found.orders = len(keys)
    found.wrong = sorted(
        str(key) for key in lines.keys() | expected.keys() if lines[key] != expected.get(key)
    )
    sent = Counter(headers["X-Gongkai-Key"] for _, headers, _ in made.group.received)
    known = {row[0] for row in made.rows("SELECT key FROM notices_message")}
    found.messages, found.lost = len(known), len(known - sent.keys())
    found.doubled = sum(sent.values()) - len(sent)
