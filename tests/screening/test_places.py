"""A number is found in whatever place of a file it stands, and its place is told."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import pikepdf
import pytest

from gongkai.screening.hits import Hit
from gongkai.screening.screen import screen
from tests.screening import made
from tests.screening.numbers import bank_card, id_number, mobile

ID, MOBILE, CARD = id_number(7), mobile(7), bank_card(7)
FILES = Path(__file__).with_name("files")


def _of_kind(data: bytes, name: str, kind: str) -> list[Hit]:
    return [hit for hit in screen(data, name).hits if hit.kind == kind]


def _kinds(data: bytes, name: str) -> set[str]:
    return {hit.kind for hit in screen(data, name).hits}


@pytest.mark.parametrize("place", made.WORD_PLACES)
def test_a_number_is_found_in_every_place_of_a_word_document(place: str) -> None:
    for value, kind in ((ID, "id_number"), (MOBILE, "mobile"), (CARD, "bank_card")):
        assert _of_kind(made.word(place, value), "a.docx", kind), kind


@pytest.mark.parametrize("place", made.BOOK_PLACES)
def test_a_number_is_found_in_every_place_of_a_workbook(place: str) -> None:
    for value, kind in ((ID, "id_number"), (MOBILE, "mobile"), (CARD, "bank_card")):
        assert _of_kind(made.workbook(place, value), "a.xlsx", kind), kind


def test_places_are_told_in_the_words_of_an_official() -> None:
    assert _of_kind(made.word("table", ID), "a.docx", "id_number")[0].place == "表1第2行第2列"
    assert _of_kind(made.word("comment", ID), "a.docx", "id_number")[0].place.startswith("批注")
    (hit,) = _of_kind(made.workbook("very hidden sheet", ID), "a.xlsx", "id_number")
    assert hit.place == "工作表“名单”C3（深度隐藏的工作表）"


@pytest.mark.parametrize("place", ["hidden run", "white run", "tiny run"])
def test_hidden_text_is_a_hit_by_itself(place: str) -> None:
    assert "hidden_text" in _kinds(made.word(place, "没有号码的一句话"), "a.docx")


def test_deleted_text_and_comments_are_hits_by_themselves() -> None:
    assert "revision" in _kinds(made.word("deleted", "删掉的话"), "a.docx")
    assert "comment" in _kinds(made.word("comment", "一条意见"), "a.docx")


@pytest.mark.parametrize(
    "place",
    [
        "hidden sheet",
        "very hidden sheet",
        "hidden row",
        "hidden column",
        "white cell",
        "format without output",
    ],
)
def test_hidden_parts_of_a_workbook_are_hits_by_themselves(place: str) -> None:
    assert "hidden_text" in _kinds(made.workbook(place, "没有号码"), "a.xlsx")


def test_a_number_that_a_sheet_took_for_an_amount_is_told_with_its_lost_digits() -> None:
    import_like = made.with_part(
        made.workbook("cell", "0"),
        "xl/worksheets/sheet1.xml",
        lambda part: part.replace(
            b"</sheetData>", b'<row r="9"><c r="A9"><v>4.40308199001011E+17</v></c></row></sheetData>'
        ),
    )
    (hit,) = _of_kind(import_like, "a.xlsx", "id_number")
    assert hit.sure == "question" and "末几位已丢失" in hit.shown


@pytest.mark.parametrize(
    "instructions",
    [
        made.text(MOBILE),
        made.text(MOBILE) + "0 0 0 rg 10 190 150 30 re f",
        made.text(MOBILE, before="3 Tr"),
        made.text(MOBILE, before="1 1 1 rg"),
        made.text(MOBILE, at="900 200"),
    ],
    ids=["printed", "under a box", "invisible", "white", "off the page"],
)
def test_a_number_is_found_on_a_page_of_pdf(instructions: str) -> None:
    data = made.saved(made.pdf(instructions))
    assert _of_kind(data, "a.pdf", "mobile")
    assert ("hidden_text" in _kinds(data, "a.pdf")) == (instructions != made.text(MOBILE))


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    data = made.saved(
        made.pdf("0 0 0.5 rg 10 190 250 30 re f " + made.text("Head of a table", before="1 1 1 rg"))
    )
    assert "hidden_text" not in _kinds(data, "a.pdf")


def test_remarks_attachments_and_properties_of_pdf_are_looked_at() -> None:
    pdf = made.pdf(made.text("nothing"))
    pdf.docinfo["/Keywords"] = MOBILE
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, f"身份证{ID}".encode(), filename="a.txt")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=f"card {CARD}"
    )
    pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note)])
    assert {"mobile", "id_number", "bank_card", "comment"} <= _kinds(made.saved(pdf), "a.pdf")


@pytest.mark.parametrize("off", [True, False])
def test_a_layer_is_hidden_where_it_is_switched_off(off: bool) -> None:
    pdf = made.pdf("/OC /L BDC " + made.text(MOBILE) + "EMC")
    layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="layer"))
    shown = pikepdf.Dictionary(OFF=pikepdf.Array([layer] if off else []))
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=shown)
    pdf.pages[0].Resources.Properties = pikepdf.Dictionary(L=layer)
    assert _kinds(made.saved(pdf), "a.pdf") == ({"mobile", "hidden_text"} if off else {"mobile"})


def test_a_number_that_a_narrow_column_breaks_is_put_together() -> None:
    lines = [(ID[:13], MOBILE, CARD[:13]), (ID[13:], "", CARD[13:])]
    printed = "".join(
        made.text(text, at=f"{20 + 95 * column} {200 - 13 * row}")
        for row, texts in enumerate(lines)
        for column, text in enumerate(texts)
    )
    pdf = made.pdf(made.text("ID tel card", at="20 230") + printed)
    assert {"id_number", "mobile", "bank_card"} <= _kinds(made.saved(pdf), "a.pdf")


def test_bytes_before_and_behind_a_file_are_looked_at() -> None:
    paper, note = made.word("paragraph", "x"), f" 电话{MOBILE} ".encode()
    assert _of_kind(note + paper, "a.docx", "mobile") and _of_kind(paper + note, "a.docx", "mobile")
    assert _of_kind(made.saved(made.pdf(made.text("x"))) + note, "a.pdf", "mobile")


def test_a_file_inside_of_a_file_is_a_hit_by_itself() -> None:
    assert "embedded" in _kinds(made.word("embedded workbook", "无"), "a.docx")


def test_what_an_older_revision_of_a_pdf_said_is_found() -> None:
    first = made.saved(made.pdf(made.text(MOBILE)))
    pdf = pikepdf.open(io.BytesIO(first))
    assert _kinds(first, "a.pdf") == {"mobile"}
    number, body = pdf.pages[0].Contents.objgen[0], made.text("clean").encode()
    start = first[first.rindex(b"startxref") + 9 :].split()[0].decode()
    added = f"{number} 0 obj\n<< /Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{len(first):010} 00000 n \ntrailer\n<< /Size 99 /Root {pdf.Root.objgen[0]} 0 R /Prev {start} >>\n"
    second = first + added + table.encode() + f"startxref\n{len(first) + len(added)}\n%%EOF\n".encode()
    hits = screen(second, "a.pdf").hits
    assert [hit.kind for hit in hits] == ["mobile", "revision"] and "旧版本" in hits[0].place


@pytest.mark.parametrize(
    "page",
    [
        "<p>电话：{0[0]}{0[1]}<b>{1}</b></p>",
        "<!-- {2} -->",
        '<div style="display: none">{2}</div>',
        '<p style="color:#fff">{2}</p>',
        '<input type="hidden" name="tel" value="{2}">',
        '<img alt="{2}">',
        '<a href="tel:{2}">拨打</a>',
        '<script>var tel = "{2}";</script>',
        '<meta name="description" content="电话{2}">',
        '<div data-tel="{2}"></div>',
        "<table><tr><td>手机</td></tr><tr><td>{2}</td></tr></table>",
    ],
)
def test_a_number_is_found_in_every_place_of_a_page(page: str) -> None:
    data = f"<html><body>{page.format(MOBILE, MOBILE[2:], MOBILE)}</body></html>".encode()
    assert _of_kind(data, "a.html", "mobile")


def test_old_office_files_are_seen_to_their_hidden_parts() -> None:
    word = {(hit.kind, hit.place) for hit in screen((FILES / "hidden.doc").read_bytes(), "a.doc").hits}
    assert {
        ("id_number", "第3段（隐藏文字）"),
        ("id_number", "第4段（白色文字）"),
        ("bank_card", "批注第1段"),
    } <= word
    book = {(hit.kind, hit.place) for hit in screen((FILES / "hidden.xls").read_bytes(), "a.xls").hits}
    assert {
        ("mobile", "工作表“Sheet”A6（隐藏的行）"),
        ("mobile", "工作表“Sheet”D7（隐藏的列）"),
        ("mobile", "工作表“名单”E5（隐藏的工作表）"),
        ("bank_card", "工作表“Sheet”的批注"),
    } <= book


def test_archives_are_looked_into_to_the_files_inside_and_their_names() -> None:
    inner = made.zipped(a_docx=made.word("comment", ID), **{f"{MOBILE}_txt": b"x"})
    data = gzip.compress(made.zipped(inner_zip=inner))
    assert {"id_number", "mobile"} <= _kinds(data, "a.zip.gz")


def test_pictures_are_looked_at_beside_what_they_show() -> None:
    assert _of_kind(made.png(f"电话{MOBILE}"), "a.png", "mobile")
    assert _of_kind(made.jpeg(f"tel {MOBILE}"), "a.jpg", "mobile")
    assert _of_kind(made.jpeg(place=True), "a.jpg", "metadata")
    assert _of_kind(made.png() + made.zipped(a_txt=MOBILE.encode()), "a.png", "mobile")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16"])
def test_text_is_looked_at_in_any_encoding(encoding: str) -> None:
    assert _of_kind(f"本人手机 {MOBILE}，已核。".encode(encoding), "a.txt", "mobile")


def test_a_list_parted_by_commas_is_a_table() -> None:
    data = f"姓名,办理编号,手机\n甲,{MOBILE},{MOBILE}\n乙,2,3\n".encode()
    (hit,) = _of_kind(data, "a.csv", "mobile")
    assert hit.place == "第2行第3列" and hit.sure == "certain"


def test_rich_text_is_looked_at_in_all_its_groups() -> None:
    data = rb"{\rtf1\ansi{\info{\author 13800138000}}{\v 13900139000}body{\*\annotation 13600136000}\par}"
    assert len(_of_kind(data, "a.rtf", "mobile")) == 3
