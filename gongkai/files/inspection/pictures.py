"""Pictures: whole, of a size that fits into memory, and of the kind they say."""

from __future__ import annotations

import warnings
from typing import IO

from PIL import Image

from gongkai.files.inspection.room import Room
from gongkai.files.kinds import Kind
from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit

_FORMATS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF"}
_BROKEN = ("已损坏或不完整", "请用看图软件另存后再上传")
_EMBEDDED = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
Image.init()  # else every child would load the decoders anew
Image.MAX_IMAGE_PIXELS = None  # our own limit is asked before anything is decoded
warnings.simplefilter("ignore")


def inspect_picture(file: IO[bytes], kind: Kind, room: Room) -> None:
    """Unfit where the picture is damaged, cut off, or unfolds into more than fits."""
    try:
        _refuse_large(file, (_FORMATS[kind.code],))
        _load(file, _FORMATS[kind.code])
    except Unfit:
        raise
    except MemoryError:
        raise
    except Exception as fault:  # decoders raise whatever they like over damaged bytes
        raise Unfit(*_BROKEN) from fault


def refuse_large_picture(file: IO[bytes]) -> None:
    """Unfit where a picture inside a document would unfold into more than fits; what is no picture passes."""
    try:
        _refuse_large(file, _EMBEDDED)
    except Unfit:
        raise
    except Exception:  # formats that only office programs know, and damaged ones, which they show as a box
        return


def _refuse_large(file: IO[bytes], formats: tuple[str, ...]) -> None:
    file.seek(0)
    with Image.open(file, formats=formats) as picture:
        width, height = picture.size
        pixels = width * height
        if pixels <= limits().pixels:
            pixels *= getattr(picture, "n_frames", 1)
    if pixels > limits().pixels:
        raise Unfit(
            f"展开后有 {pixels // 10000} 万像素（{width}×{height}），最多 {limits().pixels // 10000} 万",
            "请缩小图片后再上传",
        )


def _load(file: IO[bytes], name: str) -> None:
    if name == "PNG":
        file.seek(0)
        with Image.open(file, formats=[name]) as picture:
            picture.verify()  # check sums of all parts
    file.seek(0)
    with Image.open(file, formats=[name]) as picture:
        picture.draft("L", (picture.width // 8, picture.height // 8))
        picture.load()
