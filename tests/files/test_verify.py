"""Verifying names the file whose bytes changed, and what it belongs to."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from gongkai.files import store
from gongkai.files.actions import keep_own, owners, verify
from gongkai.files.admission import admit
from gongkai.files.models import StoredFile
from tests.people import a_county, a_report, file

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def spoil(settings: Any, digest: str, data: bytes | None) -> None:
    place = Path(settings.FILES) / digest[:2] / digest
    place.unlink() if data is None else place.write_bytes(data)


def test_where_all_is_well_nothing_is_said() -> None:
    admit(io.BytesIO(b"words"), "a.txt", on=TODAY)
    keep_own(b"a letter", kind="txt", on=TODAY)
    assert list(verify()) == []


@pytest.mark.parametrize(("data", "why"), [(b"w0rds", "不一致"), (b"", "不一致"), (None, "不在")])
def test_a_file_that_changed_or_went_is_named(data: bytes | None, why: str, settings: Any) -> None:
    kept = [admit(io.BytesIO(f"{n}".encode()), "a.txt", on=TODAY).digest for n in range(5)]
    spoil(settings, kept[2], data)
    (fault,) = verify()
    assert fault.digest == kept[2] and why in fault.says


def test_files_that_no_row_knows_are_looked_at_too(settings: Any) -> None:
    digest = store.keep(b"words")
    spoil(settings, digest, b"w0rds")
    assert [fault.digest for fault in verify()] == [digest]


def test_a_fault_says_what_the_file_belongs_to(settings: Any) -> None:
    a_county()
    paper = file(a_report(), name="柳湾镇年报.html")
    spoil(settings, paper.source.digest, b"else")
    (fault,) = verify()
    assert fault.belongs == (f"原件“柳湾镇年报.html”（编号 {paper.source.pk}）",)
    assert owners("0" * 64) == ()


def test_rows_are_made_for_what_was_taken_in_before() -> None:
    a_county()
    source = file(a_report()).source
    StoredFile.objects.all().delete()
    migration = __import__("gongkai.reports.migrations.0004_stored_files", fromlist=["write_down"])
    migration.write_down(apps, None)
    migration.write_down(apps, None)
    row = StoredFile.objects.get()
    assert (row.digest, row.size, row.kind) == (source.digest, source.size, "")


def test_the_same_bytes_of_ours_are_one_file() -> None:
    row = keep_own(b"a letter", kind="txt", on=TODAY)
    assert keep_own(b"a letter", kind="txt", on=date(2027, 1, 1)).kept_on == TODAY
    assert row.digest == hashlib.sha256(b"a letter").hexdigest()
