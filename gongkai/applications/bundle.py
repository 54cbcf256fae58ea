"""The file of a case as one archive (卷宗、证据包): every paper, numbered and hashed, the steps, the term day by day, and what the
journal says; opened offline, checked with ``sha256sum -c``. Who applied is in it only for whoever may see that and says why."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import IO, Final, cast

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.db import transaction
from django.utils.timezone import localdate, localtime

from gongkai.applications.bundle_contents import Member, Packed, members
from gongkai.applications.bundle_index import index
from gongkai.applications.identity import Identity, look_at, masked
from gongkai.applications.models import Application
from gongkai.files.store import Damaged, pieces
from gongkai.organisations.access import allowed
from gongkai.organisations.models import Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused

EXPORT: Final = "applications.export"
INDEX: Final = "目录.html"
LISTS: Final = ("清单.sha256", "清单.sm3")


@dataclass(frozen=True)
class Bundle:
    """An archive on its way: the name of the file, and its bytes piece by piece, in bounded memory."""

    name: str
    pieces: Iterator[bytes]


@transaction.atomic
def bundle(application: Application, *, by: Person, at: datetime, reason: str = "") -> Bundle:
    """The archive of a case. With a ``reason`` it holds who applied and every paper that says so, and the look goes on record
    for each; without one those papers are named by hash only. Refused without the right to export, or to see identities."""
    on = localdate(at)
    if not allowed(by, EXPORT, application.body, on):
        raise Refused(f"您没有导出{application.body.name}案件的权限。")
    people = application.applicants.select_related("application__body").order_by("sequence")
    known = [look_at(one, by=by, reason=reason, at=at) if reason.strip() else masked(one) for one in people]
    after = {"number": application.number, "identities": bool(reason.strip())}
    note("applications.bundle", application, body=application.body, by=by, on=on, after=after)
    parts = list(members(application, clear=bool(reason.strip())))
    name = f"{application.body.name}{application.number}号申请卷宗.zip"
    return Bundle(name, _packed(application, known, parts, at))


def _packed(
    application: Application, known: list[Identity], parts: list[Member], at: datetime
) -> Iterator[bytes]:
    sink = _Sink()
    stamp = localtime(at)
    done: list[Packed] = []
    with zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_DEFLATED) as archive:
        for member in parts:
            yield from _put(archive, sink, member, stamp, done)
        text = index(application, known, done, localdate(at))
        page = Member(INDEX, "目录", text=text)
        yield from _put(archive, sink, page, stamp, done)
        there = [one for one in done if one.size and not one.missing and one.member.kept]
        lists = ("".join(_lines(there, "sha256")), "".join(_lines(there, "sm3")))
        for name, text in zip(LISTS, lists, strict=True):
            yield from _put(archive, sink, Member(name, name, text=text), stamp, done)
    yield sink.take()


def _lines(done: Iterable[Packed], which: str) -> Iterator[str]:
    for one in done:
        yield f"{getattr(one, which)}  {one.member.path}\n"


def _put(
    archive: zipfile.ZipFile, sink: _Sink, member: Member, stamp: datetime, done: list[Packed]
) -> Iterator[bytes]:
    """One member into the archive; one that is not to be in it, or is no longer what was kept, into the list only."""
    fault = _fault(member)
    if fault or not member.kept:
        done.append(Packed(member, 0, member.digest, "", fault))
        return
    sums, size = (sha256(), Hash(SM3())), 0
    day = (stamp.year, stamp.month, stamp.day, stamp.hour, stamp.minute, stamp.second)
    info = zipfile.ZipInfo(member.path, day)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    with archive.open(info, "w", force_zip64=True) as file:
        for piece in _bytes_of(member):
            file.write(piece)
            size += len(piece)
            for one in sums:
                one.update(piece)
            yield sink.take()
    done.append(Packed(member, size, sums[0].hexdigest(), sums[1].finalize().hex()))
    yield sink.take()


def _fault(member: Member) -> str:
    """Why the bytes of a member cannot go in; the store is read through once, so that no half of a file does."""
    if not member.digest or not member.kept:
        return ""
    try:
        for _ in pieces(member.digest):
            pass
    except Damaged as fault:
        return str(fault)
    return ""


def _bytes_of(member: Member) -> Iterator[bytes]:
    if member.digest:
        yield from pieces(member.digest)
    else:
        yield member.text.encode()


class _Sink:
    """What an archive writes into; whoever reads takes it away."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Hold a piece."""
        self._held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere else."""

    def take(self) -> bytes:
        """What was written since."""
        found, self._held = b"".join(self._held), []
        return found
