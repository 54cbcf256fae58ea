"""What a file is, by its first bytes and, for archives and compound files, by the names inside."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PICTURES = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
}
_ARCHIVES = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_PICTURE = "这是 {} 图片，没有文字层，读不出内容；请用可复制文字的版本（Word、PDF 或网页）。"
_ARCHIVE = "这是 {} 压缩包，请解压后逐个读取。"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FEWEST_BMP = 26


def magic_kind(data: bytes) -> str:
    """ "zip", "ole", "pdf", "rtf" or "" by the first bytes (a PDF may have a little before its mark)."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return "zip"
    if data.startswith(_COMPOUND):
        return "ole"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "rtf" if data.lstrip()[:5] == b"{\\rtf" else ""


def refusal(data: bytes) -> str:
    """Why a file of a known kind cannot be read, as a Chinese sentence; "" for any other."""
    for mark, name in _PICTURES.items():
        if data.startswith(mark) and (name != "BMP" or _is_bmp(data)):
            return _PICTURE.format(name)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _PICTURE.format("WebP")
    for mark, name in _ARCHIVES.items():
        if data.startswith(mark):
            return _ARCHIVE.format(name)
    return ""


def _is_bmp(data: bytes) -> bool:
    """Two letters are no proof; four reserved bytes of zero are."""
    return len(data) > _FEWEST_BMP and data[6:10] == b"\x00\x00\x00\x00"


def package_kind(names: Iterable[str]) -> str:
    """ "docx", "xlsx", "ods", "ofd", "pptx", "odt" or "zip" by the names in an archive."""
    found = {re.sub(r"^/", "", name.replace("\\", "/")).lower() for name in names}
    if any(name.startswith("word/") for name in found):
        return "docx"
    if any(name.startswith("xl/") for name in found):
        return "xlsx"
    if any(name.startswith("ppt/") for name in found):
        return "pptx"
    if "ofd.xml" in found:
        return "ofd"
    return "odf" if "content.xml" in found and "mimetype" in found else "zip"


def compound_kind(data: bytes) -> str:
    """ "doc", "xls", "locked", "ppt" or "" by the stream names in a compound file."""
    for name, kind in _STREAMS:
        if name in data:
            return kind
    return ""


_STREAMS = [
    (name.encode("utf-16-le") + b"\x00\x00", kind)
    for name, kind in [
        ("EncryptedPackage", "locked"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("PowerPoint Document", "ppt"),
    ]
]
