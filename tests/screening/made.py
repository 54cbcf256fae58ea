"""Files made for the tests: a planted number in every place that a file has for one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pikepdf
from docx.shared import Pt, RGBColor
from openpyxl.comments import Comment
from openpyxl.styles import Font
from PIL import Image, PngImagePlugin


def saved(document: object) -> bytes:
    """The bytes of a document or workbook."""
    made = io.BytesIO()
    document.save(made)  # type: ignore[attr-defined]
    return made.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one part changed, or added where it is not there."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, change(old.read(entry)) if entry == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return made.getvalue()


def word(place: str, value: str) -> bytes:
    """A docx with a value planted in one place."""
    document = docx.Document()
    document.add_paragraph("一份普通的通知。")
    return _WORD[place](document, value)


def _run(document: docx.document.Document, value: str, change: Callable[[object], None]) -> bytes:
    change(document.add_paragraph("附注：").add_run(value))
    return saved(document)


def _table(document: docx.document.Document, value: str) -> bytes:
    table = document.add_table(2, 2)
    table.cell(0, 1).text, table.cell(1, 1).text = "备注", value
    return saved(document)


def _boxes(document: docx.document.Document, value: str) -> bytes:
    table = document.add_table(1, len(value))
    for cell, char in zip(table.rows[0].cells, value, strict=True):
        cell.text = char
    return saved(document)


def _split(document: docx.document.Document, value: str) -> bytes:
    paragraph = document.add_paragraph()
    for char in value:
        paragraph.add_run(char)
    return saved(document)


def _header(document: docx.document.Document, value: str) -> bytes:
    document.sections[0].header.paragraphs[0].text = value
    return saved(document)


def _comment(document: docx.document.Document, value: str) -> bytes:
    document.add_comment(document.paragraphs[0].runs, text=value, author="甲")
    return saved(document)


def _author(document: docx.document.Document, value: str) -> bytes:
    document.core_properties.author = value
    return saved(document)


def _inserted_xml(template: str) -> Callable[[docx.document.Document, str], bytes]:
    def make(document: docx.document.Document, value: str) -> bytes:
        xml = template.format(value=value).encode()
        return with_part(
            saved(document),
            "word/document.xml",
            lambda part: part.replace(b"<w:sectPr", xml + b"<w:sectPr", 1),
        )

    return make


def _own_data(document: docx.document.Document, value: str) -> bytes:
    return with_part(saved(document), "customXml/item9.xml", lambda _: f"<a><b>{value}</b></a>".encode())


def _embedded(document: docx.document.Document, value: str) -> bytes:
    return with_part(saved(document), "word/embeddings/a.xlsx", lambda _: workbook("cell", value))


_WORD: dict[str, Callable[[docx.document.Document, str], bytes]] = {
    "paragraph": lambda d, v: _run(d, v, lambda run: None),
    "runs": _split,
    "table": _table,
    "boxes of a form": _boxes,
    "header": _header,
    "comment": _comment,
    "author": _author,
    "hidden run": lambda d, v: _run(d, v, lambda run: setattr(run.font, "hidden", True)),  # type: ignore[attr-defined]
    "white run": lambda d, v: _run(d, v, lambda run: setattr(run.font.color, "rgb", RGBColor(255, 255, 255))),  # type: ignore[attr-defined]
    "tiny run": lambda d, v: _run(d, v, lambda run: setattr(run.font, "size", Pt(1))),  # type: ignore[attr-defined]
    "deleted": _inserted_xml(
        '<w:p><w:del w:id="1" w:author="a"><w:r><w:delText>{value}</w:delText></w:r></w:del></w:p>'
    ),
    "inserted": _inserted_xml(
        '<w:p><w:ins w:id="1" w:author="a"><w:r><w:t>{value}</w:t></w:r></w:ins></w:p>'
    ),
    "code of a field": _inserted_xml("<w:p><w:r><w:instrText>QUOTE {value}</w:instrText></w:r></w:p>"),
    "simple field": _inserted_xml('<w:p><w:fldSimple w:instr="DOCVARIABLE {value}"/></w:p>'),
    "text box": _inserted_xml(
        "<w:p><w:r><w:pict><txbxContent xmlns='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<p><r><t>{value}</t></r></p></txbxContent></w:pict></w:r></w:p>"
    ),
    "alternative text": _inserted_xml(
        '<w:p><w:r><w:drawing><docPr descr="{value}"/></w:drawing></w:r></w:p>'
    ),
    "own data": _own_data,
    "embedded workbook": _embedded,
}
WORD_PLACES = tuple(_WORD)
WORD_SEEN = ("paragraph", "runs", "table", "boxes of a form", "header", "inserted", "text box")


def workbook(place: str, value: str) -> bytes:
    """An xlsx with a value planted in one place."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "普通的表"
    _BOOK[place](book, sheet, value)
    return saved(book)


def _put(sheet: object, address: str, value: object) -> None:
    sheet[address] = value  # type: ignore[index]


def _hidden_sheet(state: str) -> Callable[[openpyxl.Workbook, object, str], None]:
    def make(book: openpyxl.Workbook, sheet: object, value: str) -> None:
        hidden = book.create_sheet("名单")
        hidden["C3"], hidden.sheet_state = value, state

    return make


def _hidden_row(book: openpyxl.Workbook, sheet: object, value: str) -> None:
    _put(sheet, "B7", value)
    sheet.row_dimensions[7].hidden = True  # type: ignore[attr-defined]


def _hidden_column(book: openpyxl.Workbook, sheet: object, value: str) -> None:
    _put(sheet, "H2", value)
    sheet.column_dimensions["H"].hidden = True  # type: ignore[attr-defined]


def _remark(book: openpyxl.Workbook, sheet: object, value: str) -> None:
    sheet["A1"].comment = Comment(value, "甲")  # type: ignore[index]


def _white(book: openpyxl.Workbook, sheet: object, value: str) -> None:
    _put(sheet, "B2", value)
    sheet["B2"].font = Font(color="FFFFFFFF")  # type: ignore[index]


def _no_output(book: openpyxl.Workbook, sheet: object, value: str) -> None:
    _put(sheet, "B2", value)
    sheet["B2"].number_format = ";;;"  # type: ignore[index]


def _validation(book: openpyxl.Workbook, sheet: object, value: str) -> None:
    rule = openpyxl.worksheet.datavalidation.DataValidation(type="list", formula1=f'"甲,{value}"')
    sheet.add_data_validation(rule)  # type: ignore[attr-defined]
    rule.add("C1")


_BOOK: dict[str, Callable[[openpyxl.Workbook, object, str], None]] = {
    "cell": lambda b, s, v: _put(s, "B2", v),
    "formula": lambda b, s, v: _put(s, "B2", f'="{v[:9]}"&"{v[9:]}"'),
    "hidden sheet": _hidden_sheet("hidden"),
    "very hidden sheet": _hidden_sheet("veryHidden"),
    "hidden row": _hidden_row,
    "hidden column": _hidden_column,
    "remark": _remark,
    "white cell": _white,
    "format without output": _no_output,
    "check of input": _validation,
    "page header": lambda b, s, v: setattr(s.oddHeader.center, "text", v),  # type: ignore[attr-defined]
    "name of a sheet": lambda b, s, v: setattr(s, "title", v),
    "keywords": lambda b, s, v: setattr(b.properties, "keywords", v),
}
BOOK_PLACES = tuple(_BOOK)
BOOK_SEEN = ("cell", "page header", "name of a sheet")


def pdf(*pages: str) -> pikepdf.Pdf:
    """A PDF of instructions in a simple font: one text a page."""
    made = pikepdf.new()
    for instructions in pages:
        page = made.add_blank_page(page_size=(300, 300))
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
        page.Contents = made.make_stream(instructions.encode("latin-1"))
    return made


def text(value: str, *, at: str = "20 200", before: str = "") -> str:
    """Instructions that print a value."""
    return f"BT /F1 12 Tf {before} {at} Td ({value}) Tj ET "


def png(value: str = "") -> bytes:
    """A picture, with a remark where one is given."""
    about = PngImagePlugin.PngInfo()
    if value:
        about.add_text("Comment", value)
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(made, "PNG", pnginfo=about)
    return made.getvalue()


def jpeg(value: str = "", *, place: bool = False) -> bytes:
    """A photograph, with its description and the place it was taken at."""
    made, picture = io.BytesIO(), Image.new("RGB", (20, 20), "red")
    exif = picture.getexif()
    if value:
        exif[0x010E] = value
    if place:
        exif.get_ifd(0x8825)[1] = "N"
    picture.save(made, "JPEG", exif=exif)
    return made.getvalue()


def zipped(**files: bytes) -> bytes:
    """An archive of files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return made.getvalue()
