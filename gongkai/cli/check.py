"""``gongkai check``: the official cross-checks held against published reports, each finding with its place in the paper."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial

from gongkai.cli.arguments import Parser
from gongkai.cli.days import written_date
from gongkai.cli.read import from_stdin
from gongkai.paper.as_json import Json, report_as_dict
from gongkai.paper.as_text import heading, noticed
from gongkai.paper.report import Report
from gongkai.reading.many import Found, died, each_in_order, find_papers, read_source

CLEAN, ERRORS, WRONG_USE, PROVISIONAL = range(4)
BODY_KINDS = ("township", "subdistrict", "department", "county", "city", "province", "other")
SHOWN_KEYS = ("file", "body", "year", "form", "form_due", "findings", "gaps")

EXPLAINED = """性质：错误（违反勾稽关系或文表不一致）、存疑（值得人看一眼）、缺漏（空缺，因而无法核对）。
退出状态：0 没有错误；1 发现错误；2 用法不对或没有这个文件；3 有文件什么也没有读出，不能下结论。

示例：
  gongkai check 2023年报.docx --last-year 2022年报.docx
  gongkai check --kind township 镇年报.html
"""


def parser() -> argparse.ArgumentParser:
    """The command line of ``gongkai check``."""
    line = Parser("gongkai check", "核对年度报告：勾稽关系、文表是否一致、结构是否完整。", EXPLAINED)
    line.add_argument("papers", nargs="+", metavar="文件", help="文件、文件夹，或 -（标准输入）")
    line.add_argument("--last-year", metavar="文件", help="同一机关上一年度的报告，用来核对结转")
    line.add_argument(
        "--kind", choices=BODY_KINDS, help=f"机关的类别，不写则按名称判断：{'、'.join(BODY_KINDS)}"
    )
    line.add_argument("--published", type=written_date, metavar="日期", help="公布日期，用来核对公布期限")
    line.add_argument("--json", action="store_true", help="每份报告一行 JSON")
    return line


def main(argv: Sequence[str]) -> int:
    """Checks what is named and prints the findings; see ``EXPLAINED`` for the status."""
    line = parser()
    called = line.parse_args(argv)
    found = find_papers(called.papers)
    if (called.last_year or called.published) and len(found.sources) != 1:
        line.error("--last-year、--published 只能配一份报告")
    missing = [
        name for name in (*called.papers, called.last_year or "-") if name != "-" and not os.path.exists(name)
    ]
    if missing:
        print(f"没有这个文件：{'、'.join(missing)}。", file=sys.stderr)
        return WRONG_USE
    return max((_tell(report, file, called.json) for file, report in _checked(called, found)), default=CLEAN)


def status_of(report: Report) -> int:
    """What a report's findings mean for the exit status."""
    if any(finding.severity == "error" for finding in report.findings):
        return ERRORS
    read_nothing = not (report.sheets or report.sections or report.lines)
    return PROVISIONAL if read_nothing else CLEAN


def _checked(called: argparse.Namespace, found: Found) -> Iterator[tuple[str, Report]]:
    last_year = _report_of(called.last_year) if called.last_year else None
    work = partial(read_source, kind=called.kind, last_year=last_year, published=called.published)
    sources = [from_stdin(source) for source in found.sources]
    names = [source.name for source in sources]
    return zip(names, each_in_order(sources, work, died), strict=True)


def _report_of(name: str) -> Report:
    return read_source(find_papers([name]).sources[0])


def _tell(report: Report, file: str, as_json: bool) -> int:
    if as_json:
        whole = report_as_dict(report, file)
        shown: Json = {key: whole[key] for key in SHOWN_KEYS}
        print(json.dumps(shown, ensure_ascii=False), flush=True)
    else:
        print("\n".join([*heading(report, file), *noticed(report.findings, report.gaps)]), flush=True)
    return status_of(report)
