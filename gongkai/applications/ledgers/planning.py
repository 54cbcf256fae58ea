"""What a ledger comes to, row by row: taken over with the clock it then has, known already, or refused with the reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from gongkai.applications.clock import calendar
from gongkai.applications.ledgers.cases import Told, told_by
from gongkai.applications.ledgers.cells import Read, Trouble, read_row
from gongkai.applications.ledgers.columns import ledger_columns
from gongkai.applications.replaying import rules_of
from gongkai.applications.sealing import keyed
from gongkai.law.procedure import NotPermitted, official_procedure
from gongkai.law.replay import replay
from gongkai.law.terms import NoRules
from gongkai.organisations.models import Body

MOST_ROWS: Final = 1000
PURPOSE: Final = "ledger row"


class What(StrEnum):
    """What becomes of a row."""

    TAKEN = "taken"
    KNOWN = "known"
    REFUSED = "refused"


WORDS: Final = {What.TAKEN: "导入", What.KNOWN: "已导入过", What.REFUSED: "不能导入"}


@dataclass
class Line:
    """A row with what becomes of it. ``told``: the case, where it is taken. ``says``: where the case then stands, or
    where it is known from; ``warns``: what it breached; ``mark``: keyed hash of the row, which knows it again."""

    row: Read
    mark: str
    told: Told | None = None
    known: str = ""
    says: str = ""
    warns: Sequence[str] = ()

    @property
    def what(self) -> What:
        if self.row.troubles:
            return What.REFUSED
        return What.KNOWN if self.known else What.TAKEN

    @property
    def word(self) -> str:
        return WORDS[self.what]

    @property
    def problems(self) -> list[str]:
        """“收到日期”：…"""
        return [f"{f'“{one.label}”：' if one.label else ''}{one.says}" for one in self.row.troubles]


@dataclass
class Plan:
    """What carrying out a ledger would do. ``troubles``: what is wrong with it as a whole."""

    lines: list[Line] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Mapping[What, int]:
        found = [line.what for line in self.lines]
        return {what: found.count(what) for what in What}

    @property
    def does_something(self) -> bool:
        return not self.troubles and bool(self.counts[What.TAKEN])

    @property
    def fingerprint(self) -> str:
        """Of everything that would be done: what is confirmed is what was looked at."""
        told = [[line.row.number, line.what, line.mark, line.says] for line in self.lines]
        return hashlib.sha256(json.dumps([told, self.troubles]).encode()).hexdigest()


def plan_of(
    rows: Sequence[tuple[int, Sequence[str]]],
    mapping: Mapping[int, str],
    body: Body,
    known: Mapping[str, str],
    today: date,
) -> Plan:
    """``rows``: number in the sheet and cells. ``mapping``: place → column. ``known``: mark of a row → where it was taken
    over before."""
    missing = _missing(mapping.values())
    if missing:
        return Plan(troubles=missing)
    plan, seen = Plan(), dict(known)
    if len(rows) > MOST_ROWS:
        return Plan(troubles=[f"有 {len(rows)} 行，一次最多导入 {MOST_ROWS} 行；请分成几份上传。"])
    for number, cells in rows:
        texts = {code: cells[place] for place, code in mapping.items() if place < len(cells)}
        if any(text.strip() for text in texts.values()):
            line = _line(read_row(number, texts), body, seen, today)
            seen.setdefault(line.mark, f"与第 {number} 行相同")
            plan.lines.append(line)
    return plan


def _missing(mapped: Collection[str]) -> list[str]:
    return [
        f"还没有指明哪一列是“{one.label}”。"
        for one in ledger_columns().values()
        if one.required and one.code not in mapped
    ]


def mark_of(row: Read, body: Body) -> str:
    """What knows a row again when it comes a second time; nothing of it can be read from this."""
    said = {code: text for code, text in sorted(row.texts.items()) if text}
    return keyed(json.dumps([body.code, said], ensure_ascii=False), PURPOSE)


def _line(row: Read, body: Body, known: Mapping[str, str], today: date) -> Line:
    line = Line(row, mark_of(row, body))
    line.known = known.get(line.mark, "")
    line.told = told_by(row, body)
    if line.told is not None:
        _stand(line, line.told, today)
    if line.what is What.KNOWN:
        line.says = line.known
    return line


def _stand(line: Line, told: Told, today: date) -> None:
    late = [step for step in told.steps if step.on > today]
    if late:
        label = official_procedure().steps[late[0].code].label
        line.row.troubles.append(Trouble("", f"“{label}”的日期 {late[0].on} 还没有到。"))
        return
    try:
        found = replay(told.steps, rules_of(told.steps), calendar())
    except (NotPermitted, NoRules) as refusal:
        line.row.troubles.append(Trouble("", f"{refusal}。"))
        return
    state = official_procedure().states[found.state].label
    due = f"，答复期限 {found.due.day}{'（暂定）' if found.due.provisional else ''}" if found.due else ""
    line.says = f"{told.steps[0].on} 收到，{state}{due}"
    line.warns = tuple(one.says for one in found.breaches)


def taken(plan: Plan) -> Iterator[tuple[Line, Told]]:
    """The lines to be carried out."""
    for line in plan.lines:
        if line.what is What.TAKEN and line.told is not None:
            yield line, line.told
