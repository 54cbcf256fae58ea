"""The same store over an S3-compatible peer on loopback: whole, once, and refused when it is not what was kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import boto3
import pytest

from gongkai.files import store
from gongkai.files.actions import verify
from gongkai.files.admission import NotAdmitted, admit
from gongkai.files.shelves import shelf
from tests.files.peers import free_port, object_store

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def peer() -> Iterator[str]:
    with object_store() as address:
        yield address


def _options(address: str) -> dict[str, object]:
    return {
        "BACKEND": "gongkai.files.buckets.Bucket",
        "OPTIONS": {
            "bucket_name": "originals",
            "endpoint_url": address,
            "access_key": "somebody",
            "secret_key": "something",
            "region_name": "us-east-1",
        },
    }


@pytest.fixture
def bucket(db: None, peer: str, settings: Any) -> Iterator[Any]:
    at = boto3.resource(
        "s3",
        endpoint_url=peer,
        aws_access_key_id="somebody",
        aws_secret_access_key="something",
        region_name="us-east-1",
    ).Bucket("originals")
    at.create()
    settings.STORAGES = {**settings.STORAGES, "originals": _options(peer)}
    yield at
    at.objects.all().delete()
    at.delete()


def test_bytes_come_back_as_they_were(bucket: Any) -> None:
    data = bytes(range(256)) * 40_000  # more than one part of a transfer
    digest = store.keep(data)
    assert store.give(digest) == data
    assert [item.key for item in bucket.objects.all()] == [f"{digest[:2]}/{digest}"]


def test_the_same_bytes_are_sent_once(bucket: Any) -> None:
    digest = store.keep(b"a report")
    before = next(iter(bucket.objects.all())).last_modified
    assert store.keep(b"a report") == digest
    assert next(iter(bucket.objects.all())).last_modified == before


def test_altered_and_missing_bytes_are_refused(bucket: Any) -> None:
    digest = store.keep(b"a report")
    bucket.put_object(Key=f"{digest[:2]}/{digest}", Body=b"a rep0rt")
    with pytest.raises(store.Damaged, match="不一致"):
        store.give(digest)
    with pytest.raises(store.Damaged, match="不在"):
        store.give("0" * 64)


def test_what_was_cut_off_is_kept_anew(bucket: Any) -> None:
    digest = store.keep(b"a report")
    bucket.put_object(Key=f"{digest[:2]}/{digest}", Body=b"a rep")
    assert store.give(store.keep(b"a report")) == b"a report"


@pytest.mark.django_db
def test_files_come_in_and_are_verified_there(bucket: Any) -> None:
    admitted = admit(io.BytesIO(b"words"), "a.txt", on=TODAY)
    assert list(shelf().digests()) == [admitted.digest] and not list(verify())
    bucket.put_object(Key=f"{admitted.digest[:2]}/{admitted.digest}", Body=b"w0rds")
    assert [fault.digest for fault in verify()] == [admitted.digest]


@pytest.mark.django_db
def test_a_store_that_does_not_answer_is_said_in_words(settings: Any) -> None:
    silent = _options(f"http://127.0.0.1:{free_port()}")
    settings.STORAGES = {**settings.STORAGES, "originals": silent}
    with pytest.raises(NotAdmitted, match="对象存储没有应答"):
        admit(io.BytesIO(b"words"), "a.txt", on=TODAY)
