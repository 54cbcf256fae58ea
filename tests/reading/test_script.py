"""Traditional script, full-width forms and pinyin between the characters are read as the plain text they copy."""

from __future__ import annotations

import pytest

from gongkai.reading.read import read
from gongkai.reading.script import is_laced, is_traditional, plain, simplify, unlaced
from tests.reading.tables.paper import ROWS, figures

PINYIN = ("zhèng", "fǔ", "xìn", "xī", "gōng", "kāi", "shēn", "qǐng", "shù", "liàng", "běn", "nián")


def test_normal_forms_keep_their_length() -> None:
    text = "（一）１２件　A\u00a0．⼀－"
    assert plain(text) == "(一)12件 A .一-"
    assert len(plain(text)) == len(text)


def test_traditional_script_becomes_simplified_character_by_character() -> None:
    text = "政府信息公開行政復議、行政訴訟情況總計結轉條數"
    assert is_traditional(text)
    assert simplify(text) == "政府信息公开行政复议、行政诉讼情况总计结转条数"
    assert not is_traditional(simplify(text))


def _laced(text: str, syllables: tuple[str, ...]) -> str:
    """A syllable behind every third character."""
    return "".join(
        char + (f"({syllables[i % len(syllables)]})" if i % 3 == 2 else "") for i, char in enumerate(text)
    )


@pytest.mark.parametrize("syllables", [PINYIN, ("zheng", "fu", "xin", "xi", "gong", "kai", "shen", "qing")])
def test_a_table_laced_with_pinyin_is_read(syllables: tuple[str, ...]) -> None:
    lines = [_laced(ROWS[i], syllables) + " " + " ".join(map(str, row)) for i, row in enumerate(figures())]
    report = read("\n".join(["霁川县麦桥镇2019年政府信息公开工作年度报告", *lines]).encode())
    assert report.sheets[0].cells["T3.A.total"].value == 12
    assert report.sheets[0].cells["T3.D.total"].value == 4


def test_addresses_and_foreign_words_are_no_pinyin() -> None:
    text = "网址www.jichuan.gov.cn，邮箱 dazhong@163.com，PDF、H5、App，Wi-Fi" * 3
    assert not is_laced(text)
    assert "www.jichuan.gov.cn" in unlaced("网址：www.jichuan.gov.cn。")
