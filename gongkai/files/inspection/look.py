"""One file looked at: its name, what it is by content, what lies in it. Every kind has its own inspector."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from gongkai.files.inspection.archive import inspect_archive
from gongkai.files.inspection.compound import inspect_compound
from gongkai.files.inspection.foreign import refuse_second_nature
from gongkai.files.inspection.office import inspect_office
from gongkai.files.inspection.pdf import inspect_pdf
from gongkai.files.inspection.pictures import inspect_picture
from gongkai.files.inspection.room import Room
from gongkai.files.inspection.sniffing import kind_of
from gongkai.files.inspection.texts import inspect_text
from gongkai.files.kinds import Kind, kinds, refuse_other_extension, refuse_unwanted
from gongkai.files.limits import limits, megabytes
from gongkai.files.names import extension_of, refuse_bad_name
from gongkai.files.refusals import Unfit

_HEAD = 4096
_INSPECTORS: dict[str, Callable[[IO[bytes], Kind, Room], None]] = {
    "archive": inspect_archive,
    "compound": inspect_compound,
    "office": inspect_office,
    "pdf": inspect_pdf,
    "picture": inspect_picture,
    "text": inspect_text,
}


def look(file: IO[bytes], name: str, room: Room | None = None) -> str:
    """A file and the name it came under → the code of its kind. Unfit with what is wrong and what to do.

    Meant for a process of its own: what hostile bytes do to a parser is not caught here.
    """
    room = room or Room(look)
    if not room.embedded:
        refuse_bad_name(name)
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(_HEAD)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Unfit(
            "是空的，里面没有内容" if len(head) == size else "的开头是空白，不像文档", "请检查后重新上传"
        )
    refuse_unwanted(head)
    kind = kinds()[kind_of(file, head, extension_of(name))]
    if not room.embedded:
        refuse_other_extension(kind, extension_of(name))
    most = limits().archive if kind.family == "archive" else limits().file
    if size > most:
        raise Unfit(f"有 {megabytes(size)}，最多 {megabytes(most)}", "请拆分或压缩图片后再上传")
    _INSPECTORS[kind.family](file, kind, room)
    refuse_second_nature(file, kind)
    return kind.code
