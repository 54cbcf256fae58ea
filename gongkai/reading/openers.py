"""Which opener for which bytes: the content decides, the name of a file is only a hint."""

from __future__ import annotations

from gongkai.paper.blocks import Paper
from gongkai.reading.encodings import decode
from gongkai.reading.text import open_characters

MOST_BYTES = 50_000_000


def open_paper(data: bytes, name: str = "") -> Paper:
    """Bytes of a published document → blocks in reading order, with Chinese notes on what could not be opened.

    ``name`` is only a hint. Never raises: whatever goes wrong becomes a Paper without blocks and with a note.
    """
    try:
        return _open(data, name)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as fault:  # parsers written in other languages panic outside of Exception
        return Paper(
            "unknown", (), (f"文件已损坏，读不出内容（{type(fault).__name__}）；请重新导出后再读。",)
        )


def _open(data: bytes, name: str) -> Paper:
    if not data.strip():
        return Paper("unknown", (), ("文件是空的，没有内容可读。",))
    if len(data) > MOST_BYTES:
        return Paper("unknown", (), (f"文件有 {len(data) // 1_000_000} MB，超过 50 MB 的上限，没有读取。",))
    text = decode(data)
    if text is None:
        return Paper("unknown", (), ("不认识这种文件格式；请转换为 docx、PDF、HTML 或纯文本后再读。",))
    return open_characters(text)
