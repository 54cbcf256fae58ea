"""Archives taken apart within bounds: every entry, also a second one of the same name, none believed on its size."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from lxml import etree

MOST_ENTRIES = 5000
MOST_ENTRY_BYTES = 80_000_000
MOST_BYTES = 400_000_000
MOST_RATIO = 1000
_SMALL = 8_000_000
_UTF8_NAME = 0x800
_END = b"PK\x05\x06"

DAMAGED = "压缩内容已损坏或不完整，打不开；请重新导出后再查。"
LOCKED = "设有打开密码，没有检查；请取消密码后再查。"
BOMB = "展开后过大或压缩比例异常，没有检查；请拆分后再查。"


class CannotOpen(Exception):
    """Why something cannot be looked into, as a Chinese sentence."""


class Archive:
    """A zip archive, its entries in their order. Raises CannotOpen where it is damaged or a bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, IndexError) as fault:
            raise CannotOpen(DAMAGED) from fault
        self.entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        unpacked = sum(entry.file_size for entry in self.entries)
        if len(self.entries) > MOST_ENTRIES or unpacked > MOST_BYTES:
            raise CannotOpen(BOMB)
        if unpacked > _SMALL and unpacked > len(data) * MOST_RATIO:
            raise CannotOpen(BOMB)
        self.comment = self._zip.comment
        self.around = _around(data, min((entry.header_offset for entry in self.entries), default=0))

    def read(self, entry: zipfile.ZipInfo | str) -> bytes:
        """The bytes of an entry, as many as there may be. Raises CannotOpen."""
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(MOST_ENTRY_BYTES + 1)
        except RuntimeError as fault:
            raise CannotOpen(LOCKED) from fault
        except Exception as fault:  # whatever a damaged stream makes the decompressors raise
            raise CannotOpen(DAMAGED) from fault
        if len(data) > MOST_ENTRY_BYTES:
            raise CannotOpen(BOMB)
        return data

    def names(self) -> list[str]:
        """The names of the entries, as stored."""
        return [entry.filename for entry in self.entries]


def _around(data: bytes, begins: int) -> bytes:
    """The bytes before the first entry and behind the end of an archive, which no program looks at."""
    end = data.rfind(_END)
    length = struct.unpack_from("<H", data, end + 20)[0] if 0 <= end <= len(data) - 22 else 0
    return data[:begins] + (data[end + 22 + length :] if end >= 0 else b"")


def is_archive(data: bytes) -> bool:
    """Whether there is an archive in the bytes, behind something else."""
    return _END in data[-70_000:] and zipfile.is_zipfile(io.BytesIO(data))


def name_of(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as its maker wrote it: Chinese systems write GBK without saying so."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def parse(data: bytes) -> etree._Element | None:
    """The root of an XML text as far as it can be read; entities stay unexpanded, comments are kept."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: etree._Element | None) -> str:
    """The name of an element without its namespace; "" for none, comments and the like."""
    tag = element.tag if element is not None else None
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever namespace; "" where there is none."""
    plain = element.get(name)
    if plain is not None:
        return str(plain)
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def first(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of a local name."""
    return None if element is None else next(element.iterchildren("{*}" + name), None)


def children(element: etree._Element) -> Iterator[etree._Element]:
    """The children that are elements."""
    return element.iterchildren("*")
