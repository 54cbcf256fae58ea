"""``gongkai backup``: database, files and anchors in one sealed file, while everything runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.cli import installation
from gongkai.cli.archive import secret
from gongkai.cli.archive.contents import Contents
from gongkai.cli.archive.databases import DatabaseRefused
from gongkai.cli.archive.making import make
from gongkai.cli.arguments import Parser

DONE, DAMAGED, WRONG_USE = range(3)

EXPLAINED = """备份里有：数据库（某一时刻的全貌）、文件库、锚点。备份里没有密钥，以下文件要另存在别处：
数据目录里的 secret_key、journal_key、data_key，和备份密钥 backup_key；没有 backup_key，备份打不开。

退出状态：0 完成；1 完成，但文件库里有已损坏的文件；2 没有做成。

示例：
  gongkai backup /mnt/backup
  gongkai backup /mnt/backup/今晚.backup --key /etc/gongkai/backup_key
"""


def parser() -> argparse.ArgumentParser:
    """The command line of ``gongkai backup``."""
    line = Parser("gongkai backup", "备份：数据库、文件库、锚点，加密成一个文件；不必停机。", EXPLAINED)
    line.add_argument("target", metavar="文件夹或文件", help="备份放在哪里；写文件夹则按时间取名")
    line.add_argument("--key", metavar="文件", help="备份密钥文件，默认数据目录里的 backup_key，没有则生成")
    return line


def main(argv: Sequence[str]) -> int:
    """Makes a backup; see ``EXPLAINED`` for the status."""
    called = parser().parse_args(argv)
    if complaint := installation.complaint():
        print(complaint, file=sys.stderr)
        return WRONG_USE
    now = timezone.localtime()
    target, key = Path(called.target), secret.place(called.key)
    if target.is_dir():
        target /= f"gongkai-{now:%Y%m%d-%H%M%S}.backup"
    try:
        fresh = not called.key and secret.made(key)
        contents = make(target, secret.kept(key), now.isoformat(timespec="seconds"))
    except (DatabaseRefused, OSError, ValueError) as error:
        print(f"没有备份成：{error}", file=sys.stderr)
        return WRONG_USE
    print("\n".join(_told(contents, target)))
    if fresh:
        print(f"新生成了备份密钥 {key}，请立即另存到别处。")
    return DAMAGED if contents.damaged else DONE


def _told(contents: Contents, target: Path) -> list[str]:
    size = target.stat().st_size / 1e6
    rows, entries = sum(contents.tables.values()), sum(count for count, _ in contents.heads.values())
    return [
        f"备份完成：{target}（{size:.1f} MB）",
        f"数据库 {len(contents.tables)} 张表 {rows} 行；操作记录 {entries} 条；文件 {contents.files} 个 {contents.octets / 1e6:.1f} MB。",
        *(f"文件已损坏，照原样收入：{digest}" for digest in contents.damaged),
        f"密钥不在备份里，请另存：{settings.VAR} 下的 secret_key、journal_key、data_key 和备份密钥。",
    ]
