"""Web pages: encodings, spans, layout tables, what is shown and what is not."""

from __future__ import annotations

import pytest

from gongkai.paper.blocks import Grid, Heading, Paper, Paragraph, Picture, Slot
from gongkai.reading.openers.opening import open_paper


def page(body: str, head: str = "") -> Paper:
    return open_paper(f"<html><head>{head}</head><body>{body}</body></html>".encode())


def rows(block: object) -> list[list[str]]:
    assert isinstance(block, Grid)
    return [[slot.text for slot in row] for row in block.rows]


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("written", ["gb18030", "utf-8"])
def test_the_bytes_decide_the_encoding_and_a_lying_charset_does_not(declared: str, written: str) -> None:
    text = f'<html><head><meta charset="{declared}"></head><body><p>政府信息公开年度报告：朱镕基路</p></body></html>'
    assert open_paper(text.encode(written)).blocks == (Paragraph("政府信息公开年度报告：朱镕基路"),)


def test_spans_are_laid_out_and_continuations_marked() -> None:
    grid = page(
        "<table><tr><td rowspan=2 colspan=2>申请人</td><td>自然人</td></tr><tr><td>12</td></tr></table>"
    ).blocks[0]
    assert grid == Grid(
        (
            (Slot("申请人"), Slot("申请人", False), Slot("自然人")),
            (Slot("申请人", False), Slot("申请人", False), Slot("12")),
        )
    )


def test_absurd_spans_stay_small() -> None:
    found = page("<table><tr><td colspan=999999999 rowspan=999999999>x</td><td>1</td></tr></table>")
    assert len(found.blocks[0].rows) == 1
    assert len(found.blocks[0].rows[0]) <= 101


def test_breaks_in_a_cell_invent_no_space_between_han_and_fuse_no_numbers() -> None:
    table = "<table><tr><td><p>本年新</p><p>制作数量</p></td><td>12<br>34</td><td>&nbsp;</td><td></td></tr></table>"
    assert rows(page(table).blocks[0]) == [["本年新制作数量", "12 34", "", ""]]


def test_a_layout_table_gives_way_to_the_table_inside_it() -> None:
    inner = "<table><tr><td>规章</td><td>1</td></tr><tr><td>规范性文件</td><td>2</td></tr></table>"
    found = page(f"<table><tr><td>左栏</td><td>上文{inner}下文</td></tr></table>")
    assert found.blocks[0] == Paragraph("左栏")
    assert found.blocks[1] == Paragraph("上文")
    assert rows(found.blocks[2]) == [["规章", "1"], ["规范性文件", "2"]]
    assert found.blocks[3] == Paragraph("下文")


def test_a_table_of_one_cell_around_the_article_is_no_grid() -> None:
    found = page("<table><tr><td><p>一、总体情况</p><p>无。</p></td></tr></table>")
    assert found.blocks == (Paragraph("一、总体情况"), Paragraph("无。"))


def test_what_a_page_does_not_show_is_not_read() -> None:
    found = page(
        "<p>看得见</p><p style='color:red; DISPLAY: none'>看不见</p><p hidden>看不见</p><script>'<p>看不见'</script>"
        "<style>看不见</style><template><p>看不见</p></template><noscript>看不见</noscript><!-- 看不见 -->"
        "<!--[if gte mso 9]><p>看不见</p><![endif]--><![if !supportLists]>（一）<![endif]>也看得见"
    )
    assert "".join(block.text for block in found.blocks) == "看得见（一）也看得见"


def test_only_the_article_is_read_where_a_known_container_holds_it() -> None:
    body = (
        "<div class='top'>首页 政务公开</div><div id='zoom'><p>一、总体情况</p><p>"
        + "我镇认真做好公开。" * 20
        + "</p></div>"
        "<div class='links'>友情链接</div>"
    )
    found = page(body, "<title>某镇2023年政府信息公开工作年度报告_某县人民政府网</title>")
    assert found.blocks[0] == Heading("某镇2023年政府信息公开工作年度报告", 1)
    assert [block.text for block in found.blocks[1:2]] == ["一、总体情况"]
    assert not any("首页" in block.text or "友情" in block.text for block in found.blocks)


def test_a_container_that_does_not_hold_the_report_is_not_believed() -> None:
    body = "<div class='content'>统计</div><p>" + "一、总体情况。我镇认真做好公开。" * 20 + "</p>"
    assert len(page(body).blocks) == 2


def test_without_a_container_navigation_and_footer_go_and_the_rest_stays() -> None:
    body = "<nav>首页</nav><h1>某镇年度报告</h1><p>" + "正文。" * 30 + "</p><footer>主办单位</footer>"
    assert [type(block) for block in page(body).blocks] == [Heading, Paragraph]


def test_form_fields_show_their_values() -> None:
    table = (
        "<table><tr><td>规章</td><td><input value='12'></td><td><input type=hidden value=9></td></tr></table>"
    )
    assert rows(page(table).blocks[0]) == [["规章", "12", ""]]


def test_pictures_stay_where_they_are() -> None:
    found = page(
        "<p>表格如下</p><p><img src=a.png alt='表三'></p><table><tr><td><img alt='表四'></td></tr></table>"
    )
    assert found.blocks == (Paragraph("表格如下"), Picture("表三"), Picture("表四"))


def test_the_line_breaks_of_the_source_mean_nothing_but_those_of_pre_do() -> None:
    found = page("<p>全年共收到\n   申请</p><pre>行政许可   1\n行政处罚   2</pre>")
    assert found.blocks == (Paragraph("全年共收到申请"), Paragraph("行政许可   1"), Paragraph("行政处罚   2"))


def test_of_a_choice_the_chosen_one_is_read() -> None:
    choice = "<select><option>万元</option><option selected>元</option></select>"
    assert rows(page(f"<table><tr><td>3{choice}</td><td>1</td></tr></table>").blocks[0]) == [["3元", "1"]]


def test_a_page_that_only_shows_a_file_names_it() -> None:
    found = page("<p>某镇年度报告</p><iframe src='/upload/2023年报.pdf'></iframe>")
    assert "2023年报.pdf" in found.notes[0]


def test_a_page_of_very_many_tags_is_still_read_in_order() -> None:
    body = (
        "<P>一、总体情况</P><TABLE>"
        + "<TR><TD>规章<TD>1</TR>" * 8000
        + "</TABLE><!-- 注 --><script>'<p>'</script><p>完</p>"
    )
    found = page(body)
    assert found.blocks[0] == Paragraph("一、总体情况")
    assert rows(found.blocks[1])[7999] == ["规章", "1"]
    assert found.blocks[2] == Paragraph("完")
    assert found.notes
