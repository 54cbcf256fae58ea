"""The store gives back what was kept, or refuses."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.files import store
from gongkai.files.shelves import shelf


@pytest.fixture
def folder(db: None, settings: Any, tmp_path: Path) -> Path:
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


KEEPER = """
import os, sys
import django
django.setup()
from gongkai.files import store
print("ready", flush=True)
while True:
    print(store.keep(os.urandom(3_000_000)), flush=True)
"""


def test_a_keeper_killed_at_any_moment_leaves_whole_files_only(folder: Path) -> None:
    """What was answered is there, what stands under a digest is whole, and a half is cleared away later."""
    chance = random.Random(2024)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "gongkai.settings", "GONGKAI_VAR": str(folder)}
    for _ in range(8):
        command = [sys.executable, "-c", KEEPER]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as keeper:
            assert keeper.stdout and keeper.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0.005, 0.12))
            keeper.kill()
            answered = [line.strip() for line in keeper.stdout if line.endswith("\n")]
        for digest in answered:
            assert len((folder / "files" / digest[:2] / digest).read_bytes()) == 3_000_000
    kept = [path for path in (folder / "files").rglob("*") if path.is_file() and path.name[0] != "."]
    assert kept and all(store.digest_of(path.read_bytes()) == path.name for path in kept)


def test_halves_are_cleared_away_when_nobody_is_writing_them_any_more(folder: Path) -> None:
    digest = store.keep(b"a report")
    old, new = (folder / digest[:2] / f".keeping-{age}" for age in ("old", "new"))
    for half in (old, new):
        half.write_bytes(b"a re")
    os.utime(old, (0, 0))
    assert shelf().clear(datetime(2020, 1, 1, tzinfo=UTC)) == 1
    assert new.exists() and not old.exists() and store.give(digest) == b"a report"


def test_a_large_file_goes_in_and_out_in_little_memory(folder: Path) -> None:
    with tempfile.TemporaryFile() as file:
        for _ in range(60):
            file.write(b"x" * 1_000_000)
        tracemalloc.start()
        digest = store.keep_file(file)
        size = sum(len(piece) for piece in store.pieces(digest))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert size == 60_000_000 and most < 8_000_000
