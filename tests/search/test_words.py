"""How text becomes words, and how hits are marked in the text as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.search.marks import extract, marked
from gongkai.search.words import even, runs, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府信息", ["政府", "府信", "信息", "息"]),
        ("开", ["开"]),
        ("〔2017〕16号", ["2017", "16", "号"]),
        ("ＧＢ／Ｔ　９７０４", ["gb", "t", "9704"]),
        ("公\n开", ["公开", "开"]),
        ("公\n\n开", ["公", "开"]),
        ("𠮷水", ["𠮷水", "水"]),
        ("公\u200b开", ["公开", "开"]),
        ("，。", []),
    ],
)
def test_chinese_becomes_pairs_and_anything_else_whole_words(text: str, expected: list[str]) -> None:
    assert list(words(even(text))) == expected


def test_a_query_is_as_long_as_a_person_types() -> None:
    assert len(runs(" ".join(f"w{n}" for n in range(500)))) <= 20
    assert runs("公开 公开") == runs("公开")


@pytest.mark.parametrize(
    ("text", "query", "hit"),
    [
        ("县政府〔2017〕16号文", "2017 16", ["2017", "16"]),
        ("全面推进公\n开工作", "公开", ["公\n开"]),
        ("ＩＤ卡与 ID 号", "id", ["ＩＤ", "ID"]),
        ("IDEA", "id", []),
        ("㈠公开", "一", ["㈠"]),
    ],
)
def test_hits_are_marked_where_they_are_printed(text: str, query: str, hit: list[str]) -> None:
    assert [piece.text for piece in marked(text, runs(query)) if piece.marked] == hit


@given(st.text(max_size=60), st.text(max_size=12))
def test_marking_changes_no_text(text: str, query: str) -> None:
    assert "".join(piece.text for piece in marked(text, runs(query))) == text


@given(st.text(max_size=400), st.text(max_size=6))
def test_an_extract_of_any_text_is_short(text: str, query: str) -> None:
    assert sum(len(piece.text) for piece in extract(text, runs(query))) <= 202


def test_an_extract_shows_the_first_hit() -> None:
    text = "甲" * 500 + "征收补偿方案" + "乙" * 500
    pieces = extract(text, runs("补偿"))
    assert [piece.text for piece in pieces if piece.marked] == ["补偿"]
    assert pieces[0].text.startswith("…") and pieces[-1].text.endswith("…")
