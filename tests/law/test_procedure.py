"""The procedure, replayed: where a case stands after its steps, as a lawyer wrote it down."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.calendar import Due, official_calendar
from gongkai.law.load import parse_toml
from gongkai.law.options import Option
from gongkai.law.procedure import NotPermitted, Step
from gongkai.law.replay import replay
from gongkai.law.standing import Standing
from gongkai.law.terms import rules_for

CASES = parse_toml((Path(__file__).parent / "cases/procedure.toml").read_bytes(), "cases/procedure.toml")
STANDING = [one for one in CASES["case"] if "refused" not in one]
REFUSED = [one for one in CASES["case"] if "refused" in one]
PLAIN = ("state", "day", "left", "outcome", "closed_on")


def steps(case: dict[str, Any]) -> list[Step]:
    return [step(**given) for given in case["steps"]]


def step(code: str, on: date, by: str = "", **facts: Any) -> Step:
    return Step(code, on, by, facts)


def standing(case: dict[str, Any]) -> Standing:
    found = steps(case)
    return replay(found, rules_for(found[0].on), official_calendar(), on=case.get("at"))


def ids(case: object) -> str:
    return str(case["name"]) if isinstance(case, dict) else ""


def named(options: tuple[Option, ...]) -> dict[str, Option]:
    return {one.code: one for one in options}


each_case = pytest.mark.parametrize("case", STANDING, ids=ids)


@each_case
def test_a_case_stands_where_the_lawyer_says(case: dict[str, Any]) -> None:
    found = standing(case)
    told = {key: getattr(found, key) for key in PLAIN if key in case}
    assert told == {key: case[key] for key in PLAIN if key in case}


@each_case
def test_the_reply_is_due_when_the_lawyer_says(case: dict[str, Any]) -> None:
    found = standing(case)
    if "due" in case:
        assert found.due == Due(case["due"], case.get("provisional", False))
    if "alarm" in case:
        assert found.alarm is not None and found.alarm.day == case["alarm"]
    if found.state in ("correcting", "unpaid", "closed"):
        assert (found.due, found.alarm, found.day, found.left) == (None, None, None, None)


@each_case
def test_the_clocks_that_run_are_those_named(case: dict[str, Any]) -> None:
    if "clocks" in case:
        found = {one.code: one.end.day if one.end else "" for one in standing(case).clocks}
        assert found == case["clocks"]


@each_case
def test_what_may_happen_next_is_told_and_why_not_the_rest(case: dict[str, Any]) -> None:
    found = standing(case)
    options, endings = named(found.options), named(found.endings)
    assert {code: options[code].why_not for code in case.get("may", ())} == dict.fromkeys(
        case.get("may", ()), ""
    )
    assert {code: options[code].why_not for code in case.get("may_not", {})} == case.get("may_not", {})
    assert {code: endings[code].why_not for code in case.get("endings_not", {})} == case.get(
        "endings_not", {}
    )
    assert all(one.permitted == (one.why_not == "") for one in (*found.options, *found.endings))


@each_case
def test_every_breach_is_found_and_no_other(case: dict[str, Any]) -> None:
    found = standing(case).breaches
    if "breaches" in case:
        assert sorted(one.check for one in found) == sorted(case["breaches"])
    for sentence in case.get("says", ()):
        assert any(sentence in one.says for one in found)


@pytest.mark.parametrize("case", REFUSED, ids=ids)
def test_a_step_that_cannot_be_is_refused_in_words(case: dict[str, Any]) -> None:
    with pytest.raises(NotPermitted) as refused:
        standing(case)
    assert case["refused"] in str(refused.value)
