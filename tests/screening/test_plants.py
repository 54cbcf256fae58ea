"""Personal numbers planted in files are found wherever they hide, and what only looks like one is left alone."""

from __future__ import annotations

import pytest

from tests.screening.plants.floors import fallen
from tests.screening.plants.measured import Cell, Tally, found, leaks, left_alone, precision, total
from tests.screening.plants.seeds import MAIN, decoys, plants

SEED = 1
NAMES = ("sheet_name", "member_name", "bag_comment", "info_title", "title")


@pytest.fixture(scope="module")
def planted() -> dict[Cell, Tally]:
    """What was found of the plants."""
    return found(plants(SEED))


@pytest.fixture(scope="module")
def lookalikes() -> dict[Cell, Tally]:
    """What was left alone of the decoys."""
    return left_alone(decoys(SEED))


def test_there_are_two_thousand_of_each() -> None:
    assert len(list(plants(SEED))) >= 2000
    assert len(list(decoys(SEED))) >= 2000


@pytest.mark.parametrize("kind", MAIN)
def test_ninety_nine_of_a_hundred_are_found(planted: dict[Cell, Tally], kind: str) -> None:
    assert total(planted, [kind]).share >= 0.99


def test_hardly_a_file_is_named_without_reason(
    planted: dict[Cell, Tally], lookalikes: dict[Cell, Tally]
) -> None:
    assert precision(planted, lookalikes) >= 0.98


def test_no_cell_falls_below_what_was_reached(
    planted: dict[Cell, Tally], lookalikes: dict[Cell, Tally]
) -> None:
    assert fallen(planted | lookalikes) == []


def test_no_planted_value_is_told_whole() -> None:
    told = [case for case in plants(SEED) if case.place in NAMES] + list(plants(SEED))[::7]
    assert [(case.format, case.place, case.way) for case in leaks(told)] == []
