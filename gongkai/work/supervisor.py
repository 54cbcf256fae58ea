"""Worker processes kept running: started again when they die, ended with whoever started them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from threading import Event, Lock, Thread
from typing import Final

SHORT_LIFE: Final = 10.0
LONGEST_PAUSE: Final = 30.0


class Supervisor:
    """``processes`` workers. Each looks whether this process is still there, so none is left over even when it is
    killed."""

    def __init__(self, processes: int = 1, options: Sequence[str] = ()) -> None:
        self._command = [sys.executable, "-m", "django", "worker", f"--parent={os.getpid()}", *options]
        self._stopping = Event()
        self._lock = Lock()
        self._children: list[subprocess.Popen[bytes]] = []
        self._keepers = [Thread(target=self._keep, daemon=True) for _ in range(processes)]

    def start(self) -> None:
        """Start the workers."""
        for keeper in self._keepers:
            keeper.start()

    def stop(self, within: float = 30.0) -> None:
        """Ask the workers to finish or give back what they do, and end them after so many seconds."""
        self._stopping.set()
        with self._lock:
            children = list(self._children)
        for child in children:
            child.terminate()
        until = time.monotonic() + within
        for keeper in self._keepers:
            keeper.join(timeout=max(0.1, until - time.monotonic()))
        for child in children:
            if child.poll() is None:
                child.kill()

    def _keep(self) -> None:
        """One worker after the other; one that dies at once is started again after a growing pause."""
        pause = 0.2
        while (child := self._begin()) is not None:
            begun = time.monotonic()
            child.wait()
            with self._lock:
                self._children.remove(child)
            pause = 0.2 if time.monotonic() - begun > SHORT_LIFE else min(pause * 2, LONGEST_PAUSE)
            self._stopping.wait(pause)

    def _begin(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._stopping.is_set():
                return None
            # a session of its own: Ctrl+C reaches the worker through here, once, and not beside
            child = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, start_new_session=True)
            self._children.append(child)
            return child
