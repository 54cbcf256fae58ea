"""Archives of files: each entry with its name, looked at as a file; locked ones and kinds that cannot be opened said."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Callable
from typing import Any

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import BOMB, DAMAGED, MOST_ENTRY_BYTES, Archive, CannotOpen, name_of

Inside = Callable[[bytes, str, Look], None]

_STREAMS: dict[bytes, Callable[[io.BytesIO], Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}
_FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, ValueError)


def open_zip(archive: Archive, look: Look, inside: Inside) -> None:
    """Every entry of an archive under its own name."""
    for entry in archive.entries:
        name = name_of(entry)
        look.text(name, "压缩包内文件名", label="")
        below = look.inside(name)
        if below is None:
            return
        try:
            inside(archive.read(entry), name, below)
        except CannotOpen as fault:
            below.unseen("", str(fault))
    if archive.comment:
        look.text(_words(archive.comment), "压缩包注释", hidden="property")


def _words(comment: bytes) -> str:
    """A comment says in no way how it is encoded."""
    try:
        return comment.decode()
    except UnicodeDecodeError:
        return comment.decode("gb18030", "replace")


def is_packed(data: bytes) -> bool:
    """Whether it is one stream that is packed, or a tape archive."""
    return any(data.startswith(mark) for mark in _STREAMS) or data[257:262] == b"ustar"


def open_packed(data: bytes, name: str, look: Look, inside: Inside) -> None:
    """A packed stream or a tape archive."""
    if data[257:262] == b"ustar":
        _open_tape(data, look, inside)
        return
    opener = next(make for mark, make in _STREAMS.items() if data.startswith(mark))
    try:
        body = opener(io.BytesIO(data)).read(MOST_ENTRY_BYTES + 1)
    except _FAULTS:
        look.unseen("", DAMAGED)
        return
    if len(body) > MOST_ENTRY_BYTES:
        look.unseen("", BOMB)
        return
    below = look.inside("解压后")
    if below:
        inside(body, name.rpartition(".")[0], below)


def _open_tape(data: bytes, look: Look, inside: Inside) -> None:
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as tape:
            for member in tape:
                look.text(member.name, "压缩包内文件名")
                body = tape.extractfile(member) if member.isfile() else None
                below = look.inside(member.name) if body else None
                if body and below:
                    inside(body.read(MOST_ENTRY_BYTES), member.name, below)
    except _FAULTS:
        look.unseen("", DAMAGED)
