"""The far end of ``desk``: a process that answers one request after another over its pipes and may be killed at any time.
A request is ``HEAD`` and the bytes of a file; an answer is a length and JSON."""

from __future__ import annotations

import json
import struct
import sys
import time
from collections.abc import Callable
from typing import Final

try:
    import resource
except ImportError:  # no such limits on Windows: the parent's clock is what remains
    resource = None  # type: ignore[assignment]

HEAD: Final = struct.Struct("!Qd")  # length of the file that follows, seconds it may take
LENGTH: Final = struct.Struct("!Q")  # length of the JSON that follows
_SOON: Final = 0.6  # of the time, after which nothing further should be begun

Answer = Callable[[bytes, float], object]


def serve(answer: Answer, memory: int) -> None:
    """Answers until the pipe is closed. ``answer``: the bytes of a file, and the monotonic time after which it should begin
    nothing further, to what JSON can say. ``memory``: bytes this process may take."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(HEAD.size):
        length, seconds = HEAD.unpack(head)
        limit(memory, seconds)
        said = answer(source.read(length), time.monotonic() + seconds * _SOON)
        packed = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
        sink.write(LENGTH.pack(len(packed)) + packed)
        sink.flush()


def limit(memory: int, seconds: float) -> None:
    """Ends this process should it fill ``memory`` bytes, or work ``seconds`` more with its parent gone."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    resource.setrlimit(resource.RLIMIT_AS, (memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
