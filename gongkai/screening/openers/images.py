"""Pictures: what they carry beside what they show: place, maker and remarks of EXIF, text chunks, XMP, bytes behind
their end. What is written in the picture itself is not seen."""

from __future__ import annotations

import io
import re
import struct

from PIL import ExifTags, Image, UnidentifiedImageError

from gongkai.screening.look import Look

_SMALL = 96
_GPS = 0x8825
_TEXTS = frozenset(
    [
        "ImageDescription",
        "Artist",
        "Copyright",
        "UserComment",
        "XPTitle",
        "XPComment",
        "XPAuthor",
        "XPKeywords",
        "XPSubject",
        "HostComputer",
        "CameraOwnerName",
        "DocumentName",
        "Software",
        "Make",
        "Model",
        "BodySerialNumber",
    ]
)
_XMP = re.compile(rb"<x:xmpmeta.{0,200000}?</x:xmpmeta>", re.S)
_ENDS = {"JPEG": b"\xff\xd9", "PNG": b"IEND\xaeB`\x82"}


def open_image(data: bytes, look: Look, *, preview: bool = False) -> bytes:
    """Looks at a picture, or at the preview of a file that is seen itself; the bytes behind its end, where something was hung on to it."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            width, height = picture.size
            _carried(picture, look)
            kind = picture.format or ""
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        struct.error,
    ):
        look.unseen("", "图片已损坏或者格式不认识，没有检查。", "question")
        return b""
    for packet in _XMP.findall(data):
        look.text(
            re.sub(r"<[^>]*>", " ", packet.decode("utf-8", "replace")), "图片 XMP 信息", hidden="property"
        )
    if width > _SMALL and height > _SMALL and not preview:
        look.unseen("", "图片上的文字没有识别，请人工核看。", "question")
    return _behind(data, kind)


def _carried(picture: Image.Image, look: Look) -> None:
    for key, value in picture.info.items():
        if isinstance(value, str | bytes) and key not in ("exif", "icc_profile", "xmp", "photoshop"):
            _told(f"图片信息 {key}", value, look)
    exif = picture.getexif()
    for block in (exif, exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.IFD1)):
        for tag, value in block.items():
            name = ExifTags.TAGS.get(tag, str(tag))
            if isinstance(value, str | bytes) and (name in _TEXTS or isinstance(value, str)):
                _told(f"EXIF {name}", value, look)
    if exif.get_ifd(_GPS):
        look.hit("metadata", "EXIF", "拍摄地点（经纬度）", "certain")


def _told(place: str, value: str | bytes, look: Look) -> None:
    if isinstance(value, bytes):
        wide = place.startswith("EXIF XP") or b"\x00" in value[9:30:2]
        value = value.removeprefix(b"UNICODE\x00").removeprefix(b"ASCII\x00\x00\x00")
        value = value.decode("utf-16-le" if wide else "utf-8", "replace")
    look.text(value[:100_000], place, hidden="property")


def _behind(data: bytes, kind: str) -> bytes:
    mark = _ENDS.get(kind)
    end = data.rfind(mark) if mark else -1
    rest = data[end + len(mark) :] if mark and end >= 0 else b""
    return rest if len(rest.strip(b"\x00 \r\n")) > 16 else b""
