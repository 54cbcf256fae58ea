"""What a clean copy is, and why there may be none."""

from __future__ import annotations

from typing import NamedTuple


class Cleaned(NamedTuple):
    """The bytes of the clean copy, and what was taken out, in Chinese."""

    data: bytes
    removed: tuple[str, ...]


class NotCleaned(Exception):
    """There is no clean copy; the message is a Chinese sentence that says why and what to do."""
