"""The formats of before 2007, the XML of 2003, and what is named .doc or .xls without being it."""

from __future__ import annotations

import shutil

import pytest

from gongkai.paper.blocks import Grid, Heading, Paragraph, Picture, Slot
from gongkai.reading.openers.opening import open_paper
from gongkai.reading.openers.word_legacy import docbook_grids, printed_to_blocks
from tests.reading.openers.making import compound, document, workbook

needs_antiword = pytest.mark.skipif(
    shutil.which("antiword") is None, reason="antiword is not installed: .doc UNTESTED"
)


def rows(block: object) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[slot.text for slot in row] for row in block.rows]


def test_a_biff_workbook_is_read_with_its_merged_cells() -> None:
    found = open_paper(workbook([["申请人", "", "总计"], ["自然人", 3.0, 2.5]], [(0, 0, 0, 1)]))
    assert found.kind == "xls"
    assert found.blocks == (
        Heading("年报", 2),
        Grid(
            (
                (Slot("申请人"), Slot("申请人", False), Slot("总计")),
                (Slot("自然人"), Slot("3"), Slot("2.5")),
            )
        ),
    )


@needs_antiword
def test_a_word_97_document_keeps_paragraphs_and_cells_longer_than_a_printed_line() -> None:
    long = "业务受理及办理情况、咨询解答、便民手册发放等不列入统计，其大于各分项，同时小于分项之和"
    found = open_paper(document(["某镇年度报告", ["指标", "数"], [long, "12"], ["制发", ""], "完"]))
    assert found.kind == "doc"
    assert found.blocks[0] == Paragraph("某镇年度报告")
    assert rows(found.blocks[1]) == [["指标", "数"], [long, "12"], ["制发", ""]]
    assert found.blocks[2] == Paragraph("完")


def test_without_antiword_a_doc_gives_the_sentence_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "安装 antiword" in open_paper(document(["某镇"])).notes[0]


def test_a_damaged_doc_is_a_sentence() -> None:
    assert open_paper(document(["某镇"])[:1500]).notes


def test_antiwords_bars_make_the_grids_where_its_tables_do_not_match() -> None:
    blocks = printed_to_blocks("前\n|甲 |1 |\n|乙 |2 |\n[pic]\n", docbook_grids(b""))
    assert [type(block) for block in blocks] == [Paragraph, Grid, Picture]


@pytest.mark.parametrize(
    ("stream", "words"),
    [("EncryptedPackage", "打开密码"), ("PowerPoint Document", "演示文稿"), ("Other", "不认识")],
)
def test_a_compound_file_that_cannot_be_read_says_what_it_is(stream: str, words: str) -> None:
    assert words in open_paper(compound({stream: b"x"})).notes[0]


SPREADSHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="年报"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">申请人</Data></Cell>
<Cell><Data ss:Type="String">总计</Data></Cell></Row><Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="Number">3.0</Data>
</Cell><Cell><Data ss:Type="DateTime">2024-01-31T00:00:00.000</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="草稿"><Table><Row><Cell><Data ss:Type="String">密</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


def test_a_spreadsheet_of_2003_in_xml_is_laid_out_and_its_hidden_sheet_named() -> None:
    found = open_paper(SPREADSHEET.encode())
    assert rows(found.blocks[1]) == [["申请人", "申请人", "总计"], ["", "3", "2024-01-31"]]
    assert "草稿" in found.notes[0]


def test_a_word_document_of_2003_in_xml_is_read() -> None:
    source = (
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>'
        "<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p></w:body></w:wordDocument>"
    )
    assert open_paper(source.encode()).blocks == (Paragraph("一、总体情况"),)


def test_a_page_saved_as_one_file_is_read() -> None:
    source = (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=gb2312\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>=D2=BB=A1=A2=D7=DC=CC=E5=C7=E9=BF=F6</p></body>\n--x--\n"
    )
    assert open_paper(source).blocks == (Paragraph("一、总体情况"),)


def rtf(body: str) -> bytes:
    head = r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0 SimSun;}}{\*\generator Office;}"
    return (head + "".join(_escaped(char) for char in body) + "}").encode()


def _escaped(char: str) -> str:
    return char if char.isascii() else "".join(f"\\'{byte:02x}" for byte in char.encode("gb18030"))


def test_rich_text_in_bytes_and_in_unicode_is_read_and_hidden_text_is_not() -> None:
    found = open_paper(rtf(r"一、总体\u24773?\u20917?{\v 密}{\deleted 旧}\par 第二段\line 第二行\tab 1\par"))
    assert found.blocks == (Paragraph("一、总体情况"), Paragraph("第二段"), Paragraph("第二行\t1"))


def test_a_table_of_rich_text_is_laid_out_by_its_edges() -> None:
    found = open_paper(
        rtf(
            r"前\par\trowd\clvmgf\cellx1000\cellx3000\pard\intbl 甲\cell 乙\cell\row"
            r"\trowd\clvmrg\cellx1010\cellx2000\cellx3000\pard\intbl\cell 1\cell 2\cell\row\pard 后\par"
        )
    )
    assert found.blocks[0] == Paragraph("前")
    assert rows(found.blocks[1]) == [["甲", "乙", "乙"], ["甲", "1", "2"]]
    assert found.blocks[2] == Paragraph("后")
