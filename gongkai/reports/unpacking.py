"""What a person hands in → the papers in it, each taken into the file store or refused in a sentence. A zip is its files."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import IO, Final, NamedTuple

from gongkai.files.admission import NotAdmitted, Stream, admit, spooled_from
from gongkai.files.archives import Archive, Entry
from gongkai.files.kinds import kinds
from gongkai.files.limits import limits as limits_of_files
from gongkai.files.limits import megabytes
from gongkai.files.refusals import Unfit

# An office document is a zip too; it has one of these in it.
DOCUMENT_PARTS: Final = frozenset({"[Content_Types].xml", "mimetype", "OFD.xml"})
ARCHIVES: Final = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")
PAPERS: Final = frozenset(kinds()) - {"zip", "png", "jpg", "gif"}


@dataclass(frozen=True)
class Limits:
    """The limits of uploads.toml."""

    files: int
    at_once: int
    stale_minutes: int


class Handed(NamedTuple):
    """One file as handed in: the digest it is kept under, or the reason in Chinese why it is not taken."""

    name: str
    digest: str = ""
    refused: str = ""


@cache
def limits() -> Limits:
    """The limits; TypeError where the file has other keys."""
    text = files("gongkai.reports").joinpath("uploads.toml").read_text(encoding="utf-8")
    return Limits(**tomllib.loads(text))


def papers_in(stream: Stream, name: str, *, on: date) -> Iterator[Handed]:
    """A file as itself, a zip as the files in it; a zip beyond the limits is one refusal and nothing of it is taken."""
    if not name.lower().endswith(".zip"):
        yield _taken(stream, name, name, on)
        return
    with tempfile.TemporaryFile() as file:
        try:
            spooled_from(stream, file, limits_of_files().archive)
            yield from _papers_of(file, name, on)
        except Unfit as fault:
            yield Handed(name, refused=fault.says(name))


def papers_announced(file: IO[bytes], name: str) -> int:
    """How many papers a file is, as its directory says; one where it is no zip, or one that is refused as a whole."""
    if not name.lower().endswith(".zip"):
        return 1
    try:
        archive = Archive(file, most=limits().files, total=limits_of_files().archive)
        return max(1, len(archive.entries))
    except Unfit:
        return 1
    finally:
        file.seek(0)


def _papers_of(file: IO[bytes], name: str, on: date) -> Iterator[Handed]:
    archive = Archive(file, most=limits_of_files().parts, total=limits_of_files().archive)
    if not DOCUMENT_PARTS.isdisjoint(entry.name for entry in archive.entries):
        file.seek(0)
        yield _taken(file, name, name, on)
        return
    papers = [entry for entry in archive.entries if not entry.is_left_by_system]
    if len(papers) > limits().files:
        raise Unfit(f"里有 {len(papers)} 个文件，一次最多 {limits().files} 个", "请分几次上传")
    if not papers:
        raise Unfit("是空的，里面没有文件", "请检查后重新压缩")
    archive.prove(ratio=limits_of_files().ratio, most=limits_of_files().file)
    for entry in papers:
        yield _entry(archive, entry, f"{name}／{entry.name}", on)


def _entry(archive: Archive, entry: Entry, name: str, on: date) -> Handed:
    if entry.name.lower().endswith(ARCHIVES):
        return Handed(name, refused="压缩包里的压缩包不展开，没有接收；请把里面的文件直接上传。")
    if entry.size > limits_of_files().file:
        return Handed(name, refused=f"文件超过 {megabytes(limits_of_files().file)}，没有接收。")
    with tempfile.TemporaryFile() as file:
        for piece in archive.pieces(entry, ratio=limits_of_files().ratio):
            file.write(piece)
        file.seek(0)
        return _taken(file, name, entry.name.replace("\\", "/").rpartition("/")[2], on)


def _taken(stream: Stream, name: str, bare: str, on: date) -> Handed:
    try:
        return Handed(name, digest=admit(stream, bare, on=on, only=PAPERS).digest)
    except NotAdmitted as fault:
        return Handed(name, refused=str(fault))
