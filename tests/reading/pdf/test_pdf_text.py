"""Running text of PDF pages: lines, columns, margins, and what is said of pages that cannot be read."""

from __future__ import annotations

import pytest

from gongkai.paper.blocks import Paper, Paragraph, Picture
from gongkai.reading.pdf.opening import open_pdf
from tests.reading.pdf.making import Leaf, make_pdf


def opened(*leaves: Leaf) -> Paper:
    return open_pdf(make_pdf(leaves))


def lines(*leaves: Leaf) -> list[str]:
    return [block.text for block in opened(*leaves).blocks if isinstance(block, Paragraph)]


def test_each_printed_line_is_a_paragraph_with_its_indent() -> None:
    leaf = Leaf()
    leaf.text(70, 100, "一、总体情况")
    leaf.text(50, 120, "全年收到申请12件，答复3.5万条")
    assert lines(leaf) == ["    一、总体情况", "全年收到申请12件，答复3.5万条"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (("法人或其他组织提出申请1", "0件，办结98件"), ("法人或其他组织提出申请", "10件，办结98件")),
        (("全年作出行政处罚决定4472", "28件，办结98件"), ("全年作出行政处罚决定447228", "件，办结98件")),
        (("在法定期限内答复的占98.", "7%，比上年多"), ("在法定期限内答复的占98.7%", "，比上年多")),
    ],
)
def test_a_number_cut_by_the_right_margin_is_whole(printed: tuple[str, str], read: tuple[str, str]) -> None:
    leaf = Leaf()
    for y, line in zip((100, 120), printed, strict=True):
        leaf.text(50, y, line)
    assert lines(leaf) == list(read)


def test_a_title_cut_by_the_right_margin_is_one_line_and_two_lines_of_a_title_stay_two() -> None:
    leaf = Leaf()
    leaf.text(80, 60, "某县人民政府", 20)
    leaf.text(50, 100, "二〇二四年政府信息公开工作年", 20)
    leaf.text(170, 130, "度报告", 20)
    for y in (160, 180, 200):
        leaf.text(50, y, "正文写到右边距为止，共二十八个字，句子接着写到下一行去")
    leaf.text(50, 220, "完。")
    assert [line.strip() for line in lines(leaf)][:3] == [
        "某县人民政府",
        "二〇二四年政府信息公开工作年度报告",
        "正文写到右边距为止，共二十八个字，句子接着写到下一行去",
    ]


def test_numbers_of_two_lines_that_are_not_full_or_begin_a_paragraph_stay_two() -> None:
    leaf = Leaf()
    leaf.text(50, 80, "本行决定右边距在这里，再多一些字就更宽了")
    leaf.text(50, 100, "短的一行说的是下面这个数12")
    leaf.text(50, 120, "34件是另一回事，这一行也写到右边距为止9")
    leaf.text(70, 140, "2024年是新的一段")
    assert [line.strip() for line in lines(leaf)][1:] == [
        "短的一行说的是下面这个数12",
        "34件是另一回事，这一行也写到右边距为止9",
        "2024年是新的一段",
    ]


def test_lines_come_from_top_to_bottom_whatever_the_order_of_the_file() -> None:
    leaf = Leaf()
    for y in (140, 100, 120):
        leaf.text(50, y, f"第{y}行")
    assert lines(leaf) == ["第100行", "第120行", "第140行"]


def test_columns_without_rules_stand_under_one_another() -> None:
    leaf = Leaf()
    for y, row in ((100, ("规章", "12", "0", "345")), (120, ("规范性文件", "8", "", "6"))):
        for x, words in zip((50, 150, 200, 250), row, strict=True):
            if words:
                leaf.text(x, y, words)
    first, second = lines(leaf)
    assert first.split() == ["规章", "12", "0", "345"] and second.split() == ["规范性文件", "8", "6"]
    wide = second.encode("gb18030")
    assert first.encode("gb18030").index(b"345") == wide.index(b"6")
    assert first.encode("gb18030").index(b"12") == wide.index(b"8")


def test_horizontal_rules_alone_make_no_grid() -> None:
    leaf = Leaf()
    for y in (90, 110, 150):
        leaf.line(50, y, 400, y)
    leaf.text(50, 104, "信息内容")
    leaf.text(200, 104, "制发件数")
    leaf.text(50, 130, "规章")
    leaf.text(200, 130, "7")
    assert [line.split() for line in lines(leaf)] == [["信息内容", "制发件数"], ["规章", "7"]]


def test_characters_set_wide_get_no_blanks_and_words_apart_get_one() -> None:
    leaf = Leaf()
    for i, char in enumerate("政府信息"):
        leaf.text(50 + 13 * i, 100, char)
    leaf.text(50, 120, "12")
    leaf.text(65, 120, "34")
    assert lines(leaf) == ["政府信息", "12 34"]


def test_bold_by_printing_twice_is_read_once() -> None:
    leaf = Leaf()
    for shift in (0, 0.3, 0.6):
        leaf.text(50 + shift, 100, "二、主动公开11")
    assert lines(leaf) == ["二、主动公开11"]


def test_a_number_in_a_font_that_hides_its_characters_is_no_number() -> None:
    leaf = Leaf()
    leaf.text(50, 100, "共12件", font="S")
    assert lines(leaf) == ["\ufffd" * 4]


def test_page_numbers_in_every_usual_form_are_dropped() -> None:
    for form in ("- {} -", "—{}—", "第{}页", "第 {} 页 共 3 页", "{}/3", "{}"):
        leaves = [Leaf() for _ in range(3)]
        for i, leaf in enumerate(leaves, 1):
            leaf.text(50, 400, f"第{'甲乙丙'[i - 1]}段")
            leaf.text(290, 815, form.format(i))
        assert lines(*leaves) == ["第甲段", "第乙段", "第丙段"], form


def test_a_number_inside_the_page_is_no_page_number() -> None:
    leaf = Leaf()
    leaf.text(290, 400, "1")
    leaf.text(290, 420, "- 1 -")
    assert [line.strip() for line in lines(leaf)] == ["1", "- 1 -"]


def test_a_year_at_the_foot_of_one_page_is_kept() -> None:
    first, second = Leaf(), Leaf()
    first.text(50, 815, "2024")
    second.text(50, 400, "正文")
    assert lines(first, second) == ["2024", "正文"]


def test_a_running_head_is_kept_once() -> None:
    leaves = [Leaf() for _ in range(4)]
    for i, leaf in enumerate(leaves):
        leaf.text(50, 40, f"某县人民政府 2025/1/2{i}")
        leaf.text(50, 400, f"第{'甲乙丙丁'[i]}段")
    assert lines(*leaves) == ["某县人民政府 2025/1/20", "第甲段", "第乙段", "第丙段", "第丁段"]


def test_a_scan_is_said_to_be_one_and_keeps_its_place() -> None:
    text, scan = Leaf(), Leaf()
    text.text(50, 100, "正文")
    scan.image(0, 0, 595, 842)
    scan.text(290, 815, "- 2 -")
    for y in range(100, 800, 100):
        scan.image(0, y, 595, y + 100)
    paper = opened(text, scan, scan)
    assert paper.blocks == (Paragraph("正文"), Picture(), Picture())
    assert paper.notes == ("第 2—3 页是扫描图像，没有文字层，读不出内容；请用可复制文字的版本。",)


def test_recognised_text_under_a_scan_is_read_and_named() -> None:
    leaf = Leaf()
    leaf.image(0, 0, 595, 842)
    leaf.text(50, 100, "全年收到政府信息公开申请十二件，其中予以公开九件，部分公开三件", mode=3)
    paper = opened(leaf)
    assert len(paper.blocks) == 1 and isinstance(paper.blocks[0], Paragraph)
    assert paper.notes[0].startswith("第 1 页是扫描图像，文字是识别出来的")


def test_an_image_in_the_text_is_a_picture_in_its_place_and_a_background_is_none() -> None:
    leaf = Leaf()
    leaf.image(0, 0, 595, 842)
    leaf.text(50, 100, "四、行政复议、行政诉讼情况，见下表：")
    leaf.image(50, 120, 500, 300)
    leaf.text(50, 330, "以上数据截至十二月三十一日，一并公布，接受监督。")
    assert [type(block) for block in opened(leaf).blocks] == [Paragraph, Picture, Paragraph]


def test_a_font_that_hides_its_characters_is_named() -> None:
    leaf = Leaf()
    for y in range(100, 200, 20):
        leaf.text(50, y, "统计年报公开", font="S")
    assert opened(leaf).notes == (
        "第 1 页所用的字体没有文字对照，读出来是乱码；请用可复制文字的版本，或用 Word 版本。",
    )


def test_an_empty_page_says_so() -> None:
    assert opened(Leaf()) == Paper(
        "pdf", (), ("这份 PDF 里没有文字，也没有图像，读不出内容；请检查导出是否完整。",)
    )
