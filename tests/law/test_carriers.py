"""The boxes of the standard catalogues are read as they are ticked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.carriers import carriers, cell, ticks


@pytest.mark.parametrize(
    ("text", "codes", "unknown"),
    [
        ("■政府网站 □政府公报\n■两微一端 □发布会/听证会", ("website", "new_media"), ()),
        ("☑政府网站\n☐政府公报\n√公开查阅点", ("website", "reading_point"), ()),
        ("■政府网站□政府公报■社区/企事业单位/村公示栏（电子屏）", ("website", "notice_board"), ()),
        ("■ 政府网站　　　■ 其他_____", ("website", "other"), ()),
        ("政府网站、查阅点", ("website", "reading_point"), ()),
        ("■政府网站 ■大喇叭", ("website",), ("大喇叭",)),
        ("□政府网站", (), ()),
        ("", (), ()),
    ],
)
def test_only_what_is_ticked_counts_and_what_is_not_known_is_named(
    text: str, codes: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert ticks(text) == (codes, unknown)


@given(st.sets(st.sampled_from(list(carriers()))))
def test_what_is_written_is_read_back(chosen: set[str]) -> None:
    codes = tuple(code for code in carriers() if code in chosen)
    assert ticks(cell(codes)) == (codes, ())


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    ticks(text)
