"""Why a file is not taken in: what is wrong, where, and what to do, as one Chinese sentence."""

from __future__ import annotations

import unicodedata

_LONGEST = 80


class Unfit(Exception):
    """A file is not taken in. ``wrong``: what is wrong with it; ``advice``: what to do. Whoever opens a container
    says inside of what the file lies."""

    def __init__(self, wrong: str, advice: str, inside: tuple[str, ...] = ()) -> None:
        super().__init__(wrong, advice, inside)
        self.wrong, self.advice, self.inside = wrong, advice, inside

    def within(self, name: str) -> Unfit:
        """The same of a file that lies in a container under this name."""
        return Unfit(self.wrong, self.advice, (name, *self.inside))

    def says(self, name: str) -> str:
        """The whole sentence about a file of this name."""
        path = "／".join(map(shown, (name, *self.inside)))
        return f"“{path}”{self.wrong}，没有接收；{self.advice}。"


def shown(name: str) -> str:
    """A name that can be printed safely: marks that turn or hide text become □, what is too long is cut."""
    plain = "".join("□" if unicodedata.category(sign) in _HIDDEN else sign for sign in name)
    return plain if len(plain) <= _LONGEST else f"{plain[:40]}…{plain[-30:]}"


_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
