"""Hostile archives, made byte by byte from what a zip or a tar may claim."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable

Maker = tuple[str, Callable[[], bytes]]

DEFLATED = zipfile.ZIP_DEFLATED


def packed(entries: dict[str, bytes], how: int = DEFLATED) -> bytes:
    """A plain zip of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def flat_bomb() -> bytes:
    return packed({"报表.txt": bytes(300_000_000)})


def many_small_bombs() -> bytes:
    return packed({f"{at}.txt": bytes(20_000_000) for at in range(30)})


def nested_bomb() -> bytes:
    inner = packed({"a.txt": bytes(50_000_000)})
    for _ in range(6):
        inner = packed({f"{at}.zip": inner for at in range(8)})
    return inner


def many_entries() -> bytes:
    return packed({f"{at:x}": b"" for at in range(150_000)}, zipfile.ZIP_STORED)


def million_claimed() -> bytes:
    data = bytearray(packed({"a.txt": b"a"}))
    end = data.rindex(b"PK\x05\x06")
    data[end + 8 : end + 12] = struct.pack("<HH", 65_000, 65_000)
    return bytes(data)


def overlapping() -> bytes:
    """Many entries of the directory that all mean the same stored bytes."""
    data = packed({"a.txt": bytes(2_000_000)})
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    header, entries = data[start:end], b""
    for at in range(500):
        entries += header[:46] + f"{at:05}".encode()[:5] + header[51:]
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 500, 500, len(entries), start, 0)
    return data[:start] + entries + tail


def _changed(fields: dict[int, bytes], entries: dict[str, bytes] | None = None) -> bytes:
    """A zip whose first central header says something else at these places."""
    data = bytearray(packed(entries or {"a.txt": b"words " * 400}))
    start = data.index(b"PK\x01\x02")
    for at, value in fields.items():
        data[start + at : start + at + len(value)] = value
    return bytes(data)


def lying_size() -> bytes:
    return _changed({24: struct.pack("<L", 10)})


def lying_packed_size() -> bytes:
    return _changed({20: struct.pack("<L", 4_000_000)})


def lying_crc() -> bytes:
    return _changed({16: b"\xde\xad\xbe\xef"})


def lying_offset() -> bytes:
    return _changed({42: struct.pack("<L", 0x7FFFFFFF)})


def zip64_without_field() -> bytes:
    return _changed({20: b"\xff" * 8})


def encrypted_flag() -> bytes:
    data = bytearray(_changed({8: b"\x01\x00"}))
    data[6:8] = b"\x01\x00"
    return bytes(data)


def other_local_name() -> bytes:
    return _changed({46: b"b.exe"})


def unknown_method() -> bytes:
    return _changed({10: struct.pack("<H", 99)})


def _linked(mode: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("说明.txt")
        entry.create_system = 3
        entry.external_attr = mode << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def overlong_deflate() -> bytes:
    """The last stream goes on after what the header says it holds."""
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = body.compress(bytes(30_000_000)) + body.flush()
    head = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, 0, len(raw), 20, 5, 0) + b"a.txt"
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, 0, len(raw), 20, 5, 0, 0, 0, 0, 0, 0
    )
    entry += b"a.txt"
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(head) + len(raw), 0)
    return head + raw + entry + tail


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        entry = tarfile.TarInfo("../../etc/cron.d/x")
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    return out.getvalue()


def twice_named() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "good")
        archive.writestr("b.txt", "evil")
    return out.getvalue().replace(b"b.txt", b"a.txt")


def named(name: str, data: bytes = b"text") -> Callable[[], bytes]:
    return lambda: packed({name: data})


CONTAINERS: dict[str, Maker] = {
    "flat bomb": ("报表.zip", flat_bomb),
    "many small bombs": ("报表.zip", many_small_bombs),
    "nested bomb": ("报表.zip", nested_bomb),
    "150 000 entries": ("报表.zip", many_entries),
    "claims 65 000 entries": ("报表.zip", million_claimed),
    "overlapping entries": ("报表.zip", overlapping),
    "lying size": ("报表.zip", lying_size),
    "lying packed size": ("报表.zip", lying_packed_size),
    "lying checksum": ("报表.zip", lying_crc),
    "lying offset": ("报表.zip", lying_offset),
    "zip64 without its field": ("报表.zip", zip64_without_field),
    "encrypted": ("报表.zip", encrypted_flag),
    "two names for one entry": ("报表.zip", other_local_name),
    "unknown method": ("报表.zip", unknown_method),
    "symlink": ("报表.zip", lambda: _linked(0o120777)),
    "character device": ("报表.zip", lambda: _linked(0o020666)),
    "stream longer than said": ("报表.zip", overlong_deflate),
    "same name twice": ("报表.zip", twice_named),
    "climbs out": ("报表.zip", named("../../a.txt")),
    "climbs out, other slash": ("报表.zip", named("..\\..\\a.txt")),
    "absolute": ("报表.zip", named("/etc/a.txt")),
    "drive letter": ("报表.zip", named("C:/a.txt")),
    "turned-round name": ("报表.zip", named("报表\u202etxt.exe.txt")),
    "very long name": ("报表.zip", named("长" * 9000 + ".txt")),
    "program inside": ("报表.zip", named("a.exe", b"MZ" + bytes(200))),
    "program inside as text": ("报表.zip", named("a.txt", b"MZ\x90\x00" + bytes(200))),
    "script inside": ("报表.zip", named("a.js", b"alert(1)")),
    "nothing inside": ("报表.zip", lambda: packed({})),
    "zip cut short": ("报表.zip", lambda: packed({"a.txt": b"x" * 900})[:-30]),
    "program before the zip": ("报表.zip", lambda: b"MZ" + bytes(500) + packed({"a.txt": b"x"})),
    "page before the zip": ("报表.zip", lambda: b"<html><script>1</script>" + packed({"a.txt": b"x"})),
    "tar that climbs out": ("报表.zip", tarred),
    "gzip bomb": ("报表.gz", lambda: gzip.compress(bytes(50_000_000))),
}
