"""Putting a backup back: first all of it is read and held against itself, then it is put in place, then proved."""

from __future__ import annotations

import gzip
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from gongkai.cli.archive import contents, databases
from gongkai.cli.archive.contents import Contents
from gongkai.cli.archive.sealing import Opening, Unreadable
from gongkai.files import store
from gongkai.files.shelves import shelf
from gongkai.journal import anchors, keys
from gongkai.journal.verification import verify
from gongkai.organisations.sealing import key_names

AT_ONCE = 1 << 20


class Refused(Exception):
    """Why a backup is not put back, as a sentence. Nothing was changed."""


@dataclass(frozen=True)
class Proof:
    """What was compared after a restore: each line says one comparison, the faults what did not agree."""

    lines: tuple[str, ...]
    faults: tuple[str, ...]


def examine(file: Path, secret: str) -> Contents:
    """Read a backup to its end and hold it against its contents; nothing is written. Unreadable where the key is another
    or a byte was altered."""
    found: Contents | None = None
    files = octets = 0
    with _opened(file, secret) as archive:
        for item in archive:
            if item.name == "contents.json":
                found = contents.read(_whole(archive, item))
            elif item.name.startswith("files/"):
                files, octets = files + 1, octets + item.size
    if found is None or (files, octets) != (found.files, found.octets):
        raise Unreadable("备份文件不完整：没有清单，或文件数与清单不符。")
    return found


def refusal(found: Contents, *, replace: bool) -> str:
    """Why this backup cannot be put back here, as a sentence; "" where it can."""
    if found.database != connection.vendor:
        return f"备份出自 {found.database}，这里的数据库是 {connection.vendor}；请把 DATABASE_URL 指向同一种数据库。"
    lacking = [key for key in found.journal_keys if key not in keys.every()]
    if lacking:
        return f"缺少操作记录密钥 {'、'.join(lacking)}：请先把另存的 journal_key 放回 {settings.VAR}。"
    sealed = [key for key in found.data_keys if key not in key_names()]
    if sealed:
        return f"缺少数据密钥 {'、'.join(sealed)}：请先把另存的 data_key 放回 {settings.VAR}，否则申请人的身份信息打不开。"
    if not replace and not (databases.empty() and next(shelf().digests(), None) is None):
        return "这里已有数据。恢复只在空的地方进行；确要替换，加 --replace（现有数据库会另存，不会删除）。"
    return ""


def restore(file: Path, secret: str, found: Contents, moment: str) -> tuple[Proof, str]:
    """Put an examined backup in place: files first, then the database in one step. The proof, and where what was there is
    kept aside. DatabaseRefused where the database does not take it; what was there is still in its place then."""
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".restore-") as name:
        folder = Path(name)
        digests = _unpack(file, secret, folder, set(found.damaged))
        aside = databases.put_back(folder / "database", moment)
        lines = (folder / "anchors").read_bytes()
        if lines and not anchors.place().exists():
            anchors.place().parent.mkdir(parents=True, exist_ok=True)
            anchors.place().write_bytes(lines)
        return _proof(found, digests, lines), aside


def _unpack(file: Path, secret: str, folder: Path, damaged: set[str]) -> Path:
    """Database and anchors into the folder, files into the store; the digests stand in a file, one a line."""
    digests = folder / "digests"
    with _opened(file, secret) as archive, digests.open("w") as listed:
        for item in archive:
            given = archive.extractfile(item)
            if given is None or item.name == "contents.json":
                continue
            kept = folder / "file"
            with kept.open("wb") as fresh:
                shutil.copyfileobj(given, fresh, AT_ONCE)
            if not item.name.startswith("files/"):
                kept.rename(folder / item.name)
            elif item.name[6:] not in damaged:
                _shelve(kept, item.name[6:])
                listed.write(f"{item.name[6:]}\n")
    return digests


def _shelve(kept: Path, digest: str) -> None:
    with kept.open("rb") as file:
        if store.keep_file(file) != digest:
            raise Unreadable(f"备份里的文件 {digest} 与它的摘要不符。")


def _proof(found: Contents, digests: Path, lines: bytes) -> Proof:
    faults = [*_tables(found), *_files(digests)]
    if contents.heads(databases.ask_live) != found.heads:
        faults.append("操作记录的链头与备份时不同。")
    verdict = verify(lines.splitlines(keepends=True))
    if verdict.broken:
        faults.append(f"操作记录不符：{verdict.broken}")
    faults += [f"备份时已损坏的文件：{digest}" for digest in found.damaged]
    rows = sum(found.tables.values())
    return Proof(
        (
            f"数据库：{len(found.tables)} 张表，{rows} 行，逐表与备份时相同",
            f"文件：{found.files} 个，{found.octets} 字节，逐个与摘要相同",
            f"操作记录：{verdict.chains} 条链，{verdict.entries} 条，全部相符，链头与备份时相同",
        ),
        tuple(faults),
    )


def _tables(found: Contents) -> Iterator[str]:
    now = contents.rows_of_tables(databases.ask_live)
    for name in sorted(now.keys() | found.tables.keys()):
        if now.get(name) != found.tables.get(name):
            yield f"表 {name} 备份时 {found.tables.get(name)} 行，恢复后 {now.get(name)} 行。"


def _files(digests: Path) -> Iterator[str]:
    with digests.open() as listed:
        for line in listed:
            try:
                for _ in store.pieces(line.strip()):
                    pass
            except store.Damaged as fault:
                yield str(fault)


@contextmanager
def _opened(file: Path, secret: str) -> Iterator[tarfile.TarFile]:
    """The archive in a sealed file; whatever is wrong with it is Unreadable."""
    with file.open("rb") as sealed:
        try:
            with (
                gzip.GzipFile(fileobj=Opening(sealed, secret)) as packed,
                tarfile.open(fileobj=packed, mode="r|") as archive,
            ):
                yield archive
                while packed.read(AT_ONCE):  # to the last byte, so that none is left unchecked
                    pass
        except (tarfile.TarError, gzip.BadGzipFile, EOFError) as error:
            raise Unreadable("备份文件不完整。") from error


def _whole(archive: tarfile.TarFile, item: tarfile.TarInfo) -> bytes:
    given: IO[bytes] | None = archive.extractfile(item)
    return given.read() if given else b""
