"""Zip archives read without trusting what they say of themselves: bounded directory, no overlap, true sizes and sums."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from gongkai.files.limits import limits, megabytes
from gongkai.files.names import meant_name, refuse_bad_path
from gongkai.files.refusals import Unfit

_UTF8 = 0x800
_ENCRYPTED = 0x41  # also where only the directory is
_SAME = _UTF8 | _ENCRYPTED  # what the entry and the directory must agree on
_DESCRIPTOR = 0x8
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_AT_ONCE = 65536
_LEFT_BY_SYSTEMS = (".DS_Store", "Thumbs.db", "desktop.ini")
_LONGEST_COMMENT = 255  # a longer one is another file in disguise
_LARGEST_RECORD = 1024  # of the directory, on the average: 46 bytes, the name, what systems add

_BROKEN = ("已损坏或不完整，打不开", "请重新压缩或重新下载后再上传")
_LYING = ("的目录和内容对不上", "像是做过手脚的压缩包，请重新压缩")


@dataclass(frozen=True)
class Entry:
    """A file in an archive: its name as meant, and what its directory says of it, which is checked while it is read."""

    name: str
    raw_name: str
    begins: int
    packed: int
    size: int
    crc: int
    deflated: bool

    @property
    def is_left_by_system(self) -> bool:
        """By its name what systems leave in archives beside the files; what it is in truth, its bytes tell."""
        return self.name.startswith("__MACOSX/") or self.name.rpartition("/")[2] in _LEFT_BY_SYSTEMS


class Archive:
    """A zip by its entries. Raises Unfit where it is damaged, locked, lying, or larger than it may be."""

    def __init__(self, file: IO[bytes], *, most: int, total: int) -> None:
        self._file = file
        self._total = total
        _refuse_large_directory(file, most)
        try:
            with zipfile.ZipFile(file) as archive:
                found = archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as fault:
            raise Unfit(*_BROKEN) from fault
        if len(found) > most:
            raise Unfit(f"里面有 {len(found)} 个文件，一次最多 {most} 个", "请分成几个再上传")
        for info in found:
            _refuse_lost(info)
        self.entries = [self._entry(info) for info in found if not info.is_dir()]
        self._refuse_strange_layout(found)

    def _entry(self, info: zipfile.ZipInfo) -> Entry:
        name = meant_name(info.filename, is_utf8=bool(info.flag_bits & _UTF8))
        try:
            _refuse_special(info)
            return self._located(info, name)
        except Unfit as fault:
            raise fault.within(name) from None

    def _located(self, info: zipfile.ZipInfo, name: str) -> Entry:
        """The entry, with its own header read and held against the directory."""
        self._file.seek(info.header_offset)
        head = self._file.read(_LOCAL.size)
        if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
            raise Unfit(*_BROKEN)
        _, _, flags, method, _, _, crc, packed, size, long, extra = _LOCAL.unpack(head)
        raw = self._file.read(long)
        same = method == info.compress_type and not (flags ^ info.flag_bits) & _SAME
        sizes = (crc, packed, size) == (info.CRC, info.compress_size, info.file_size)
        loose = flags & _DESCRIPTOR or 0xFFFFFFFF in (packed, size)
        encoding = "utf-8" if flags & _UTF8 else "cp437"
        if not same or not (sizes or loose) or raw != info.orig_filename.encode(encoding, "replace"):
            raise Unfit(*_LYING)
        begins = info.header_offset + _LOCAL.size + long + extra
        deflated = info.compress_type == zipfile.ZIP_DEFLATED
        return Entry(name, info.filename, begins, info.compress_size, info.file_size, info.CRC, deflated)

    def _refuse_strange_layout(self, found: list[zipfile.ZipInfo]) -> None:
        """Nothing before the first entry, none in another, none twice."""
        starts = sorted(info.header_offset for info in found)
        if starts and starts[0] != 0:
            raise Unfit("的前面接着别的内容", "像是拼接的文件，请重新压缩")
        ends = sorted((entry.begins + entry.packed, entry.begins) for entry in self.entries)
        after = sorted(entry.begins for entry in self.entries)[1:]
        if any(end > begin for (end, _), begin in zip(ends, after, strict=False)):
            raise Unfit("里的文件相互重叠", "像是压缩炸弹，请重新压缩")
        names = [entry.name.replace("\\", "/").lower() for entry in self.entries]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise Unfit("在压缩包里有两个同名的", "请改名后重新压缩", (twice,))
        if sum(entry.size for entry in self.entries) > self._total:
            raise Unfit(f"展开后超过 {megabytes(self._total)}", "请分成几个再上传")

    def prove(self, *, ratio: int, most: int) -> None:
        """Unfit where one of the entries is not what the directory says; what is larger than ``most`` is left alone."""
        for entry in self.entries:
            try:
                for _ in self.pieces(entry, ratio=ratio) if entry.size <= most else ():
                    pass
            except Unfit as fault:
                raise fault.within(entry.name) from None

    def pieces(self, entry: Entry, *, ratio: int) -> Iterator[bytes]:
        """The bytes of an entry, piece by piece. Unfit at the first sign that it is not what the directory says."""
        unpack = zlib.decompressobj(-15) if entry.deflated else None
        at, left, size, crc = entry.begins, entry.packed, 0, 0
        while not (unpack and unpack.eof):
            self._file.seek(at)
            fresh = self._file.read(min(left, _AT_ONCE))
            at, left = at + len(fresh), left - len(fresh)
            piece = _unpacked(unpack, fresh) if unpack else fresh
            if not fresh and not piece:
                break
            size, crc = size + len(piece), zlib.crc32(piece, crc)
            _refuse_growth(entry, size, ratio)
            yield piece
        if (size, crc) != (entry.size, entry.crc) or left or (unpack and not _is_ended(unpack)):
            raise Unfit(*_LYING)


def _unpacked(unpack: zlib._Decompress, fresh: bytes) -> bytes:
    try:
        return unpack.decompress(unpack.unconsumed_tail + fresh, _AT_ONCE)
    except zlib.error as fault:
        raise Unfit(*_BROKEN) from fault


def _is_ended(unpack: zlib._Decompress) -> bool:
    return unpack.eof and not unpack.unused_data


def _refuse_growth(entry: Entry, size: int, ratio: int) -> None:
    if size > entry.size:
        raise Unfit(*_LYING)
    if size > limits().ratio_from and size > ratio * max(entry.packed, 1):
        raise Unfit(f"展开后是压缩时的 {ratio} 倍以上，不像正常的文件", "像是压缩炸弹，请直接上传原文件")


def _refuse_lost(info: zipfile.ZipInfo) -> None:
    """Files and folders that would be unpacked elsewhere."""
    name = meant_name(info.orig_filename, is_utf8=bool(info.flag_bits & _UTF8))
    try:
        refuse_bad_path(name[:-1] if info.is_dir() else name)
    except Unfit as fault:
        raise fault.within(name) from None


def _refuse_special(info: zipfile.ZipInfo) -> None:
    """Locked entries, links and devices, and methods of compression that not everybody can open."""
    if info.flag_bits & _ENCRYPTED:
        raise Unfit("有密码，打不开", "请去掉密码再上传")
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Unfit("是符号链接或设备，不是文件", "请用原文件重新压缩")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unfit("用了不常见的压缩方法", "请用系统自带的功能重新压缩为 zip")
    if info.compress_type == zipfile.ZIP_STORED and info.compress_size != info.file_size:
        raise Unfit(*_LYING)


def _refuse_large_directory(file: IO[bytes], most: int) -> None:
    """The directory is read as a whole by whoever opens the archive, so its size is looked at first."""
    length = file.seek(0, 2)
    file.seek(max(0, length - 65535 - _END.size))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise Unfit(*_BROKEN)
    _, _, _, _, count, size, begin, comment = _END.unpack_from(tail, at)
    if count > most and count != 0xFFFF:
        raise Unfit(f"里面有 {count} 个文件，一次最多 {most} 个", "请分成几个再上传")
    if size > most * _LARGEST_RECORD or count == 0xFFFF or 0xFFFFFFFF in (size, begin):
        raise Unfit("的目录大得不正常", "请分成几个再压缩")
    if len(tail) - at - _END.size != comment or comment > _LONGEST_COMMENT:
        raise Unfit("的后面接着别的内容", "像是拼接的文件，请重新压缩")
