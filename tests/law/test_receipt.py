"""The day of receipt by channel and era (CLK-01), as a lawyer wrote the cases down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.law.load import parse_toml
from gongkai.law.receipt import (
    Evidence,
    breaches_of_receipt,
    channels,
    receipt_of,
    receipt_rules,
)

CASES = parse_toml((Path(__file__).parent / "cases/receipt.toml").read_bytes(), "cases/receipt.toml")


def ids(case: object) -> str:
    return str(case["name"]) if isinstance(case, dict) else ""


@pytest.mark.parametrize("case", CASES["case"], ids=ids)
def test_an_application_counts_as_received_on_the_day_of_its_channel(case: dict[str, Any]) -> None:
    evidence = Evidence(**case["evidence"])
    found = receipt_of(evidence)
    assert (found.day, found.kind) == (case["received"], case["kind"])
    assert breaches_of_receipt(evidence, found.day) == ()


@pytest.mark.parametrize("case", CASES["breach"], ids=ids)
def test_another_day_or_missing_evidence_is_a_breach(case: dict[str, Any]) -> None:
    found = breaches_of_receipt(Evidence(**case["evidence"]), case["registered"])
    assert [one.check for one in found] == ["CLK-01"] * len(case["says"])
    for one, says in zip(found, case["says"], strict=True):
        assert says in one.says


def test_every_channel_has_a_rule_in_both_eras() -> None:
    eras = {(one.channel, one.in_force.year) for one in receipt_rules()}
    assert eras == {(code, year) for code in channels() for year in (2008, 2019)}
