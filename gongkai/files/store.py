"""Keep bytes by digest and give them back. A file is whole before it gets its name, so a reader never sees half of one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


class Damaged(Exception):
    """What lies under the digest is missing or is no longer what was kept."""


def digest_of(data: bytes) -> str:
    """SHA-256 as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def _place(digest: str) -> Path:
    return Path(settings.FILES) / digest[:2] / digest


def keep(data: bytes) -> str:
    """Keep bytes durably and return their digest; the same bytes are kept once."""
    digest = digest_of(data)
    place = _place(digest)
    if place.exists() and place.stat().st_size == len(data):
        return digest
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=".keeping-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, place)
    folder = os.open(place.parent, os.O_RDONLY)  # the name must survive a power cut too
    os.fsync(folder)
    os.close(folder)
    return digest


def give(digest: str) -> bytes:
    """The bytes kept under a digest; Damaged when they are gone or altered."""
    try:
        data = _place(digest).read_bytes()
    except FileNotFoundError as error:
        raise Damaged(f"原件 {digest} 不在文件库中。") from error
    if digest_of(data) != digest:
        raise Damaged(f"原件 {digest} 与入库时不一致。")
    return data
