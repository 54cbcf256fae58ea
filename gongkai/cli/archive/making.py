"""Making a backup while everything runs: first the database as of one moment, then the files, of which none is ever
altered, then what proves both."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

from gongkai.cli.archive.contents import Contents, about
from gongkai.cli.archive.databases import Snapshot, snapshot
from gongkai.cli.archive.sealing import Sealing
from gongkai.files import store
from gongkai.files.shelves import shelf
from gongkai.journal import anchors

COMPRESSION = 1  # originals are compressed already, and the seal takes longer than this


def make(target: Path, secret: str, made: str) -> Contents:
    """Write a backup to a file, durable and complete before it has its name. ``made``: when, in words. Flat memory.
    DatabaseRefused where the database cannot be taken; OSError where there is no room."""
    partial = target.with_name(f".{target.name}.partial")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            contents = _fill(file, secret, made)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return contents


def _fill(file: IO[bytes], secret: str, made: str) -> Contents:
    with (
        tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".backup-") as folder,
        Sealing(file, secret) as sealing,
        gzip.GzipFile(fileobj=sealing, mode="wb", compresslevel=COMPRESSION) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
        _snapshot(Path(folder)) as (taken, lines),
    ):
        _add(archive, "anchors", lines)
        archive.add(taken.file, "database")
        contents = about(made, taken.ask, _add_files(archive))
        _add(archive, "contents.json", contents.written())
    return contents


@contextmanager
def _snapshot(folder: Path) -> Iterator[tuple[Snapshot, bytes]]:
    """The database and the lines of the anchors as of one moment."""
    with ExitStack() as stack:
        with anchors.held():
            taken = stack.enter_context(snapshot(folder))
            lines = anchors.place().read_bytes()
        yield taken, lines


def _add_files(archive: tarfile.TarFile) -> tuple[int, int, tuple[str, ...]]:
    """All files of the store; how many, how many bytes, and which of them are not what was kept."""
    number, octets, damaged = 0, 0, []
    for digest in shelf().digests():
        size = shelf().size(digest) or 0
        about_it = tarfile.TarInfo(f"files/{digest}")
        about_it.size = size
        given = _Pieces(store.pieces(digest), size)
        archive.addfile(about_it, given)
        number, octets = number + 1, octets + size
        if given.damaged():
            damaged.append(digest)
    return number, octets, tuple(damaged)


class _Pieces(io.RawIOBase):
    """A file of the store as the archive reads it; what is damaged is taken along as it is, and told."""

    def __init__(self, pieces: Iterator[bytes], size: int) -> None:
        self._pieces, self._left, self._waiting = pieces, size, b""

    def read(self, wanted: int = -1) -> bytes:
        while len(self._waiting) < wanted:
            piece = next(self._pieces, b"")
            if not piece:
                break
            self._waiting += piece
        given, self._waiting = self._waiting[:wanted], self._waiting[wanted:]
        self._left -= len(given)
        return given

    def damaged(self) -> bool:
        """Read to the end, whether it is other than what was kept."""
        try:
            return self._left != 0 or any(self._pieces)
        except store.Damaged:
            return True


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    about_it = tarfile.TarInfo(name)
    about_it.size = len(data)
    archive.addfile(about_it, io.BytesIO(data))
