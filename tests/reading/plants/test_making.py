"""The plants themselves: repeatable, true to their own word, and wide enough."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from . import demonstration, scenario
from .decide import decide, splits
from .figures import table_four, table_three, table_two
from .generator import make_report
from .oracle import broken
from .shapes import SHAPES


def test_the_same_seed_gives_the_same_report() -> None:
    assert [make_report(seed) for seed in range(60)] == [make_report(seed) for seed in range(60)]


def test_every_shape_is_reached_and_every_report_has_its_figures() -> None:
    reports = [make_report(seed)[2] for seed in range(600)]
    assert {report.shape for report in reports} == set(SHAPES)
    assert all(len(report.cells) + len(report.open) in (65, 198, 200, 186) for report in reports)


@pytest.mark.parametrize(
    ("digits", "count", "period", "ways"),
    [
        ("000", 3, 0, [(0, 0, 0)]),
        ("801000081", 7, 7, [(80, 1, 0, 0, 0, 0, 81)]),
        ("110024001510102", 15, 5, [(1, 1, 0, 0, 2, 4, 0, 0, 1, 5, 1, 0, 1, 0, 2)]),
        ("350", 2, 0, [(3, 50), (35, 0)]),
        ("01", 1, 0, []),
    ],
)
def test_run_together_digits_split_without_leading_zeros_and_by_their_sums(
    digits: str, count: int, period: int, ways: list[tuple[int, ...]]
) -> None:
    assert sorted(splits(digits, count, period)) == ways


def test_a_row_with_one_dropped_blank_is_open_and_an_empty_row_is_known_blank() -> None:
    rng = Random(5)
    cells = {**table_two(rng, "2021", "town"), **table_three(rng, "2021", "town"), **table_four(rng, "town")}
    cells["T3.A.legal"] = None
    cells.update({code: None for code in cells if code.startswith("T3.D.")})
    decided = decide(cells, "2021", "dropped")
    assert "T3.A.total" in decided.open
    assert decided.sure["T3.D.total"] is None


def test_true_figures_of_the_demonstration_break_no_rule() -> None:
    entries = {entry.key: entry for entry in scenario.entries() if entry.form}
    figures = scenario.true_figures(list(entries.values()))
    assert not [key for key, cells in figures.items() if broken(cells, entries[key].form, entries[key].third)]


def test_committed_papers_are_what_the_scenario_makes(tmp_path: Path) -> None:
    """Packed files are left out: another zlib packs the same content into other bytes."""
    (tmp_path / "reports").mkdir()
    demonstration.make(tmp_path, with_browser=False)
    made = [path for path in tmp_path.rglob("*.*") if path.suffix not in (".docx", ".xlsx", ".pdf")]
    kept = {path.name: path for path in demonstration.DEMO.rglob("*.*")}
    assert [path.name for path in made if path.read_bytes() != kept[path.name].read_bytes()] == []


def test_the_demonstration_has_enough_plants_and_decoys() -> None:
    papers = demonstration.known()
    assert len(papers) >= 36
    assert sum(len(paper["planted"]) for paper in papers) >= 60
    assert sum(len(paper["decoys"]) for paper in papers) >= 36
