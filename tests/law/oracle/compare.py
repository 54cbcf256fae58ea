"""Both clocks side by side: what the one of gongkai.law and the one that walks day by day say about the same history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gongkai.law.deadlines import History, due_of
from tests.law.oracle.walk import Answer, Impossible, walked

Said = Answer | None
"""A day, provisional or not, or None for a refusal."""


def by_law(history: History, *, strict: bool) -> Said:
    """What gongkai.law says; any refusal has to be a sentence in Chinese."""
    try:
        return Answer(*due_of(history, strict=strict))
    except ValueError as refusal:
        assert any("一" <= letter <= "鿿" for letter in str(refusal)), refusal
        return None


def by_walk(history: History, *, strict: bool) -> Said:
    """What the walk says."""
    try:
        return walked(history, strict=strict)
    except Impossible:
        return None


def disagreements(
    several: Iterable[History], *, seen: Counter[str] | None = None
) -> list[tuple[History, bool, Said, Said]]:
    """The histories about which the two differ: history, strict reading or not, what the law's clock says, what the
    walk says. ``seen`` counts how many were refused, provisional, confirmed."""
    differing, seen = [], Counter() if seen is None else seen
    for history in several:
        for strict in (False, True):
            law, walk = by_law(history, strict=strict), by_walk(history, strict=strict)
            seen["refused" if walk is None else "provisional" if walk.provisional else "confirmed"] += 1
            if law != walk:
                differing.append((history, strict, law, walk))
    return differing
