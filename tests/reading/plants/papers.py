"""A report before it is a file: lines of text and tables in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .tables import Table


class Line(NamedTuple):
    """A line of the paper. ``kind``: title, chapter, section, text, caption, sign (right-aligned ending)."""

    text: str
    kind: str = "text"


class Image(NamedTuple):
    """A picture where a table should be."""

    alt: str = ""


Part = Line | Table | Image


@dataclass
class Paper:
    """A whole report in reading order."""

    body: str
    year: int
    parts: list[Part] = field(default_factory=list)

    @property
    def title(self) -> str:
        return next((part.text for part in self.parts if isinstance(part, Line) and part.kind == "title"), "")

    def lines(self) -> Iterator[Line]:
        yield from (part for part in self.parts if isinstance(part, Line))

    def _place(self, passage: str) -> int:
        """Where the only line that matches stands; ValueError if there are several or none."""
        places = [
            at
            for at, part in enumerate(self.parts)
            if isinstance(part, Line) and re.search(passage, part.text)
        ]
        if len(places) != 1:
            raise ValueError(f"“{passage}” stands in {len(places)} lines of {self.title}")
        return places[0]

    def change(self, passage: str, new: str | Callable[[re.Match[str]], str]) -> None:
        """Replace the first match in the only line that holds one; both as for ``re.sub``."""
        at = self._place(passage)
        line = self.parts[at]
        assert isinstance(line, Line)
        self.parts[at] = line._replace(text=re.sub(passage, new, line.text, count=1))

    def add(self, after: str, text: str) -> None:
        """Put a new line after the only line that matches."""
        self.parts.insert(self._place(after) + 1, Line(text))
