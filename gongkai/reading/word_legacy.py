"""Word documents of before 2007 to blocks, through antiword where it is installed."""

from __future__ import annotations

import shutil
import subprocess

from gongkai.paper.blocks import Block, Paper
from gongkai.reading.markdown import lines_to_blocks

_SECONDS = 10
_MISSING = "本机没有安装 antiword，不能读取 .doc 文件；请另存为 .docx 后再读，或安装 antiword。"
_SLOW = f"这份 .doc 在 {_SECONDS} 秒内没有读完，已停止读取；请另存为 .docx 后再读。"
_DAMAGED = "这份 .doc 已损坏、加密或版本过旧，antiword 读不出内容；请用办公软件另存为 .docx 后再读。"


def open_doc(data: bytes) -> Paper:
    """Bytes of a binary Word document → lines and tables as antiword prints them; without it a note."""
    program = shutil.which("antiword")
    if program is None:
        return Paper("doc", (), (_MISSING,))
    command = [program, "-m", "UTF-8.txt", "-w", "0", "-"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return Paper("doc", (), (_SLOW,))
    blocks = printed_to_blocks(done.stdout.decode("utf-8", "replace"))
    return Paper("doc", tuple(blocks)) if blocks else Paper("doc", (), (_DAMAGED,))


def printed_to_blocks(text: str) -> list[Block]:
    """What antiword prints → blocks."""
    return lines_to_blocks(text.splitlines(), markdown=False)
