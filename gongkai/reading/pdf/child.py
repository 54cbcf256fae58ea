"""The process that opens PDF files for ``pdf.open_pdf`` and may be killed at any time: one request after another over
its pipes. A request is ``HEAD`` and the bytes of a file; an answer is a length and JSON: blocks and notes."""

from __future__ import annotations

import json
import sys
import time
from typing import Any, BinaryIO

from pypdfium2 import raw

from gongkai.paper.blocks import Block, Grid, Paragraph
from gongkai.reading.pdf.flow import sheets_to_blocks
from gongkai.reading.pdf.pages import read_pages
from gongkai.reading.pdf.pipe import HEAD, LENGTH

try:
    import resource
except ImportError:  # no such limits on Windows: the parent's clock is what remains
    resource = None  # type: ignore[assignment]

_MEMORY = 640 * 1024 * 1024
_SOON = 0.6  # of the time, after which no further page is begun

_LOCKED = "这份 PDF 设有打开密码，读不出内容；请用没有密码的版本。"
_BROKEN = "这份 PDF 已损坏或不完整，打不开；请重新下载，或从原文重新导出。"


def main() -> None:
    """Answers requests until the pipe is closed."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while head := source.read(HEAD.size):
        length, seconds = HEAD.unpack(head)
        _limit(seconds)
        answer = pdf_to_answer(source.read(length), time.monotonic() + seconds * _SOON)
        _send(sink, json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _send(sink: BinaryIO, answer: bytes) -> None:
    sink.write(LENGTH.pack(len(answer)))
    sink.write(answer)
    sink.flush()


def _limit(seconds: float) -> None:
    """Ends this process should the parent be gone while a file never ends, or should a file fill the memory."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


def pdf_to_answer(data: bytes, until: float) -> dict[str, Any]:
    """A file as blocks and notes in plain JSON types; no page is begun after ``until`` on the monotonic clock."""
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        return {"blocks": [], "notes": [_LOCKED if locked else _BROKEN]}
    try:
        pages = read_pages(document, until)
    finally:
        raw.FPDF_CloseDocument(document)
    return {"blocks": [_plain(block) for block in sheets_to_blocks(pages.sheets)], "notes": pages.notes()}


def _plain(block: Block) -> Any:
    """A paragraph is its text, a grid its rows of (text, first) pairs, a picture null."""
    if isinstance(block, Grid):
        return block.rows
    return block.text if isinstance(block, Paragraph) else None


if __name__ == "__main__":
    main()
