"""The shelf of one machine: files in a folder, durable before they have their name."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings

_AT_ONCE = 1048576
_HALF = ".keeping-"


class Folder:
    """Files in a folder, spread over 256 subfolders."""

    @property
    def _folder(self) -> Path:
        return Path(settings.FILES)

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def size(self, digest: str) -> int | None:
        try:
            return self._place(digest).stat().st_size
        except FileNotFoundError:
            return None

    def put(self, digest: str, file: IO[bytes]) -> None:
        place = self._place(digest)
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=_HALF)
        try:
            with os.fdopen(handle, "wb") as fresh:
                shutil.copyfileobj(file, fresh, _AT_ONCE)
                fresh.flush()
                os.fsync(fresh.fileno())
            os.replace(name, place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        for folder in (place.parent, self._folder):  # the names must survive a power cut too
            _sync(folder)

    def pieces(self, digest: str) -> Iterator[bytes]:
        with self._place(digest).open("rb") as file:
            while piece := file.read(_AT_ONCE):
                yield piece

    def digests(self) -> Iterator[str]:
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            yield from sorted(place.name for place in folder.iterdir() if not place.name.startswith("."))

    def clear(self, before: datetime) -> int:
        left = [
            place for place in self._folder.glob(f"*/{_HALF}*") if place.stat().st_mtime < before.timestamp()
        ]
        for place in left:
            place.unlink(missing_ok=True)
        return len(left)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
