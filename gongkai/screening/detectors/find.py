"""A find of a detector: what it is and where on the tape, with its value while the look lasts."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.screening.hits import Sure


class Find(NamedTuple):
    """``value``: in plain form, to tell the same one again, never handed out; ``shown``: masked."""

    kind: str
    start: int
    end: int
    value: str
    shown: str
    sure: Sure
