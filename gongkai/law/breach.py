"""What a case or a letter breaches, as a sentence."""

from __future__ import annotations

from typing import NamedTuple


class Breach(NamedTuple):
    """``check``: the code (CLK-02 …). ``severity``: error or question. ``says``: the sentence. ``on``: the ISO day of the
    step concerned, "" for none."""

    check: str
    severity: str
    says: str
    basis: str
    on: str = ""
