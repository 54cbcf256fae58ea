"""What a document says of itself is proposed, and nothing it does not say."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document

from gongkai.catalogue.metadata import html_of, propose
from gongkai.catalogue.text import plain
from gongkai.paper.blocks import Grid, Heading, Paper, Paragraph, Slot
from gongkai.reading.openers.opening import open_paper


def a_letter(*lines: str) -> Paper:
    return Paper("docx", tuple(Paragraph(line) for line in lines))


NOTICE = a_letter(
    "柳湾镇人民政府文件",
    "柳府发[2026] 第 7 号",
    "柳湾镇人民政府",
    "关于做好春季造林工作的通知",
    "各村民委员会：",
    "一、总体要求",
    "2025年12月31日前完成整地。",
    "柳湾镇人民政府",
    "2026年3月2日",
    "（此件公开发布）",
)


def test_title_number_day_issuer_genre_and_openness_are_proposed() -> None:
    found = propose(NOTICE)
    assert found.title == "柳湾镇人民政府关于做好春季造林工作的通知"
    assert (found.document_number, found.formed_on) == ("柳府发〔2026〕7号", date(2026, 3, 2))
    assert (found.issuer, found.genre, found.attribute) == ("柳湾镇人民政府", "notice", "open")
    assert "<h2>一、总体要求</h2>" in found.text


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("二〇二六年三月二日", date(2026, 3, 2)),
        ("二○一九年十二月三十一日", date(2019, 12, 31)),
        ("２０２６年３月２日", date(2026, 3, 2)),
        ("2026年13月2日", None),
        ("二〇二六年二月三十日", None),
    ],
)
def test_the_day_is_read_in_figures_and_in_characters(line: str, day: date | None) -> None:
    assert propose(a_letter("关于某事的通知", "正文如下，内容从略。", line)).formed_on == day


@pytest.mark.parametrize(
    ("mark", "attribute"),
    [
        ("（此件公开发布）", "open"),
        ("(此件依申请公开)", "on_request"),
        ("（此件不公开）", "withheld"),
        ("", ""),
    ],
)
def test_openness_is_what_the_note_says_or_nothing(mark: str, attribute: str) -> None:
    assert propose(a_letter("关于某事的函", "正文。", mark)).attribute == attribute


def test_a_document_that_says_nothing_proposes_nothing() -> None:
    found = propose(Paper("docx", (), ("文件已损坏",)))
    assert (found.title, found.formed_on, found.text, found.notes) == ("", None, "", ("文件已损坏",))


def test_tables_keep_their_cells_and_nothing_in_them_runs() -> None:
    grid = Grid(((Slot("河段"), Slot("河段", False)), (Slot("<script>a</script>"), Slot("4.2"))))
    html = html_of([Heading("表"), grid])
    assert '<td colspan="2">河段</td>' in html and "<script>" not in html
    assert plain(html) == "表\n\n河段\n<script>a</script>\t4.2"


def test_a_real_word_file_goes_all_the_way() -> None:
    made = Document()
    made.add_heading("关于停水的公告", 1)
    made.add_paragraph("因管网检修，三月五日停水。")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "区域", "时间"
    out = io.BytesIO()
    made.save(out)
    found = propose(open_paper(out.getvalue(), "公告.docx"))
    assert (found.title, found.genre) == ("关于停水的公告", "announcement")
    assert plain(found.text) == "因管网检修，三月五日停水。\n\n区域\t时间"
