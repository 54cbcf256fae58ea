"""The page on sheets lists every check of the law's data as it stands there."""

from __future__ import annotations

from gongkai.sheets.checks_law import Check, all_checks
from gongkai.sheets.findings import SEVERITY_WORDS
from tests.project import ROOT

FUNCTIONS = {"sheet": "figures", "prose": "text"}


def row(check: Check) -> str:
    """The check as the page lists it."""
    severity = SEVERITY_WORDS[check.severity]
    needs = ", ".join(check.needs[1:]) or "–"
    return f"| {check.code} | {severity} | {check.says} | {FUNCTIONS[check.by]} | {needs} |"


def test_the_page_lists_every_check_and_no_other() -> None:
    page = (ROOT / "docs/law/sheets.md").read_text("utf-8").splitlines()
    rows = [line for line in page if line.startswith(("| F20", "| P-"))]
    assert rows == [row(check) for check in all_checks()]
