"""The store gives back what was kept, or refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongkai.files import store


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES = tmp_path
    return tmp_path


def test_bytes_come_back_as_they_were(folder: Path) -> None:
    data = bytes(range(256)) * 40
    digest = store.keep(data)
    assert store.give(digest) == data
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [digest]


def test_the_same_bytes_are_kept_once(folder: Path) -> None:
    assert store.keep(b"a report") == store.keep(b"a report")
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_altered_bytes_are_refused(folder: Path) -> None:
    digest = store.keep(b"a report")
    (folder / digest[:2] / digest).write_bytes(b"a rep0rt")
    with pytest.raises(store.Damaged, match="不一致"):
        store.give(digest)


def test_bytes_cut_off_on_the_disk_are_kept_anew(folder: Path) -> None:
    digest = store.keep(b"a report")
    (folder / digest[:2] / digest).write_bytes(b"a rep")
    assert store.give(store.keep(b"a report")) == b"a report"


def test_missing_bytes_are_refused(folder: Path) -> None:
    with pytest.raises(store.Damaged, match="不在"):
        store.give("0" * 64)
