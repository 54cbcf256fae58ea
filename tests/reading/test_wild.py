"""The checks of the prose held against full reports and single paragraphs by somebody who has not seen them: what is
in order is left in peace, and what is planted is found."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.paper.report import Report
from gongkai.reading.read import read
from gongkai.sheets.filled import Face, Figure
from gongkai.sheets.findings import Finding

HERE = Path(__file__).with_name("wild")
PAPERS: list[dict[str, Any]] = tomllib.loads((HERE / "expected.toml").read_text("utf-8"))["report"]
CASES: list[dict[str, Any]] = tomllib.loads((HERE / "paragraphs.toml").read_text("utf-8"))["case"]
FLOOR = tomllib.loads(Path(__file__).with_name("floor.toml").read_text("utf-8"))
TAG = re.compile(r"<[^>]+>|\*\*|\s")

each = pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper["file"])


@cache
def reading(file: str) -> Report:
    return read((HERE / "reports" / file).read_bytes(), file)


@cache
def paragraph(number: int) -> Report:
    case = CASES[number]
    title = f"某某县人民政府{case['year']}年政府信息公开工作年度报告"
    return read(f"{title}\n二、主动公开政府信息情况\n{case['text']}\n".encode())


def _bare(text: str) -> str:
    return TAG.sub("", text)


def _touches(finding: Finding, where: str) -> bool:
    """Whether a finding's quote and a place overlap, or the finding names the figures of the place."""
    quote, place = _bare(finding.quote), _bare(where)
    if quote and (quote in place or place in quote or quote[:12] in place or place[:12] in quote):
        return True
    figures = set(re.findall(r"\d+(?:\.\d+)?", place))
    return bool(figures) and len(figures & set(re.findall(r"\d+(?:\.\d+)?", finding.says))) >= min(
        2, len(figures)
    )


def _errors_out_of_place(report: Report, planted: list[dict[str, Any]]) -> list[str]:
    errors = [finding for finding in report.findings if finding.severity == "error"]
    return [
        f"{finding.check} {finding.says}"
        for finding in errors
        if not any(_touches(finding, one["where"]) or finding.check == one["check"] for one in planted)
    ]


def _found(report: Report, one: dict[str, Any]) -> bool:
    return any(
        (finding.check, finding.severity) == (one["check"], one["severity"]) for finding in report.findings
    )


@each
def test_body_year_and_form_are_found(paper: dict[str, Any]) -> None:
    report = reading(paper["file"])
    assert (report.year, report.form or "") == (paper["year"], paper["form"])
    assert report.body is not None
    assert paper["body"].endswith(report.body) or report.body.endswith(paper["body"])


def _printed(figure: Figure) -> Any:
    faces = {Face.BLANK: "", Face.NOT_APPLICABLE: "/", Face.UNREADABLE: "?"}
    return faces[figure.face] if figure.value is None else float(figure.value)


@each
def test_the_official_cells_are_read(paper: dict[str, Any]) -> None:
    report = reading(paper["file"])
    got = {code: _printed(figure) for sheet in report.sheets[:1] for code, figure in sheet.cells.items()}
    wanted = {
        code: value if isinstance(value, str) else float(value)
        for code, value in paper.get("cells", {}).items()
    }
    may_miss = paper.get("table") == "run"
    wrong = {
        c: (got.get(c), v) for c, v in wanted.items() if got.get(c) != v and not (may_miss and c not in got)
    }
    assert wrong == {}


@each
def test_what_is_in_order_gets_no_error(paper: dict[str, Any]) -> None:
    assert _errors_out_of_place(reading(paper["file"]), paper.get("planted", [])) == []


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_paragraph_in_order_gets_no_error(number: int) -> None:
    assert _errors_out_of_place(paragraph(number), CASES[number].get("planted", [])) == []


def test_the_share_of_planted_inconsistencies_found_stays_above_the_floor() -> None:
    planted = [(reading(paper["file"]), one) for paper in PAPERS for one in paper.get("planted", [])]
    assert sum(_found(report, one) for report, one in planted) / len(planted) >= FLOOR["wild_planted"]


def test_the_share_found_in_single_paragraphs_stays_above_the_floor() -> None:
    planted = [(paragraph(n), one) for n, case in enumerate(CASES) for one in case.get("planted", [])]
    assert sum(_found(report, one) for report, one in planted) / len(planted) >= FLOOR["wild_paragraphs"]


def test_the_share_of_claims_seen_stays_above_the_floor() -> None:
    seen = wanted = 0
    for paper in PAPERS:
        values = {float(claim.value) for claim in reading(paper["file"]).claims}
        scaled = values | {value / 10_000 for value in values}
        wanted += len(paper["claims"])
        seen += sum(float(claim["value"]) in scaled for claim in paper["claims"])
    assert seen / wanted >= FLOOR["wild_claims"]
