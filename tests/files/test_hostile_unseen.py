"""Files made without knowledge of the gate: every hostile one is refused in words, every ordinary one is taken in."""

from __future__ import annotations

import io
import re
import tracemalloc
from datetime import date

import pytest

from gongkai.files.admission import NotAdmitted, admit
from tests.files.unseen.benign import BENIGN
from tests.files.unseen.containers import CONTAINERS
from tests.files.unseen.documents import DOCUMENTS
from tests.files.unseen.others import OTHERS

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
HOSTILE = CONTAINERS | DOCUMENTS | OTHERS
SENTENCE = re.compile(r"[\u4e00-\u9fff].*。$", re.DOTALL)


class Endless:
    """A sender that never stops, and counts what was taken of it."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int = -1, /) -> bytes:
        assert 0 < size <= 16_000_000, "read whole, without a bound"
        self.given += size
        return b"a" * size


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(kind: str) -> None:
    name, make = HOSTILE[kind]
    with pytest.raises(NotAdmitted) as refused:
        admit(io.BytesIO(make()), name, on=DAY)
    says = str(refused.value)
    assert SENTENCE.search(says), says
    assert "Traceback" not in says and "\u202e" not in says and "\x00" not in says


def test_an_endless_stream_is_refused_in_bounded_memory() -> None:
    stream = Endless()
    tracemalloc.start()
    try:
        with pytest.raises(NotAdmitted) as refused:
            admit(stream, "说明.txt", on=DAY)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert SENTENCE.search(str(refused.value))
    assert stream.given < 2_000_000_000
    assert peak < 64_000_000


@pytest.mark.parametrize("kind", BENIGN)
def test_an_ordinary_file_is_taken_in(kind: str) -> None:
    name, make = BENIGN[kind]
    data = make()
    admitted = admit(io.BytesIO(data), name, on=DAY)
    assert (admitted.size, admitted.name) == (len(data), name)
