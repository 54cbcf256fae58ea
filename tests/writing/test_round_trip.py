"""What is written is read again as the same report: figures, faces, prose, and no finding besides."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.paper.report import Gap
from gongkai.reading.read import read
from gongkai.sheets.filled import Face, FilledSheet, number
from gongkai.sheets.forms import form
from tests.project import ROOT
from tests.writing.generator import any_report
from tests.writing.made import report_of, zeros
from tests.writing.round_trip import WRITERS, changes, differences, new_checks

DEMONSTRATION = sorted((ROOT / "gongkai/cli/demo/reports").iterdir())


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=50, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_written_report_is_read_as_the_same(kind: str, chance: Random) -> None:
    assert differences(any_report(chance), WRITERS[kind]) == []


@pytest.mark.parametrize("kind", WRITERS)
def test_a_paper_that_mixes_layouts_stays_mixed(kind: str) -> None:
    cells = {code: one for code, one in zeros("2021").cells.items() if code[:2] != "T3"}
    cells |= {code: number(at % 9) for at, code in enumerate(form("2019").cells) if code[:2] == "T3"}
    report = next(one for one in map(any_report, map(Random, range(99))) if one.form == "2021")
    report = replace(report, sheets=(FilledSheet("2021", report.year, cells),))
    assert changes(report, read(WRITERS[kind](report))) == []


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("table", ["T2", "T3", "T4"])
def test_a_cell_that_could_not_be_placed_never_comes_back_as_a_number_or_a_blank(
    kind: str, table: str
) -> None:
    sheet = zeros("2021")
    lost = [code for code in sheet.cells if code.startswith(table)]
    kept = {code: one for code, one in sheet.cells.items() if code not in lost}
    report = replace(report_of(replace(sheet, cells=kept)), gaps=(Gap(tuple(lost), "数字连写。"),))
    again = read(WRITERS[kind](report)).sheets[0]
    assert {again.cells[code].face for code in lost if code in again.cells} <= {Face.UNREADABLE}
    assert {code: one.value for code, one in again.cells.items() if code in kept} == dict.fromkeys(kept, 0)


@pytest.mark.parametrize(
    "turn,file", list(enumerate(DEMONSTRATION)), ids=[file.name for file in DEMONSTRATION]
)
def test_what_was_read_from_a_paper_is_read_from_its_clean_copy(turn: int, file: Path) -> None:
    """Each paper of the demonstration in one of the formats, by turns."""
    report = read(file.read_bytes(), file.name)
    again = read(list(WRITERS.values())[turn % len(WRITERS)](report))
    assert changes(report, again) == []
    assert new_checks(report, again) == set()
