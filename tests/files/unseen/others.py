"""Hostile PDF, pictures, text and names."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.files.unseen.containers import Maker, packed
from tests.files.unseen.documents import document


def pdf(catalog: dict[str, object] | None = None, **saved: object) -> bytes:
    """A page of a PDF whose catalogue holds these entries."""
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    for key, value in (catalog or {}).items():
        made.Root[Name("/" + key)] = value
    made.save(out, **saved)  # type: ignore[arg-type]
    return out.getvalue()


def action(kind: str, **what: Any) -> Dictionary:
    return Dictionary(S=Name("/" + kind), **what)


def attached() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.attachments["a.exe"] = b"MZ" + bytes(300)
    made.save(out)
    return out.getvalue()


def page_script() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.pages[0].obj.AA = Dictionary(O=action("JavaScript", JS=String("app.alert(1)")))
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def link_launch() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    click = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action("Launch", F="cmd.exe")
    )
    made.pages[0].obj.Annots = Array([made.make_indirect(click)])
    made.save(out)
    return out.getvalue()


def escaped_script() -> bytes:
    """The names written with #xx, as a search for the words would not see."""
    data = pdf({"OpenAction": action("JavaScript", JS=String("app.alert(1)"))}, compress_streams=False)
    return data.replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS ", b"/J#53 ")


def xref_loop() -> bytes:
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
    return (
        head
        + b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF"
        % (
            len(head),
            len(head),
        )
    )


def locked() -> bytes:
    return pdf(encryption=pikepdf.Encryption(user="secret", owner="secret"))


def stream_bomb() -> bytes:
    """A content stream deflated four times over."""
    raw = bytes(400_000_000)
    for _ in range(3):
        raw = zlib.compress(raw, 9)
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    stream = pikepdf.Stream(made, b"")
    stream.write(raw, filter=Array([Name.FlateDecode] * 3))
    made.pages[0].obj.Contents = stream
    made.save(out, compress_streams=False)
    return out.getvalue()


def png(wide: int, high: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    head = struct.pack(">2L5B", wide, high, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def picture(kind: str, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (40, 30), 7).save(out, kind)
    return out.getvalue()


def huge_jpeg() -> bytes:
    data = bytearray(picture("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(data)


def huge_gif() -> bytes:
    data = bytearray(picture("GIF", "P"))
    data[6:10] = b"\xff\xff\xff\xff"
    return bytes(data)


def huge_bmp() -> bytes:
    data = bytearray(picture("BMP"))
    data[18:26] = struct.pack("<ll", 2_000_000, 2_000_000)
    return bytes(data)


SCRIPT = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
ELF = b"\x7fELF\x02\x01\x01" + bytes(300)
EXE = b"MZ\x90\x00" + bytes(300)

OTHERS: dict[str, Maker] = {
    "pdf that runs script": ("报告.pdf", lambda: pdf({"OpenAction": action("JavaScript", JS=String("1"))})),
    "pdf with escaped script": ("报告.pdf", escaped_script),
    "pdf page with script": ("报告.pdf", page_script),
    "pdf that launches": ("报告.pdf", lambda: pdf({"OpenAction": action("Launch", F=String("cmd.exe"))})),
    "pdf link that launches": ("报告.pdf", link_launch),
    "pdf with a program": ("报告.pdf", attached),
    "pdf loop": ("报告.pdf", xref_loop),
    "pdf locked": ("报告.pdf", locked),
    "pdf stream bomb": ("报告.pdf", stream_bomb),
    "pdf cut short": ("报告.pdf", lambda: pdf()[:120]),
    "pdf header only": ("报告.pdf", lambda: b"%PDF-1.7\n"),
    "pdf and zip": ("报告.pdf", lambda: pdf() + packed({"a.exe": EXE})),
    "page before the pdf": ("报告.pdf", lambda: SCRIPT + pdf()),
    "pdf as docx": ("报告.docx", pdf),
    "docx as pdf": ("报告.pdf", document),
    "png of 10^10 pixels": ("图.png", lambda: png(100_000, 100_000)),
    "png of 2^31 wide": ("图.png", lambda: png(0x7FFFFFFF, 1)),
    "jpeg of 4 * 10^9 pixels": ("图.jpg", huge_jpeg),
    "gif of 4 * 10^9 pixels": ("图.gif", huge_gif),
    "bmp of 4 * 10^12 pixels": ("图.bmp", huge_bmp),
    "gif and script": ("图.gif", lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)"),
    "png and zip": ("图.png", lambda: picture("PNG") + packed({"a.exe": EXE})),
    "jpeg and script": ("图.jpg", lambda: picture("JPEG") + b"<?php system($_GET[0]); ?>"),
    "png cut short": ("图.png", lambda: picture("PNG")[:50]),
    "png as jpeg": ("图.jpg", lambda: picture("PNG")),
    "svg with script": ("图.svg", lambda: SVG),
    "svg as png": ("图.png", lambda: SVG),
    "page as text": ("说明.txt", lambda: SCRIPT),
    "page in utf-16 as text": ("说明.txt", lambda: SCRIPT.decode().encode("utf-16")),
    "shell script as text": ("说明.txt", lambda: b"#!/bin/sh\nrm -rf /\n"),
    "program as docx": ("报告.docx", lambda: EXE),
    "program as text": ("报告.txt", lambda: EXE),
    "elf as pdf": ("报告.pdf", lambda: ELF),
    "program": ("报告.exe", lambda: EXE),
    "shortcut": ("报告.lnk", lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(100)),
    "batch": ("报告.bat", lambda: b"@echo off"),
    "empty": ("说明.txt", lambda: b""),
    "one byte as docx": ("报告.docx", lambda: b"P"),
    "zeros": ("说明.txt", lambda: bytes(100_000)),
    "double extension": ("报告.docx.exe", document),
    "turned-round file name": ("报告\u202excod.exe", document),
    "turned-round docx": ("报告\u202efdp.docx", document),
    "no extension": ("报告", document),
    "nul in the name": ("报告.exe\x00.docx", document),
    "climbing name": ("../../报告.docx", document),
    "line break in the name": ("报告\r\nX: 1.docx", document),
    "very long file name": ("长" * 3000 + ".docx", document),
    "device name": ("CON.docx", document),
}
