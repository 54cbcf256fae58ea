"""Text into the words of the index, and what is typed into the words that are looked for: two characters of Chinese at a
time, whole words of anything else, whatever their width and whatever brackets stand around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

HAN = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# A line of a PDF ends in the middle of a word; an empty line ends a paragraph.
_INSIDE_WORD = re.compile(rf"(?<=[{HAN}])(?!\s*\n\s*\n)\s+(?=[{HAN}])")
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_IS_HAN = re.compile(f"[{HAN}]")
LONGEST_QUERY = 200
MOST_RUNS = 20


@dataclass(frozen=True)
class Run:
    """Characters that are looked for side by side: Chinese of any length, or one word of anything else."""

    text: str
    han: bool

    @property
    def words(self) -> list[str]:
        """The words of the index that all have to be there; for a single character its beginning of a word."""
        return [a + b for a, b in pairwise(self.text)] if self.han and len(self.text) > 1 else [self.text]

    @property
    def prefix(self) -> bool:
        """A single Chinese character is found as the first of two."""
        return self.han and len(self.text) == 1

    @property
    def recheck(self) -> bool:
        """Words of two characters do not prove that longer ones stand together."""
        return self.han and len(self.text) > 2


def even(text: str) -> str:
    """The text as it is compared: one width, small letters, without blanks inside a Chinese word."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold().replace("\0", " ")
    return _INSIDE_WORD.sub("", plain)


def words(evened: str) -> Iterator[str]:
    """Words of an evened text in order: overlapping pairs of every Chinese run and its last character, others whole."""
    for run in _RUN.findall(evened):
        if _IS_HAN.match(run):
            yield from (a + b for a, b in pairwise(run))
            yield run[-1]
        else:
            yield run


def runs(query: str) -> tuple[Run, ...]:
    """What is looked for, each once: all of it has to be found. Anything but letters, figures and characters only
    separates; none at all finds nothing."""
    typed = " ".join(even(part) for part in query[:LONGEST_QUERY].split())
    found = {Run(text, bool(_IS_HAN.match(text))) for text in _RUN.findall(typed)}
    return tuple(sorted(found, key=lambda run: (-len(run.text), run.text))[:MOST_RUNS])
