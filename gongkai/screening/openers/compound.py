"""Compound files of before 2007 (doc, xls, ppt, wps, et, msg): the text of Word by its own tables, workbooks by
calamine, every stream swept, so that comments, revisions and hidden parts are seen as well."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import olefile

from gongkai.screening.look import Look
from gongkai.screening.openers.archive import LOCKED
from gongkai.screening.openers.old_word import old_word
from gongkai.screening.openers.old_workbook import old_workbook
from gongkai.screening.openers.raw import sweep
from gongkai.screening.tape import Piece

Inside = Callable[[bytes, str, Look], None]

_MOST_STREAM = 100_000_000
_PACKED = re.compile(rb"%PDF-|PK\x03\x04|\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_DAMAGED = "文件已损坏或不完整，只检查了看得到的字节；请用办公软件另存后再查。"


def open_compound(data: bytes, look: Look, inside: Inside) -> list[Piece]:
    """Every stream of a compound file; what the sweep of its bytes brings to light comes back apart."""
    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_FATAL) as ole:
            return _streams(ole, data, look, inside)
    except (
        OSError,
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        MemoryError,
    ):
        look.unseen("", _DAMAGED)
        return list(sweep(data, look.prefix + "文件原始数据"))


def _streams(ole: olefile.OleFileIO[str], data: bytes, look: Look, inside: Inside) -> list[Piece]:
    streams = {"/".join(path): path for path in ole.listdir(streams=True, storages=False)}
    names = {name.rpartition("/")[2] for name in streams}
    if "EncryptedPackage" in names:
        look.unseen("", LOCKED)
        return []
    _properties(ole, look)
    if "WordDocument" in streams:
        old_word(ole, look)
    for name in ("Workbook", "Book"):
        if name in streams:
            old_workbook(ole.openstream(streams[name]).read(_MOST_STREAM), data, look)
    raw: list[Piece] = []
    for name, path in streams.items():
        body = ole.openstream(path).read(_MOST_STREAM)
        raw += sweep(body, f"{look.prefix}文件内部（{_printable(name)}）")
        _packed(name, body, look, inside)
    raw += sweep(data, look.prefix + "文件原始数据")
    return raw


def _packed(name: str, body: bytes, look: Look, inside: Inside) -> None:
    """A file that lies in a stream, as embedded objects do."""
    if name in ("WordDocument", "Workbook", "Book") or name.startswith("\x05"):
        return
    found = _PACKED.search(body)
    if not found:
        return
    place = f"内嵌文件（{_printable(name)}）"
    look.hit("embedded", place, "夹带另一份文件", "question")
    below = look.inside(place, hidden="embedded")
    if below:
        inside(body[found.start() :], "", below)


def _properties(ole: olefile.OleFileIO[str], look: Look) -> None:
    about = ole.get_metadata()
    for name, value in _values(about):
        look.text(value, f"文档属性 {name}", label=name, hidden="property")


def _values(about: object) -> Iterator[tuple[str, str]]:
    for name in (
        "title",
        "subject",
        "author",
        "keywords",
        "comments",
        "last_saved_by",
        "manager",
        "company",
        "category",
    ):
        value = getattr(about, name, None)
        if isinstance(value, bytes):
            yield name, _decoded(value)
        elif isinstance(value, str):
            yield name, value


def _decoded(value: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return value.decode(encoding).strip("\x00")
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")


def _printable(name: str) -> str:
    return "".join([char for char in name if char.isprintable()])
