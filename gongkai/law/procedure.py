"""The procedure of an application as a validated table: states, steps, and the conditions under which a step may be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from gongkai.law.load import Entry, load_entry
from gongkai.law.outcomes import Article, in_force_on, read_articles

NEW: Final = "new"
CLOSED: Final = "closed"
EFFECTS: Final = ("refuses", "bars", "warns")
SEVERITIES: Final = ("error", "question")
FACTS: Final[Mapping[str, tuple[type, str]]] = {
    "day": (date, "日期"),
    "whole": (int, "整数"),
    "text": (str, "文字"),
}


class NotPermitted(ValueError):
    """A step that cannot be taken, or cannot have been; the message is a sentence with the article."""


@dataclass(frozen=True, slots=True)
class Step:
    """What happened to an application. ``code``: of the step. ``on``: the day it took effect. ``by``: who did it (a post,
    applicant, third_party). ``facts``: what it needs to say, and what else is known of it."""

    code: str
    on: date
    by: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """A fact as text, "" where it is not given."""
        return str(self.facts.get(key, ""))

    def day(self, key: str) -> date | None:
        """A fact as a day, None where it is not given."""
        found = self.facts.get(key)
        return found if isinstance(found, date) else None

    def whole(self, key: str) -> int:
        """A fact as a whole number, 0 where it is not given."""
        found = self.facts.get(key)
        return found if isinstance(found, int) else 0


class State(NamedTuple):
    """A state of a case."""

    code: str
    label: str


class StepKind(NamedTuple):
    """A step of the table: from which states, to which ("" stays), by whom, with which letters, what it needs to say,
    under which conditions and on which articles."""

    code: str
    label: str
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    letters: tuple[str, ...]
    needs: Mapping[str, str]
    conditions: tuple[str, ...]
    articles: tuple[Article, ...]

    def basis(self, day: date) -> str:
        """The article for an application received on a day; "" where there is no such step yet."""
        return "；".join(in_force_on(self.articles, day))


class Condition(NamedTuple):
    """What has to hold when a step is taken. ``check``: the check that a breach counts under. ``effect``: of a breach:
    refuses (it cannot have happened), bars (it must not be done, but may have been) or warns. ``severity``: error or
    question. ``says``: its sentence, with blanks."""

    code: str
    check: str
    effect: str
    severity: str
    says: str
    articles: tuple[Article, ...]

    def basis(self, day: date) -> str:
        """The article for an application received on a day; "" where nobody asked for this yet."""
        return "；".join(in_force_on(self.articles, day))


class Procedure(NamedTuple):
    """States, steps and conditions by their codes."""

    states: Mapping[str, State]
    steps: Mapping[str, StepKind]
    conditions: Mapping[str, Condition]


@cache
def official_procedure() -> Procedure:
    """The procedure that comes with the platform."""
    return read_procedure(load_entry("procedure.toml"))


def read_procedure(entry: Entry) -> Procedure:
    """The procedure of a data file; LawError for a state, condition or kind of fact that does not exist, for a state
    nobody reaches or gets out of, and for a condition nobody asks."""
    entry.only("state", "step", "condition")
    states = {one.code: one for one in map(_state, entry.entries("state"))}
    conditions = {one.code: one for one in map(_condition, entry.entries("condition"))}
    steps = {}
    for given in entry.entries("step"):
        kind = _kind(given)
        _refuse_unknown(given, kind, states, conditions)
        steps[kind.code] = kind
    found = Procedure(states, steps, conditions)
    _refuse_dead_ends(entry, found)
    return found


def refuse_incomplete(kind: StepKind, step: Step) -> None:
    """NotPermitted unless the step says what its kind needs, each in its type."""
    for key, name in kind.needs.items():
        expected, called = FACTS[name]
        value = step.facts.get(key)
        if not isinstance(value, expected) or isinstance(value, bool) or value == "":
            raise NotPermitted(f"“{kind.label}”应写明 {key}（{called}）")


def _state(entry: Entry) -> State:
    entry.only("code", "label")
    return State(entry.text("code"), entry.text("label"))


def _condition(entry: Entry) -> Condition:
    entry.only("code", "check", "effect", "severity", "says", "articles")
    names = (entry.text("code"), entry.text("check"), entry.one_of("effect", EFFECTS))
    severity = entry.one_of("severity", SEVERITIES, "error")
    return Condition(*names, severity, entry.text("says"), read_articles(entry))


def _kind(entry: Entry) -> StepKind:
    entry.only("code", "label", "from", "to", "by", "letters", "needs", "conditions", "articles")
    needs = entry.table("needs") if "needs" in entry.values else None
    return StepKind(
        code=entry.text("code"),
        label=entry.text("label"),
        sources=entry.texts("from"),
        target=entry.text("to", ""),
        by=entry.texts("by"),
        letters=entry.texts("letters", ()),
        needs={key: needs.one_of(key, tuple(FACTS)) for key in needs.values} if needs else {},
        conditions=entry.texts("conditions", ()),
        articles=read_articles(entry),
    )


def _refuse_unknown(
    entry: Entry, kind: StepKind, states: Mapping[str, State], conditions: Mapping[str, Condition]
) -> None:
    for state in (*kind.sources, kind.target):
        if state and state not in states:
            raise entry.fault(f"没有“{state}”这个状态")
    for condition in kind.conditions:
        if condition not in conditions:
            raise entry.fault(f"没有“{condition}”这个条件")


def _refuse_dead_ends(entry: Entry, found: Procedure) -> None:
    steps = found.steps.values()
    reached = {kind.target for kind in steps} | {NEW}
    left = {source for kind in steps for source in kind.sources if kind.target not in ("", source)}
    for state in found.states:
        if state not in reached or state not in left:
            raise entry.fault(f"状态“{state}”进不去或者出不来")
    asked = {code for kind in steps for code in kind.conditions}
    for code in found.conditions:
        if code not in asked:
            raise entry.fault(f"条件“{code}”没有哪一步用到")
