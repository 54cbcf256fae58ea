"""A clean copy says the same to its reader and nothing else; where that cannot be had there is none."""

from __future__ import annotations

import io

import docx
import openpyxl
import pikepdf
import pytest
from PIL import Image

from gongkai.screening.clean import clean
from gongkai.screening.cleaning.cleaned import NotCleaned
from gongkai.screening.screen import opened, screen
from tests.screening import made
from tests.screening.numbers import id_number

ID = id_number(11)
LEFT = {"hidden_text", "comment", "revision", "metadata", "embedded"}


def _seen(data: bytes, name: str) -> str:
    return "".join("".join(piece.text for piece in opened(data, name) if not piece.hidden).split())


@pytest.mark.parametrize("place", [place for place in made.WORD_PLACES if place != "embedded workbook"])
def test_a_clean_document_keeps_what_is_read_and_loses_the_rest(place: str) -> None:
    data = made.word(place, ID)
    copy = clean(data, "a.docx").data
    hits = screen(copy, "a.docx").hits
    assert _seen(copy, "a.docx") == _seen(data, "a.docx")
    assert bool([hit for hit in hits if hit.kind == "id_number"]) == (place in KEPT)
    assert not LEFT & {hit.kind for hit in hits}
    assert docx.Document(io.BytesIO(copy)).paragraphs[0].text == "一份普通的通知。"


KEPT = (*made.WORD_SEEN, "alternative text", "code of a field", "simple field")


@pytest.mark.parametrize("place", made.BOOK_PLACES)
def test_a_clean_workbook_keeps_what_is_read_and_loses_the_rest(place: str) -> None:
    data = made.workbook(place, ID)
    copy = clean(data, "a.xlsx").data
    hits = screen(copy, "a.xlsx").hits
    assert bool([hit for hit in hits if hit.kind == "id_number"]) == (place in made.BOOK_SEEN)
    assert not LEFT & {hit.kind for hit in hits}
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    assert sheet is not None and sheet["A1"].value == "普通的表"


def test_insertions_are_accepted_and_deletions_gone() -> None:
    copy = clean(made.word("inserted", "新加的话"), "a.docx")
    assert "新加的话" in _seen(copy.data, "a.docx") and "修订痕迹" in copy.removed
    assert "删掉的话" not in _seen(clean(made.word("deleted", "删掉的话"), "a.docx").data, "a.docx")


def test_a_figure_of_a_formula_stays_as_a_figure() -> None:
    data = made.with_part(
        made.workbook("cell", "x"),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(
            b"</sheetData>", b'<row r="9"><c r="A9"><f>1+1</f><v>2</v></c></row></sheetData>'
        ),
    )
    copy = clean(data, "a.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(copy.data)).active
    assert sheet is not None and sheet["A9"].value == 2 and "公式（保留计算结果）" in copy.removed


def test_a_clean_pdf_has_neither_properties_remarks_nor_attachments() -> None:
    pdf = made.pdf(made.text("Notice"))
    pdf.docinfo["/Author"] = "王某某"
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"text", filename="a.txt")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="hm"
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
    copy = clean(made.saved(pdf), "a.pdf")
    again = pikepdf.open(io.BytesIO(copy.data))
    assert _seen(copy.data, "a.pdf") == "Notice" and screen(copy.data, "a.pdf").hits == ()
    assert not again.docinfo and not again.attachments and copy.removed == ("批注", "文档属性、附件和脚本")


def test_a_clean_page_loses_comments_hidden_elements_and_scripts() -> None:
    page = f'<html><head><meta name="author" content="某"><meta charset="gbk"></head><body><p onclick="x()">正文</p><!-- {ID} --><p style="display:none">{ID}</p><script>"{ID}"</script></body></html>'
    copy = clean(page.encode("gb18030"), "a.html")
    assert (
        ID not in copy.data.decode() and "正文" in copy.data.decode() and "onclick" not in copy.data.decode()
    )


@pytest.mark.parametrize("data", [made.png(ID), made.jpeg(f"ID {ID}", place=True)], ids=["png", "jpeg"])
def test_a_clean_picture_is_the_same_picture(data: bytes) -> None:
    copy = clean(data + b"hidden behind the end " + ID.encode(), "a.png").data
    assert ID.encode() not in copy and screen(copy, "a.png").hits == ()
    assert Image.open(io.BytesIO(copy)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_a_picture_that_exif_turns_is_turned() -> None:
    plain, picture = io.BytesIO(), Image.new("RGB", (30, 20), "red")
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(plain, "JPEG", exif=exif)
    assert Image.open(io.BytesIO(clean(plain.getvalue(), "a.jpg").data)).size == (20, 30)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (made.word("embedded workbook", ID), "a.docx"),
        (made.saved(made.pdf(made.text("13800138000") + "0 g 10 190 150 30 re f")), "a.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc"),
        (b"PK\x03\x04 damaged", "a.docx"),
        (b"%PDF-1.7 damaged", "a.pdf"),
        (made.zipped(a_txt=b"x"), "a.zip"),
        (b"\x89PNG\r\n\x1a\n damaged", "a.png"),
        (b"", "a.bin"),
    ],
)
def test_where_no_clean_copy_can_be_had_it_is_said(data: bytes, name: str) -> None:
    with pytest.raises(NotCleaned, match="[。；]"):
        clean(data, name)
