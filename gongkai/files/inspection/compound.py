"""Compound files of Word and Excel 97–2003 and of WPS: no macros, no password, no packed programs, nothing missing."""

from __future__ import annotations

import struct
from typing import IO, Any

import olefile

from gongkai.files.inspection.room import Room
from gongkai.files.kinds import Kind
from gongkai.files.refusals import Unfit

MACROS = ("含宏", "请另存为不含宏的文档再上传")
_LOCKED = ("设有打开密码，打不开", "请取消密码后另存，再上传")
_BROKEN = ("已损坏或不完整，打不开", "请用办公软件另存后再上传")
PACKED = ("里嵌有其他文件（对象包）", "请删去嵌入的对象，把那个文件单独上传")

_MACRO_NAMES = {"macros", "vba", "_vba_project_cur", "_vba_project", "vbaproject.bin"}
_SHEET, _FILEPASS, _END = 0x85, 0x2F, 0x0A
_MACRO_SHEETS = (1, 6)
_MOST_RECORDS = 200_000


def inspect_compound(file: IO[bytes], kind: Kind, room: Room) -> None:
    """Unfit where the document has a password, macros or packed files, or where a part of it is cut off."""
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as found:
            _refuse_names(found)
            _INSPECTORS[kind.code](found)
    except Unfit:
        raise
    except (OSError, ValueError, IndexError, TypeError, struct.error) as fault:
        raise Unfit(*_BROKEN) from fault


def refuse_streams(file: IO[bytes]) -> None:
    """Unfit where an object embedded in a document has macros or packs a file; one that is damaged does nothing."""
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as found:
            _refuse_names(found)
    except (OSError, ValueError, IndexError, TypeError, struct.error):
        return


def _refuse_names(found: olefile.OleFileIO[Any]) -> None:
    for parts in found.listdir(storages=True):
        path = tuple(part.lower() for part in parts)
        if _MACRO_NAMES & set(path):
            raise Unfit(f"{MACROS[0]}（{path[0]}）", MACROS[1])
        if path[-1] == "\x01ole10native":
            raise Unfit(*PACKED)
        if path[-1] == "encryptedpackage":
            raise Unfit(*_LOCKED)


def _document(found: olefile.OleFileIO[Any]) -> None:
    """The flags at the head of the main stream tell whether it is encrypted and where the rest stands."""
    stream = found.openstream("WordDocument").read()
    (flags,) = struct.unpack_from("<H", stream, 0x0A)
    if flags & 0x0100:
        raise Unfit(*_LOCKED)
    found.openstream("1Table" if flags & 0x0200 else "0Table").read()


def _workbook(found: olefile.OleFileIO[Any]) -> None:
    name = "Workbook" if found.exists("Workbook") else "Book"
    stream, at = found.openstream(name).read(), 0
    for _ in range(_MOST_RECORDS):
        code, length = struct.unpack_from("<HH", stream, at)
        if code == _FILEPASS:
            raise Unfit(*_LOCKED)
        if code == _SHEET and stream[at + 9] in _MACRO_SHEETS:
            raise Unfit(f"{MACROS[0]}（宏表）", MACROS[1])
        if code == _END:
            return
        at += 4 + length
    raise Unfit(*_BROKEN)


_INSPECTORS = {"doc": _document, "xls": _workbook}
