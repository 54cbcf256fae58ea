"""Small fictional sentences, each with what must be seen in it and what must not."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading.claims.figures import Figure, figures_in
from gongkai.reading.claims.mentions import canonical
from gongkai.reading.prose import Prose, check_prose, read_prose
from gongkai.sheets.findings import Finding

HERE = Path(__file__).parent
FIXED = ("P-08", "P-13", "S01", "S02", "S04", "S07", "S65")  # about the report as a whole


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"]
    return found


def prose_of(case: dict[str, Any], chapter: str) -> Prose:
    title = f"某县人民政府{case.get('year', 2023)}年政府信息公开工作年度报告"
    return read_prose([title, case.get("chapter", chapter), *case["text"].split("\n")])


def findings(case: dict[str, Any]) -> tuple[Finding, ...]:
    return check_prose(prose_of(case, "一、总体情况"), None, form=None, kind="county")


def _shown(figure: Figure) -> str:
    return f"{'约 ' if figure.approx else ''}{figure.value} {figure.unit}"


@pytest.mark.parametrize("case", cases("findings.toml"), ids=lambda case: str(case["name"]))
def test_a_slip_is_found_and_a_look_alike_is_left_in_peace(case: dict[str, Any]) -> None:
    found = {f"{one.check} {one.severity}" for one in findings(case)}
    assert set(case.get("finds", ())) <= found
    assert not [one for one in found for never in case.get("never", ()) if one.startswith(never)]


@pytest.mark.parametrize("case", cases("findings.toml"), ids=lambda case: str(case["name"]))
def test_no_error_but_the_one_planted(case: dict[str, Any]) -> None:
    errors = {f"{one.check} error" for one in findings(case) if one.severity == "error"}
    assert errors <= set(case.get("finds", ()))


@pytest.mark.parametrize("case", cases("findings.toml"), ids=lambda case: str(case["name"]))
def test_every_finding_about_a_sentence_quotes_it(case: dict[str, Any]) -> None:
    whole = "".join(case["text"].split())
    for one in findings(case):
        if one.check in case.get("finds", [""])[0] and not one.check.endswith(("S61", "S66", "P-16")):
            assert one.quote and "".join(one.quote.split("……")[0].split())[:6] in whole


@pytest.mark.parametrize("case", cases("figures.toml"), ids=lambda case: str(case["text"])[:24])
def test_figures_are_seen_and_dates_numbers_and_ordinals_are_not(case: dict[str, Any]) -> None:
    assert [_shown(one) for one in figures_in(canonical(case["text"]))] == case["seen"]


@pytest.mark.parametrize("case", cases("cells.toml"), ids=lambda case: str(case["text"])[:24])
def test_a_claim_names_its_cell_where_it_is_clear_and_only_there(case: dict[str, Any]) -> None:
    claims = prose_of(case, "三、收到和处理政府信息公开申请情况").claims
    told = {claim.cell: Decimal(claim.value) for claim in claims if claim.cell}
    assert told == {cell: Decimal(value) for cell, value in case["cells"].items()}
