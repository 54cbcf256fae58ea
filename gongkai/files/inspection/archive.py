"""A zip of files: every one of them is looked at as if it came alone."""

from __future__ import annotations

import io
from typing import IO

from gongkai.files.archives import Archive, Entry
from gongkai.files.inspection.room import Room
from gongkai.files.kinds import Kind
from gongkai.files.limits import limits, megabytes
from gongkai.files.refusals import Unfit

# Resource forks and folder settings of macOS, thumbnails and folder settings of Windows.
_MARKS_OF_SYSTEMS = (b"\x00\x05\x16\x07", b"\x00\x00\x00\x01Bud1", b"[.ShellClassInfo]", b"\xd0\xcf\x11\xe0")


def inspect_archive(file: IO[bytes], kind: Kind, room: Room) -> None:
    """Unfit where the archive or one of its files is."""
    if room.depth:
        raise Unfit("是压缩包里的压缩包，不展开", "请把里面的文件直接上传")
    archive = Archive(file, most=limits().entries, total=limits().archive)
    papers = [entry for entry in archive.entries if not entry.is_left_by_system]
    if not papers:
        raise Unfit("是空的，里面没有文件", "请检查后重新压缩")
    for entry in archive.entries:
        opened = _unpacked(archive, entry)
        if not (entry.is_left_by_system and opened.getvalue().startswith(_MARKS_OF_SYSTEMS)):
            room.inside(opened, entry.name)


def _unpacked(archive: Archive, entry: Entry) -> io.BytesIO:
    """The bytes of an entry in memory, which the process that inspects has only so much of."""
    try:
        if entry.size > limits().file:
            raise Unfit(f"有 {megabytes(entry.size)}，最多 {megabytes(limits().file)}", "请拆分后再上传")
        out = io.BytesIO()
        for piece in archive.pieces(entry, ratio=limits().ratio):
            out.write(piece)
        return out
    except Unfit as fault:
        raise fault.within(entry.name) from None
