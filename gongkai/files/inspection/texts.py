"""Text in its kinds: pages, tables with commas, RTF, XML of Office 2003. Nothing in them may start a program."""

from __future__ import annotations

import re
from typing import IO

from gongkai.files.inspection.compound import MACROS
from gongkai.files.inspection.room import Room
from gongkai.files.inspection.xml_parts import inspect_xml
from gongkai.files.kinds import Kind
from gongkai.files.limits import limits
from gongkai.files.refusals import Unfit
from gongkai.reading.openers.encodings import decode

_CUT = ("不完整，后面缺了一段", "请重新下载或另存后再上传")
_OBJECT = re.compile(rb"\\(?:objdata|objocx|objemb|objlink|objautlink|objupdate|ddeauto|dde)\b", re.I)
_SCRIPT_HOST = re.compile(r"<hta:application|<script[^>]{0,200}vbscript|language\s*=\s*[\"']?vbscript", re.I)
_ACTIVE_MIME = re.compile(r"^QWN0aXZlTWltZ", re.M)
_STARTS_PROGRAM = re.compile(r"(?:^|[\n\r,;\t])\s*\"?\s*[=+\-@][^\n\r,;\t]{0,200}?\|[^\n\r]{0,300}?!", re.I)
_PROGRAM = ("里有会启动程序的内容", "请删去后再上传")


def inspect_text(file: IO[bytes], kind: Kind, room: Room) -> None:
    """Unfit where a text of this kind is cut off or has something in it that starts a program."""
    file.seek(0)
    data = file.read(limits().file + 1)
    _INSPECTORS.get(kind.code, _nothing)(data)


def _nothing(data: bytes) -> None:
    return None


def _rtf(data: bytes) -> None:
    if _OBJECT.search(data):
        raise Unfit("里嵌有对象或动态链接", "请删去嵌入的对象，另存为 docx 再上传")
    if not data.rstrip(b" \t\r\n\x00").endswith(b"}"):
        raise Unfit(*_CUT)


def _page(data: bytes) -> None:
    if _SCRIPT_HOST.search(decode(data) or ""):
        raise Unfit(*_PROGRAM)


def _web_archive(data: bytes) -> None:
    text = decode(data) or ""
    if _ACTIVE_MIME.search(text) or "application/x-mso" in text:
        raise Unfit(*MACROS)
    _page(data)


def _office_xml(data: bytes) -> None:
    inspect_xml([data], main=True)
    if re.search(
        rb"macrosPresent\s*=\s*[\"']yes|editdata\.mso|oledata\.mso|macroEnabled|vbaProject", data, re.I
    ):
        raise Unfit(*MACROS)


def _table(data: bytes) -> None:
    if _STARTS_PROGRAM.search(decode(data) or ""):
        raise Unfit("里有会启动程序的公式（DDE）", "请删去以 = + - @ 开头的公式后再上传")


_INSPECTORS = {
    "rtf": _rtf,
    "html": _page,
    "mhtml": _web_archive,
    "office_xml": _office_xml,
    "csv": _table,
}
