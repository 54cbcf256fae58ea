"""A letter is an official document in Word and PDF: page, type, signature, numbering, no character lost; forms are ruled, and
labels stand where the label sheet has them."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from gongkai.law.letters import Frame, Letter, blanks, compose, letters
from gongkai.writing.fonts import MissingGlyph
from gongkai.writing.letters.docx import letter_to_docx
from gongkai.writing.letters.labels import SHEET, Address, labels_to_pdf
from gongkai.writing.letters.layout import PLAIN, Extras, lay
from gongkai.writing.letters.pdf import letter_to_pdf, letters_to_pdf
from tests.writing.covered import LACKING

_MM = 72 / 25.4
_BODY = "虚构县住房和城乡建设局"
_FRAME = Frame("虚构公开〔2025〕1号", _BODY, date(2025, 3, 20))
_CARRIED = Extras(("复制件", "目录"), ("虚构县人民政府办公室",), "此件依申请公开")


def _letter(code: str, **values: str) -> Letter:
    filled = {blank: f"［{label}］" for blank, label in blanks().items()} | {"applicant": "王喆"} | values
    return compose(letters()[code], date(2025, 3, 3), filled, _FRAME)


def _pages(made: bytes) -> list[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in pdfium.PdfDocument(made)]


def _placed(page: pdfium.PdfPage) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    text = page.get_textpage()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=text):
        if one.extract().strip():
            yield one.extract(), one.get_bounds()


def _words(paragraph: Paragraph) -> str:
    return "".join(one.text or "" for one in paragraph._p.iter(qn("w:t")))


@pytest.mark.parametrize("code", sorted(letters()))
def test_every_letter_says_the_same_in_word_and_in_pdf(code: str) -> None:
    letter = _letter(code)
    document = Document(io.BytesIO(letter_to_docx(letter)))
    word = "".join(one.text or "" for one in document.element.body.iter(qn("w:t")))
    printed = "".join(_pages(letter_to_pdf(letter)))
    for paragraph in letter.paragraphs:
        bare = "".join(paragraph.split())
        parts = bare.split("：", 1) if not lay(letter).addressee else [bare]
        assert all(part in "".join(word.split()) and part in _bare(printed) for part in parts), paragraph


def _bare(printed: str) -> str:
    """What is printed, without the numbers at the feet."""
    for number in range(1, 5):
        printed = printed.replace(f"—{number}—", "")
    return printed


def test_a_letter_is_archival_tagged_and_bears_its_day() -> None:
    made = letter_to_pdf(_letter("LET-22"))
    document = pdfium.PdfDocument(made)
    assert document.is_tagged() and document.get_metadata_value("Author") == _BODY
    assert document.get_metadata_value("CreationDate").startswith("D:20250320")
    assert b"<pdfaid:part>2</pdfaid:part>" in made and b"<pdfuaid:part>1</pdfuaid:part>" in made
    assert letter_to_pdf(_letter("LET-22")) == made
    assert letter_to_docx(_letter("LET-22")) == letter_to_docx(_letter("LET-22"))


def test_a_letter_keeps_the_margins_of_the_standard_and_its_lines() -> None:
    page = pdfium.PdfDocument(letter_to_pdf(_letter("LET-20", facts="申请公开的信息由本机关制作，" * 60)))[1]
    places = list(_placed(page))
    body = [box for _, box in places if box[1] > 35 * _MM]
    assert min(box[0] for box in body) >= 27.5 * _MM and max(box[2] for box in body) <= 185 * _MM
    assert max(box[3] for box in body) <= 260.5 * _MM
    document = Document(io.BytesIO(letter_to_docx(_letter("LET-20"))))
    section = document.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins if side is not None] == [37, 35, 28, 26]
    lines = {one.style.name: one.style.paragraph_format for one in document.paragraphs if one.style}
    assert all(lines[name].line_spacing.pt == 28.95 for name in ("Normal", "主送机关", "文号", "落款"))


def test_the_title_of_a_letter_does_not_say_which_of_ours_it_is() -> None:
    assert lay(_letter("LET-09")).heading == (_BODY, "政府信息公开告知书")


def test_the_body_stands_centred_over_a_date_with_four_characters_free() -> None:
    name, day = lay(_letter("LET-20")).signed
    assert day == ("2025年3月20日", 4.0)
    assert name.free + len(_BODY) / 2 == day.free + 6.5 / 2  # 2025、3、20 are half as wide
    long = Letter("LET-20", "告知书", ("甲：",), _FRAME._replace(body="虚构" * 12))
    name, day = lay(long).signed
    assert name.free == 0 and day.free + 6.5 / 2 == 12


@pytest.mark.parametrize("lines", range(10, 26))
def test_no_page_begins_with_the_signature_alone(lines: int) -> None:
    pages = _pages(letter_to_pdf(_letter("LET-20", facts="事" * 26 * lines), PLAIN))
    last = pages[-1].replace("—1—", "").replace("—2—", "").replace("—3—", "")
    assert "2025年3月20日" in last and not last.startswith(_BODY[:4]) or len(pages) == 1


def test_what_is_typed_over_several_lines_stands_in_several_paragraphs() -> None:
    laid = lay(_letter("LET-20", facts="第一件已提供\r\n\r\n第二件不存在"))
    assert any(text.endswith("第一件已提供") for text in laid.paragraphs)
    assert "第二件不存在。" in laid.paragraphs


def test_enclosures_copies_and_remark_stand_below() -> None:
    for text in ("".join(_pages(letter_to_pdf(_letter("LET-22"), _CARRIED))), _docx_text(_letter("LET-22"))):
        for part in ("附件：1.复制件", "2.目录", "抄送：虚构县人民政府办公室。", "（此件依申请公开）"):
            assert part in text
    assert lay(_letter("LET-22"), Extras(("复制件",))).enclosures == ("复制件",)


def _docx_text(letter: Letter) -> str:
    document = Document(io.BytesIO(letter_to_docx(letter, _CARRIED)))
    return "".join(map(_words, document.paragraphs))


def test_an_internal_form_has_rows_and_room_for_hands() -> None:
    document = Document(io.BytesIO(letter_to_docx(_letter("LET-30"))))
    (table,) = document.tables
    labels = [row.cells[0].text for row in table.rows]
    assert labels[:3] == ["送达文书", "受送达人", "送达方式"]
    assert "受送达人签名或者盖章" in labels and "送达人签名" in labels
    assert len(_pages(letter_to_pdf(_letter("LET-30")))) == 1


@pytest.mark.parametrize("char", LACKING)
def test_a_character_without_a_glyph_is_named_and_nothing_is_printed(char: str) -> None:
    with pytest.raises(MissingGlyph, match=f"“{char}”"):
        letter_to_pdf(_letter("LET-20", applicant=f"王{char}"))
    assert char in _docx_text(_letter("LET-20", applicant=f"王{char}"))
    with pytest.raises(MissingGlyph, match="第 2 个地址"):
        labels_to_pdf([Address("王喆", "虚构县"), Address(f"王{char}", "虚构县")])


def test_a_value_is_printed_as_it_is_and_is_no_markup() -> None:
    hostile = '#panic(1) $x$ *粗* @ref \\ <w:t> #read("/etc/passwd")'
    (first, *_) = _pages(letter_to_pdf(_letter("LET-20", facts=hostile)))
    assert '#panic(1)$x$*粗*@ref\\<w:t>#read("/etc/passwd")' in first
    assert hostile in _docx_text(_letter("LET-20", facts=hostile))


def test_a_batch_numbers_each_letter_from_1_on_a_fresh_sheet() -> None:
    batch = [(_letter(code), PLAIN) for code in ("LET-20", "LET-30", "LET-07")]
    pages = _pages(letters_to_pdf(batch))
    assert len(pages) % 2 == 1 and all(one.endswith("—1—") for one in (pages[0], pages[2], pages[4]))
    assert len(_pages(letters_to_pdf(batch, duplex=False))) == 3
    with pytest.raises(ValueError, match="没有选定"):
        letters_to_pdf([])


def test_labels_stand_where_the_label_sheet_has_them_and_used_ones_are_left_out() -> None:
    made = labels_to_pdf([Address(f"收件人{at}", "虚构县虚构镇") for at in range(SHEET)], used=3)
    document = pdfium.PdfDocument(made)
    assert len(document) == 2
    names = {text: box for text, box in _placed(document[0]) if text.startswith("收件人")}
    first = next(box for text, box in names.items() if "收件人0" in text)
    assert first[0] > 105 * _MM and 297 * _MM - first[3] > (15 + 38) * _MM  # the right one of the second row
    assert len(names) == SHEET - 3


def test_a_long_address_is_made_smaller_and_never_cut() -> None:
    text = "虚构省虚构市" * 25
    (page,) = _pages(labels_to_pdf([Address("虚构县一个名字很长的有限责任公司", text, "000000")]))
    assert text in page


@pytest.mark.parametrize(
    "addresses, used, says",
    [
        ([], 0, "没有选定"),
        ([Address("王喆", " ")], 0, "第 1 个地址缺少"),
        ([Address("", "虚构县")], 0, "第 1 个地址缺少"),
        ([Address("王喆", "虚构县")], SHEET, "只能是 0 到 13"),
        ([Address("王喆", "虚构县")], -1, "只能是 0 到 13"),
    ],
)
def test_what_cannot_be_a_label_is_refused_in_words(addresses: list[Address], used: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        labels_to_pdf(addresses, used=used)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_word_letters_open_in_libreoffice_on_as_many_pages_as_the_pdf(tmp_path: Path) -> None:
    codes = ("LET-22", "LET-30")
    for code in codes:
        (tmp_path / f"{code}.docx").write_bytes(letter_to_docx(_letter(code)))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    files = [str(tmp_path / f"{code}.docx") for code in codes]
    out = ["--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *out, *files], check=True, capture_output=True, timeout=100)
    for code in codes:
        opened = _pages((tmp_path / f"{code}.pdf").read_bytes())
        assert len(opened) == len(_pages(letter_to_pdf(_letter(code)))) and "虚构公开〔2025〕1号" in opened[0]
