"""What a person hands in → the papers in it. A zip is opened within limits that do not trust what it says of itself."""

from __future__ import annotations

import io
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

UTF8_NAME: Final = 0x800
ENCRYPTED: Final = 0x1
# An office document is a zip too; it has one of these in it.
DOCUMENT_PARTS: Final = frozenset({"[Content_Types].xml", "mimetype", "OFD.xml"})
ARCHIVES: Final = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz")
LEFT_BY_SYSTEMS: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Limits:
    """The limits of uploads.toml."""

    files: int
    file_size: int
    total_size: int
    ratio: int
    ratio_from: int
    depth: int
    at_once: int
    stale_minutes: int


class Handed(NamedTuple):
    """One file as handed in, or the reason in Chinese why it is not taken."""

    name: str
    data: bytes = b""
    refused: str = ""


class Refused(Exception):
    """Why a zip is not unpacked."""


@cache
def limits() -> Limits:
    """The limits; TypeError where the file has other keys."""
    text = files("gongkai.reports").joinpath("uploads.toml").read_text(encoding="utf-8")
    return Limits(**tomllib.loads(text))


def papers_in(name: str, data: bytes, allowed: Limits | None = None) -> list[Handed]:
    """A file as itself, a zip as the files in it; a zip beyond the limits is one refusal and nothing of it is taken."""
    allowed = allowed or limits()
    if len(data) > allowed.file_size and not _is_zip(name, data):
        return [Handed(name, refused=_too_large(allowed))]
    if not _is_zip(name, data):
        return [Handed(name, data)]
    try:
        return list(_unpacked(name, data, allowed))
    except Refused as error:
        return [Handed(name, refused=str(error))]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        return [Handed(name, refused="压缩包已损坏，或者用了不能识别的压缩方法，打不开；请重新压缩为 zip。")]


def _too_large(allowed: Limits) -> str:
    return f"文件超过 {allowed.file_size // 1048576} MB，没有接收。"


def _is_zip(name: str, data: bytes) -> bool:
    """A zip by its name, unless it is a document that was named so."""
    if not name.lower().endswith(".zip"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return DOCUMENT_PARTS.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return True


def _unpacked(name: str, data: bytes, allowed: Limits) -> Iterator[Handed]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [info for info in archive.infolist() if _is_paper(info)]
        if len(members) > allowed.files:
            raise Refused(f"压缩包里有 {len(members)} 个文件，一次最多 {allowed.files} 个；请分几次上传。")
        if not members:
            raise Refused("压缩包是空的。")
        total = 0
        for info in members:
            one = _member(archive, info, allowed)
            total += len(one.data)
            if total > allowed.total_size:
                raise Refused(
                    f"压缩包展开后超过 {allowed.total_size // 1048576} MB，没有接收；请分几次上传。"
                )
            yield one._replace(name=f"{name}／{one.name}")


def _is_paper(info: zipfile.ZipInfo) -> bool:
    return not info.is_dir() and not any(
        info.filename.startswith(left) or info.filename.endswith(left) for left in LEFT_BY_SYSTEMS
    )


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowed: Limits) -> Handed:
    """One file of a zip; Refused where it makes the whole zip unsafe to unpack."""
    name = _name(info)
    if info.flag_bits & ENCRYPTED:
        raise Refused("压缩包有密码，打不开；请去掉密码再上传。")
    if name.count("/") > allowed.depth:
        raise Refused(f"压缩包里的文件夹超过 {allowed.depth} 层，没有接收。")
    if name.lower().endswith(ARCHIVES):
        return Handed(name, refused="压缩包里的压缩包不展开；请把里面的文件直接上传。")
    with archive.open(info) as file:
        data = file.read(allowed.file_size + 1)
    if len(data) > allowed.ratio_from and len(data) > allowed.ratio * max(info.compress_size, 1):
        raise Refused(
            f"“{name}”展开后是压缩时的 {allowed.ratio} 倍以上，不像正常的文件；整个压缩包没有接收。"
        )
    if len(data) > allowed.file_size:
        return Handed(name, refused=_too_large(allowed))
    return Handed(name, data)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: Chinese systems write GB 18030 where the format expects code page 437."""
    if info.flag_bits & UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
