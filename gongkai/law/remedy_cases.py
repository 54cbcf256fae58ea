"""The data of reviews and suits as the body lives through them: states, steps, clocks, results with their column of table
four, and the defects for which a reply is corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.load import Entry, load_entry
from gongkai.law.procedure import FACTS

KINDS: Final = {"review": "行政复议", "direct": "未经复议直接起诉", "after": "复议后起诉"}
INSTANCES: Final = {"first": "一审", "second": "二审", "retrial": "再审"}
COLUMNS: Final = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
SAME: Final = "same"
PENDING: Final = "pending"
FORUMS: Final = ("review", "review_simple", "suit", "suit_simple", "second", "retrial")


class RemedyState(NamedTuple):
    """A state of a review or suit."""

    code: str
    label: str


class RemedyStepKind(NamedTuple):
    """A step: from which states, to which ("" stays), and what it needs to say."""

    code: str
    label: str
    sources: tuple[str, ...]
    target: str
    needs: Mapping[str, str]


class RemedyClock(NamedTuple):
    """A clock. ``terms``: forum → code of a term of ``remedies.toml``. ``risk``: what follows when it has run out."""

    code: str
    label: str
    terms: Mapping[str, str]
    risk: str


class Result(NamedTuple):
    """How a review or suit ends. ``forums``: review, suit, second. ``column``: of table four, "same" as the instance
    before. ``reopens``: the application has to be dealt with again. ``ruling``: by 裁定, which has a shorter appeal."""

    code: str
    label: str
    forums: tuple[str, ...]
    column: str
    basis: str
    in_force: date
    until: date | None
    reopens: bool
    ruling: bool
    unverified: str


class DefectKind(NamedTuple):
    """Why a reply is corrected. ``area``: the heading it is counted under."""

    code: str
    label: str
    area: str
    basis: str


def forum_of(kind: str, instance: str, *, simple: bool = False) -> str:
    """Where a case is heard: the key of clocks and results. ``kind``: of ``KINDS``; ``instance``: of ``INSTANCES``."""
    if instance != "first":
        return instance
    name = "review" if kind == "review" else "suit"
    return f"{name}_simple" if simple else name


def results_for(kind: str, instance: str, on: date) -> tuple[Result, ...]:
    """The results that a case of this kind and instance may have on a day; a retrial has those of both instances."""
    forum = forum_of(kind, instance)
    wanted = {"suit", "second"} if forum == "retrial" else {forum}
    return tuple(one for one in results().values() if wanted & set(one.forums) and _holds(one, on))


def _holds(one: Result, on: date) -> bool:
    return one.in_force <= on and (one.until is None or on <= one.until)


@cache
def states() -> Mapping[str, RemedyState]:
    """Every state by its code."""
    found = (one.only("code", "label") for one in _file().entries("state"))
    return {one.text("code"): RemedyState(one.text("code"), one.text("label")) for one in found}


@cache
def steps() -> Mapping[str, RemedyStepKind]:
    """Every step by its code, in the order of the file."""
    return {one.code: one for one in map(_step, _file().entries("step"))}


@cache
def clocks() -> Mapping[str, RemedyClock]:
    """Every clock by its code."""
    return {one.code: one for one in map(_clock, _file().entries("clock"))}


@cache
def results() -> Mapping[str, Result]:
    """Every result by its code, in the order of the file."""
    return {one.code: one for one in map(_result, _file().entries("result"))}


@cache
def defects() -> Mapping[str, DefectKind]:
    """Every defect by its code, in the order of the file."""
    return {one.code: one for one in map(_defect, _file().entries("defect"))}


@cache
def _file() -> Entry:
    return load_entry("remedy_cases.toml").only("state", "step", "clock", "result", "defect")


def _step(entry: Entry) -> RemedyStepKind:
    entry.only("code", "label", "from", "to", "needs")
    needs = entry.table("needs") if "needs" in entry.values else None
    sources, target = entry.texts("from"), entry.text("to", "")
    for state in (*sources, target):
        if state and state not in states():
            raise entry.fault(f"没有“{state}”这个状态")
    asked = {key: needs.one_of(key, tuple(FACTS)) for key in needs.values} if needs else {}
    return RemedyStepKind(entry.text("code"), entry.text("label"), sources, target, asked)


def _clock(entry: Entry) -> RemedyClock:
    entry.only("code", "label", "terms", "risk")
    terms = entry.table("terms").only(*FORUMS)
    named = {key: terms.text(key) for key in terms.values}
    return RemedyClock(entry.text("code"), entry.text("label"), named, entry.text("risk"))


def _result(entry: Entry) -> Result:
    entry.only(*Result._fields)
    forums = entry.texts("forums")
    if not set(forums) <= {"review", "suit", "second"}:
        raise entry.fault("forums 只能是 review、suit、second")
    return Result(
        code=entry.text("code"),
        label=entry.text("label"),
        forums=forums,
        column=entry.one_of("column", (*COLUMNS, SAME)),
        basis=entry.text("basis"),
        in_force=entry.day("in_force"),
        until=entry.day("until") if "until" in entry.values else None,
        reopens=entry.flag("reopens", False),
        ruling=entry.flag("ruling", False),
        unverified=entry.text("unverified", ""),
    )


def _defect(entry: Entry) -> DefectKind:
    entry.only(*DefectKind._fields)
    return DefectKind(*(entry.text(key) for key in DefectKind._fields))
