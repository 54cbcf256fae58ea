"""The command ``gongkai``: finds the module of the subcommand by name and runs it, so that each starts as fast as it can
and none knows of a database."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

WRONG_USE = 2
STOPPED = 130
PIPE_CLOSED = 141


class Command(NamedTuple):
    """A subcommand: the module whose ``main(argv) -> int`` does it, and what it does."""

    module: str
    says: str


COMMANDS = {
    "read": Command("gongkai.cli.read", "读取年度报告：文件、文件夹或标准输入，得出表中数字"),
    "check": Command("gongkai.cli.check", "核对年度报告：勾稽关系、文表是否一致、结构是否完整"),
    "compare": Command("gongkai.cli.compare", "比较两份年度报告：数字对照、上年结转、内容雷同"),
    "screen": Command("gongkai.cli.screen", "发布前检查：个人信息、隐藏内容、错别字、问题链接"),
    "workdays": Command("gongkai.cli.workdays", "从某日起数若干个工作日，逐日说明，末行为到期日"),
    "deadline": Command("gongkai.cli.deadline", "申请哪天到期：补正、征求意见、延长、缴费，末行为到期日"),
    "fee": Command("gongkai.cli.fee", "信息处理费：按件或者按量逐档计算，末行为元数"),
    "backup": Command("gongkai.cli.backup", "备份数据库和文件库，加密成一个文件，不必停机（需要数据库）"),
    "restore": Command("gongkai.cli.restore", "恢复备份，并证明与备份时相同（需要数据库）"),
    "verify": Command("gongkai.cli.verify", "核查操作记录和文件库有没有被改动（需要数据库）"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit status: 0 clean, 1 errors found, 2 wrong use, 3 provisional."""
    words = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    try:
        status = _run(words)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        print("已停止。", file=sys.stderr)
        return STOPPED
    return status


def _run(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(_help(), end="")
        return 0 if words else WRONG_USE
    command = COMMANDS.get(words[0])
    if command is None:
        print(f"没有“{words[0]}”这个命令。可用的命令：{'、'.join(COMMANDS)}。", file=sys.stderr)
        return WRONG_USE
    try:
        return int(import_module(command.module).main(words[1:]))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_USE
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("gongkai"):
            raise
        print(
            f"这个命令需要数据库部分（缺少 {missing.name}）：pip install 'gongkai[server]'。", file=sys.stderr
        )
        return WRONG_USE


def _help() -> str:
    listed = "".join(f"  {name:<10}{command.says}\n" for name, command in COMMANDS.items())
    return (
        "用法：gongkai 命令 [参数]\n\n政府信息公开年度报告的读取与核对，除注明的以外不需要数据库。\n\n"
        f"命令：\n{listed}\n各命令的说明：gongkai 命令 --help\n"
        "退出状态：0 没有错误；1 发现错误；2 用法不对；3 结论是暂定的。\n"
    )


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
