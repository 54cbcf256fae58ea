"""Many papers over the machines of a Dask cluster: every paper once, in order, also when a worker is lost half-way.
Needs the extra ``cluster``."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import distributed

from gongkai.reading.many import CHUNK, Source, chunks_of, loaded, work_off

T = TypeVar("T")

CHUNKS_PER_WORKER = 4
SECONDS_TO_CONNECT = 15


class ClusterError(Exception):
    """The cluster cannot be used; the message is a Chinese sentence for the operator."""


def each_on_cluster(
    sources: Sequence[Source],
    work: Callable[[Source], T],
    lost: Callable[[Source], T],
    address: str,
) -> Iterator[T]:
    """``work`` done on each paper by the workers of the scheduler at ``address``, results in the order given.

    The bytes travel with the task, so the workers need no common disk. A portion whose worker dies is done again
    elsewhere; a paper that kills every worker that touches it gets ``lost(paper)``. Raises ClusterError.
    """
    try:
        client = distributed.Client(  # type: ignore[no-untyped-call]
            address, timeout=SECONDS_TO_CONNECT, set_as_default=False
        )
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"连不上集群调度器 {address}：{error}") from error
    with client:
        yield from _in_order(client, sources, work, lost)


def _in_order(
    client: Any, sources: Sequence[Source], work: Callable[[Source], T], lost: Callable[[Source], T]
) -> Iterator[T]:
    chunks = chunks_of(sources, CHUNK)
    window = max(2, len(client.scheduler_info()["workers"])) * CHUNKS_PER_WORKER
    ahead = iter(chunks)
    futures: deque[Any] = deque()
    for chunk in chunks:
        for following in islice(ahead, window - len(futures)):
            futures.append(_submit(client, work, following))
        try:
            yield from _result(futures.popleft())
        except distributed.KilledWorker:
            yield from (_alone(client, work, lost, source) for source in chunk)


def _submit(client: Any, work: Callable[[Source], T], chunk: Sequence[Source]) -> Any:
    return client.submit(work_off, work, [loaded(source) for source in chunk], pure=False)


def _alone(client: Any, work: Callable[[Source], T], lost: Callable[[Source], T], source: Source) -> T:
    try:
        result: T = _result(_submit(client, work, [source]))[0]
        return result
    except distributed.KilledWorker:
        return lost(source)


def _result(future: Any) -> list[Any]:
    try:
        return list(future.result())
    except ImportError as error:
        raise ClusterError(f"集群的工作进程上没有安装公开（gongkai）：{error}") from error
