"""The process that opens PDF files for ``pdf.open_pdf`` and may be killed at any time; it answers with blocks and notes."""

from __future__ import annotations

from typing import Any

from pypdfium2 import raw

from gongkai.paper.blocks import Block, Grid, Paragraph
from gongkai.paper.serving import serve
from gongkai.reading.pdf.flow import sheets_to_blocks
from gongkai.reading.pdf.pages import read_pages

_MEMORY = 640 * 1024 * 1024

_LOCKED = "这份 PDF 设有打开密码，读不出内容；请用没有密码的版本。"
_BROKEN = "这份 PDF 已损坏或不完整，打不开；请重新下载，或从原文重新导出。"


def main() -> None:
    """Answers requests until the pipe is closed."""
    serve(pdf_to_answer, _MEMORY)


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
