"""The checks as the law's data states them: read from ``gongkai/law/sheets/*/checks.toml`` and ``prose.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, Literal, cast, get_args

from gongkai.law.load import Entry, load_entry
from gongkai.sheets.findings import Severity
from gongkai.sheets.forms import FORMS

Need = Literal["paper", "last_year", "units", "ledger", "kind", "date"]
NEEDS: Final[tuple[str, ...]] = get_args(Need)
SEVERITIES: Final[tuple[str, ...]] = get_args(Severity)
ORIGINS: Final = ("official", "arithmetic", "local", "design")
RULE_KEYS: Final = ("that", "when", "each", "only", "additive", "parent", "sides")
CHECK_KEYS: Final = (
    *("code", "says", "hint", "severity", "softer", "basis", "origin", "by", "needs", "kinds"),
    *("table", "identity", "all_units", "function", "cells", "total", "rules"),
    *RULE_KEYS,
)


@dataclass(frozen=True)
class Rule:
    """One sentence of a check. ``each``: "" once, else held for every "column", "row" or "cell" of the table.

    ``only``: the local codes of the rows it is held for; ``additive``: only rows that may (or may not) be summed over
    bodies; ``parent``: local code under which blank parts count as 0; ``sides``: what messages call the two sides.
    """

    that: str
    when: str = ""
    each: str = ""
    only: tuple[str, ...] = ()
    additive: bool | None = None
    parent: str = ""
    sides: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Check:
    """One check: what should hold (``says``), how grave it is if not, what it rests on and needs.

    ``by``: "sheet" where figures decide it, "prose" where the text does. ``softer``: the severity in a named
    circumstance. ``identity``: an identity of the table itself. ``function``: name of the function that decides it
    where ``rules`` cannot.
    """

    code: str
    says: str
    severity: Severity
    basis: str
    origin: str
    by: str = "sheet"
    hint: str = ""
    softer: Mapping[str, Severity] = field(default_factory=dict)
    needs: tuple[str, ...] = ("paper",)
    kinds: tuple[str, ...] = ()
    table: str = ""
    identity: bool = False
    all_units: bool = False
    function: str = ""
    cells: tuple[str, ...] = ()
    total: str = ""
    rules: tuple[Rule, ...] = ()


@cache
def checks_of(form: str) -> tuple[Check, ...]:
    """The checks of a form, in the order of the law's data. LawError where that data is wrong."""
    head = load_entry(f"sheets/{form}/checks.toml").only("basis", "same", "check")
    found = _same(head, form) if "same" in head.values else {}
    found.update({one.code: one for one in _checks(head)})
    return tuple(sorted(found.values(), key=lambda check: check.code))


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check of every form, then those of prose that hold in any year."""
    prose = load_entry("sheets/prose.toml").only("basis", "check")
    return (*(check for form in FORMS for check in checks_of(form)), *_checks(prose))


def _checks(head: Entry) -> list[Check]:
    return [_check(entry, head.text("basis")) for entry in head.entries("check")]


def _same(head: Entry, form: str) -> dict[str, Check]:
    """The checks taken over from another form, under this form's prefix and notice."""
    same = head.table("same").only("form", "checks")
    other = {check.code: check for check in checks_of(same.one_of("form", FORMS))}
    notice = load_entry(f"sheets/{same.text('form')}/checks.toml").text("basis")
    found = {}
    for short in same.texts("checks"):
        check = other.get(f"F{same.text('form')}-{short}")
        if check is None:
            raise same.fault(f"checks 中的 {short} 在 {same.text('form')} 格式里没有")
        code = f"F{form}-{short}"
        found[code] = replace(check, code=code, basis=check.basis.replace(notice, head.text("basis")))
    return found


def _check(entry: Entry, notice: str) -> Check:
    entry.only(*CHECK_KEYS)
    by = entry.one_of("by", ("sheet", "prose"), "sheet")
    function = entry.text("function", "")
    rules = _rules(entry)
    if by == "sheet" and bool(function) == bool(rules):
        raise entry.fault("应有 that、rules、function 其中一种")
    return Check(
        code=entry.text("code"),
        says=entry.text("says"),
        severity=cast(Severity, entry.one_of("severity", SEVERITIES)),
        basis=entry.text("basis", notice),
        origin=entry.one_of("origin", ORIGINS),
        by=by,
        hint=entry.text("hint", ""),
        softer=_softer(entry),
        needs=_among(entry, "needs", NEEDS, ("paper",)),
        kinds=entry.texts("kinds", ()),
        table=entry.text("table", ""),
        identity=entry.flag("identity", False),
        all_units=entry.flag("all_units", False),
        function=function,
        cells=entry.texts("cells", ()),
        total=entry.text("total", ""),
        rules=rules,
    )


def _rules(entry: Entry) -> tuple[Rule, ...]:
    if "rules" in entry.values:
        shared = {key: entry.values[key] for key in RULE_KEYS if key in entry.values}
        parts = [
            replace(one, values={**shared, **one.only(*RULE_KEYS).values}) for one in entry.entries("rules")
        ]
        return tuple(_rule(one) for one in parts)
    return (_rule(entry),) if "that" in entry.values else ()


def _rule(entry: Entry) -> Rule:
    return Rule(
        that=entry.text("that"),
        when=entry.text("when", ""),
        each=entry.one_of("each", ("column", "row", "cell"), ""),
        only=entry.texts("only", ()),
        additive=entry.flag("additive") if "additive" in entry.values else None,
        parent=entry.text("parent", ""),
        sides=_sides(entry),
    )


def _sides(entry: Entry) -> tuple[tuple[str, str], ...]:
    sides = entry.values.get("sides", [])
    if not isinstance(sides, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in sides):
        raise entry.fault('sides 应为若干对叫法，如 [["总计", "各列之和"]]')
    return tuple((str(left), str(right)) for left, right in sides)


def _softer(entry: Entry) -> dict[str, Severity]:
    if "softer" not in entry.values:
        return {}
    softer = entry.table("softer")
    return {key: cast(Severity, softer.one_of(key, SEVERITIES)) for key in softer.values}


def _among(entry: Entry, key: str, choices: tuple[str, ...], default: tuple[str, ...]) -> tuple[str, ...]:
    found = entry.texts(key, default)
    if unknown := [one for one in found if one not in choices]:
        raise entry.fault(f"{key} 的值 {unknown[0]} 不对，应为下列之一：{'、'.join(choices)}")
    return found
