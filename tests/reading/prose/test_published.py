"""Real published reports, read in place: every listed inconsistency of the prose is found, and no other error."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.reading.prose import read_prose
from gongkai.reading.read import read

SHARED = Path(__file__).parents[4] / "shared"


def _papers() -> list[tuple[Path, Path]]:
    seeds = sorted((SHARED / "seeds").glob("*.txt"))
    papers = [(path, SHARED / "seeds" / "expected" / f"{path.name[:3]}.json") for path in seeds]
    for expected in sorted((SHARED / "corpus").glob("*.expected.json")):
        number = expected.name[:3]
        found = [path for path in (SHARED / "corpus").glob(f"{number}_*") if "rawflow" not in path.name]
        papers += [(path, expected) for path in found if path.suffix in (".txt", ".html")]
    return papers


PAPERS = _papers()
pytestmark = pytest.mark.skipif(not PAPERS, reason="../shared is not there: real reports NOT checked")


def _expected(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return found


@pytest.mark.parametrize(("paper", "expected"), PAPERS, ids=lambda path: path.name[:12])
def test_listed_inconsistencies_are_found_and_no_error_besides(paper: Path, expected: Path) -> None:
    report = read(paper.read_bytes(), paper.name)
    listed = Counter(
        (one["check"], one["severity"]) for one in _expected(expected)["inconsistencies"] if one["check"]
    )
    found = Counter((one.check, one.severity) for one in report.findings)
    assert not listed - found, "listed and not found"
    errors = Counter({key: count for key, count in found.items() if key[1] == "error"})
    assert not errors - listed, "an error that no auditor listed"


@pytest.mark.parametrize(("paper", "expected"), PAPERS, ids=lambda path: path.name[:12])
def test_body_year_and_stated_figures_are_read(paper: Path, expected: Path) -> None:
    report, wanted = read(paper.read_bytes(), paper.name), _expected(expected)
    assert report.year == wanted["year"]
    assert report.body == wanted["body"] or (report.body and wanted["body"].endswith(report.body))
    told = {claim.value for claim in report.claims} | {Decimal(one.value) / 10000 for one in report.claims}
    told |= {line.value for line in report.lines if line.value is not None}
    missing = {key: value for key, value in wanted.get("narrative", {}).items() if value not in told}
    assert not missing


@pytest.mark.parametrize(("paper", "expected"), PAPERS, ids=lambda path: path.name[:12])
def test_cells_of_a_report_without_table_are_claimed_and_no_others(paper: Path, expected: Path) -> None:
    wanted = _expected(expected).get("claimed")
    if wanted is None:
        pytest.skip("has its table")
    prose = read_prose(paper.read_text(encoding="utf-8").split("\n"))
    claimed = {(claim.cell, claim.value) for claim in prose.claims if claim.cell}
    assert claimed == set(wanted.items())
