"""PDF: it opens without a password, is whole, and has nothing in it that acts by itself or carries another file."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import IO

from pypdfium2 import raw
from pypdfium2.internal import get_bufwriter

from gongkai.files.inspection.room import Room
from gongkai.files.kinds import Kind
from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit

_LOCKED = ("设有打开密码，打不开", "请用没有密码的版本")
_BROKEN = ("已损坏，打不开", "请重新下载，或从原文重新导出")
_CUT = ("不完整，后面缺了一段或者接着别的内容", "请重新下载，或从原文重新导出")
_ACTS = {
    b"JavaScript": ("含脚本（JavaScript）", "请用“打印为 PDF”另存一份，脚本就没有了"),
    b"Launch": ("含启动程序的动作（Launch）", "请用“打印为 PDF”另存一份再上传"),
    b"EmbeddedFile": ("里附有其他文件", "请把附件取出单独上传，正文用“打印为 PDF”另存"),
    b"EmbeddedFiles": ("里附有其他文件", "请把附件取出单独上传，正文用“打印为 PDF”另存"),
    b"FileAttachment": ("里附有其他文件", "请把附件取出单独上传，正文用“打印为 PDF”另存"),
    b"RichMedia": ("含影音或动画", "请用“打印为 PDF”另存一份再上传"),
    b"XFA": ("是动态表单（XFA）", "请用“打印为 PDF”另存一份再上传"),
}
_NAME = re.compile(rb"/(" + b"|".join(sorted(_ACTS, reverse=True)) + rb")(?=[\s/<>\[\]()%]|$)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/ObjStm\b.{0,600}?stream\r?\n", re.S)
_LARGEST_PACKED = 33_554_432
_TAIL = 2048
_OVERLAP = 256


def inspect_pdf(file: IO[bytes], kind: Kind, room: Room) -> None:
    """Unfit where it is locked, damaged, cut off, or would do something when opened."""
    file.seek(0)
    data = file.read(limits().file + 1)
    if b"%%EOF" not in data[-_TAIL:]:
        raise Unfit(*_CUT)
    _refuse_acts(data)
    for packed in _packed_objects(data):
        _refuse_acts(packed)
    _open(data)


def _refuse_acts(data: bytes) -> None:
    plain = _ESCAPED.sub(_unescaped, data) if b"#" in data else data
    if found := _NAME.search(plain):
        raise Unfit(*_ACTS[found[1]])


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode("ascii"))


def _packed_objects(data: bytes) -> Iterator[bytes]:
    """What object streams unfold to; those that do not unfold are not read by others either."""
    for found in _PACKED.finditer(data):
        unpack = zlib.decompressobj()
        try:
            yield unpack.decompress(data[found.end() : found.end() + limits().file], _LARGEST_PACKED)
        except zlib.error:
            continue
        if unpack.unconsumed_tail and not unpack.eof:
            raise Unfit("展开后大得不正常", "请用“打印为 PDF”另存一份再上传")


class _Watch:
    """Takes a file as it is written anew, without protection and with every object in plain sight, and looks for acts."""

    def __init__(self) -> None:
        self._tail = b""
        self.found: Unfit | None = None

    def write(self, piece: bytes) -> int:
        window = self._tail + bytes(piece)
        try:
            _refuse_acts(window)
        except Unfit as fault:
            self.found = self.found or fault
        self._tail = window[-_OVERLAP:]
        return len(piece)


def _refuse_unreadable(document: raw.FPDF_DOCUMENT) -> None:
    """A count of pages may be a lie; the first one has to be there."""
    page = raw.FPDF_LoadPage(document, 0) if raw.FPDF_GetPageCount(document) > 0 else None
    if not page:
        raise Unfit(*_BROKEN)
    raw.FPDF_ClosePage(page)


def _open(data: bytes) -> None:
    document = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD
        raise Unfit(*(_LOCKED if locked else _BROKEN))
    try:
        _refuse_unreadable(document)
        if raw.FPDFDoc_GetAttachmentCount(document) > 0:
            raise Unfit(*_ACTS[b"EmbeddedFile"])
        watch = _Watch()
        raw.FPDF_SaveAsCopy(document, get_bufwriter(watch), raw.FPDF_REMOVE_SECURITY)
        if watch.found:
            raise watch.found
    finally:
        raw.FPDF_CloseDocument(document)
