"""What a look at a file brings to light: hits, each with its place, how sure it is, and its value masked."""

from __future__ import annotations

from typing import Literal, NamedTuple

Sure = Literal["certain", "likely", "question"]
RANK: dict[str, int] = {"certain": 0, "likely": 1, "question": 2}
UNSEEN = "unseen"


class Hit(NamedTuple):
    """One thing that must not go out unseen. ``kind``: a code of ``kinds.toml``; ``place``: in Chinese; ``shown``: the
    value masked, never whole; ``start``, ``length``: where it stands in the text of its place, for marking."""

    kind: str
    place: str
    shown: str
    sure: Sure
    start: int = 0
    length: int = 0


class Screened(NamedTuple):
    """All hits in the order of the file, and what could not be looked into (hits of the kind ``unseen``)."""

    hits: tuple[Hit, ...] = ()
    unseen: tuple[Hit, ...] = ()

    @property
    def all(self) -> tuple[Hit, ...]:
        """Hits and what was not seen, as an official has to go through them."""
        return (*self.hits, *self.unseen)
