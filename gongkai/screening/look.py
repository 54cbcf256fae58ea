"""One look into a file: what its openers collect, within bounds of depth, size and time."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from gongkai.screening.hits import UNSEEN, Hit, Sure
from gongkai.screening.tape import BREAK, Piece

MOST_CHARACTERS = 40_000_000
MOST_FILES = 3000
DEEPEST = 5
SECONDS = 120.0
_OFTEN = 64

_SEPARATORS = str.maketrans("\x1c\x1d\x1e\x1f\x00", "     ")
_SEPARATOR = re.compile("[\x00\x1c-\x1f]")
_TOO_MUCH = "内容过多，其余部分没有检查；请拆分后再查。"


@dataclass
class Budget:
    """What one call may still spend: characters, files inside of files, and the time it must be done by."""

    characters: int = MOST_CHARACTERS
    files: int = MOST_FILES
    until: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    _asked: int = 0
    _late: bool = False

    def spend(self, characters: int) -> bool:
        """Whether so many more may be looked at; they count as spent."""
        self.characters -= characters
        self._asked += 1
        if self._asked % _OFTEN == 0:
            self._late = self.is_late
        return self.characters >= 0 and not self._late

    @property
    def is_late(self) -> bool:
        return time.monotonic() > self.until


@dataclass
class Look:
    """Collects what the openers find: pieces of text, structural hits, and what could not be looked into."""

    prefix: str = ""
    depth: int = 0
    hidden: str = ""
    budget: Budget = field(default_factory=Budget)
    pieces: list[Piece] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    _full: bool = False

    def text(self, text: str, place: str, *, label: str = "", hidden: str = "", joint: str = BREAK) -> None:
        """A piece of text; blank ones count for nothing but still part what stands around them."""
        if _SEPARATOR.search(text):
            text = text.translate(_SEPARATORS)
        if not self.budget.spend(len(text) + 1):
            if not self._full:
                self._full = True
                self.unseen(place, _TOO_MUCH)
            return
        self.pieces.append(Piece(text, self.prefix + place, label, hidden or self.hidden, joint))

    def hit(self, kind: str, place: str, shown: str, sure: Sure) -> None:
        """Something that is wrong by its structure."""
        self.hits.append(Hit(kind, self.prefix + place, shown, sure))

    def unseen(self, place: str, reason: str, sure: Sure = "certain") -> None:
        """Something that could not be looked into, with the reason in Chinese."""
        self.hits.append(Hit(UNSEEN, self.prefix + place, reason, sure))

    def inside(self, place: str, *, hidden: str = "") -> Look | None:
        """The look into a file that stands inside of this one; None, and said, where that goes too deep."""
        self.budget.files -= 1
        if self.depth >= DEEPEST or self.budget.files < 0 or self.budget.is_late:
            self.unseen(place, "嵌套层次或文件太多，没有再往里检查；请取出后单独检查。")
            return None
        return Look(
            f"{self.prefix}{place} › ",
            self.depth + 1,
            hidden or self.hidden,
            self.budget,
            self.pieces,
            self.hits,
        )
