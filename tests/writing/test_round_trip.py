"""What is written is read again as the same report: figures, faces, prose, and no finding besides."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writing.generator import any_report
from tests.writing.round_trip import WRITERS, differences


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=50, deadline=None)
@given(chance=st.randoms(use_true_random=False))
def test_a_written_report_is_read_as_the_same(kind: str, chance: Random) -> None:
    assert differences(any_report(chance), WRITERS[kind]) == []
