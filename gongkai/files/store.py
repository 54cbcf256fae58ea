"""Keep bytes by digest and give them back. A file is whole before it gets its name, so a reader never sees half of one."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import IO

from gongkai.files.models import Scan, StoredFile
from gongkai.files.shelves import shelf

_AT_ONCE = 1048576


class Damaged(Exception):
    """What lies under the digest is missing or is no longer what was kept; the message is a Chinese sentence."""


class Barred(Damaged):
    """A later scan found a virus in the file: nobody gets it any more."""


def digest_of(data: bytes) -> str:
    """SHA-256 as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of_file(file: IO[bytes]) -> str:
    """SHA-256 of a file from its beginning, in bounded memory."""
    file.seek(0)
    found = hashlib.sha256()
    while piece := file.read(_AT_ONCE):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()


def keep(data: bytes) -> str:
    """Keep bytes durably and return their digest; the same bytes are kept once."""
    return keep_file(io.BytesIO(data))


def keep_file(file: IO[bytes]) -> str:
    """Keep a file durably and return its digest; the same bytes are kept once."""
    digest = digest_of_file(file)
    size = file.seek(0, 2)
    file.seek(0)
    if shelf().size(digest) != size:
        shelf().put(digest, file)
    return digest


def give(digest: str) -> bytes:
    """The bytes kept under a digest, for whoever uses them; Damaged when they are gone or altered, Barred for a virus."""
    if StoredFile.objects.filter(digest=digest, scan=Scan.FOUND).exists():
        raise Barred("文件检出病毒，已停止提供；请换一份干净的文件重新上传。")
    return b"".join(pieces(digest))


def pieces(digest: str) -> Iterator[bytes]:
    """The bytes kept under a digest piece by piece, as a backup or a scanner needs them; Damaged, at the end at the latest, when they are gone or altered."""
    found = hashlib.sha256()
    try:
        for piece in shelf().pieces(digest):
            found.update(piece)
            yield piece
    except FileNotFoundError as error:
        raise Damaged(f"原件 {digest} 不在文件库中。") from error
    if found.hexdigest() != digest:
        raise Damaged(f"原件 {digest} 与入库时不一致。")
