"""Files of the old office formats, made small and by hand: compound files, BIFF8 workbooks, Word 97 documents."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST_STREAM = 4096  # shorter ones would live in a stream of their own kind


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with the given streams (at most 3, at most 60 KB in all)."""
    fat = [_FAT, _END]
    entries = [_entry("Root Entry", 5, 1, _END, 0)]
    body = b""
    for place, (name, data) in enumerate(streams.items()):
        data = data.ljust(max(_SMALLEST_STREAM, -(-len(data) // _SECTOR) * _SECTOR), b"\x00")
        start, sectors = len(fat), len(data) // _SECTOR
        fat += [*range(start + 1, start + sectors), _END]
        following = place + 2 if place + 1 < len(streams) else _FREE
        entries.append(_entry(name, 2, _FREE, start, len(data), following))
        body += data
    assert len(fat) <= 128
    directory = b"".join(entries).ljust(_SECTOR, b"\x00")
    return _head() + struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))) + directory + body


def _head() -> bytes:
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _SMALLEST_STREAM, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    coded = name.encode("utf-16-le") + b"\x00\x00"
    about = struct.pack("<HBBIII", len(coded), kind, 1, _FREE, right, child)
    return coded.ljust(64, b"\x00") + about + bytes(36) + struct.pack("<IIQ", start, size, 0)[:12] + bytes(0)


def workbook(
    rows: Sequence[Sequence[str | float]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> bytes:
    """A BIFF8 workbook of one sheet; ``merged``: first row, last row, first column, last column."""
    name = "年报".encode("utf-16-le")
    globals_ = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + _record(
        0x42, struct.pack("<H", 1200)
    )
    bound_size = 4 + 8 + len(name)
    offset = len(globals_) + bound_size + 4
    bound = _record(0x85, struct.pack("<IBBBB", offset, 0, 0, len(name) // 2, 1) + name)
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        sheet += b"".join(_biff_cell(row, column, cell) for column, cell in enumerate(cells))
    ranges = b"".join(struct.pack("<4H", *found) for found in merged)
    sheet += _record(0xE5, struct.pack("<H", len(merged)) + ranges) + _record(0x0A, b"")
    return compound({"Workbook": globals_ + bound + _record(0x0A, b"") + sheet})


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def _biff_cell(row: int, column: int, cell: str | float) -> bytes:
    if isinstance(cell, str):
        text = cell.encode("utf-16-le")
        return _record(0x204, struct.pack("<HHHHB", row, column, 0, len(cell), 1) + text)
    return _record(0x203, struct.pack("<HHHd", row, column, 0, cell))


def document(parts: Sequence[str | Sequence[str]]) -> bytes:
    """A Word 97 document: a string is a paragraph, a list of strings a row of a table."""
    text, spans = "", []
    for part in parts:
        if isinstance(part, str):
            text += part + "\r"
            spans.append((len(text), b""))
        else:
            for cell in part:
                text += cell + "\x07"
                spans.append((len(text), b"\x16\x24\x01"))
            text += "\x07"
            spans.append((len(text), b"\x16\x24\x01\x17\x24\x01" + _row_definition(len(part))))
    return _word(text, spans)


def _row_definition(cells: int) -> bytes:
    edges = struct.pack(f"<{cells + 1}h", *[1500 * place for place in range(cells + 1)])
    data = bytes([cells]) + edges  # borders of cells may be left out
    return b"\x08\xd6" + struct.pack("<H", len(data) + 1) + data


def _word(text: str, spans: Sequence[tuple[int, bytes]]) -> bytes:
    start, page = 0x800, 0x600  # the text, and the page of paragraph properties before it
    ends = [start + 2 * end for end, _ in spans]
    fkp = struct.pack(f"<{len(ends) + 1}I", start, *ends)
    places, store = b"", b""
    stored: dict[bytes, bytes] = {}
    for _, properties in spans:
        if properties not in stored:
            padded = properties + b"\x00" * (len(properties) % 2)
            store = b"\x00" + bytes([(len(padded) + 2) // 2]) + b"\x00\x00" + padded + store
            stored[properties] = bytes([(510 - len(store)) // 2]) + bytes(12)
        places += stored[properties]
    assert len(fkp) + len(places) + len(store) <= 510, "one page of paragraph properties is all there is"
    fkp = (fkp + places).ljust(511 - 1 - len(store), b"\x00") + store + b"\x00" + bytes([len(spans)])
    pieces = b"\x02" + struct.pack("<IIIHIH", 16, 0, len(text), 0, start, 0)
    papers = struct.pack("<III", start, ends[-1], page // 512)
    section = struct.pack("<IIHIHI", 0, len(text), 0, 0xFFFFFFFF, 0, 0)
    styles = struct.pack("<11H", 18, 1, 10, *[0] * 8)
    head = bytearray(page)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 0x0A, 0x0200)
    struct.pack_into("<II", head, 0x18, start, ends[-1])
    struct.pack_into("<I", head, 0x4C, len(text))
    struct.pack_into("<II", head, 0x1A2, 0, len(pieces))
    struct.pack_into("<II", head, 0x102, len(pieces), len(papers))
    struct.pack_into("<II", head, 0xCA, len(pieces) + len(papers), len(section))
    struct.pack_into("<II", head, 0xA2, len(pieces) + len(papers) + len(section), len(styles))
    stream = bytes(head) + fkp + text.encode("utf-16-le")
    return compound({"WordDocument": stream, "1Table": pieces + papers + section + styles})
