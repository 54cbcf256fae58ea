"""A sealed stream comes back as it was written, whole and in order, or not at all."""

from __future__ import annotations

import io
import random

import pytest

from gongkai.cli.archive.sealing import PORTION, TAG, Opening, Sealing, Unreadable

SECRET = "a key that is long enough for a backup"
HEAD = 49  # magic, salt, check


def _sealed(data: bytes) -> bytes:
    file = io.BytesIO()
    with Sealing(file, SECRET) as sealing:
        for start in range(0, len(data), 300_000):
            sealing.write(data[start : start + 300_000])
    return file.getvalue()


def _opened(sealed: bytes, secret: str = SECRET) -> bytes:
    return io.BufferedReader(Opening(io.BytesIO(sealed), secret)).read()


@pytest.mark.parametrize("size", [0, 1, PORTION - 1, PORTION, PORTION + 1, 3 * PORTION + 7])
def test_it_comes_back(size: int) -> None:
    data = random.Random(size).randbytes(size)
    assert _opened(_sealed(data)) == data


def test_the_same_bytes_are_never_sealed_the_same_way() -> None:
    assert _sealed(b"a report") != _sealed(b"a report")


def test_another_key_is_refused_in_words() -> None:
    with pytest.raises(Unreadable, match="备份密钥不对"):
        _opened(_sealed(b"a report"), SECRET + "x")
    with pytest.raises(ValueError, match="太短"):
        _opened(_sealed(b"a report"), "short")


def test_any_altered_byte_is_refused() -> None:
    sealed = _sealed(random.Random(1).randbytes(2 * PORTION + 100))
    draw = random.Random(2)
    for place in (0, HEAD - 1, HEAD, len(sealed) - 1, *(draw.randrange(len(sealed)) for _ in range(40))):
        altered = bytearray(sealed)
        altered[place] ^= 1 << draw.randrange(8)
        with pytest.raises(Unreadable):
            _opened(bytes(altered))


def test_portions_left_out_moved_or_cut_off_are_refused() -> None:
    sealed = _sealed(random.Random(1).randbytes(3 * PORTION + 100))
    each = PORTION + TAG
    head, one, two, rest = (
        sealed[:HEAD],
        sealed[HEAD : HEAD + each],
        sealed[HEAD + each : HEAD + 2 * each],
        sealed[HEAD + 2 * each :],
    )
    for other in (
        head + two + rest,
        head + two + one + rest,
        head + one + two,
        head + one,
        head,
        sealed[:-1],
    ):
        with pytest.raises(Unreadable):
            _opened(other)


def test_something_else_is_no_backup() -> None:
    with pytest.raises(Unreadable, match="不是本平台的备份"):
        _opened(b"SQLite format 3" + bytes(100))
