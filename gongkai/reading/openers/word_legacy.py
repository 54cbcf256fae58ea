"""Word documents of before 2007 to blocks, through antiword where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

from lxml import etree

from gongkai.paper.blocks import Block, Grid, Paper, Paragraph, Picture
from gongkai.reading.joining import join_pieces
from gongkai.reading.openers.markdown import lines_to_blocks
from gongkai.reading.openers.packages import parse_xml
from gongkai.reading.openers.spans import Cell, lay_out

_SECONDS = 10
_PICTURE = "[pic]"
_MISSING = "本机没有安装 antiword，不能读取 .doc 文件；请另存为 .docx 后再读，或安装 antiword。"
_SLOW = f"这份 .doc 在 {_SECONDS} 秒内没有读完，已停止读取；请另存为 .docx 后再读。"
_DAMAGED = "这份 .doc 已损坏、加密或版本过旧，antiword 读不出内容；请用办公软件另存为 .docx 后再读。"


def open_doc(data: bytes) -> Paper:
    """Bytes of a binary Word document → lines as antiword prints them, with its tables as grids; without it a note."""
    program = shutil.which("antiword")
    if program is None:
        return Paper("doc", (), (_MISSING,))
    try:
        printed = _run([program, "-m", "UTF-8.txt", "-w", "0", "-"], data)
        # As text, antiword wraps cells so that rows cannot be told apart; as DocBook it keeps them.
        tables = _run([program, "-m", "UTF-8.txt", "-x", "db", "-"], data) if b"|" in printed else b""
    except subprocess.TimeoutExpired:
        return Paper("doc", (), (_SLOW,))
    blocks = printed_to_blocks(printed.decode("utf-8", "replace"), docbook_grids(tables))
    return Paper("doc", tuple(blocks)) if blocks else Paper("doc", (), (_DAMAGED,))


def _run(command: list[str], data: bytes) -> bytes:
    return subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False).stdout


def docbook_grids(source: bytes) -> list[Grid]:
    """The tables of antiword's DocBook → grids, in order."""
    root = parse_xml(source) if source else None
    return [lay_out([_row(row) for row in table.iter("row")]) for table in _tables(root)]


def _tables(root: etree._Element | None) -> list[etree._Element]:
    return list(root.iter("informaltable")) if root is not None else []


def _row(row: etree._Element) -> list[Cell]:
    return [
        Cell(join_pieces([line.strip() for line in "".join(map(str, entry.itertext())).split("\n")]))
        for entry in row
    ]


def printed_to_blocks(text: str, grids: list[Grid]) -> list[Block]:
    """Lines as antiword prints them → blocks; a run of lines with bars is the next of the grids.

    Where runs and grids do not go together, the bars alone make the grids.
    """
    runs = list(_runs(text.splitlines()))
    tables = [run for run in runs if run[0].startswith("|")]
    if len(tables) != len(grids):
        grids = []
    blocks: list[Block] = []
    for run in runs:
        if run[0].startswith("|") and grids:
            blocks.append(grids.pop(0))
        else:
            blocks.extend(map(_without_sign, lines_to_blocks(run, markdown=False)))
    return blocks


def _runs(lines: list[str]) -> Iterator[list[str]]:
    """Lines in runs of table and text."""
    run: list[str] = []
    for line in lines:
        if run and line.startswith("|") != run[0].startswith("|"):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _without_sign(block: Block) -> Block:
    return Picture() if isinstance(block, Paragraph) and block.text.strip() == _PICTURE else block
