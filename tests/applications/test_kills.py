"""After kills at any moment while applications are filed in parallel: every receipt shown is in the ledger, none twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.applications.kills import kill_and_count

pytestmark = pytest.mark.django_db
KILLS = 30


def test_after_thirty_kills_every_receipt_shown_is_in_the_ledger_once(tmp_path: Path) -> None:
    found = kill_and_count(tmp_path, kills=KILLS, seed=20261122)
    assert found.pop("shown") > KILLS
    assert found == {"lost": [], "twice": [], "surplus": 0, "gaps": False, "differences": 0, "halves": 0}
