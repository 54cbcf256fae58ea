"""The process in which files are looked at. It only waits; for every file it makes a fresh child of its own, with little
memory and little time, which tells what it saw and is gone."""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import sys
from math import ceil
from typing import IO

from gongkai.files.inspection.look import look
from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit

_LONGEST = 65536
_HUGE = Unfit("太大或太复杂，检查时内存不够", "请拆分或另存后再上传")
_HANDLES = 64


def main() -> None:
    """Answers until the other end of the socket is closed."""
    desk = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are collected by the system
    gc.collect()
    gc.freeze()  # what is shared with the children is not to be copied into them
    gc.disable()
    while True:
        request, handles, _, _ = socket.recv_fds(desk, _LONGEST, 2)
        if not request:
            return
        if os.fork() == 0:
            desk.close()
            _answer(*json.loads(request), *handles)
        for handle in handles:
            os.close(handle)


def _answer(name: str, seconds: float, file: int, reply: int) -> None:
    """Looks at one file and ends the process. Whatever else happens to it, it says nothing and is over in time."""
    try:
        _limit(seconds)
        with os.fdopen(file, "rb") as opened:
            said = _seen(opened, name)
        os.write(reply, json.dumps(said).encode("ascii"))
    finally:
        os._exit(0)


def _seen(opened: IO[bytes], name: str) -> dict[str, object]:
    try:
        return {"kind": look(opened, name)}
    except Unfit as fault:
        return {"unfit": [fault.wrong, fault.advice, list(fault.inside)]}
    except MemoryError:
        return {"unfit": [_HUGE.wrong, _HUGE.advice, []]}


def _limit(seconds: float) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    resource.setrlimit(resource.RLIMIT_AS, (limits().memory, limits().memory))
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), ceil(seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_HANDLES, _HANDLES))


if __name__ == "__main__":
    main()
