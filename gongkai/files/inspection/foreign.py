"""Files that are two things at once: a picture that is also an archive, a document that is also a program."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from gongkai.files.kinds import Kind
from gongkai.files.refusals import Unfit

_AT_ONCE = 1048576
_LONGEST = 64
_PROGRAM = re.compile(rb"This program (?:cannot|must) be run|<\?php[\s]|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c")
_PAGE = re.compile(rb"<script[\s>]|<!doctype html|<html[\s>]|<iframe[\s>]|<hta:", re.I)
_TWICE = ("里面还接着另一种文件", "像是拼接的文件，请用原来的软件另存后再上传")


def refuse_second_nature(file: IO[bytes], kind: Kind) -> None:
    """Unfit where bytes of another kind follow or hide in a file, so that two readers see two different things."""
    if kind.family in ("text", "archive", "office"):
        return
    if _ends_as_zip(file, kind):
        raise Unfit(*_TWICE)
    wanted = (_PROGRAM, _PAGE) if kind.family == "picture" else (_PROGRAM,)
    file.seek(0)
    if kind.code != "pdf" and b"%PDF-" in file.read(1024):
        raise Unfit(*_TWICE)
    for window in _windows(file):
        if any(pattern.search(window) for pattern in wanted):
            raise Unfit(*_TWICE)


def _ends_as_zip(file: IO[bytes], kind: Kind) -> bool:
    """The directory of an archive near the end; in a compound file, which may hold whole documents, only at the end."""
    file.seek(0)
    if not zipfile.is_zipfile(file):
        return False
    if kind.family != "compound":
        return True
    file.seek(-22, 2)
    tail = file.read()
    return tail.startswith(b"PK\x05\x06") and tail.endswith(b"\x00\x00")


def _windows(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    tail = b""
    while piece := file.read(_AT_ONCE):
        yield tail + piece
        tail = piece[-_LONGEST:]
