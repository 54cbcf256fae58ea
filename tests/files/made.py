"""Files made by hand, good ones of every kind that is taken in and the pieces that hostile ones are made of."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import docx
import openpyxl
from PIL import Image

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>{more}</Types>'
)
BODY = '<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body><w:p>{inside}</w:p></w:body></w:document>'
LINKS = '<?xml version="1.0"?><Relationships xmlns="urn:r">{inside}</Relationships>'
PROGRAM = b"MZ\x90\x00" + b"\x00" * 60 + b"This program cannot be run in DOS mode."


def zipped(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def a_package(inside: str = "", types: str = "", **more: bytes | str) -> bytes:
    """A Word document of the fewest parts; further ones by name, with __ for the stroke and _ for the dot."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES.format(more=types),
        "word/document.xml": BODY.format(inside=inside),
    }
    return zipped(parts | {name.replace("__", "/").replace("_", "."): data for name, data in more.items()})


def a_document(text: str = "柳湾镇政府信息公开工作年度报告") -> bytes:
    out, made = io.BytesIO(), docx.Document()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def a_workbook() -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(["机关", "件数"])  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def a_picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).save(out, kind)
    return out.getvalue()


def a_wide_png(width: int, height: int) -> bytes:
    """A picture that says it is large and holds one row of nothing."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * (width + 1))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", rows) + part(b"IEND", b"")


def a_pdf(catalogue: str = "", *objects: str, trailer: str = "") -> bytes:
    """A page with nothing on it. ``objects``: further ones, numbered from 4; ``catalogue``: more entries of the first."""
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{rows}"
    end = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + (table + end).encode("latin-1")


def an_object_stream(inside: str) -> str:
    """Objects folded into a stream, as newer programs write them; the first has the number 50."""
    packed = zlib.compress(b"50 0 " + inside.encode("latin-1")).decode("latin-1")
    head = f"<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length {len(packed)} >>"
    return f"{head}\nstream\n{packed}\nendstream"


def a_layout(**more: str) -> bytes:
    """An OFD file of the fewest parts."""
    parts = {
        "OFD.xml": '<?xml version="1.0"?><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody/></ofd:OFD>',
        "Doc_0/Document.xml": '<?xml version="1.0"?><ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"/>',
    }
    return zipped(parts | {name.replace("__", "/").replace("_", "."): data for name, data in more.items()})


SECTOR = 512
_FREE, _END, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF


def a_compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams; a name with a stroke stands in a storage. Streams are filled up to a size
    that needs no small sectors."""
    names = sorted({part for name in streams for part in _ways(name)})
    data, starts = b"", {}
    for name in sorted(streams):
        filled = streams[name].ljust(4096, b"\x00")
        starts[name] = (len(data) // SECTOR, len(filled))
        data += filled.ljust(-(-len(filled) // SECTOR) * SECTOR, b"\x00")
    folder = _directory(names, starts)
    used, dirs = len(data) // SECTOR, len(folder) // SECTOR
    chain = [0] * 0
    for first, size in sorted(starts.values()):
        last = first + -(-size // SECTOR) - 1
        chain += [*range(first + 1, last + 1), _END]
    chain += [*range(used + 1, used + dirs), _END]
    table = struct.pack(f"<{len(chain)}I", *chain) + struct.pack("<I", 0xFFFFFFFD)
    table = table.ljust(-(-len(table) // SECTOR) * SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    head += b"\x00" * 6 + struct.pack("<9I", 0, 1, used, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<I", used + dirs) + b"\xff" * 432
    assert len(table) == SECTOR and len(head) == SECTOR
    return head + data + folder + table


def _ways(name: str) -> list[str]:
    parts = name.split("/")
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def _directory(names: list[str], starts: Mapping[str, tuple[int, int]]) -> bytes:
    """Entries in which every brother hangs to the right of the one before."""
    entries = ["", *names]
    out = b""
    for number, name in enumerate(entries):
        children = [n for n in entries[1:] if n.rpartition("/")[0] == name and n != name]
        brothers = [n for n in entries[1:] if number and n.rpartition("/")[0] == name.rpartition("/")[0]]
        after = brothers[brothers.index(name) + 1 :] if number else []
        kind = 5 if not number else (2 if name in starts else 1)
        start, size = starts.get(name, (_END if not number else 0, 0))
        label = (name.rpartition("/")[2] if number else "Root Entry").encode("utf-16-le")
        out += label.ljust(64, b"\x00") + struct.pack("<HBB", len(label) + 2, kind, 1)
        right = entries.index(after[0]) if after else _NONE
        child = entries.index(children[0]) if children else _NONE
        out += struct.pack("<3I", _NONE, right, child) + b"\x00" * 36 + struct.pack("<IQ", start, size)
    return out.ljust(-(-len(out) // SECTOR) * SECTOR, b"\x00")


def an_old_document(flags: int = 0, **more: bytes) -> bytes:
    """A Word 97 file as far as its head goes."""
    main = b"\xec\xa5\xc1\x00" + b"\x00" * 6 + struct.pack("<H", flags | 0x0200)
    return a_compound({"WordDocument": main, "1Table": b"", **more})


def an_old_workbook(*records: tuple[int, bytes]) -> bytes:
    """An Excel 97 file as far as the list of its sheets goes."""
    listed = ((0x0809, b"\x00" * 16), *records, (0x0A, b""))
    return a_compound({"Workbook": b"".join(struct.pack("<HH", code, len(d)) + d for code, d in listed)})
