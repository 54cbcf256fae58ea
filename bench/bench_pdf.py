"""A PDF report opened, with its tables, against pdfplumber's ``extract_tables``; same inputs, same run."""

from __future__ import annotations

import io
import logging
import sys
import time
from collections.abc import Callable
from functools import partial

import pdfplumber

from bench.papers import papers
from gongkai.paper.blocks import Grid
from gongkai.reading.pdf.opening import open_pdf

TARGET = 0.3
COLD = 0.25
ROUNDS = 7


def main() -> int:
    """Prints milliseconds and ratio for each file and over all; status 1 where the whole is above its target."""
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it deplores every font without a box
    files = papers(".pdf")
    begun = time.perf_counter()
    open_pdf(files[0].read_bytes())
    cold = time.perf_counter() - begun
    ours_all = theirs_all = 0.0
    for path in files:
        data = path.read_bytes()
        grids, ours = _best(partial(_own_tables, data))
        tables, theirs = _best(partial(_peer_tables, data))
        ours_all, theirs_all = ours_all + ours, theirs_all + theirs
        print(
            f"{path.name:<40} {grids} grids {_ms(ours)}  pdfplumber {tables} tables {_ms(theirs)}  {ours / theirs:.2f}×"
        )
    ratio = ours_all / theirs_all
    print(f"全部：{_ms(ours_all)}，pdfplumber {_ms(theirs_all)}，{ratio:.2f}×（目标不超过 {TARGET}×）")
    print(f"首个文件连同启动进程：{_ms(cold)}（目标不超过 {_ms(COLD)}）")
    return int(ratio > TARGET)


def _own_tables(data: bytes) -> int:
    return sum(isinstance(block, Grid) for block in open_pdf(data).blocks)


def _peer_tables(data: bytes) -> int:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


def _best(call: Callable[[], int]) -> tuple[int, float]:
    """What a call gives back, and the shortest of several runs in seconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = call()
        times.append(time.perf_counter() - begun)
    return found, min(times)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
