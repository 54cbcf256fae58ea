"""No sentence of the law's data can be changed unnoticed: each small change of it breaks one of its cases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

import gongkai.sheets.checks_plan as checks_plan
from gongkai.sheets.checks_law import Check, Rule, checks_of
from gongkai.sheets.forms import FORMS
from tests.law.test_sheets_checks import ALL, test_the_check_answers_as_the_case_says

SIGNS = ("=", "!=", "<", "<=", ">", ">=")
WORDS = [(r" \+ [\w.]+(\([^)]*\))?", ""), (r" \+ ", " - "), (r"\bmax\(", "sum("), (r"\bsum\(", "max(")]
CHECKS = [check for form in FORMS for check in checks_of(form) if check.rules]

# Counts are never negative, the largest part never exceeds the sum, what is published never what was decided:
# there these signs say the same.
SAME_OVER_NOUGHT = {(">", "!="), ("=", "<=")}
SAME = {
    ("max(R06..R10) < sum(R06..R10)", "!="),
    ("max(R14, R16, R19, R20) < R14 + R16 + R19 + R20", "!="),
    ("decisions > 0 and ledger.decisions != ledger.published", ">"),
}
PARENTS = {
    **dict.fromkeys(["F2014-10", "F2014-11", "F2014-12"], "R02"),
    **dict.fromkeys(["F2014-22", "F2014-23", "F2014-24", "F2014-25"], "R12"),
    **{"F2014-30": "R22", "F2014-31": "R27", "F2014-32": "R30", "F2014-33": "R34", "F2014-50": "R58"},
    **{"F2014-40": "R45", "F2014-41": "R45", "F2014-42": "R49", "F2014-43": "R49"},
    **{f"F{form}-T3-02": "C7" for form in ("2019", "2021")},
    **{
        f"F{form}-{code}": "total"
        for form in ("2019", "2021")
        for code in ("T3-03", "T4-01", "T4-02", "T4-03")
    },
}
IDENTITIES = {code for code in PARENTS if "F2014" not in code} | {
    *("F2014-30", "F2014-31", "F2014-32", "F2014-33", "F2014-41", "F2014-43", "F2014-50"),
    *("F2019-T3-01", "F2021-T3-01"),
}


def changed_sentences(sentence: str) -> Iterator[str]:
    """The sentence with one sign, term, number, end of a range, function or half of it changed."""
    yield from changed_signs(sentence)
    for pattern, other in WORDS:
        for found in re.finditer(pattern, sentence):
            yield sentence[: found.start()] + other + sentence[found.end() :]
    for found in re.finditer(r"(?<![\w.])\d+(?![\w.])", sentence):
        yield sentence[: found.start()] + str(int(found[0]) + 1) + sentence[found.end() :]
    yield from changed_ranges(sentence)
    if " and " in sentence:
        yield from sentence.split(" and ")


def changed_signs(sentence: str) -> Iterator[str]:
    for found in re.finditer(r"<=|>=|!=|=|<|>", sentence):
        nought = sentence[found.end() :].startswith(" 0")
        for sign in SIGNS:
            same = (sentence, sign) in SAME or (nought and (found[0], sign) in SAME_OVER_NOUGHT)
            if sign != found[0] and not same:
                yield sentence[: found.start()] + sign + sentence[found.end() :]


def changed_ranges(sentence: str) -> Iterator[str]:
    for found in re.finditer(r"([A-Z][A-Z\d]*\.?)(\d+)\.\.\1(\d+)", sentence):
        start, end, width = int(found[2]), int(found[3]), len(found[2])
        for first, last in ((start + 1, end), (start, end - 1)):
            ends = f"{found[1]}{first:0{width}}..{found[1]}{last:0{width}}"
            yield sentence[: found.start()] + ends + sentence[found.end() :]


def changed_rules(rule: Rule) -> Iterator[Rule]:
    for that in changed_sentences(rule.that):
        yield replace(rule, that=that)
    if rule.when:
        yield replace(rule, when="")
        for when in changed_sentences(rule.when):
            yield replace(rule, when=when)
    if rule.only:
        yield replace(rule, only=())
    if len(rule.only) > 1:
        for code in rule.only:
            yield replace(rule, only=tuple(one for one in rule.only if one != code))
    if rule.additive is not None:
        yield replace(rule, additive=not rule.additive)


def changed_checks(check: Check) -> Iterator[Check]:
    """The check with one thing changed in it."""
    for place, rule in enumerate(check.rules):
        before, after = check.rules[:place], check.rules[place + 1 :]
        if before or after:
            yield replace(check, rules=(*before, *after))
        for other in changed_rules(rule):
            yield replace(check, rules=(*before, other, *after))
    for kind in check.kinds:
        yield replace(check, kinds=tuple(one for one in check.kinds if one != kind))
    for key in check.softer:
        yield replace(check, softer={key: "gap"})
    if check.all_units:
        yield replace(check, all_units=False)


def noticed(check: Check) -> bool:
    """Whether a case of the check breaks."""
    try:
        for case in ALL:
            if case.check == check.code:
                test_the_check_answers_as_the_case_says(case)
    except (AssertionError, ValueError):  # ValueError: the changed sentence is refused
        return True
    return False


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_no_small_change_of_a_check_goes_unnoticed(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    unnoticed = []
    plain = {form: tuple(one for one in checks_of(form) if one.identity and one != check) for form in FORMS}
    for other in changed_checks(check):
        changed = {**plain, check.code[1:5]: (*plain[check.code[1:5]], other)}
        monkeypatch.setattr(checks_plan, "checks_of", changed.__getitem__)
        checks_plan.plan.cache_clear()
        if not noticed(other):
            unnoticed.append(other)
    checks_plan.plan.cache_clear()
    assert unnoticed == []


def test_blank_parts_count_as_nought_under_these_totals_only() -> None:
    assert {check.code: rule.parent for check in CHECKS for rule in check.rules if rule.parent} == PARENTS


def test_these_are_the_identities_that_may_split_figures_run_together() -> None:
    assert {check.code for check in CHECKS if check.identity} == IDENTITIES
