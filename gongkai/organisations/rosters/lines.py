"""What a roster comes to, row by row: new, changed, the same, or refused with what is wrong with its cells."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from gongkai.organisations.rosters.columns import roster_sheet
from gongkai.organisations.rosters.workbook import RosterRow, Trouble

FIRST_DAY: Final = date(2008, 5, 1)  # 条例 came into force


class What(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


WORDS: Final = {What.NEW: "新增", What.CHANGED: "变更", What.SAME: "未变", What.REFUSED: "有误"}


@dataclass
class Line:
    """A row with what becomes of it; ``says`` what is done, ``troubles`` why it is refused."""

    row: RosterRow
    what: What = What.SAME
    says: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        return roster_sheet(self.row.sheet).name

    @property
    def first(self) -> str:
        """The text of the first column, which names the row."""
        return self.row.text(roster_sheet(self.row.sheet).columns[0].code)

    @property
    def second(self) -> str:
        return self.row.text(roster_sheet(self.row.sheet).columns[1].code)

    @property
    def word(self) -> str:
        return WORDS[self.outcome]

    @property
    def outcome(self) -> What:
        return What.REFUSED if self.troubles else self.what

    @property
    def problems(self) -> list[str]:
        """第3行“上级机关代码”：…"""
        return [
            f"第{self.row.number}行{f'“{one.label}”' if one.label else ''}：{one.says}"
            for one in self.troubles
        ]

    @property
    def told(self) -> str:
        """What is wrong with the row; where nothing is, what is done because of it."""
        wrong = [f"{one.label}：{one.says}" if one.label else one.says for one in self.troubles]
        return "".join(wrong) or "；".join(self.says)

    def refuse(self, column: str, says: str) -> None:
        label = roster_sheet(self.row.sheet).column(column).label if column else ""
        self.troubles.append(Trouble(label, says))

    def does(self, what: What, says: str) -> None:
        """Something is done because of this row; a new row stays new."""
        self.what = what if self.what == What.SAME else self.what
        self.says.append(says)


@dataclass
class BodyLine(Line):
    """A row of 机关. ``since``: first day of what is new about it."""

    code: str = ""
    name: str = ""
    kind: str = ""
    parent: str = ""
    since: date = FIRST_DAY
    renames: bool = False
    places: bool = False


@dataclass
class PersonLine(Line):
    """A row of 人员."""

    account: str = ""
    name: str = ""
    body: str = ""
    opens: bool = False
    moves: bool = False


@dataclass
class PostLine(Line):
    """A post that a row of 任职, or of 人员, gives; ``stand_in_for`` is an account."""

    account: str = ""
    body: str = ""
    post: str = ""
    stand_in_for: str = ""
    appoints: bool = False


@dataclass(frozen=True)
class Plan:
    """The whole roster, in the order it is carried out: bodies from the top down, people, posts before their stand-ins.
    ``lines`` holds every row once, as it stands in the sheets."""

    lines: Sequence[Line]
    bodies: Sequence[BodyLine]
    people: Sequence[PersonLine]
    posts: Sequence[PostLine]
    troubles: Sequence[str]
    remarks: Sequence[str]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Name of the sheet and sentence of everything that stands in the way."""
        every = [("", says) for says in self.troubles]
        return every + [(line.sheet, says) for line in self.lines for says in line.problems]

    @property
    def counts(self) -> dict[str, dict[What, int]]:
        """Name of the sheet → how many rows come to what."""
        found: dict[str, dict[What, int]] = {}
        for line in self.lines:
            of_sheet = found.setdefault(line.sheet, dict.fromkeys(What, 0))
            of_sheet[line.outcome] += 1
        return found

    @property
    def does_something(self) -> bool:
        return any(line.outcome in (What.NEW, What.CHANGED) for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """Digest of what would be done: a confirmation holds for exactly that."""
        told = [(line.sheet, line.row.number, line.outcome, line.told) for line in self.lines]
        text = json.dumps([told, list(self.troubles)], ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
