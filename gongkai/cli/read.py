"""``gongkai read``: published reports in, figures out, as text, JSON, CSV or Excel."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from gongkai.cli.arguments import Parser, at_least_one
from gongkai.paper.as_csv import HEAD, as_csv, report_as_csv
from gongkai.paper.as_json import report_as_dict
from gongkai.paper.as_text import report_as_text
from gongkai.paper.report import Report
from gongkai.reading.many import Source, died, each_in_order, find_papers, read_source

T = TypeVar("T")
Show = Callable[[Report, str], T]

STDIN = "-"
MANY = 10

EXAMPLES = """示例：
  gongkai read 年报.pdf
  gongkai read --json 年报文件夹 > 年报.jsonl
  gongkai read --jobs 4 --xlsx 汇总.xlsx 年报文件夹
  gongkai read --cluster tcp://10.0.0.8:8786 --json 年报文件夹
"""


class CannotRead(Exception):
    """The whole call cannot be done; the message is a Chinese sentence."""


def parser() -> argparse.ArgumentParser:
    """The command line of ``gongkai read``."""
    line = Parser(
        "gongkai read", "读取年度报告，一份一份给出表中数字和发现的问题。读不出的文件也占一条结果。", EXAMPLES
    )
    line.add_argument("papers", nargs="+", metavar="文件", help="文件、文件夹，或 -（标准输入）")
    form = line.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="每份报告一行 JSON")
    form.add_argument("--csv", action="store_true", help="每个单元格一行 CSV")
    form.add_argument("--xlsx", metavar="文件", help="写成 Excel 工作簿：数据、问题、缺漏三张表")
    where = line.add_mutually_exclusive_group()
    where.add_argument("--jobs", type=at_least_one, default=1, metavar="N", help="同时用 N 个进程")
    where.add_argument(
        "--cluster", metavar="地址", help="交给 Dask 集群，写调度器地址，如 tcp://10.0.0.8:8786"
    )
    return line


def main(argv: Sequence[str]) -> int:
    """Reads what is named and prints it; status 2 where a named file does not exist or the call cannot be done."""
    called = parser().parse_args(argv)
    sources = _sources(called.papers)
    try:
        _print_all(called, sources)
    except CannotRead as trouble:
        print(trouble, file=sys.stderr)
        return 2
    return 2 if any(source.data is None and not os.path.exists(source.name) for source in sources) else 0


def one_of_each(show: Show[T], source: Source) -> T:
    """One paper, read and shown: what a process of its own is asked for."""
    return show(read_source(source), source.name)


def lost_of_each(show: Show[T], source: Source) -> T:
    """The same for a paper that took its process down."""
    return show(died(source), source.name)


def as_json_line(report: Report, file: str) -> str:
    """A report → one line of JSON with its line end."""
    return json.dumps(report_as_dict(report, file), ensure_ascii=False) + "\n"


def with_name(report: Report, file: str) -> tuple[str, Report]:
    """A report under the name of its file."""
    return file, report


def _print_all(called: argparse.Namespace, sources: Sequence[Source]) -> None:
    if called.xlsx:
        _write_xlsx(called.xlsx, _shown(called, sources, with_name))
        return
    if called.csv:
        sys.stdout.write(as_csv((HEAD,)))
    show = report_as_csv if called.csv else as_json_line if called.json else report_as_text
    for text in _shown(called, sources, show):
        sys.stdout.write(text)
        sys.stdout.flush()


def _write_xlsx(path: str, reports: Iterable[tuple[str, Report]]) -> None:
    book: bytes = import_module("gongkai.paper.as_xlsx").reports_to_xlsx(reports)
    try:
        Path(path).write_bytes(book)
    except OSError as error:
        raise CannotRead(f"写不了 {path}：{error.strerror}。") from error


def _shown(called: argparse.Namespace, sources: Sequence[Source], show: Show[T]) -> Iterable[T]:
    work, lost = partial(one_of_each, show), partial(lost_of_each, show)
    if called.cluster:
        results = _on_cluster(called.cluster, sources, work, lost)
    else:
        results = each_in_order(sources, work, lost, jobs=called.jobs)
    if len(sources) < MANY or not sys.stderr.isatty():
        return results
    counted: Iterable[T] = import_module("gongkai.cli.progress").shown(results, len(sources))
    return counted


def _on_cluster(
    address: str, sources: Sequence[Source], work: Callable[[Source], T], lost: Callable[[Source], T]
) -> Iterator[T]:
    try:
        cluster = import_module("gongkai.reading.cluster")
    except ModuleNotFoundError as missing:
        if missing.name != "distributed":
            raise
        raise CannotRead("--cluster 需要 distributed：请安装 gongkai[cluster]。") from missing
    try:
        yield from cluster.each_on_cluster(sources, work, lost, address)
    except cluster.ClusterError as error:
        raise CannotRead(str(error)) from error


def _sources(names: Sequence[str]) -> tuple[Source, ...]:
    found = find_papers(names)
    if found.passed_over:
        shown = "、".join(os.path.basename(name) for name in found.passed_over[:3])
        more = " 等" if len(found.passed_over) > 3 else ""
        print(f"跳过 {len(found.passed_over)} 个不是文书的文件：{shown}{more}。", file=sys.stderr)
    return tuple(from_stdin(source) for source in found.sources)


def from_stdin(source: Source) -> Source:
    """The paper itself, with the bytes of standard input where it is called ``-``."""
    return Source(STDIN, sys.stdin.buffer.read()) if source.name == STDIN else source
