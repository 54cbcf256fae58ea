"""docx, xlsx and ofd: archives of XML without macros, controls, entities or programs, whose parts are all what they say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO

import olefile

from gongkai.files.archives import Archive, Entry
from gongkai.files.inspection.compound import MACROS, PACKED, refuse_streams
from gongkai.files.inspection.pictures import refuse_large_picture
from gongkai.files.inspection.room import Room
from gongkai.files.inspection.xml_parts import inspect_xml
from gongkai.files.kinds import Kind, is_program
from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit

_MACRO_PARTS = ("vbaproject", "vbadata", "/macrosheets/", "/dialogsheets/")
_XML = (".xml", ".rels")
_DOCUMENTS = (".docx", ".xlsx", ".docm", ".xlsm", ".doc", ".xls", ".pdf", ".rtf", ".htm", ".html", ".mht")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
_MAIN = {
    "docx": ("[content_types].xml", "word/document"),
    "xlsx": ("[content_types].xml", "xl/workbook"),
    "ofd": ("ofd.xml",),
}
_NATIVE = "\x01Ole10Native".encode("utf-16-le")


def inspect_office(file: IO[bytes], kind: Kind, room: Room) -> None:
    """Unfit where one of the parts is, named by the part."""
    archive = Archive(file, most=limits().parts, total=limits().archive)
    names = [entry.name.lower().lstrip("/") for entry in archive.entries]
    for wanted in _MAIN[kind.code]:
        if not any(name.startswith(wanted) for name in names):
            raise Unfit("缺少正文，已损坏或不完整", "请用办公软件另存后再上传")
    for entry in archive.entries:
        try:
            _inspect_part(archive, entry, kind, room)
        except Unfit as fault:
            raise fault if fault.inside else fault.within(entry.name) from None


def _inspect_part(archive: Archive, entry: Entry, kind: Kind, room: Room) -> None:
    name = entry.name.lower().replace("\\", "/")
    if any(mark in name for mark in _MACRO_PARTS):
        raise Unfit(*MACROS)
    if "/activex/" in name:
        raise Unfit("是 ActiveX 控件", "请删去控件，或选择性粘贴为纯文本，另存后再上传")
    pieces = archive.pieces(entry, ratio=limits().part_ratio)
    if name.endswith(_XML):
        main = any(name.startswith(wanted) for wanted in _MAIN[kind.code]) and name.count("/") < 2
        return inspect_xml(pieces, main=main)
    _inspect_other(pieces, entry, name, room)


def _inspect_other(pieces: Iterator[bytes], entry: Entry, name: str, room: Room) -> None:
    """A picture, a font, an object: read to its end so that its sums are checked, and looked at by what it is."""
    part = io.BytesIO()
    for piece in pieces:
        part.write(piece)
    head = part.getvalue()[:16]
    if is_program(head):
        raise Unfit("是程序", "请删去嵌入的程序，另存后再上传")
    if _NATIVE in part.getvalue():
        raise Unfit(*PACKED)
    if name.endswith(_PICTURES):
        refuse_large_picture(part)
    if name.endswith(_DOCUMENTS):
        room.inside(part, entry.name, embedded=True)
    elif head.startswith(olefile.MAGIC):
        refuse_streams(part)
