"""Shared passages (内容雷同): found where the body's own words agree, not where a format prescribes them."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from gongkai.paper.own_words import own_words
from gongkai.paper.passages import SHORTEST, Finder, marks, shared_passages
from gongkai.paper.report import Report, Section

OWN = "镇里把三十二个村的账本搬到河边的大榕树下，请老人逐页念给大家听，念完再贴到墙上"
OTHER = "这一份写的是渡口的石阶，修了又修，公开栏就立在第三级旁边，摆渡的人每天都要看一遍"

prose = st.text("渡口石阶修了又修0123456789〇一二年件，。（）①\n本机关我镇ab ", max_size=200)


def _report(*paragraphs: str, body: str | None = None) -> Report:
    return Report(body=body, sections=(Section(1, "总体情况", paragraphs),))


def test_a_passage_is_found_although_figures_and_marks_differ() -> None:
    here = _report("开头各写各的。", f"全年公开信息12条。{OWN}，共45次。")
    there = _report(f"另一种写法；{OWN.replace('，', '、')}，共7次！")
    shared = shared_passages(here, there)
    assert len(shared.passages) == 1
    assert shared.passages[0].here.startswith("镇里把三十二个村") and shared.passages[0].there.endswith(
        "共7次"
    )


def test_a_year_and_a_number_in_chinese_are_figures_too() -> None:
    here, there = (
        _report(f"{year}，{OWN}，共办了{times}次") for year, times in (("2022年", "12"), ("二〇二三年", "三"))
    )
    assert shared_passages(here, there).share_here == 1.0


def test_a_body_s_own_name_may_be_exchanged() -> None:
    here = _report(f"松坞镇{OWN[2:]}，柳树下的松坞镇公开栏天天有人看", body="云梓县松坞镇人民政府")
    there = _report(f"我镇{OWN[2:]}，柳树下的石矶镇公开栏天天有人看", body="云梓县石矶镇人民政府")
    (passage,) = shared_passages(here, there).passages
    assert passage.here.startswith("松坞镇把") and passage.there.startswith("我镇把")


def test_shares_are_of_each_report_s_own_prose() -> None:
    shared = shared_passages(
        _report(OWN), _report(OWN + "后面这一段只有第二份报告才有，写的是渡口和茶园的事情")
    )
    assert shared.share_here == 1.0
    assert 0.5 < shared.share_there < 0.7


def test_a_paragraph_printed_twice_counts_twice_here_and_once_there() -> None:
    shared = shared_passages(_report(OWN, OTHER, OWN), _report(OTHER, OWN))
    assert (shared.share_here, shared.share_there) == (1.0, 1.0)


def test_prescribed_wording_is_no_shared_passage() -> None:
    formal = "坚持以习近平新时代中国特色社会主义思想为指导，认真执行《中华人民共和国政府信息公开条例》，做好政府信息公开工作"
    assert shared_passages(_report(formal), _report(formal)).passages == ()


def test_a_quoted_article_is_no_shared_passage_even_in_part() -> None:
    quoted = "依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，不予公开"
    here, there = _report(f"{OWN}。{quoted}。"), _report(f"{OTHER}。{quoted}。")
    assert shared_passages(here, there).passages == ()


def test_prescribed_wording_inside_a_passage_does_not_cut_it_and_does_not_count() -> None:
    text = OWN[:17] + "政府信息公开工作年度报告" + OWN[17:]
    (passage,) = shared_passages(_report(text), _report(text)).passages
    assert passage.here == text and passage.length == 34  # 三十二 is a figure


def test_different_texts_share_nothing() -> None:
    assert shared_passages(_report(OWN), _report(OTHER)) == ((), 0.0, 0.0)


@given(prose, prose, prose)
def test_every_passage_of_the_shortest_length_is_found_and_agrees_letter_by_letter(
    before: str, after: str, other: str
) -> None:
    passage = "摆渡人把告示念给赶集的乡亲听听完再问再答再记下"
    assert len(passage) < SHORTEST <= len(passage + "来访")
    here = own_words(_report(before + passage + "来访" + after))
    there = own_words(_report(other + passage + "来访"))
    found = Finder(here).overlap(there.letters)
    assert found.letters >= SHORTEST
    for one in found.matches:
        assert here.letters[one.here :][: one.length] == there.letters[one.there :][: one.length]


@given(st.lists(prose, max_size=4), st.sampled_from([None, "渡口镇人民政府", "石阶县修了镇"]))
def test_every_letter_keeps_its_place(paragraphs: list[str], body: str | None) -> None:
    words = own_words(_report(*paragraphs, body=body))
    assert len(words.places) == len(words.letters)
    assert all(
        words.source[place] == letter
        for place, letter in zip(words.places, words.letters, strict=True)
        if letter not in "0某\n"
    )


def test_places_of_a_passage_become_marks_in_its_paragraphs() -> None:
    here, there = _report("各写各的。", OWN[:20], OWN[20:] + "。"), _report(OWN)
    (passage,) = shared_passages(here, there).passages
    pieces = [
        here.sections[mark.section].paragraphs[mark.paragraph][mark.start : mark.end]
        for mark in marks(here, [passage.here_at])
    ]
    assert pieces == [OWN[:20], OWN[20:]]


def test_a_text_of_one_repeated_phrase_takes_no_longer_than_its_length() -> None:
    repeated = _report("公开栏旁边的公开栏" * 20_000)
    begun = time.process_time()
    assert shared_passages(repeated, repeated).share_here == 1.0
    assert time.process_time() - begun < 5
