"""Where bytes lie: a shelf knows digests and nothing else. Which one this installation has, the settings say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Protocol, cast

from django.core.files.storage import storages


class Unreachable(Exception):
    """The store does not answer."""


class Shelf(Protocol):
    """A place for bytes. What stands under a digest is whole, or it is not there."""

    def size(self, digest: str) -> int | None:
        """Bytes under a digest; None where there are none."""

    def put(self, digest: str, file: IO[bytes]) -> None:
        """Keep a file durably under its digest; what stood there before is replaced in one step."""

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The bytes piece by piece; FileNotFoundError where there are none."""

    def digests(self) -> Iterator[str]:
        """All digests, in order."""

    def clear(self, before: datetime) -> int:
        """Remove what a power cut left half-way before that moment; how many pieces."""


def shelf() -> Shelf:
    """The shelf of this installation: a bucket where one is set, else a folder."""
    return cast(Shelf, storages["originals"])
