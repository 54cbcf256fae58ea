"""Ordinary files as offices send them; none may be refused."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pikepdf
import xlsxwriter
from PIL import Image

from tests.files.unseen.containers import Maker, packed
from tests.files.unseen.documents import document, edited, related, with_parts, workbook
from tests.files.unseen.others import pdf, picture


def table_document() -> bytes:
    out, made = io.BytesIO(), docx.Document()
    made.add_heading("政府信息公开工作年度报告", 1)
    table = made.add_table(30, 10)
    table.cell(0, 0).text = "申请人情况"
    made.add_picture(io.BytesIO(picture("PNG")))
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.save(out)
    return out.getvalue()


def numbered_pages() -> bytes:
    """Page numbers and a table of contents are fields, too."""
    fields = b'<w:p><w:fldSimple w:instr=" PAGE "/><w:fldSimple w:instr="TOC \\o &quot;1-3&quot; \\h"/></w:p><w:sectPr'
    return edited(document(), "word/document.xml", b"<w:sectPr", fields)


def talks_of_dde() -> bytes:
    return document("DDEAUTO、JavaScript 和 WEBSERVICE 等功能不得使用；<script>不得出现。")


def formulas_that_stay() -> bytes:
    """Names with a bar, and words that stand in quotes, look like calls and are none."""
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.create_sheet("甲 a|b")["A1"] = 1
    sheet = book.worksheets[0]
    sheet["A1"], sheet["A2"] = "='甲 a|b'!A1+1", '="CALL(010)cmd|x!"&A1'
    sheet["A3"], sheet["A4"] = '=HYPERLINK("https://www.gov.cn/")', "=VLOOKUP(A1,B:C,2,0)"
    book.save(out)
    return out.getvalue()


def wps_sheet() -> bytes:
    part = b'<?xml version="1.0" encoding="UTF-8"?><x xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData"/>'
    return with_parts(workbook(), {"customXml/item1.xml": part})


def charted() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("第三表")
        sheet.write_column(0, 0, [3, 4, 5])
        sheet.write_formula("A4", "=SUM(A1:A3)")
        sheet.write_url("B1", "https://www.gov.cn/")
        sheet.data_validation("C1", {"validate": "list", "source": ["是", "否"]})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=第三表!$A$1:$A$3"})
        sheet.insert_chart("D1", chart)
        sheet.write_comment("A1", "核对过")
    return out.getvalue()


def long_sheet() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for row in range(3000):
            sheet.write_row(row, 0, ["同样的文字", row, "已办结"])
    return out.getvalue()


def merged_book() -> bytes:
    out, book = io.BytesIO(), openpyxl.Workbook()
    book.worksheets[0].merge_cells("A1:J1")
    book.create_sheet("说明")["A1"] = "=SUMIF(A1:A9,1)"
    book.save(out)
    return out.getvalue()


def linked_pdf() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    click = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://www.gov.cn/"))
    place = pikepdf.Array([0, 0, 9, 9])
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=place, A=click)
    made.pages[0].obj.Annots = pikepdf.Array([link])
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def long_pdf() -> bytes:
    out, made = io.BytesIO(), pikepdf.new()
    for _ in range(300):
        made.add_blank_page()
    made.save(out, linearize=True)
    return out.getvalue()


def scanned(kind: str) -> bytes:
    """A page at 300 dpi, nearly white."""
    out = io.BytesIO()
    Image.new("L", (2480, 3508), 250).save(out, kind)
    return out.getvalue()


def with_folders() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("甲县")
        archive.writestr("甲县/报告.docx", document())
        archive.writestr("甲县/报表.xlsx", workbook())
        archive.writestr("甲县/说明.txt", "按要求报送。")
    return out.getvalue()


def streamed_zip() -> bytes:
    """Written to something that cannot go back: sizes stand behind the data."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("报告.docx", document())
    return out.getvalue()


BENIGN: dict[str, Maker] = {
    "plain docx": ("报告.docx", document),
    "docx with table, picture, header": ("2025年度报告（终稿）.docx", table_document),
    "docx with page numbers": ("报告.docx", numbered_pages),
    "docx that speaks of dangers": ("安全要求.docx", talks_of_dde),
    "docx with a link": ("报告.docx", lambda: related("hyperlink", "https://www.gov.cn/")),
    "extension in capitals": ("报告.DOCX", document),
    "plain xlsx": ("报表.xlsx", workbook),
    "xlsx with chart, list, comment": ("报表.xlsx", charted),
    "xlsx of 3000 rows": ("报表.xlsx", long_sheet),
    "xlsx with merged cells": ("报表.xlsx", merged_book),
    "xlsx with harmless formulas": ("报表.xlsx", formulas_that_stay),
    "xlsx of WPS": ("报表.xlsx", wps_sheet),
    "plain pdf": ("报告.pdf", pdf),
    "pdf with a link": ("报告.pdf", linked_pdf),
    "pdf of 300 pages": ("报告.pdf", long_pdf),
    "pdf with owner password": ("报告.pdf", lambda: pdf(encryption=pikepdf.Encryption(owner="x", user=""))),
    "png": ("图.png", lambda: picture("PNG")),
    "jpg": ("图.jpg", lambda: picture("JPEG")),
    "jpeg": ("图.jpeg", lambda: picture("JPEG")),
    "scanned png": ("扫描件.png", lambda: scanned("PNG")),
    "scanned jpg": ("扫描件.jpg", lambda: scanned("JPEG")),
    "text": ("说明.txt", lambda: "政府信息公开指南\r\n第一条".encode()),
    "text of GB 18030": ("说明.txt", lambda: "政府信息公开指南，第一条。".encode("gb18030")),
    "text with a mark": ("说明.txt", lambda: "公开指南".encode("utf-8-sig")),
    "text with a bracket": ("说明.txt", lambda: "比例 a<b，<见附件>".encode()),
    "zip with folders": ("报送.zip", with_folders),
    "zip as streamed": ("报送.zip", streamed_zip),
    "zip of stored files": ("报送.zip", lambda: packed({"a.txt": b"text"}, zipfile.ZIP_STORED)),
}
