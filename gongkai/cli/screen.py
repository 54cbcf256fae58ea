"""``gongkai screen``: files in, what in them must not go out, with its place, how sure, and what to do."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai.cli.arguments import Parser
from gongkai.cli.read import from_stdin
from gongkai.reading.many import Source, loaded
from gongkai.screening.hits import UNSEEN, Hit, Screened
from gongkai.screening.kinds import kinds
from gongkai.screening.screen import screen, shown_name

CLEAN, HITS, WRONG_USE = range(3)
SURE = {"certain": "确定", "likely": "很可能", "question": "请核"}

EXPLAINED = """查到的内容只显示打码后的样子。没有检查到的部分（加密、损坏、图片上的文字）也列出，请人工核看。
退出状态：0 没有发现；1 有发现或有没检查到的；2 用法不对或没有这个文件。

示例：
  gongkai screen 公示名单.xlsx
  gongkai screen --json 附件/*.pdf > 检查.jsonl
"""


def parser() -> argparse.ArgumentParser:
    """The command line of ``gongkai screen``."""
    line = Parser(
        "gongkai screen", "发布前检查：个人信息、隐藏内容、模板残留、错别字和有问题的链接。", EXPLAINED
    )
    line.add_argument("files", nargs="+", metavar="文件", help="文件、文件夹，或 -（标准输入）")
    line.add_argument("--words", metavar="文件", help="本地词表，每行一个不该出现的词（可写“错词 正词”）")
    line.add_argument("--json", action="store_true", help="每个文件一行 JSON")
    return line


def main(argv: Sequence[str]) -> int:
    """Looks into what is named and prints what was found; see ``EXPLAINED`` for the status."""
    called = parser().parse_args(argv)
    missing = [
        name for name in (*called.files, called.words or "-") if name != "-" and not os.path.exists(name)
    ]
    if missing:
        print(f"没有这个文件：{'、'.join(missing)}。", file=sys.stderr)
        return WRONG_USE
    words = _words(called.words)
    found = [_tell(source, words, as_json=called.json) for source in _sources(called.files)]
    return HITS if any(found) else CLEAN


def _sources(names: Sequence[str]) -> Iterator[Source]:
    """Files as named; every file of a folder, whatever it is."""
    for name in names:
        if os.path.isdir(name):
            yield from (Source(str(path)) for path in sorted(Path(name).rglob("*")) if path.is_file())
        else:
            yield from_stdin(Source(name))


def _words(name: str | None) -> tuple[str, ...]:
    lines = Path(name).read_text("utf-8-sig").splitlines() if name else []
    return tuple([line.strip() for line in lines if line.strip() and not line.startswith("#")])


def _tell(source: Source, words: Sequence[str], *, as_json: bool) -> bool:
    """Prints what one file brought to light; whether that was anything."""
    source = loaded(source)
    if source.data is None:
        screened = Screened(unseen=(Hit(UNSEEN, "文件", source.trouble, "certain"),))
    else:
        screened = screen(source.data, os.path.basename(source.name), own_words=words)
    name = shown_name(source.name)
    sys.stdout.write(as_json_line(screened, name) if as_json else as_text(screened, name))
    sys.stdout.flush()
    return bool(screened.all)


def as_json_line(screened: Screened, file: str) -> str:
    """One object a file: the name, and of each hit the kind, place, masked value and how sure."""
    hits = [{"kind": h.kind, "place": h.place, "shown": h.shown, "sure": h.sure} for h in screened.all]
    return json.dumps({"file": file, "hits": hits}, ensure_ascii=False) + "\n"


def as_text(screened: Screened, file: str) -> str:
    """What was found, the heaviest kind first, with what to do about it."""
    if not screened.all:
        return f"{file}：没有发现不宜公开的内容。\n"
    lines = [f"{file}：{len(screened.hits)} 处发现，{len(screened.unseen)} 处没有检查到。"]
    for kind in sorted(kinds().values(), key=lambda kind: -kind.weight):
        hits = [hit for hit in screened.all if hit.kind == kind.code]
        if hits:
            lines.append(f"  {kind.label}（{len(hits)} 处）：{kind.do}")
            lines += [f"    [{SURE[hit.sure]}] {hit.place}  {hit.shown}".rstrip() for hit in hits]
    return "\n".join(lines) + "\n"
