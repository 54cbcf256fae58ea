"""Word documents: what the page shows, with automatic numbers and merged cells."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from gongkai.paper.blocks import Grid, Heading, Paper, Paragraph, Picture
from gongkai.reading.openers.opening import open_paper
from gongkai.reading.openers.word_numbers import printed_number

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOX = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def archive(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(f"word/{name}.xml", text)
    return stream.getvalue()


def word(body: str, **parts: str) -> Paper:
    document = f"<w:document {W} {BOX}><w:body>{body}</w:body></w:document>"
    return open_paper(archive(document=document, **parts))


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def texts(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, (Heading, Paragraph))]


def rows(block: object) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[slot.text for slot in row] for row in block.rows]


def test_a_document_of_the_office_keeps_headings_and_merged_cells() -> None:
    document = docx.Document()
    document.add_heading("某镇2023年政府信息公开工作年度报告", 0)
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("全年公开信息12条。")
    table = document.add_table(3, 3)
    for place, cell in enumerate(table._cells):
        cell.text = str(place)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "申请人情况"
    stream = io.BytesIO()
    document.save(stream)
    found = open_paper(stream.getvalue())
    assert found.kind == "docx"
    assert found.blocks[:3] == (
        Heading("某镇2023年政府信息公开工作年度报告", 1),
        Heading("一、总体情况", 1),
        Paragraph("全年公开信息12条。"),
    )
    assert rows(found.blocks[3]) == [
        ["申请人情况", "申请人情况", "2"],
        ["申请人情况", "申请人情况", "5"],
        ["6", "7", "8"],
    ]
    assert isinstance(found.blocks[3], Grid)
    assert [slot.first for slot in found.blocks[3].rows[1]] == [False, False, True]


def test_cells_missing_at_the_start_of_a_row_leave_blanks() -> None:
    row = f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{tc('数')}</w:tr>"
    found = word(f"<w:tbl><w:tr>{tc('项')}{tc('值')}</w:tr>{row}</w:tbl>")
    assert rows(found.blocks[0]) == [["项", "值"], ["", "数"]]


def test_inserted_text_stays_deleted_and_hidden_text_goes() -> None:
    found = word(
        "<w:p><w:r><w:t>公开</w:t></w:r><w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:del><w:r><w:delText>13</w:delText>"
        "</w:r></w:del><w:moveFrom><w:r><w:t>14</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>条</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert texts(found) == ["公开12条"]
    assert "隐藏" in found.notes[0]


def test_a_deleted_row_is_gone() -> None:
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{tc('旧')}{tc('1')}</w:tr>"
    found = word(f"<w:tbl>{deleted}<w:tr>{tc('新')}{tc('2')}</w:tr></w:tbl>")
    assert rows(found.blocks[0]) == [["新", "2"]]


def test_breaks_and_tabs_are_lines_and_columns() -> None:
    found = word(
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>1</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>2</w:t></w:r></w:p>"
    )
    assert texts(found) == ["甲\t1", "乙\t2"]


def test_a_text_box_is_read_once_and_a_picture_stays_in_place() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    found = word(
        f"<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        "<w:p><w:r><w:drawing><wp:docPr descr='表三'/><a:blip/></w:drawing></w:r></w:p>"
    )
    assert found.blocks == (Paragraph("正文"), Paragraph("框内"), Picture("表三"))


def test_content_controls_are_transparent_and_their_placeholders_empty() -> None:
    found = word(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('一、总体情况')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击此处')}</w:sdtContent></w:sdt>"
    )
    assert texts(found) == ["一、总体情况"]


NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='（%2）'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:isLgl/><w:lvlText w:val='%1.%3.'/></w:lvl>"
    "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
)


def listed(level: int, text: str) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>")


def test_automatic_numbers_are_written_out_and_deeper_ones_start_again() -> None:
    body = (
        listed(0, "总体情况")
        + listed(1, "主动公开")
        + listed(1, "依申请公开")
        + listed(0, "数据")
        + listed(1, "表")
    )
    found = word(body + listed(2, "2023年"), numbering=NUMBERING)
    assert texts(found) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、数据",
        "（一）表",
        "2.1. 2023年",
    ]


def test_a_style_gives_level_and_number() -> None:
    styles = (
        f"<w:styles {W}><w:style w:styleId='a'><w:name w:val='章'/><w:basedOn w:val='b'/></w:style>"
        "<w:style w:styleId='b'><w:name w:val='heading 2'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='c'><w:name w:val='toc 1'/></w:style></w:styles>"
    )
    found = word(
        p("一、总体情况 1", "<w:pStyle w:val='c'/>") + p("总体情况", "<w:pStyle w:val='a'/>"),
        styles=styles,
        numbering=NUMBERING,
    )
    assert found.blocks == (Heading("一、总体情况", 2),)


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百〇五"),
        (110, "chineseCountingThousand", "一百一十"),
        (13, "chineseLegalSimplified", "壹拾叁"),
        (3, "ideographTraditional", "丙"),
        (4, "decimalEnclosedCircle", "④"),
        (14, "lowerRoman", "xiv"),
        (7, "decimalFullWidth", "７"),
        (7, "unheardOf", "7"),
    ],
)
def test_a_number_is_printed_as_word_prints_it(number: int, kind: str, printed: str) -> None:
    assert printed_number(number, kind) == printed


def test_a_strict_or_cut_document_is_read_as_far_as_it_goes() -> None:
    strict = W.replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    document = f"<w:document {strict}><w:body>{p('一、总体情况')}<w:p><w:r><w:t>半"
    assert texts(open_paper(archive(document=document))) == ["一、总体情况", "半"]
