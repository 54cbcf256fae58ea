"""What lies under a box is gone: no reader of PDF finds it, nor does anybody who takes the file apart."""

from __future__ import annotations

import io
import math
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
import typst
from pdfminer.high_level import extract_text
from PIL import Image

from gongkai.screening.burning import Box, NotBurned, burn, page_shown

SECRET = "QX7719SECRET"
PAGE = f"""
#set page(width: 400pt, height: 600pt, margin: 0pt)
#place(dx: 100pt, dy: 150pt, text(size: 20pt)[{SECRET}])
#place(dx: 40pt, dy: 400pt, text(size: 20pt)[OPEN])
#pagebreak()
#place(dx: 40pt, dy: 40pt, text(size: 20pt)[SECOND])
"""
OVER = Box(1, 0.2, 0.24, 0.95, 0.3, "条例 第十五条")


def a_document() -> bytes:
    """Two pages with a secret in the text, in the metadata, in an annotation, in an attachment and in an older revision."""
    with pikepdf.open(io.BytesIO(typst.compile(PAGE.encode(), format="pdf"))) as pdf:
        with pdf.open_metadata() as about:
            about["dc:title"] = SECRET
        pdf.docinfo["/Author"] = SECRET
        pdf.attachments["secret.txt"] = SECRET.encode()
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[100, 440, 120, 460],
            Contents=SECRET,
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue() + f"\n% {SECRET}\n".encode()


def said_by_each(data: bytes, folder: Path) -> str:
    """What three readers find, and everything in the file with its streams taken apart."""
    file = folder / "made.pdf"
    file.write_bytes(data)
    with pdfium.PdfDocument(data) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    texts.append(extract_text(io.BytesIO(data)))
    if shutil.which("pdftotext"):
        texts.append(
            subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
        )
    with pikepdf.open(io.BytesIO(data)) as pdf:
        raw = b"".join(
            one.read_bytes() if "/DCTDecode" not in repr(one.get("/Filter")) else b""
            for one in pdf.objects
            if isinstance(one, pikepdf.Stream)
        )
    return "".join(texts) + (raw + data).decode("latin-1")


def test_the_plain_document_says_what_the_readers_are_to_find(tmp_path: Path) -> None:
    assert said_by_each(a_document(), tmp_path).count(SECRET) >= 4


def test_what_lies_under_a_box_is_found_by_no_reader(tmp_path: Path) -> None:
    made = burn(a_document(), [OVER])
    said = said_by_each(made, tmp_path)
    assert SECRET not in said and "OPEN" not in said
    assert not pikepdf.open(io.BytesIO(made)).attachments


def test_the_box_is_black_where_it_was_drawn_and_the_rest_is_seen_as_before() -> None:
    before, after = (
        pdfium.PdfDocument(data)[0].render(scale=2).to_pil().convert("L")
        for data in (a_document(), burn(a_document(), [OVER]))
    )
    assert before.size == after.size == (800, 1200)
    inside = after.crop((165, 292, 200, 355))
    assert inside.getextrema()[1] < 40
    seen = after.crop((60, 780, 300, 860))
    differ = sum(
        abs(a - b) > 80
        for a, b in zip(before.crop((60, 780, 300, 860)).tobytes(), seen.tobytes(), strict=True)
    )
    assert seen.getextrema()[0] < 90 and differ < 240 * 80 * 0.02
    assert len(pdfium.PdfDocument(burn(a_document(), [OVER]))) == 2


def test_a_turned_page_is_covered_where_it_is_seen() -> None:
    with pikepdf.open(io.BytesIO(a_document())) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        out = io.BytesIO()
        pdf.save(out)
    made = pdfium.PdfDocument(burn(out.getvalue(), [Box(1, 0, 0, 0.5, 1, "条例 第十五条")]))
    page = made[0].render(scale=1).to_pil().convert("L")
    assert page.size == (600, 400)
    assert (
        page.crop((5, 5, 100, 395)).getextrema()[1] < 60
        and page.crop((310, 5, 595, 395)).getextrema()[1] > 200
    )


def test_a_picture_is_covered_and_loses_what_it_tells_of_itself() -> None:
    picture, about = Image.new("RGB", (400, 300), "white"), Image.Exif()
    about[0x010E] = SECRET
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=about)
    made = burn(out.getvalue(), [Box(1, 0, 0, 0.5, 1, "条例 第十五条")])
    assert SECRET.encode() in out.getvalue() and SECRET.encode() not in made
    page = pdfium.PdfDocument(made)[0].render(scale=1).to_pil().convert("L")
    assert page.getpixel((5, 5)) < 40 < 200 < page.getpixel((page.width - 5, 5))


def test_a_page_is_shown_as_it_is_seen_and_one_that_is_not_there_is_refused() -> None:
    picture, pages = page_shown(a_document(), 2)
    assert pages == 2 and Image.open(io.BytesIO(picture)).size == (934, 1400)
    with pytest.raises(NotBurned, match="第 3 页不存在"):
        page_shown(a_document(), 3)


@pytest.mark.parametrize(
    ("box", "says"),
    [
        (OVER._replace(page=3), "第 3 页不存在，这份文件共 2 页"),
        (OVER._replace(page=0), "不在页面之内"),
        (OVER._replace(left=-0.1), "不在页面之内"),
        (OVER._replace(right=1.5), "不在页面之内"),
        (OVER._replace(top=math.nan), "不在页面之内"),
        (OVER._replace(bottom=math.inf), "不在页面之内"),
        (OVER._replace(left=0.95, right=0.2), "太小"),
        (OVER._replace(bottom=OVER.top), "太小"),
        (OVER._replace(ground=" "), "写明第 1 处遮盖的依据"),
    ],
)
def test_a_box_that_covers_nothing_is_refused_in_words(box: Box, says: str) -> None:
    with pytest.raises(NotBurned, match=says):
        burn(a_document(), [box])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "请先另存为 PDF"),
        (b"PK\x03\x04 a document of Word", "请先另存为 PDF"),
        (b"%PDF-1.7 and nothing else", "已损坏"),
        (b"\x89PNG\r\n\x1a\n and nothing else", "已损坏"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(data: bytes, says: str) -> None:
    with pytest.raises(NotBurned, match=says):
        burn(data, [OVER])


def test_a_locked_document_is_refused_in_words() -> None:
    with pikepdf.open(io.BytesIO(a_document())) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(user="words", owner="words"))
    with pytest.raises(NotBurned, match="打开密码"):
        burn(out.getvalue(), [OVER])
