"""The process that takes PDF files apart and may be killed at any time: pages by pdfium, objects by qpdf."""

from __future__ import annotations

from typing import Any

from pypdfium2 import raw

from gongkai.paper.serving import serve
from gongkai.screening.openers.pdf_answer import Answer, nothing
from gongkai.screening.openers.pdf_objects import take_apart
from gongkai.screening.openers.pdf_pages import page_pieces

_MEMORY = 1200 * 1024 * 1024
_LOCKED = "这份 PDF 设有打开密码，没有检查；请取消密码后再查。"
_BROKEN = "这份 PDF 已损坏或不完整，没有检查；请从原文重新导出。"
_FAILED = "检查这份 PDF 时出错（{}），没有检查完；请从原文重新导出后再查。"
_MOST_REVISIONS = 12
_END = b"%%EOF"


def main() -> None:
    """Answers requests until the pipe is closed."""
    serve(_guarded, _MEMORY)


def _guarded(data: bytes, until: float) -> dict[str, Any]:
    answer = nothing()
    try:
        pdf_to_answer(data, answer, until)
    except Exception as fault:
        answer.unseen.append(("", _FAILED.format(type(fault).__name__), "certain"))
    return answer._asdict()


def pdf_to_answer(data: bytes, answer: Answer, until: float) -> None:
    """Adds the pieces of a file, the files in it, and what could not be seen; no page is begun after ``until``."""
    reason = _pages(data, answer, until, "")
    if reason:
        answer.unseen.append(("", reason, "certain"))
    lost = take_apart(data, answer, until, read=not reason)
    if lost:
        _pages(lost, answer, until, "已删除但仍在文件中的")
    for number, end in enumerate(_older(data), 1):
        _pages(data[:end], answer, until, f"第{number}个旧版本")


def _pages(data: bytes, answer: Answer, until: float, revision: str) -> str:
    """Adds the pieces of every page; why it could not be done, "" where it could."""
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        return _LOCKED if locked else _BROKEN
    try:
        page_pieces(document, answer, until, revision)
    finally:
        raw.FPDF_CloseDocument(document)
    return ""


def _older(data: bytes) -> list[int]:
    """Where the older revisions of a file end, that lie before the changes appended to it."""
    ends: list[int] = []
    at = data.find(_END)
    while at >= 0:
        ends.append(at + len(_END))
        at = data.find(_END, at + 1)
    return [end for end in ends[:-1] if end > 400][-_MOST_REVISIONS:]


if __name__ == "__main__":
    main()
