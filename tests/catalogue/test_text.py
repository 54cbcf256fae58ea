"""Text of others is made clean and loses no word that can be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.catalogue.text import clean, plain


@pytest.mark.parametrize(
    ("html", "gone"),
    [
        ("<p onclick=a()>甲</p>", "onclick"),
        ("<script>a()</script>甲", "a()"),
        ("<a href='javascript:a()'>甲</a>", "javascript"),
        ("<img src='https://else.example/a.png' alt='甲'>", "else.example"),
        ("<img src='//else.example/a.png' alt='甲'>", "else.example"),
        ("<img src='data:image/png;base64,AA' alt='甲'>", "data:"),
        ("<p style='display:none'>甲</p>", "style"),
        ("<iframe src='/a'></iframe>甲", "iframe"),
        ("<svg><a href='/x'>乙</a></svg>甲", "svg"),
        ("<!-- 批注 -->甲", "批注"),
        ("<p class='center evil'>甲</p>", "evil"),
        ("<form action='/a'><input name='b'>甲</form>", "input"),
    ],
)
def test_nothing_that_runs_loads_or_hides_is_left(html: str, gone: str) -> None:
    kept = clean(html)
    assert gone not in kept and "甲" in kept


def test_tables_and_pictures_of_this_site_are_kept() -> None:
    html = '<table><caption>表</caption><tr><th scope="col" colspan="2">项目</th></tr></table><img src="/files/a" alt="图">'
    kept = clean(html)
    assert 'colspan="2"' in kept and 'scope="col"' in kept and 'src="/files/a"' in kept


def test_blocks_are_parted_and_cells_are_not_run_together() -> None:
    html = "<h2>一、总则</h2><p>第一<strong>条</strong>　正文</p><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"
    assert plain(html) == "一、总则\n\n第一条　正文\n\n甲\t乙\n丙"


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once_and_nothing_raises(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    plain(once)


WORDS = st.text("公开政府信息<>&\"' ", min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_no_word_is_lost(paragraphs: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in paragraphs]
    html = "".join(f"<p>{text}</p>" for text in escaped)
    assert "".join(plain(clean(html)).split()) == "".join("".join(paragraphs).split())
