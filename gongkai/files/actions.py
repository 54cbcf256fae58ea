"""What is done with files in the store besides taking them in: keep what the platform itself made, scan again, verify."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.apps import apps
from django.db import models

from gongkai.files import store
from gongkai.files.models import Scan, StoredFile
from gongkai.files.scanning import scanned
from gongkai.files.shelves import shelf
from gongkai.files.spooling import spooled

_MOST_OWNERS = 20


class Fault(NamedTuple):
    """A file whose bytes are gone or no longer those that were kept, with what it belongs to."""

    digest: str
    says: str
    belongs: tuple[str, ...]


def keep_own(data: bytes, *, kind: str, on: date) -> StoredFile:
    """Keep what the platform itself made (a letter, a sheet) or an operator loads; ``kind`` is empty where nobody looked.
    What others send comes in by ``admission``."""
    about = {"size": len(data), "kind": kind, "kept_on": on}
    return StoredFile.objects.get_or_create(digest=store.keep(data), defaults=about)[0]


def scan_again() -> int:
    """Have everything scanned that the scanner did not answer for; how many files have an answer now."""
    answered = 0
    for file in StoredFile.objects.filter(scan=Scan.PENDING).iterator():
        with spooled(file.digest) as opened:
            verdict = scanned(opened)
        if verdict.scan in (Scan.CLEAN, Scan.FOUND):
            file.scan, file.virus = verdict.scan, verdict.virus[:200]
            file.save(update_fields=["scan", "virus"])
            answered += 1
    return answered


def verify() -> Iterator[Fault]:
    """Every file of the store that is not what was kept, in order of digests, each with what it belongs to; nothing is
    yielded where all is well. Files that no row knows are looked at too."""
    known: set[str] = set()
    for digest in StoredFile.objects.order_by("digest").values_list("digest", flat=True).iterator():
        known.add(digest)
        yield from _faults(digest)
    for digest in shelf().digests():
        if digest not in known:
            yield from _faults(digest)


def _faults(digest: str) -> Iterator[Fault]:
    try:
        for _ in store.pieces(digest):
            pass
    except store.Damaged as fault:
        yield Fault(digest, str(fault), owners(digest))


def owners(digest: str) -> tuple[str, ...]:
    """What a file belongs to, in words: the rows of every package that keeps its digest, whichever that is. A model that
    has files names the column ``digest``, or refers to `StoredFile`."""
    found: list[str] = []
    for model, column in _keepers():
        found += [_named(row) for row in model._default_manager.filter(**{column: digest})[:_MOST_OWNERS]]
    return tuple(found)


def _keepers() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields if model is not StoredFile else ():
            if field.name == "digest" or field.related_model is StoredFile:
                yield model, field.name


def _named(row: models.Model) -> str:
    return f"{row._meta.verbose_name}“{row}”（编号 {row.pk}）"
