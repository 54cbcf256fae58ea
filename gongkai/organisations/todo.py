"""One line of 今日待办, as every package hands it to the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.organisations.models import Body


@dataclass(frozen=True)
class ToDo:
    """Something a person has to do. ``rank``: legal risk, 0 the highest; ``says`` a Chinese sentence; ``link`` the
    address where it is done; ``due`` the last day, where there is one; ``about``: the address of what it only reminds of."""

    rank: int
    says: str
    link: str
    due: date | None
    body: Body
    about: str = ""
