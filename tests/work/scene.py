"""An installation of its own for tests that kill processes: scratch data, real worker and web processes."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.project import ROOT

Process = subprocess.Popen[bytes]


@dataclass
class Scene:
    """A folder, the environment of its processes, and the processes that were started."""

    folder: Path
    env: dict[str, str]
    processes: list[Process] = field(default_factory=list)

    def manage(self, *arguments: str) -> str:
        """A command of manage.py run to its end; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.env, check=True, capture_output=True, text=True
        ).stdout

    def start(self, *command: str, talks: bool = False) -> Process:
        """Start a process in a group of its own. Its standard input stays open until it is killed; ``talks``: what it
        prints is to be read."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE if talks else log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def worker(self, *options: str) -> Process:
        """A worker that looks often and is missed soon."""
        bound = (f"--parent={os.getpid()}", "--interval=0.05", "--silence=3")
        return self.start("manage.py", "worker", *bound, *options)

    def log(self) -> str:
        """What all processes printed."""
        return (self.folder / "log").read_text("utf-8", errors="replace")


def kill(process: Process) -> None:
    """Kill a process and all it started, without a word."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextlib.contextmanager
def scene(folder: Path, **extra: str) -> Iterator[Scene]:
    """A fresh installation in a folder, on the kind of database that DATABASE_URL names."""
    with _database() as database:
        env = {**os.environ, **database, "GONGKAI_VAR": str(folder / "var"), "PYTHONPATH": str(ROOT), **extra}
        made = Scene(folder, env)
        try:
            made.manage("migrate", "--run-syncdb", "--verbosity=0")
            yield made
        finally:
            for process in made.processes:
                kill(process)


@contextlib.contextmanager
def _database() -> Iterator[dict[str, str]]:
    """A database of its own on the server of DATABASE_URL, gone afterwards; nothing to do for SQLite."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield {}
        return
    name = f"scene_{uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield {"DATABASE_URL": _named(address, name)}
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _named(address: str, name: str) -> str:
    """The address of another database on the same server."""
    front, _, options = address.partition("?")
    return f"{front.rpartition('/')[0]}/{name}{'?' + options if options else ''}"


def until(what: Callable[[], bool], seconds: float = 120.0) -> None:
    """Wait for something to come true; the tests never measure how long it takes."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            raise AssertionError("waited in vain")
        time.sleep(0.05)
