"""A table that is only a picture: a small grey PNG, drawn by hand, inside a Word file."""

from __future__ import annotations

import struct
import zlib

from .offices import docx
from .papers import Paper


def png(width: int = 240, height: int = 160, step: int = 16) -> bytes:
    """Ruled lines on white: what a scanned table looks like from afar."""
    lines = b"".join(
        b"\x00" + bytes(90 if not x % (step * 3) or not y % step else 250 for x in range(width))
        for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def docx_with_picture(paper: Paper) -> bytes:
    return docx(paper, picture=png())
