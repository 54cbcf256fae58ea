"""Lines of a PDF that indents its paragraphs are read as paragraphs; lines of any other stay lines."""

from __future__ import annotations

from gongkai.paper.blocks import Paragraph
from tests.reading.pdf.making import Leaf
from tests.reading.pdf.seen import blocks

_FULL = "正文写到右边距为止，一行二十八个字，句子接着写到下一行"


def _leaf(*rows: tuple[float, str]) -> Leaf:
    """Lines of 10 points under one another, each from its place."""
    leaf = Leaf()
    for at, (x, words) in enumerate(rows):
        leaf.text(x, 80 + 20 * at, words)
    return leaf


def _read(*leaves: Leaf) -> list[str]:
    return [block.text.strip() for block in blocks(*leaves) if isinstance(block, Paragraph)]


def test_an_indented_line_and_those_at_the_margin_are_one_paragraph() -> None:
    leaf = _leaf((70, _FULL[2:]), (50, _FULL), (50, "去完。"), (70, "又一段。"))
    assert _read(leaf) == [_FULL[2:] + _FULL + "去完。", "又一段。"]


def test_an_item_in_the_middle_of_a_paragraph_begins_none() -> None:
    leaf = _leaf(
        (70, _FULL[3:] + "。"), (50, "2、落实责任，写到右边距为止，一行有二十八个字，句子"), (50, "去完。")
    )
    assert len(_read(leaf)) == 1


def test_a_paragraph_goes_on_over_a_page_break_and_its_page_has_the_margins_of_the_others() -> None:
    first = _leaf((70, _FULL[2:]), (50, _FULL))
    second = _leaf((50, "去完。"), (70, "又一段。"))
    third = _leaf((70, "只有缩进的行。"), (70, "只有缩进的行，再说一句。"))
    assert _read(first, second, third) == [
        _FULL[2:] + _FULL + "去完。",
        "又一段。",
        "只有缩进的行。",
        "只有缩进的行，再说一句。",
    ]


def test_a_signature_on_the_right_and_a_row_with_columns_are_no_part_of_a_paragraph() -> None:
    leaf = _leaf((70, _FULL[2:]), (50, "去完。"), (250, "某县人民政府"), (70, _FULL[2:]), (50, "规章      3"))
    assert _read(leaf) == [_FULL[2:] + "去完。", "某县人民政府", _FULL[2:], "规章      3"]


def test_a_file_without_indents_keeps_its_lines() -> None:
    rows = [(50, _FULL), (50, _FULL), (50, "去完。"), (50, _FULL), (50, "去完。")]
    assert _read(_leaf(*rows)) == [words for _, words in rows]


def test_lines_with_and_without_indents_are_kept_where_most_have_none() -> None:
    rows = [(70, _FULL[2:]), (50, "去完。"), (50, _FULL), (50, _FULL), (50, "去完。")]
    assert _read(_leaf(*rows)) == [words for _, words in rows]
