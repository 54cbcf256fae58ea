"""Files opened by a process of their own, which may be killed: neither an endless nor a broken file hurts the platform."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

from gongkai.paper.serving import HEAD, LENGTH

_MOST_FILES: Final = 300  # are opened by one process, then it makes way for a fresh one
_ROOT: Final = str(Path(__file__).resolve().parents[2])


class SlowError(Exception):
    """The file took longer than it may."""


class GoneError(Exception):
    """The process died over the file."""


class _Opener:
    """The process that opens files; for one thread at a time. After a failed request it is dead and collected."""

    def __init__(self, module: str) -> None:
        path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH", ""))))
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )
        self._sink = cast(BinaryIO, self._process.stdin)
        self._source = cast(BinaryIO, self._process.stdout)
        self._rang = False
        self.files = 0

    def ask(self, data: bytes, seconds: float) -> dict[str, Any]:
        """The answer for one file. Raises SlowError after ``seconds``, GoneError if the process dies over it."""
        clock = threading.Timer(seconds, self._ring)
        clock.daemon = True
        clock.start()
        try:
            answer = self._exchange(data, seconds)
        except (OSError, ValueError, GoneError):
            self.close()
            raise (SlowError if self._rang else GoneError) from None
        except BaseException:
            self.close()
            raise
        finally:
            clock.cancel()
        self.files += 1
        return answer

    def _ring(self) -> None:
        self._rang = True
        self._process.kill()

    def _exchange(self, data: bytes, seconds: float) -> dict[str, Any]:
        self._sink.write(HEAD.pack(len(data), seconds))
        self._sink.write(data)
        self._sink.flush()
        (length,) = LENGTH.unpack(self._read(LENGTH.size))
        return cast(dict[str, Any], json.loads(self._read(length)))

    def _read(self, length: int) -> bytes:
        found = self._source.read(length)
        if len(found) < length:
            raise GoneError
        return found

    @property
    def is_spent(self) -> bool:
        return self._rang or self.files >= _MOST_FILES or self._process.poll() is not None

    def close(self) -> None:
        """Ends the process and collects it."""
        self._process.kill()
        self._process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Closes this end of the pipes only: after a fork the process belongs to the parent."""
        self._process.returncode = self._process.returncode or 0
        for pipe in (self._sink, self._source):
            try:
                pipe.close()
            except OSError:
                continue  # a request was under way and has no reader any more


class Desk:
    """Hands files to the one opener of this process, one after the other, and gets a new one when needed.
    ``module``: what the opener runs; it calls ``serving.serve``."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = threading.Lock()
        self._opener: _Opener | None = None

    def ask(self, data: bytes, seconds: float) -> dict[str, Any]:
        """The answer for one file. A process that has opened others and dies gets no blame put on this file: the
        file is tried once more by a fresh one. Raises SlowError, GoneError, OSError if none can be started."""
        with self._lock:
            opener = self._ready()
            try:
                return opener.ask(data, seconds)
            except GoneError:
                if not opener.files:
                    raise
            return self._ready().ask(data, seconds)

    def _ready(self) -> _Opener:
        if self._opener and self._opener.is_spent:
            self._opener.close()
            self._opener = None
        self._opener = self._opener or _Opener(self._module)
        return self._opener

    def close(self) -> None:
        if self._opener:
            self._opener.close()
        self._opener = None

    def after_fork(self) -> None:
        if self._opener:
            self._opener.let_go()
        self.__init__(self._module)  # type: ignore[misc]


def desk(module: str) -> Desk:
    """A desk that is closed with this process and begun anew in a forked one."""
    made = Desk(module)
    atexit.register(made.close)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=made.after_fork)
    return made
