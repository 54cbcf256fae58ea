"""``gongkai restore``: a backup put back whole or not at all, with the proof that it is what was there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from gongkai.cli import installation
from gongkai.cli.archive import secret
from gongkai.cli.archive.databases import DatabaseRefused
from gongkai.cli.archive.restoring import Proof, examine, refusal, restore
from gongkai.cli.archive.sealing import Unreadable
from gongkai.cli.arguments import Parser
from gongkai.journal.verification import verify

PROVED, FAULTY, WRONG_USE = range(3)
CONFIRMED = "替换"

EXPLAINED = """只恢复到空的地方：先把 journal_key、data_key、secret_key 放进新的数据目录，再恢复。
备份先从头到尾读一遍，密钥不对或改动过一个字节都会拒绝，什么也不写；恢复后逐表、逐文件、逐条记录核对，并打印结果。

退出状态：0 恢复完成，核对无误；1 恢复完成，核对有出入；2 没有恢复，原有数据未动。

示例：
  GONGKAI_VAR=/srv/drill gongkai restore /mnt/backup/gongkai-20260302-020000.backup --key backup_key
"""


def parser() -> argparse.ArgumentParser:
    """The command line of ``gongkai restore``."""
    line = Parser("gongkai restore", "恢复备份，并证明恢复的与备份时相同。", EXPLAINED)
    line.add_argument("backup", metavar="备份文件", help="gongkai backup 做成的文件")
    line.add_argument("--key", metavar="文件", help="备份密钥文件，默认数据目录里的 backup_key")
    line.add_argument(
        "--replace", action="store_true", help="替换现有数据（要再输入“替换”确认；现有数据库另存）"
    )
    return line


def main(argv: Sequence[str]) -> int:
    """Restores a backup; see ``EXPLAINED`` for the status."""
    called = parser().parse_args(argv)
    try:
        return _restored(called)
    except (DatabaseRefused, Unreadable, OSError, ValueError) as error:
        print(f"没有恢复：{error}", file=sys.stderr)
        return WRONG_USE


def _restored(called: argparse.Namespace) -> int:
    file, key = Path(called.backup), secret.kept(secret.place(called.key))
    found = examine(file, key)
    print(f"备份完好：{found.made}，{found.files} 个文件。", flush=True)
    if says := refusal(found, replace=called.replace):
        print(f"没有恢复：{says}", file=sys.stderr)
        return WRONG_USE
    if called.replace and not _confirmed():
        print("没有恢复：没有确认。", file=sys.stderr)
        return WRONG_USE
    proof, aside = restore(file, key, found, f"{timezone.localtime():%Y%m%d-%H%M%S}")
    print("\n".join(_told(proof, aside)))
    return FAULTY if proof.faults else PROVED


def _confirmed() -> bool:
    print(f"现有数据库将另存，由备份替换。确认请输入“{CONFIRMED}”：", end="", flush=True)
    return sys.stdin.readline().strip() == CONFIRMED


def _told(proof: Proof, aside: str) -> list[str]:
    told = [*proof.faults] or [*proof.lines, "恢复完成，核对无误。"]
    if aside:
        told.append(f"原有的数据库另存为：{aside}")
    if not proof.faults and (broken := verify().broken):
        told.append(
            f"备份以后的记录不在其中（{broken}）先查明原因，再运行 python manage.py anchor --reason 重新起锚。"
        )
    if complaint := installation.complaint():
        told.append(complaint)
    return told
