"""Killed at seeded moments while drafting, deciding and publishing: every item is wholly old or wholly new."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.press import killed

pytestmark = pytest.mark.django_db
KILLS = 30


def test_after_thirty_kills_every_item_is_wholly_old_or_wholly_new(tmp_path: Path) -> None:
    found = killed(tmp_path, kills=KILLS, seed=20261122)
    assert (found.harm, found.kills) == ({}, KILLS) and found.published > 0
