"""After kills at any moment: own rows exactly once, messages at least once under their key, nothing stuck."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.work.kills import kill_and_count

pytestmark = pytest.mark.django_db
KILLS = 30


def test_after_thirty_kills_every_order_is_booked_once_and_told_at_least_once(tmp_path: Path) -> None:
    found = kill_and_count(tmp_path, kills=KILLS, seed=20261122)
    assert sum(found.kills.values()) == KILLS and len(found.kills) == 3
    assert (found.wrong, found.lost, found.stuck, found.failed) == ([], 0, 0, 0)
    assert found.orders >= KILLS and found.messages == 2 * found.orders
