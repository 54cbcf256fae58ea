"""What the process that takes PDF files apart sends back."""

from __future__ import annotations

from typing import NamedTuple

Told = tuple[str, str, str, str]  # text, place, label, why it is not seen


class Answer(NamedTuple):
    """``pieces``: what the file says; ``older``: what it may say again, of which only new values count; ``unseen``:
    place, reason and how sure; ``files``: name and bytes in base64."""

    pieces: list[Told]
    older: list[Told]
    unseen: list[tuple[str, str, str]]
    files: list[tuple[str, str]]


def nothing() -> Answer:
    """An answer to be filled."""
    return Answer([], [], [], [])
