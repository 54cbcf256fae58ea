"""What goes out on a channel: the words of an edition exactly as they were looked at, and where its page is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Attached(NamedTuple):
    """An enclosure: its name, the digest it lies under in the store, its size in bytes."""

    name: str
    digest: str
    size: int


@dataclass(frozen=True)
class Outgoing:
    """An edition that is out. ``text``: clean HTML; ``link``: the address of its page, whole; ``published_on``: the day it
    went out first."""

    title: str
    text: str
    formed_on: date
    published_on: date
    link: str
    body: str
    summary: str = ""
    document_number: str = ""
    issuer: str = ""
    index_number: str = ""
    files: tuple[Attached, ...] = ()

    @property
    def by(self) -> str:
        """Who issued it."""
        return self.issuer or self.body
