"""Every check that figures decide, held against cases a lawyer can read: one that passes, one that fails, one undecided."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.load import Entry, parse_toml
from gongkai.sheets.checks import all_checks, check_sheet
from gongkai.sheets.filled import BLANK, Face, Figure, FilledSheet, number
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import form

CASES = Path(__file__).parent / "cases"
EXPECTED = ("passes", "fails", "undetermined")
YEARS = {"2014": 2016, "2019": 2020, "2021": 2023}
CHECKS = {check.code: check for check in all_checks()}


@dataclass(frozen=True)
class Case:
    """One case of one check, under the form it is run for."""

    check: str
    form: str
    name: str
    expect: str
    given: dict[str, Any] = field(repr=False)

    def sheet(self) -> FilledSheet:
        year = self.given.get("year", YEARS[self.form])
        cells = _filled(self.given, self.form) | _cells(self.given["cells"])
        groups = {key: tuple(self.given.get(key, ())) for key in ("bodies", "missing")}
        by_sums = frozenset(self.given.get("by_sums", ()))
        return FilledSheet(self.form, year, cells, self.given.get("scope", ""), by_sums, **groups)

    def other(self, key: str) -> FilledSheet | None:
        if key not in self.given:
            return None
        back = self.given.get("years_between", 1) if key == "last_year" else 0
        year = self.given.get("year", YEARS[self.form]) - back
        bodies = tuple(self.given.get("last_bodies", ()))
        return FilledSheet(
            self.given.get("last_form", self.form), year, _cells(self.given[key]), bodies=bodies
        )

    def findings(self) -> list[Finding]:
        found = check_sheet(
            self.sheet(),
            last_year=self.other("last_year"),
            ledger=self.other("ledger"),
            units=[
                FilledSheet(self.form, YEARS[self.form], _cells(unit)) for unit in self.given.get("units", ())
            ],
            kind=self.given.get("kind"),
            profile=self.given.get("profile"),
        )
        return [finding for finding in found if finding.check == self.check]


def _cells(values: dict[str, Any]) -> dict[str, Figure]:
    return {code: _figure(value) for code, value in values.items()}


def _figure(value: int | float | str) -> Figure:
    if isinstance(value, str):
        faces = {"": BLANK, "/": Figure(Face.NOT_APPLICABLE, None, "/")}
        return faces.get(value, Figure(Face.UNREADABLE, None, value))
    return number(value if isinstance(value, int) else Decimal(str(value)))


def _filled(given: dict[str, Any], code: str) -> dict[str, Figure]:
    if "fill" not in given:
        return {}
    codes, fill = list(form(code).cells), given["fill"]
    between = codes[codes.index(fill["from"]) : codes.index(fill["to"]) + 1]
    return {one: _figure(fill["with"]) for one in between}


def _cases() -> list[Case]:
    found = []
    for path in sorted(CASES.glob("checks_*.toml")):
        for entry in Entry(parse_toml(path.read_bytes(), path.name), path.name).entries("case"):
            code, expect = entry.text("check"), entry.one_of("expect", EXPECTED)
            found.append(Case(code, code[1:5], entry.text("name"), expect, dict(entry.values)))
    return [*found, *_taken_over(found)]


def _taken_over(cases: list[Case]) -> list[Case]:
    """The cases of 2019 for the checks that 2021 takes over, which differ in nothing but their code."""
    own = {case.check for case in cases}
    renamed = {case.check: case.check.replace("F2019-", "F2021-") for case in cases}
    return [
        Case(renamed[case.check], "2021", case.name, case.expect, case.given)
        for case in cases
        if case.check.startswith("F2019-")
        and renamed[case.check] in CHECKS
        and renamed[case.check] not in own
    ]


ALL = _cases()


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.check}-{case.expect}-{case.name}")
def test_the_check_answers_as_the_case_says(case: Case) -> None:
    found, check = case.findings(), CHECKS[case.check]
    said = "\n".join(finding.says for finding in found)
    severities = {finding.severity for finding in found}
    if case.expect == "passes" or (case.expect == "undetermined" and not case.given.get("gap", True)):
        assert not found
    elif case.expect == "undetermined":
        assert (len(found), severities) == (1, {"gap"}), said
    else:
        assert severities == {case.given.get("severity", check.severity)}, said
        assert len(found) == case.given.get("count", 1), said
    for words in case.given.get("says", ()):
        assert words in said
    if "marks" in case.given:
        assert found[0].cells == tuple(case.given["marks"])


def test_every_check_by_figures_has_a_passing_a_failing_and_an_undecided_case() -> None:
    needed = {(check.code, expect) for check in all_checks() if check.by == "sheet" for expect in EXPECTED}
    assert needed - {(case.check, case.expect) for case in ALL} == set()


def test_every_case_is_of_a_check_that_figures_decide() -> None:
    assert {case.check for case in ALL} <= {check.code for check in all_checks() if check.by == "sheet"}
