"""``gongkai verify``: whether the journal and the files are what they were, with the first thing that is not."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from gongkai.cli import installation
from gongkai.cli.arguments import Parser
from gongkai.files.actions import Fault
from gongkai.files.actions import verify as verify_files
from gongkai.journal.verification import Verdict, verify

SOUND, BROKEN, WRONG_USE = range(3)

EXPLAINED = """退出状态：0 全部相符；1 有一处不符，说明在第一行；2 用法不对或数据库打不开。
只读，不影响正在进行的工作；建议每天夜里运行一次。

示例：
  gongkai verify
"""


def parser() -> Parser:
    """The command line of ``gongkai verify``."""
    return Parser("gongkai verify", "核查操作记录和文件库：有没有被改、被删、被插入。", EXPLAINED)


def main(argv: Sequence[str]) -> int:
    """Prints the verdict; status 1 where a link is broken."""
    parser().parse_args(argv)
    if complaint := installation.complaint():
        print(complaint, file=sys.stderr)
        return WRONG_USE
    verdict, fault = verify(), next(verify_files(), None)
    print(told(verdict))
    print(told_of_files(fault))
    return BROKEN if verdict.broken or fault else SOUND


def told_of_files(fault: Fault | None) -> str:
    """The first file whose bytes are not what was kept, with what it belongs to."""
    if fault is None:
        return "文件相符：逐个与入库时的摘要相同。"
    belongs = f"属于{'、'.join(fault.belongs)}。" if fault.belongs else "没有记录引用它。"
    return f"文件不符：{fault.says}{belongs}"


def told(verdict: Verdict) -> str:
    """The verdict on the journal in one or two lines."""
    if verdict.broken:
        return f"操作记录不符：{verdict.broken}"
    covered = (
        f"最近的锚点是 {verdict.anchored_on} 的第 {verdict.anchors} 号"
        if verdict.anchors
        else "还没有设过锚点"
    )
    after = f"，其后的 {verdict.unanchored} 条尚未锚定" if verdict.unanchored else ""
    return f"操作记录相符：{verdict.chains} 条链，{verdict.entries} 条记录；{covered}{after}。"
