"""The reader held against published reports: figures, findings, and what it must not say."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.reading.published import SHARED, Sample, f1, reading, samples, score

FLOOR = tomllib.loads(Path(__file__).with_name("floor.toml").read_text("utf-8"))
SAMPLES = list(samples()) if SHARED.is_dir() else []

pytestmark = pytest.mark.skipif(not SAMPLES, reason=f"没有 {SHARED}，公开发表的报告没有核对")

each = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.path.name)


@each
def test_no_wrong_figure_is_presented_as_sure(sample: Sample) -> None:
    result = score(sample)
    assert (result.wrong, result.guessed) == ((), ())


def test_the_share_of_cells_read_stays_above_the_floor() -> None:
    scores = [score(sample) for sample in SAMPLES if not sample.scrambled]
    assert f1(scores) >= FLOOR["cell_f1"]


def test_the_scrambled_renderings_yield_what_they_did() -> None:
    assert sum(score(sample).right for sample in SAMPLES if sample.scrambled) >= FLOOR["scrambled_cells"]


@each
def test_a_cell_left_out_is_named_in_the_gaps(sample: Sample) -> None:
    report = reading(sample.path)
    named = {code for gap in report.gaps for code in gap.cells}
    assert set(score(sample).left_out) <= named


@each
def test_body_year_and_form_are_found(sample: Sample) -> None:
    report, expected = reading(sample.path), sample.expected
    assert (report.year, report.form) == (expected["year"], expected["form"])
    if expected["body"] is None:
        assert report.body is None
    else:
        assert report.body is not None
        assert expected["body"].endswith(report.body) or report.body.endswith(expected["body"])


def _listed(sample: Sample) -> Counter[tuple[str, str]]:
    return Counter(
        (one["check"], one["severity"]) for one in sample.expected["inconsistencies"] if one.get("check")
    )


@each
def test_every_listed_inconsistency_is_found_under_its_check(sample: Sample) -> None:
    if sample.scrambled:
        pytest.skip("次序打乱的文本不要求找出全部问题")
    found = Counter((finding.check, finding.severity) for finding in reading(sample.path).findings)
    assert _listed(sample) - found == Counter()


@each
def test_no_error_is_found_that_is_none(sample: Sample) -> None:
    listed = {check for (check, severity) in _listed(sample) if severity == "error"}
    errors = {
        finding.check: finding.says
        for finding in reading(sample.path).findings
        if finding.severity == "error"
    }
    assert {check: says for check, says in errors.items() if check not in listed} == {}
