"""Where files are handed over to be looked at, and the process behind it that does so."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit

_ROOT = str(Path(__file__).resolve().parents[3])
_LONGEST = 65536
_MOMENT = 0.5
_LOST = ("检查时没能读完：太大、太复杂，或已损坏", "请用办公软件另存后再上传")
_NOT_STARTED = "文件检查程序启动不了，没有接收文件；请管理员检查安装是否完整。"


class NoInspector(Exception):
    """Files cannot be looked at, so none is taken in."""


class _Desk:
    """Hands files to the process that looks at them; any number at a time, since each gets a child of its own there."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, file: IO[bytes], name: str, seconds: float) -> bytes:
        """What was said of a file; nothing where whoever looked died over it."""
        said, answer = os.pipe()
        try:
            self._send(json.dumps([name, seconds]).encode("ascii"), [file.fileno(), answer])
        except OSError as fault:
            os.close(said)
            raise NoInspector(_NOT_STARTED) from fault
        finally:
            os.close(answer)
        with os.fdopen(said, "rb") as pipe:
            answer_given = pipe.read(_LONGEST)
        if not answer_given and self._is_dead():
            raise NoInspector(_NOT_STARTED)
        return answer_given

    def _is_dead(self) -> bool:
        """Whether the process is gone, which may have died a moment before the system says so."""
        with self._lock:
            try:
                return self._process is None or self._process.wait(_MOMENT) is not None
            except subprocess.TimeoutExpired:
                return False

    def _send(self, request: bytes, handles: list[int]) -> None:
        with self._lock:
            try:
                socket.send_fds(self._ready(), [request], handles)
            except OSError:  # it was killed since the last file
                self.close()
                socket.send_fds(self._ready(), [request], handles)

    def _ready(self) -> socket.socket:
        if self._socket is None:
            here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with there:
                self._process = _started(there.fileno())
            self._socket = here
        return self._socket

    def close(self) -> None:
        """Ends the process by closing the socket it waits at, and collects it."""
        if self._socket is not None:
            self._socket.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._socket = self._process = None

    def after_fork(self) -> None:
        """In a copy of this process the inspector is somebody else's."""
        if self._socket is not None:
            self._socket.close()
        if self._process is not None:
            self._process.returncode = 0
        self.__init__()  # type: ignore[misc]


def _started(handle: int) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH", ""))))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "gongkai.files.inspection.child", str(handle)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[handle],
        env={**os.environ, "PYTHONPATH": path},
    )


_DESK = _Desk()
atexit.register(_DESK.close)
os.register_at_fork(after_in_child=_DESK.after_fork)


def inspected(file: IO[bytes], name: str, *, seconds: float | None = None) -> str:
    """A file on the disk (it needs a handle) and its name → the code of its kind, within so many seconds.

    Unfit with what is wrong, also where the file takes more time or memory than it may; NoInspector where the process
    cannot be had. Safe for several threads and after a fork.
    """
    said = _DESK.ask(file, name, seconds or limits().seconds)
    if not said:
        raise Unfit(*_LOST)
    answer = json.loads(said)
    if "unfit" in answer:
        wrong, advice, inside = answer["unfit"]
        raise Unfit(wrong, advice, tuple(inside))
    return str(answer["kind"])
