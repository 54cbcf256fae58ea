"""Many papers, read one after the other or by several processes: every paper once, results in the order given,
whatever dies on the way."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

from gongkai.paper.report import Gap, Report
from gongkai.reading.read import read

T = TypeVar("T")

PAPER = re.compile(
    r"\.(txt|text|md|markdown|s?html?|xhtml|mht|mhtml|docx?|docm|wps|rtf|pdf|xlsx?|xlsm|et|ofd"
    r"|png|jpe?g|gif|bmp|tiff?|zip|rar|7z)$",
    re.IGNORECASE,
)
CHUNK = 16
CHUNKS_AHEAD = 4


class Source(NamedTuple):
    """A paper to be read: its name as the user gave it, its bytes once they are at hand, or why they cannot be had."""

    name: str
    data: bytes | None = None
    trouble: str = ""


class Found(NamedTuple):
    """What a walk over files and folders found: papers, and names of files that are none."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...]


def find_papers(names: Sequence[str]) -> Found:
    """Files and folders → the papers in them; folders are walked in sorted order, hidden files left out.

    A file that is named outright is always a paper; in a folder one whose suffix no paper has is passed over.
    """
    sources: list[Source] = []
    passed_over: list[str] = []
    for name in names:
        if not os.path.isdir(name):
            sources.append(Source(name))
            continue
        for path in _walk(name):
            if PAPER.search(path) or not Path(path).suffix:
                sources.append(Source(path))
            else:
                passed_over.append(path)
    return Found(tuple(sources), tuple(passed_over))


def loaded(source: Source) -> Source:
    """A paper with its bytes, or with the reason in Chinese why they cannot be had."""
    if source.data is not None or source.trouble:
        return source
    try:
        return Source(source.name, Path(source.name).read_bytes())
    except (OSError, ValueError) as error:
        return Source(source.name, trouble=_why(error))


def read_source(
    source: Source,
    *,
    kind: str | None = None,
    last_year: Report | None = None,
    published: date | None = None,
) -> Report:
    """A paper → its report; ``kind``, ``last_year`` and ``published`` as for ``read``.

    A file that cannot be opened gives a report with one gap that says why.
    """
    source = loaded(source)
    if source.data is None:
        return no_report(source.trouble)
    name = os.path.basename(source.name)
    return read(source.data, name, kind=kind, last_year=last_year, published=published)


def no_report(says: str) -> Report:
    """The report of a paper that could not be read at all."""
    return Report(gaps=(Gap((), says),))


def died(source: Source) -> Report:
    """The report of a paper that took the process down that read it."""
    return no_report("读取本文件的进程意外中止（可能是文件损坏或过大），没有读出内容。")


def each_in_order(
    sources: Sequence[Source],
    work: Callable[[Source], T],
    lost: Callable[[Source], T],
    *,
    jobs: int = 1,
) -> Iterator[T]:
    """``work`` done on each paper, in the order given; the same results for every number of ``jobs``.

    ``work`` and its results are pickled where jobs > 1. A paper that kills its process gets ``lost(paper)``.
    """
    if jobs <= 1 or len(sources) < 2:
        yield from map(work, sources)
        return
    chunks = deque(chunks_of(sources, min(CHUNK, -(-len(sources) // jobs))))
    while chunks:
        yield from _until_a_process_dies(work, chunks, jobs)
        if chunks:
            for source in chunks.popleft():
                yield _alone(work, lost, source)


def chunks_of(sources: Sequence[Source], size: int) -> list[Sequence[Source]]:
    """Papers in portions of ``size``, the last one shorter."""
    return [sources[start : start + size] for start in range(0, len(sources), size)]


def work_off(work: Callable[[Source], T], chunk: Sequence[Source]) -> list[T]:
    """``work`` on every paper of a portion: what one process does at a time."""
    return [work(source) for source in chunk]


def _until_a_process_dies(
    work: Callable[[Source], T], chunks: deque[Sequence[Source]], jobs: int
) -> Iterator[T]:
    """Takes portions from ``chunks`` as their results are handed on; ends when none is left or a process died."""
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))
    ahead = iter(tuple(chunks))
    futures: deque[Future[list[T]]] = deque()
    try:
        while chunks:
            for chunk in islice(ahead, jobs * CHUNKS_AHEAD - len(futures)):
                futures.append(pool.submit(work_off, work, chunk))
            results = futures.popleft().result()
            chunks.popleft()
            yield from results
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(work: Callable[[Source], T], lost: Callable[[Source], T], source: Source) -> T:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(work, source).result()
        except BrokenProcessPool:
            return lost(source)


def _walk(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(here, name) for name in sorted(files) if not name.startswith("."))


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "没有这个文件。"
    if isinstance(error, PermissionError):
        return "没有读取这个文件的权限。"
    return f"打不开这个文件：{getattr(error, 'strerror', None) or error}。"
