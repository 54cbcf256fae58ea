"""Pictures without what they carry: EXIF, remarks, text chunks, bytes behind their end. The picture itself stays as it
is, point for point; one that EXIF turns is turned for good."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from gongkai.screening.cleaning.cleaned import NotCleaned

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_PNG_DROPPED = frozenset([b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"dSIG"])
_JPEG_KEPT = frozenset([0xE0, 0xE2, 0xEE])
_SCAN = 0xDA
_ORIENTATION = 0x0112
_QUALITY = 95


def clean_picture(data: bytes) -> bytes:
    """A PNG or JPEG → the same picture with nothing beside it. Raises NotCleaned for other or damaged ones."""
    try:
        if data.startswith(_PNG):
            return _PNG + b"".join(_chunks(data))
        if data.startswith(_JPEG):
            return _turned(data) if _is_turned(data) else _JPEG + b"".join(_segments(data))
    except (struct.error, ValueError, OSError, SyntaxError, UnidentifiedImageError) as fault:
        raise NotCleaned("图片已损坏，不能制作洁净副本；请重新导出。") from fault
    raise NotCleaned("这种图片不能制作洁净副本；请另存为 PNG 或者 JPEG。")


def _chunks(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind = data[at + 4 : at + 8]
        if kind not in _PNG_DROPPED:
            yield data[at : at + 12 + length]
        if kind == b"IEND":
            return
        at += 12 + length
    raise ValueError


def _segments(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data):
        mark, kind = data[at], data[at + 1]
        if mark != 0xFF:
            raise ValueError
        if kind == 0xFF:
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if kind == _SCAN:
            yield data[at : _first_end(data, at)]
            return
        if not (0xE0 <= kind <= 0xEF or kind == 0xFE) or kind in _JPEG_KEPT:
            yield data[at : at + 2 + length]
        at += 2 + length
    raise ValueError


def _first_end(data: bytes, at: int) -> int:
    """Where the picture ends: the first end mark that is none of a preview, which lies in a segment before."""
    return data.index(b"\xff\xd9", at) + 2


def _is_turned(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as picture:
        return bool(picture.getexif().get(_ORIENTATION, 1) != 1)


def _turned(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as picture:
        upright = ImageOps.exif_transpose(picture)
        made = io.BytesIO()
        upright.info.clear()
        upright.getexif().clear()
        upright.save(made, "JPEG", quality=_QUALITY)
    return clean_picture(made.getvalue())
