"""Hostile files made by hand, each with the name it is sent under and words that its refusal must hold."""

from __future__ import annotations

import io
import struct
import zipfile

from PIL import Image

from tests.files.made import (
    LINKS,
    PROGRAM,
    TYPES,
    a_compound,
    a_document,
    a_layout,
    a_package,
    a_pdf,
    a_picture,
    a_wide_png,
    a_workbook,
    an_object_stream,
    an_old_document,
    an_old_workbook,
    zipped,
)

Case = tuple[str, bytes, str]
MACRO_TYPE = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><a>&b;</a>'
)


def linked(what: str, target: str) -> str:
    link = f'<Relationship Id="r1" Type="urn:x/{what}" Target="{target}" TargetMode="External"/>'
    return LINKS.format(inside=link)


def patched(data: bytes, mark: bytes, offset: int, value: bytes) -> bytes:
    """The same with some bytes at an offset from every mark replaced."""
    out, at = bytearray(data), data.find(mark)
    while at >= 0:
        out[at + offset : at + offset + len(value)] = value
        at = data.find(mark, at + 1)
    return bytes(out)


def locked_zip() -> bytes:
    data = zipped({"a.txt": "words"})
    return patched(patched(data, b"PK\x03\x04", 6, b"\x01\x00"), b"PK\x01\x02", 8, b"\x01\x00")


def with_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return out.getvalue()


def with_comment(words: bytes) -> bytes:
    data = zipped({"a.txt": "x"})
    return data[:-2] + struct.pack("<H", len(words)) + words


def overlapping() -> bytes:
    """Two entries of the directory that share one file."""
    data = zipped({"a.txt": b"0" * 400, "b.txt": b"0" * 400})
    return patched(data, b"PK\x01\x02", 42, struct.pack("<I", 0))


def twice() -> bytes:
    return zipped({"a.txt": "one", "b.txt": "two"}).replace(b"b.txt", b"a.txt")


def many_frames() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("L", (4000, 4000), shade) for shade in range(8)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def nested(levels: int) -> bytes:
    data = a_package()
    for _ in range(levels):
        data = a_package(word__embeddings__inner_docx=data)
    return data


def _long_field() -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in (" D", "DE", "AUTO c:\\x"))
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}'


NAMES: dict[str, Case] = {
    "turned round": ("报告\u202excod.exe.docx", a_document(), "改变文字方向"),
    "zero width": ("报告\u200b.docx", a_document(), "看不见的字符"),
    "control": ("报告\x07.docx", a_document(), "看不见的字符"),
    "nul": ("报告.exe\x00.docx", a_document(), "看不见的字符"),
    "half a character": ("报告\ud800.docx", a_document(), "看不见的字符"),
    "too long": ("文" * 84 + ".docx", a_document(), "最多 255 字节"),
    "program": ("报告.docx.exe", a_document(), "扩展名 .exe"),
    "program in the middle": ("照片.php.jpg", a_picture("JPEG"), "藏着程序的扩展名 .php"),
    "path": ("../../报告.docx", a_document(), "不能用的字符 /"),
    "stream": ("报告.docx:x.docx", a_document(), "不能用的字符 :"),
    "device": ("CON.docx", a_document(), "设备名"),
    "blank end": ("报告.docx ", a_document(), "空格"),
    "no extension": ("报告", a_document(), "没有扩展名"),
    "only an extension": (".docx", a_document(), "没有扩展名"),
    "none": ("", a_document(), "没有文件名"),
    "macro extension": ("报告.docm", a_package(), "宏"),
}

ZIPS: dict[str, Case] = {
    "climbing out": ("a.zip", zipped({"../a.txt": "x"}), "路径里有 .."),
    "climbing out backwards": ("a.zip", zipped({"b\\..\\..\\a.txt": "x"}), "路径里有 .."),
    "absolute": ("a.zip", zipped({"/etc/a.txt": "x"}), "绝对路径"),
    "drive": ("a.zip", zipped({"C:\\a.txt": "x"}), "绝对路径"),
    "bomb": ("a.zip", zipped({"a.txt": b"0" * 20_000_000}), "倍以上"),
    "large bomb": ("a.zip", zipped({f"{n}.txt": b"0" * 45_000_000 for n in range(5)}), "展开后超过 200 MB"),
    "many": ("a.zip", zipped({f"{n}.txt": "x" for n in range(501)}), "最多 500 个"),
    "deep": ("a.zip", zipped({"a/" * 9 + "a.txt": "x"}), "超过 8 层"),
    "locked": ("a.zip", locked_zip(), "有密码"),
    "link": ("a.zip", with_link(), "符号链接"),
    "overlapping": ("a.zip", overlapping(), "没有接收"),
    "twice": ("a.zip", twice(), "两个同名的"),
    "zip in a zip": ("a.zip", zipped({"b.zip": zipped({"a.txt": "x"})}), "压缩包里的压缩包"),
    "program inside": ("a.zip", zipped({"说明.txt": PROGRAM}), "是程序"),
    "program by name inside": ("a.zip", zipped({"run.bat": "del"}), ".bat"),
    "hidden name inside": ("a.zip", zipped({"a\u202etxt.txt": "x"}), "看不见的字符"),
    "macros inside": ("a.zip", zipped({"a.docx": a_package(word__vbaProject_bin=b"x")}), "含宏"),
    "empty inside": ("a.zip", zipped({"a.txt": ""}), "是空的"),
    "empty": ("a.zip", zipped({}), "是空的"),
    "folder climbing out": ("a.zip", zipped({"../": "", "a.txt": "x"}), "路径里有 .."),
    "program where systems leave things": ("a.zip", zipped({"__MACOSX/a": PROGRAM, "a.txt": "x"}), "是程序"),
    "long comment": ("a.zip", with_comment(PROGRAM * 9), "接着别的内容"),
    "cut off": ("a.zip", zipped({"a.txt": b"words" * 99})[:-30], "已损坏"),
    "no zip": ("a.zip", b"PK\x03\x04 and nothing", "已损坏"),
    "size that lies": (
        "a.zip",
        patched(zipped({"a.txt": "wordswords"}), b"PK\x01\x02", 24, struct.pack("<I", 4)),
        "对不上",
    ),
    "both sizes lie": (
        "a.zip",
        patched(
            patched(zipped({"a.txt": b"0" * 9000}), b"PK\x01\x02", 24, struct.pack("<I", 4)),
            b"PK\x03\x04",
            22,
            struct.pack("<I", 4),
        ),
        "对不上",
    ),
    "name that lies": (
        "a.zip",
        zipped({"a.txt": "x"}).replace(b"a.txt", b"a.exe", 1),
        "对不上",
    ),
    "sum that lies": ("a.zip", zipped({"a.txt": "words"}, 0).replace(b"words", b"w0rds"), "对不上"),
    "method nobody has": ("a.zip", zipped({"a.txt": "words" * 99}, zipfile.ZIP_LZMA), "不常见的压缩方法"),
    "something before": ("a.docx", b"PK\x03\x04junk" + a_document(), "没有接收"),
    "something after": ("a.zip", zipped({"a.txt": "x"}) + PROGRAM, "接着别的内容"),
    "java": ("a.zip", zipped({"META-INF/MANIFEST.MF": "x", "A.class": b"\xca\xfe\xba\xbe"}), "Java"),
}

OFFICE: dict[str, Case] = {
    "macros": ("a.docx", a_package(word__vbaProject_bin=b"x"), "vbaProject.bin”含宏"),
    "macros by type": ("a.docx", a_package(types=MACRO_TYPE, word__innocent_bin=b"x"), "含宏"),
    "laughs": ("a.docx", a_package(custom__item1_xml=LAUGHS), "实体或类型声明"),
    "laughs in UTF-16": ("a.docx", a_package(custom__item1_xml=LAUGHS.encode("utf-16")), "实体或类型声明"),
    "deep": ("a.docx", a_package(inside="<w:r>" * 5000 + "</w:r>" * 5000), "套得太深"),
    "bomb": ("a.docx", a_package(word__media__image1_bin=b"0" * 30_000_000), "倍以上"),
    "field": ("a.docx", a_package(inside=_long_field()), "DDE"),
    "simple field": ("a.docx", a_package(inside='<w:fldSimple w:instr="DDE c x"/>'), "DDE"),
    "template from afar": (
        "a.docx",
        a_package(word___rels__settings_xml_rels=linked("attachedTemplate", "http://example.invalid/x.dotm")),
        "引用了别处",
    ),
    "object from a share": (
        "a.docx",
        a_package(word___rels__document_xml_rels=linked("oleObject", "file://\\\\10.0.0.1\\x")),
        "引用了别处",
    ),
    "control": ("a.docx", a_package(word__activeX__activeX1_bin=b"x"), "ActiveX"),
    "program": ("a.docx", a_package(word__media__image1_png=PROGRAM), "是程序"),
    "packed": (
        "a.docx",
        a_package(word__embeddings__oleObject1_bin=a_compound({"\x01Ole10Native": PROGRAM})),
        "嵌有其他文件",
    ),
    "macros in a workbook in it": (
        "a.docx",
        a_package(word__embeddings__inner_xlsx=zipped({"[Content_Types].xml": TYPES.format(more=""), "xl/workbook.xml": "<a/>", "xl/vbaProject.bin": b"x"})),
        "含宏",
    ),
    "too many in one another": ("a.docx", nested(4), "套得太深"),
    "picture that unfolds": ("a.docx", a_package(word__media__image1_png=a_wide_png(40000, 40000)), "万像素"),
    "cut off": ("a.docx", a_document()[:-200], "已损坏"),
    "object in rich text in it": (
        "a.docx",
        a_package(word__afchunk_rtf=b"{\\rtf1{\\object\\objdata 01}}"),
        "嵌有对象",
    ),
    "broken text": ("a.docx", a_package(inside="<w:r>"), "正文读不出来"),
    "no text": ("a.docx", zipped({"word/x.xml": "<a/>"}), "缺少正文"),
    "workbook named document": ("a.docx", a_workbook(), "两者不一致"),
    "document named pdf": ("a.pdf", a_document(), "两者不一致"),
    "zip named document": ("a.docx", zipped({"a.txt": "x"}), "两者不一致"),
    "entities in a layout": ("a.ofd", a_layout(Doc_0__Page_xml=LAUGHS), "实体或类型声明"),
    "slides": ("a.docx", zipped({"ppt/presentation.xml": "<a/>"}), "演示文稿"),
}  # fmt: skip

OLD: dict[str, Case] = {
    "macros": ("a.doc", an_old_document(**{"Macros/VBA/dir": b"x"}), "含宏"),
    "macros in a workbook": ("a.xls", a_compound({"Workbook": b"", "_VBA_PROJECT_CUR/VBA/dir": b"x"}), "含宏"),
    "macro sheet": ("a.xls", an_old_workbook((0x85, b"\x00\x00\x00\x00\x00\x01\x01a")), "宏表"),
    "locked": ("a.doc", an_old_document(0x0100), "打开密码"),
    "locked workbook": ("a.xls", an_old_workbook((0x2F, b"\x01\x00")), "打开密码"),
    "locked new document": ("a.docx", a_compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "打开密码"),
    "packed": ("a.doc", an_old_document(**{"ObjectPool/_1/\x01Ole10Native": PROGRAM}), "嵌有其他文件"),
    "program in a stream": ("a.doc", an_old_document(Data=b"x" * 99 + PROGRAM), "另一种文件"),
    "cut off": ("a.doc", an_old_document(Data=b"x" * 9000)[:5000], "已损坏"),
    "unknown": ("a.doc", a_compound({"Strange": b"x"}), "不认识"),
    "slides": ("a.doc", a_compound({"PowerPoint Document": b"x"}), "演示文稿"),
}  # fmt: skip

PDFS: dict[str, Case] = {
    "script": ("a.pdf", a_pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "脚本"),
    "script in disguise": ("a.pdf", a_pdf("/OpenAction << /S /J#61vaScr#69pt /JS (x) >>"), "脚本"),
    "script folded away": ("a.pdf", a_pdf("", an_object_stream("<< /S /JavaScript /JS (x) >>")), "脚本"),
    "launch": ("a.pdf", a_pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"), "启动程序"),
    "file inside": ("a.pdf", a_pdf("/Names << /EmbeddedFiles << /Names [(a.exe) 4 0 R] >> >>", "<< >>"), "附有其他文件"),
    "note with a file": ("a.pdf", a_pdf("", "<< /Type /Annot /Subtype /FileAttachment >>"), "附有其他文件"),
    "moving form": ("a.pdf", a_pdf("/AcroForm << /XFA 4 0 R >>", "<< >>"), "XFA"),
    "cut off": ("a.pdf", a_pdf()[:-40], "不完整"),
    "nothing in it": ("a.pdf", b"%PDF-1.7\nwords\n%%EOF", "已损坏"),
    "archive behind it": ("a.pdf", a_pdf() + zipped({"a.exe": PROGRAM}), "另一种文件"),
    "much behind it": ("a.pdf", a_pdf() + b"x" * 9000, "接着别的内容"),
    "page named pdf": ("a.pdf", b"<html><script>1</script></html>", "两者不一致"),
}  # fmt: skip

PICTURES: dict[str, Case] = {
    "bomb": ("a.png", a_wide_png(50000, 50000), "万像素"),
    "many frames": ("a.gif", many_frames(), "万像素"),
    "cut off png": ("a.png", a_picture("PNG")[:-80], "不完整"),
    "cut off jpg": ("a.jpg", a_picture("JPEG", (400, 300))[:-900], "不完整"),
    "only a head": ("a.png", b"\x89PNG\r\n\x1a\n", "不完整"),
    "archive behind it": ("a.jpg", a_picture("JPEG") + zipped({"a.class": b"x"}), "另一种文件"),
    "page in it": ("a.gif", a_picture("GIF") + b"<script>alert(1)</script>", "另一种文件"),
    "script in it": ("a.png", a_picture("PNG") + b"<?php system(1);", "另一种文件"),
    "other picture": ("a.png", a_picture("JPEG"), "两者不一致"),
    "drawing": ("a.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
}  # fmt: skip

TEXTS: dict[str, Case] = {
    "empty": ("a.txt", b"", "是空的"),
    "blank": ("a.txt", b" \r\n\x00", "是空的"),
    "program": ("a.txt", PROGRAM, "是程序"),
    "program on Linux": ("a.pdf", b"\x7fELF" + b"\x02" * 99, "是程序"),
    "script": ("a.txt", b"#!/bin/sh\nrm -rf /\n", "脚本程序"),
    "rubbish": ("a.txt", bytes(range(1, 256)) * 40, "不认识"),
    "zeros in text": ("a.txt", b"words\x00\x01\x02words" * 9, "不认识"),
    "page named text": ("a.txt", b"<html><body>x</body></html>", "两者不一致"),
    "host of scripts": ("a.html", b"<html><hta:application id=x><body>x</body></html>", "会启动程序"),
    "object in rich text": ("a.rtf", b"{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}", "嵌有对象"),
    "rich text cut off": ("a.rtf", b"{\\rtf1 words", "不完整"),
    "formula": ("a.csv", b"a,b\n=cmd|'/C calc'!A0,1\n", "DDE"),
    "macros in one page": ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\nContent-Type: application/x-mso\n\nQWN0aXZlTWltZQ", "含宏"),
    "entities": ("a.xml", LAUGHS.replace("<a>", '<a xmlns="urn:schemas-microsoft-com:office:spreadsheet">').encode(), "实体或类型声明"),
    "other archive": ("a.rar", b"Rar!\x1a\x07\x01\x00xxxx", "zip 以外"),
    "other picture": ("a.tif", b"II*\x00xxxx", "以外的图片"),
}  # fmt: skip

ALL = {
    f"{group} {what}": case
    for group, cases in (
        ("name", NAMES),
        ("zip", ZIPS),
        ("office", OFFICE),
        ("old", OLD),
        ("pdf", PDFS),
        ("picture", PICTURES),
        ("text", TEXTS),
    )
    for what, case in cases.items()
}
