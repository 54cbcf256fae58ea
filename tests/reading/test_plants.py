"""The reader held against invented reports in every shape, made by somebody who has not seen it: nothing presented as
sure is wrong, nearly all is read, and what was planted in the tables is found."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from gongkai.paper.report import Report
from gongkai.reading.read import read
from gongkai.sheets.filled import Face, Figure
from tests.reading.plants.generator import Expected, make_report

SEEDS = range(0, 160)
FACES: dict[Face, Any] = {Face.BLANK: None, Face.NOT_APPLICABLE: "n/a", Face.UNREADABLE: "?"}


@cache
def made(seed: int) -> tuple[Report, Expected]:
    data, name, expected = make_report(seed)
    return read(data, name), expected


def _value(figure: Figure) -> Any:
    return figure.value if figure.value is not None else FACES[figure.face]


def _cells(report: Report) -> dict[str, Any]:
    return {code: _value(figure) for sheet in report.sheets[:1] for code, figure in sheet.cells.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_figure_presented_as_sure_is_wrong(seed: int) -> None:
    report, expected = made(seed)
    known = {**expected.open, **expected.cells}
    wrong = {c: (v, known.get(c, "—")) for c, v in _cells(report).items() if c not in known or v != known[c]}
    assert wrong == {}


def test_nearly_every_cell_the_text_decides_is_read() -> None:
    read_cells = wanted = 0
    for seed in SEEDS:
        report, expected = made(seed)
        wanted += len(expected.cells)
        read_cells += len(expected.cells.keys() & _cells(report).keys())
    assert read_cells >= 0.995 * wanted


@pytest.mark.parametrize("seed", SEEDS)
def test_a_cell_left_out_is_named_in_the_gaps(seed: int) -> None:
    report, expected = made(seed)
    named = {code for gap in report.gaps for code in gap.cells}
    assert expected.cells.keys() - _cells(report).keys() <= named


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_planted_in_the_tables_is_found(seed: int) -> None:
    report, expected = made(seed)
    planted = {one.check for one in expected.inconsistencies if one.required and "-T" in one.check}
    assert planted - {finding.check for finding in report.findings} == set()
