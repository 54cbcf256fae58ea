"""Ten thousand text reports with two processes against one: the same lines in the same order, at least 1.8 times as fast."""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from bench.papers import multiplied, papers
from gongkai.cli.read import as_json_line, lost_of_each, one_of_each
from gongkai.reading.many import Source, each_in_order

COUNT = 10_000
TARGET = 1.8


def main(count: int = COUNT) -> int:
    """Prints both times and their ratio; status 1 where the results differ or the ratio is below the target."""
    with tempfile.TemporaryDirectory() as folder:
        names = multiplied(Path(folder), papers(".txt"), count)
        alone, digest = _timed(names, 1)
        together, same = _timed(names, 2)
    ratio = alone / together
    print(f"{count} 份：1 个进程 {alone:.1f} 秒，2 个进程 {together:.1f} 秒，{ratio:.2f}×（目标 {TARGET}×）")
    print("结果逐行相同" if digest == same else "结果不同！")
    return int(digest != same or ratio < TARGET)


def _timed(names: list[str], jobs: int) -> tuple[float, str]:
    """Seconds, and a digest of all lines in order."""
    digest = hashlib.sha256()
    sources = [Source(name) for name in names]
    begun = time.perf_counter()
    for line in each_in_order(
        sources, partial(one_of_each, as_json_line), partial(lost_of_each, as_json_line), jobs=jobs
    ):
        digest.update(line.encode())
    return time.perf_counter() - begun, digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
