"""Looking at files stays within its memory and time, side by side, and survives whatever happens to the process."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import pytest

from gongkai.files.inspection import desk
from gongkai.files.inspection.desk import NoInspector, inspected
from gongkai.files.refusals import Unfit
from tests.files.made import a_document, a_pdf, a_picture, zipped


@contextmanager
def on_disk(data: bytes) -> Iterator[IO[bytes]]:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.flush()
        yield file


def test_a_file_without_end_to_its_checks_is_given_up_in_words() -> None:
    with (
        on_disk(b"%PDF-1.7\n" + b"/ObjStm stream\n" * 3_000_000 + b"%%EOF") as file,
        pytest.raises(Unfit) as no,
    ):
        inspected(file, "a.pdf", seconds=1)
    assert no.value.says("a.pdf").endswith("。")


def test_many_at_a_time_do_not_wait_for_each_other_and_none_gets_the_answer_of_another() -> None:
    files = [
        ("a.docx", a_document()),
        ("a.pdf", a_pdf()),
        ("a.png", a_picture("PNG")),
        ("a.txt", b"words"),
    ] * 6
    said: dict[int, str] = {}

    def ask(number: int, name: str, data: bytes) -> None:
        with on_disk(data) as file:
            said[number] = inspected(file, name)

    threads = [threading.Thread(target=ask, args=(n, *file)) for n, file in enumerate(files)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [said[n] for n in range(len(files))] == ["docx", "pdf", "png", "txt"] * 6


def test_after_the_process_was_killed_the_next_file_gets_a_fresh_one() -> None:
    with on_disk(a_document()) as file:
        assert inspected(file, "a.docx") == "docx"
        process = desk._DESK._process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert inspected(file, "a.docx") == "docx"


def test_a_process_that_cannot_be_started_is_said_and_nothing_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fresh = desk._Desk()
    monkeypatch.setattr(desk, "_DESK", fresh)
    monkeypatch.setattr(desk.sys, "executable", "/bin/false")
    with on_disk(a_document()) as file, pytest.raises(NoInspector, match="检查程序启动不了"):
        inspected(file, "a.docx")
    fresh.close()


def test_no_handle_is_left_open() -> None:
    with on_disk(a_document()) as file:
        inspected(file, "a.docx")
        before = len(os.listdir("/proc/self/fd"))
        for _ in range(20):
            inspected(file, "a.docx")
        assert len(os.listdir("/proc/self/fd")) == before


def test_a_large_archive_of_large_files_fits_into_the_memory_there_is() -> None:
    noise = os.urandom(4_000_000)
    files = {f"{n}.txt": "柳湾镇\n".encode() * 4_000_000 for n in range(2)}
    with on_disk(zipped({**files, "图.bin": noise})) as file, pytest.raises(Unfit) as no:
        inspected(file, "a.zip")
    assert no.value.inside
