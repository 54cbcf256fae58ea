"""Every check of a case holds where it should and fails where it should, in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.breach import Breach
from gongkai.law.calendar import official_calendar
from gongkai.law.case_checks import Recorded, breaches_of_publication, check_case, table_row
from gongkai.law.letters import Frame, Letter, blanks, breaches_of_letter, compose, letters
from gongkai.law.load import parse_toml
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import Step
from gongkai.law.receipt import Evidence, breaches_of_receipt
from gongkai.law.remedies import Decision
from gongkai.law.remedy_checks import breaches_of_remedy, breaches_of_review_body
from gongkai.law.replay import replay
from gongkai.law.standing import Standing
from gongkai.law.terms import rules_for
from gongkai.sheets.forms import form

CASES = parse_toml((Path(__file__).parent / "cases/case_checks.toml").read_bytes(), "case_checks.toml")[
    "case"
]
CODES = [f"CLK-0{n}" for n in range(1, 10)] + [f"CASE-0{n}" for n in range(1, 5)]
CODES += ["DOC-A1", "DOC-A2", "DOC-A3", "FEE-01", "FEE-02", "FEE-03"]
CALENDAR = official_calendar()


def steps(given: list[dict[str, Any]]) -> list[Step]:
    rest = [{key: value for key, value in one.items() if key not in ("code", "on")} for one in given]
    return [Step(one["code"], one["on"], "", facts) for one, facts in zip(given, rest, strict=True)]


def of_steps(case: dict[str, Any]) -> tuple[Breach, ...]:
    found = steps(case["steps"])
    return check_case(found, rules_for(found[0].on), CALENDAR, Recorded(**case.get("recorded", {})))


def of_receipt(case: dict[str, Any]) -> tuple[Breach, ...]:
    given = dict(case["receipt"])
    return breaches_of_receipt(registered=given.pop("registered"), evidence=Evidence(**given))


def of_publication(case: dict[str, Any]) -> tuple[Breach, ...]:
    given = case["publication"]
    return breaches_of_publication(given["formed"], given.get("published"), CALENDAR)


def of_letter(case: dict[str, Any]) -> tuple[Breach, ...]:
    kind, on = letters()[case["letter"]["code"]], date(2025, 3, 3)
    values = {code: f"［{code}］" for code in blanks()}
    whole = compose(kind, on, values, Frame("一号", "某局", on))
    gone = [values[code] for code in case["letter"]["lacks"]]
    kept = tuple(one for one in whole.paragraphs if one not in gone)
    return breaches_of_letter(kind, on, Letter(whole.code, whole.title, kept, whole.frame), values)


def of_remedy(case: dict[str, Any]) -> tuple[Breach, ...]:
    given = case["remedy"]
    return breaches_of_remedy(Decision(given["on"], given["article"]), given["text"])


def of_review_body(case: dict[str, Any]) -> tuple[Breach, ...]:
    given = case["review_body"]
    return breaches_of_review_body(given["kind"], Decision(given["on"], "条例 第十四条"), given["named"])


WAYS = {
    "steps": of_steps,
    "receipt": of_receipt,
    "publication": of_publication,
    "letter": of_letter,
    "remedy": of_remedy,
    "review_body": of_review_body,
}


@pytest.mark.parametrize("case", CASES, ids=[f"{one['check']}-{one['expect']}" for one in CASES])
def test_a_check_passes_and_fails_where_it_should(case: dict[str, Any]) -> None:
    way = next(way for key, way in WAYS.items() if key in case)
    found = [one for one in way(case) if one.check == case["check"]]
    assert bool(found) == (case["expect"] == "fails")
    if found:
        assert any(case["says"] in one.says for one in found)
        assert all(one.basis for one in found)
        assert {one.severity for one in found} == {case.get("severity", "error")}


def test_every_check_has_a_case_that_passes_and_one_that_fails() -> None:
    assert {(one["check"], one["expect"]) for one in CASES} == {
        (code, expect) for code in CODES for expect in ("passes", "fails")
    }


@pytest.mark.parametrize("year_form", ["2019", "2021"])
def test_every_outcome_counts_in_exactly_one_row_that_the_table_has(year_form: str) -> None:
    rows = {
        code.removeprefix("T3.").rpartition(".")[0] for code in form(year_form).cells if code[:3] == "T3."
    }
    assert {one.rows[year_form] for one in outcomes().values()} <= rows


def test_a_case_counts_in_the_row_of_its_outcome_once_and_is_carried_over_until_then() -> None:
    given: list[dict[str, Any]] = [
        {"code": "receive", "on": date(2024, 12, 25), "channel": "web"},
        {"code": "withdraw", "on": date(2025, 1, 6)},
    ]
    rules = rules_for(date(2024, 12, 25))
    open_: Standing = replay(steps(given[:1]), rules, CALENDAR)
    closed = replay(steps(given), rules, CALENDAR)
    assert [table_row(open_, year, "2021") for year in (2023, 2024, 2025)] == ["", "D", "D"]
    assert [table_row(closed, year, "2021") for year in (2023, 2024, 2025, 2026)] == ["", "D", "C6.3", ""]
