"""The columns that a ledger may have, what they are called in ledgers, and which of them a head of a column means."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from gongkai.law.applicants import applicants
from gongkai.law.outcomes import outcomes
from gongkai.law.receipt import channels
from gongkai.law.running import MODES, VIEWS

HEAD_WITHIN: Final = 15  # rows in which the heads of the columns are looked for
IN_BRACKETS: Final = re.compile(r"[（(［\[].*?[)）\]］]")
LONGEST_DAY: Final = 40


@dataclass(frozen=True)
class LedgerColumn:
    """A column. ``kind``: text, day, whole, or the table of words its cells are in. ``names``: what ledgers call it."""

    code: str
    label: str
    kind: str
    required: bool
    longest: int
    names: tuple[str, ...]


@cache
def ledger_columns() -> Mapping[str, LedgerColumn]:
    """Every column by its code."""
    return {one["code"]: _column(one) for one in _data()["column"]}


@cache
def meanings(kind: str) -> Mapping[str, str]:
    """What ledgers write → code, the official labels included."""
    official: dict[str, Mapping[str, str]] = {
        "channel": {one.code: one.label for one in channels().values()},
        "applicant": {one.code: one.label for one in applicants().values()},
        "outcome": {one.code: one.label for one in outcomes().values()},
        "view": VIEWS,
        "mode": MODES,
    }
    found = {plain(label): code for code, label in official[kind].items()}
    for one in _data()["word"]:
        if one["kind"] == kind:
            found |= {plain(name): one["code"] for name in one["names"]}
    return found


def plain(text: str) -> str:
    """A head or a word as it is compared: half-width, without blanks, signs, and what stands in brackets."""
    bare = IN_BRACKETS.sub("", unicodedata.normalize("NFKC", text)) or text
    return re.sub(r"[\s*:：、，,。.／/]", "", bare).casefold()


def head_at(rows: Sequence[Sequence[str]]) -> int:
    """Place of the row that names the columns: the first of those with the most heads that are known. -1: there is none."""
    found = [len(proposed(row)) for row in rows[:HEAD_WITHIN]]
    most = max(found, default=0)
    return found.index(most) if most > 1 else -1


def proposed(heads: Sequence[str]) -> dict[int, str]:
    """Place of a head → code of the column that it means, each column once: those named exactly first, then those whose
    name the head contains."""
    mapping: dict[int, str] = {}
    for fits in (str.__eq__, str.__contains__):
        for place, head in enumerate(heads):
            code = _meant(plain(head), fits, set(mapping.values())) if place not in mapping else ""
            if code:
                mapping[place] = code
    return mapping


def _meant(head: str, fits: Any, used: set[str]) -> str:
    candidates = [
        (-len(plain(name)), at, column.code)
        for column in ledger_columns().values()
        for at, name in enumerate((column.label, *column.names))
        if column.code not in used and fits(head, plain(name))
    ]
    return min(candidates)[2] if candidates and head else ""


@cache
def _data() -> Any:
    text = files("gongkai.applications.ledgers").joinpath("columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _column(entry: Mapping[str, Any]) -> LedgerColumn:
    return LedgerColumn(
        entry["code"],
        entry["label"],
        entry["kind"],
        entry.get("required", False),
        entry.get("longest", LONGEST_DAY),
        tuple(entry["names"]),
    )
