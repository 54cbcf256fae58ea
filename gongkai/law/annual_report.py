"""By which day an annual report has to be published (条例 第四十九条), and which bodies have to have one."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.load import Entry, load_entry

REPORTING: Final = ("province", "city", "county", "township", "subdistrict", "department")


class Term(NamedTuple):
    """The last day of publication. ``firm`` is False where no article names this kind of body."""

    last: date
    basis: str
    firm: bool


class _Rule(NamedTuple):
    first_year: int
    kinds: tuple[str, ...]
    month: int
    day: int
    basis: str
    firm: bool


def publication_term(kind: str, year: int) -> Term | None:
    """By which day a body of this kind publishes its report for a year, rest days included; None before 2008.

    ``kind``: as in ``REPORTING``. 条例 第四十九条; for report years up to 2018 2007年条例 第三十一条.
    """
    fitting = [rule for rule in _rules() if rule.first_year <= year and kind in (rule.kinds or (kind,))]
    if not fitting:
        return None
    rule = fitting[-1]
    return Term(date(year + 1, rule.month, rule.day), rule.basis, rule.firm)


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_rule(entry) for entry in load_entry("annual_report.toml").entries("term"))


def _rule(entry: Entry) -> _Rule:
    entry.only("first_year", "kinds", "last", "basis", "firm")
    try:
        last = date.fromisoformat(f"2001-{entry.text('last')}")
    except ValueError as error:
        raise entry.fault("last 应为“月-日”") from error
    return _Rule(
        entry.whole("first_year"),
        entry.texts("kinds", ()),
        last.month,
        last.day,
        entry.text("basis"),
        entry.flag("firm", True),
    )
