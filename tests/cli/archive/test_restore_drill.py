"""A backup made while writers are at work is restored elsewhere and proved; a wrong key, an altered byte or a place that is
not empty leaves everything as it was."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from gongkai.cli.backup import main
from gongkai.files.actions import keep_own
from gongkai.journal.actions import record
from gongkai.journal.actor import SYSTEM
from gongkai.journal.anchors import anchor
from tests.cli.archive.drill import Elsewhere, elsewhere
from tests.people import a_county

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 3, 2)


@contextmanager
def _writers(number: int = 3) -> Iterator[None]:
    """Writers that go on recording acts and keeping files."""
    stop = threading.Event()

    def write(writer: int) -> None:
        count = 0
        while not stop.is_set():
            keep_own(f"file {writer} {count}".encode() * 500, kind="", on=DAY)
            record("test.act", chain=f"Q0{writer}", by=SYSTEM, on=DAY, after={"count": count})
            count += 1
        connection.close()

    threads = [threading.Thread(target=write, args=(one,)) for one in range(number)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.fixture
def backup(tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]) -> Path:
    """A backup of a county at work, made by the command."""
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    a_county()
    for number in range(20):
        keep_own(random.Random(number).randbytes(100_000), kind="", on=DAY)
    anchor(DAY)
    target = tmp_path / "tonight.backup"
    with _writers():
        assert main([str(target)]) == 0
    said = capsys.readouterr().out
    assert "密钥不在备份里" in said and "新生成了备份密钥" in said
    return target


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Elsewhere]:
    folder = tmp_path / "there"
    folder.mkdir()
    with elsewhere(folder) as place:
        yield place


def _restored(there: Elsewhere, backup: Path, *options: str, typed: str = "") -> tuple[int, str]:
    key = backup.parent / "var" / "backup_key"
    done = there.gongkai("restore", str(backup), "--key", str(key), *options, typed=typed)
    return done.returncode, done.stdout + done.stderr


def test_what_is_restored_is_proved_to_be_what_was_there(backup: Path, there: Elsewhere) -> None:
    status, said = _restored(there, backup)
    assert status == 0, said
    assert "逐表与备份时相同" in said and "逐个与摘要相同" in said and "链头与备份时相同" in said
    verified = there.gongkai("verify")
    assert verified.returncode == 0 and "操作记录相符" in verified.stdout, verified.stdout + verified.stderr
    assert len(list((there.folder / "files").glob("*/*"))) >= 20


def test_a_wrong_key_restores_nothing(backup: Path, there: Elsewhere) -> None:
    key = backup.parent / "var" / "backup_key"
    key.write_text("another key that is long enough for it")
    status, said = _restored(there, backup)
    assert status == 2 and "备份密钥不对" in said
    assert not (there.folder / "files").exists() and "没有恢复" in said


def test_one_altered_byte_restores_nothing(backup: Path, there: Elsewhere) -> None:
    data = bytearray(backup.read_bytes())
    data[1_500_000] ^= 1
    backup.write_bytes(data)
    status, said = _restored(there, backup)
    assert status == 2 and "第 2 段被改动" in said
    assert not (there.folder / "files").exists()


def test_without_the_key_of_the_journal_nothing_is_restored(backup: Path, there: Elsewhere) -> None:
    there.env["GONGKAI_JOURNAL_KEY"] = "a-key-that-was-made-here-on-the-first-start"
    status, said = _restored(there, backup)
    assert status == 2 and "另存的 journal_key 放回" in said


def test_without_the_key_of_personal_data_nothing_is_restored(backup: Path, there: Elsewhere) -> None:
    there.env["GONGKAI_DATA_KEYS"] = "another-key-for-the-personal-data-made-here"
    status, said = _restored(there, backup)
    assert status == 2 and "另存的 data_key 放回" in said


def test_a_place_that_is_not_empty_is_replaced_only_when_confirmed(backup: Path, there: Elsewhere) -> None:
    assert _restored(there, backup)[0] == 0
    status, said = _restored(there, backup)
    assert status == 2 and "这里已有数据" in said
    status, said = _restored(there, backup, "--replace", typed="好\n")
    assert status == 2 and "没有确认" in said
    status, said = _restored(there, backup, "--replace", typed="替换\n")
    assert status == 0 and "原有的数据库另存为" in said, said
    assert there.gongkai("verify").returncode == 0


def test_a_damaged_file_is_told_and_the_rest_is_saved(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.VAR = tmp_path / "var"
    settings.VAR.mkdir()
    digest = keep_own(b"a report", kind="", on=DAY).digest
    (tmp_path / "files" / digest[:2] / digest).write_bytes(b"a rep0rt")
    assert main([str(tmp_path)]) == 1
    assert f"文件已损坏，照原样收入：{digest}" in capsys.readouterr().out
