"""Files made to harm: nothing raises, nothing hangs, memory stays small, and every refusal is a Chinese sentence."""

from __future__ import annotations

import io
import os
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.paper.blocks import Paper, Paragraph, Picture
from gongkai.reading.openers.opening import open_paper
from tests.reading.openers.making import document, workbook

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return stream.getvalue()


def says(paper: Paper) -> str:
    assert paper.blocks == ()
    return paper.notes[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b" \r\n\x00\x00", "空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(40), "图片"),
        (b"Rar!\x1a\x07\x00" + bytes(40), "压缩包"),
        (zipped({"报告.txt": b"x"}), "压缩包"),
        (zipped({"OFD.xml": b"<x/>", "Doc_0/Document.xml": b"<x/>"}), "OFD"),
        (zipped({"ppt/presentation.xml": b"<x/>"}), "演示文稿"),
        (zipped({"word/styles.xml": b"<x/>"}), "找不到正文"),
        (zipped({"word/document.xml": b"<x/>"})[:60], "损坏"),
        (bytes(range(256)) * 20, "不认识"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, words: str) -> None:
    assert words in says(open_paper(data))


def test_a_file_over_the_limit_is_not_touched() -> None:
    assert "50 MB" in says(open_paper(b"x" * 50_000_001))


def test_a_zip_bomb_is_refused_by_its_ratio_and_by_its_number_of_parts() -> None:
    assert "压缩比例" in says(open_paper(zipped({"word/document.xml": bytes(30_000_000)})))
    assert "上限" in says(open_paper(zipped({f"word/{place}.xml": b"" for place in range(5001)})))


def test_entities_are_not_expanded() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "哈">{laughs}]><w:document {W}><w:body><w:p><w:r><w:t>&l11;</w:t>'
    secret = (
        '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>&s;</w:t>"
    )
    for source in (text, secret):
        found = open_paper(
            zipped({"word/document.xml": (source + "</w:r></w:p></w:body></w:document>").encode()})
        )
        assert len(str(found)) < 500
        assert "root:" not in str(found)


MANY = 100_000
MARKUP = {
    "deep": "<div>" * MANY + "一",
    "deep and closed": "<div>" * MANY + "</div>" * MANY,
    "tables": "<table><tr><td>" * 30_000 + "1",
    "options": "<select>" + "<option>一" * MANY,
    "lists": "<ul><li>" * 20_000,
    "type": "".join(f"<div><b id={n}></div>" for n in range(3000)) + "<p>一</p>" * 10_000,
    "type in cells": "".join(f"<b id={n}><table><tr><td></b></table>" for n in range(3000))
    + "<p>一</p>" * 9000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">一",
    "attributes without end": "<p " + " ".join(f"a{n}=<" for n in range(MANY)),
    "open tags": "<p>一" + "<a" * MANY,
    "open comments": "<p>一" + "<!--" * MANY,
    "open scripts": "<p>" * 2000 + "<script>" * MANY,
    "blanks": "<p>" + " " * 1_000_000 + "\n一",
    "colspans": "<table>"
    + "<tr>"
    + "<td colspan=1000 rowspan=60000>一</td>" * 500
    + "</tr>"
    + "<tr><td>1" * 20_000,
    "ends without starts": "<p>一" + "</x>" * MANY,
    "open tables in text": "一\n" + "<table " * MANY,
    "open links": "# 一\n# 二\n" + "![" * MANY + "\n" + "[" * MANY,
    "open emphasis": "# 一\n# 二\n" + "**a " * MANY,
    "bars": "|" * 1_000_000,
    "bars and blanks": "| -" + " " * 200_000 + "x|\n|-",
    "headings": ("#" * 7 + " " * 5000 + "\n") * 20,
    "declarations": "<?xml" * MANY,
    "white space first": " " * MANY + "<",
    "rich text": r"{\rtf1" + "{" * MANY + r"\par\u12" * 10_000 + "}" * MANY,
    "rich rows": r"{\rtf1" + r"\trowd\clvmrg\cellx9\intbl\cell\row" * 20_000,
    "mail": "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + "--x\n\n" * 20_000,
}


@pytest.mark.parametrize("name", MARKUP)
def test_markup_made_to_hang_a_reader_takes_no_time(name: str) -> None:
    start = time.process_time()
    paper = open_paper(MARKUP[name].encode())
    assert time.process_time() - start < 2
    assert sum(len(row) for block in paper.blocks if hasattr(block, "rows") for row in block.rows) <= 210_000


def test_a_text_without_end_is_cut_and_says_so() -> None:
    found = open_paper("| 甲 | 1 |\n".encode() * 700_000)
    assert "前 500 万字" in found.notes[-1]


def test_pictures_written_into_a_page_do_not_count_as_its_text() -> None:
    picture = "<img src='data:image/png;base64," + "A" * 6_000_000 + "' alt='章'>"
    found = open_paper(f"<html><body>{picture}<p>一、总体情况</p></body></html>".encode())
    assert found.blocks == (Picture("章"), Paragraph("一、总体情况"))


def test_deeply_nested_cells_of_a_document_end_somewhere() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 50_000
    assert (
        open_paper(zipped({"word/document.xml": f"<w:document {W}><w:body>{deep}".encode()})).kind == "docx"
    )


@pytest.mark.parametrize("seed", range(3))
def test_cut_files_never_raise(seed: int) -> None:
    for whole in (document(["某镇", ["甲", "1"]]), workbook([["甲", 1.0]])):
        for cut in range(1 + seed, len(whole), 2500):
            assert open_paper(whole[:cut]).notes or open_paper(whole[:cut]).blocks


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    assert open_paper(data).kind


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="<>/!-&;|#*`[]()=\"'tablerdpcso0一 \n\t\u00a0", max_size=400))
def test_arbitrary_markup_never_raises(text: str) -> None:
    assert not any("已损坏" in note for note in open_paper(text.encode()).notes)


def test_random_bytes_behind_every_mark_never_raise() -> None:
    noise = os.urandom(3000)
    for mark in (
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf",
        b"%PDF-1.4",
        b"<html>",
        b"MIME-Version: 1.0\n",
    ):
        open_paper(mark + noise)
