"""Kept bytes as a file on this machine, for whoever needs to move about in them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from gongkai.files import store


@contextmanager
def spooled(digest: str) -> Iterator[IO[bytes]]:
    """The bytes under a digest as a file that is gone afterwards; Damaged where they are not what was kept."""
    with tempfile.TemporaryFile() as file:
        for piece in store.pieces(digest):
            file.write(piece)
        file.seek(0)
        yield file
