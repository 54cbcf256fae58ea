"""PDF bytes → blocks: text with its places and ruled tables, opened in a process of its own that may be killed."""

from __future__ import annotations

from typing import Any

from gongkai.paper.blocks import Block, Grid, Paper, Paragraph, Picture, Slot
from gongkai.paper.desk import GoneError, SlowError, desk

_SLOW = "这份 PDF 在 {:g} 秒内没有读完，已停止读取；请用“打印为 PDF”另存一份再试，或用 Word 版本。"
_CRASHED = "这份 PDF 已损坏，或大得内存里放不下，读取中断；请重新下载，或从原文重新导出。"
_NO_OPENER = "PDF 读取程序启动不了，没有读取；请管理员检查安装是否完整、内存是否够用。"
_DESK = desk("gongkai.reading.pdf.child")


def open_pdf(data: bytes, *, seconds: float = 20) -> Paper:
    """Bytes of a PDF → paragraphs (one a printed line, columns kept by blanks), grids and pictures in reading order.

    ``seconds``: wall time for the file; what takes longer is stopped. Never raises: a locked, damaged, scanned or
    endless file becomes a note. Safe for several threads and after a fork.
    """
    try:
        answer = _DESK.ask(data, seconds)
    except SlowError:
        return Paper("pdf", (), (_SLOW.format(seconds),))
    except GoneError:
        return Paper("pdf", (), (_CRASHED,))
    except (OSError, RuntimeError):  # no process or no thread to be had
        return Paper("pdf", (), (_NO_OPENER,))
    return Paper("pdf", tuple(map(_block, answer["blocks"])), tuple(answer["notes"]))


def _block(plain: Any) -> Block:
    if isinstance(plain, str):
        return Paragraph(plain)
    if plain is None:
        return Picture()
    return Grid(tuple(tuple(Slot(text, first) for text, first in row) for row in plain))
