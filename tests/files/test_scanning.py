"""The virus scanner: asked where one is set, believed when it finds something, and never taken for granted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.files.actions import scan_again
from gongkai.files.admission import NotAdmitted, admit
from gongkai.files.models import Scan, StoredFile
from gongkai.files.store import Barred, give
from tests.files.peers import EICAR, has_scanner, scanner

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not has_scanner():
        print("没有安装 clamd：病毒扫描对着一个会说同样协议的程序测试。")
    folder = tmp_path_factory.mktemp("clamd")
    folder.chmod(0o755)
    with scanner(folder) as at:
        yield at


def test_a_clean_file_is_marked_so(settings: Any, address: str) -> None:
    settings.CLAMD = address
    assert admit(io.BytesIO(b"words"), "a.txt", on=TODAY).scan == Scan.CLEAN


def test_a_virus_is_refused_by_its_name_and_nothing_of_it_is_kept(settings: Any, address: str) -> None:
    settings.CLAMD = address
    with pytest.raises(NotAdmitted, match="“a.txt”带有病毒（Eicar-Test-Signature"):
        admit(io.BytesIO(EICAR), "a.txt", on=TODAY)
    assert not list(Path(settings.FILES).rglob("*"))


def test_without_a_scanner_a_file_says_that_it_was_not_scanned(settings: Any) -> None:
    settings.CLAMD = ""
    assert admit(io.BytesIO(EICAR), "a.txt", on=TODAY).scan == Scan.UNSCANNED


def test_a_file_larger_than_the_scanner_takes_waits(settings: Any, address: str) -> None:
    settings.CLAMD = address
    assert admit(io.BytesIO(b"words " * 400_000), "a.txt", on=TODAY).scan == Scan.PENDING


@pytest.mark.parametrize("at", ["unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:1"])
def test_a_scanner_that_does_not_answer_holds_or_refuses_as_it_is_set(settings: Any, at: str) -> None:
    settings.CLAMD = at
    assert admit(io.BytesIO(b"words"), "a.txt", on=TODAY).scan == Scan.PENDING
    settings.CLAMD_REQUIRED = True
    with pytest.raises(NotAdmitted, match="没有经过病毒扫描"):
        admit(io.BytesIO(b"other words"), "b.txt", on=TODAY)


def test_what_waits_is_scanned_later_and_says_what_was_found(settings: Any, address: str) -> None:
    settings.CLAMD = "unix:/nowhere/clamd.ctl"
    bad, good = (admit(io.BytesIO(data), "a.txt", on=TODAY) for data in (EICAR, b"words"))
    assert scan_again() == 0
    settings.CLAMD = address
    assert scan_again() == 2
    assert StoredFile.objects.get(pk=good.digest).scan == Scan.CLEAN
    row = StoredFile.objects.get(pk=bad.digest)
    assert (row.scan, row.virus[:5]) == (Scan.FOUND, "Eicar")
    with pytest.raises(Barred, match="检出病毒"):
        give(bad.digest)
    assert give(good.digest) == b"words"


def test_a_known_file_gets_the_better_of_two_scans(settings: Any, address: str) -> None:
    admit(io.BytesIO(b"words"), "a.txt", on=TODAY)
    settings.CLAMD = address
    admit(io.BytesIO(b"words"), "a.txt", on=TODAY)
    assert StoredFile.objects.get().scan == Scan.CLEAN
