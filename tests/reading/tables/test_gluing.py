"""Digits run together: every split is tried by a plain enumeration of borders that shares nothing with the code."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.reading.tables.gluing import grouped_splits, only_split, splits, summing_splits


def _all_ways(run: str, count: int) -> set[tuple[int, ...]]:
    ways = set()
    for cuts in combinations(range(1, len(run)), count - 1):
        parts = [run[a:b] for a, b in zip((0, *cuts), (*cuts, len(run)), strict=True)]
        if all(part == "0" or part[0] != "0" for part in parts) and all(len(part) < 10 for part in parts):
            ways.add(tuple(map(int, parts)))
    return ways


@settings(deadline=None)
@given(st.text("0123", min_size=1, max_size=10), st.integers(1, 6))
def test_every_split_without_leading_zeros_is_found_once(run: str, count: int) -> None:
    found = list(splits([run], count))
    assert len(found) == len(set(found))
    assert set(found) == _all_ways(run, count)


@settings(deadline=None)
@given(st.lists(st.integers(0, 300), min_size=2, max_size=5))
def test_a_row_that_adds_up_is_among_its_summing_splits(parts: list[int]) -> None:
    row = (*parts, sum(parts))
    run = "".join(map(str, row))
    found = summing_splits([run], len(row))
    expected = {way for way in _all_ways(run, len(row)) if sum(way[:-1]) == way[-1]}
    assert set(found) == expected
    assert row in expected


@pytest.mark.parametrize(
    ("runs", "count", "split"),
    [
        (["0000000"], 7, (0,) * 7),
        (["000"], 3, (0, 0, 0)),
        (["100"], 2, (10, 0)),
        (["350"], 2, None),
        (["898989"], 3, None),
        (["23", "0", "00", "0", "023"], 7, (23, 0, 0, 0, 0, 0, 23)),
        (["7", "13"], 3, (7, 1, 3)),
        (["00"], 1, None),
    ],
)
def test_digits_alone_decide_where_they_leave_one_way(
    runs: list[str], count: int, split: tuple[int, ...] | None
) -> None:
    assert only_split(runs, count) == split


def test_groups_of_five_are_split_by_their_totals() -> None:
    assert grouped_splits("1210023" + "00000" + "00000", 3, 5) == []
    assert grouped_splits("120001200000" + "00000", 3, 5) == [((12, 0, 0, 0, 12), (0,) * 5, (0,) * 5)]


@given(st.text("0123456789", max_size=60), st.integers(1, 16))
def test_any_run_of_digits_is_answered(run: str, count: int) -> None:
    only_split([run] if run else [], count)
