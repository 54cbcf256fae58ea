"""Many plain words looked for at once, fast: a place is tried only where the first two characters can begin a word."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of the words, of two characters or more each."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(word[1:])
    heads = _class(tails)
    seconds = _class(tail[0] for found in tails.values() for tail in found)
    each = [re.escape(head) + "(?:" + "|".join(map(re.escape, found)) + ")" for head, found in tails.items()]
    return re.compile(f"(?=[{heads}][{seconds}])(?:{'|'.join(each)})")


def _class(chars: Iterable[str]) -> str:
    return "".join(map(re.escape, sorted(set(chars))))
