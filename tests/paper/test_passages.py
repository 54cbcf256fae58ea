"""Shared passages (内容雷同): found where the body's own words agree, not where a format prescribes them."""

from __future__ import annotations

import time

from gongkai.paper.passages import shared_passages
from gongkai.paper.report import Report, Section

OWN = "镇里把三十二个村的账本搬到河边的大榕树下，请老人逐页念给大家听，念完再贴到墙上"


def _report(*paragraphs: str) -> Report:
    return Report(sections=(Section(1, "总体情况", paragraphs),))


def test_a_passage_is_found_although_figures_and_marks_differ() -> None:
    here = _report("开头各写各的。", f"全年公开信息12条。{OWN}，共45次。")
    there = _report(f"另一种写法；{OWN.replace('，', '、')}，共7次！")
    shared = shared_passages(here, there)
    assert len(shared.passages) == 1
    assert shared.passages[0].here.startswith("镇里把三十二个村") and shared.passages[0].there.endswith(
        "共7次"
    )


def test_shares_are_of_each_report_s_own_prose() -> None:
    shared = shared_passages(
        _report(OWN), _report(OWN + "后面这一段只有第二份报告才有，写的是渡口和茶园的事情")
    )
    assert shared.share_here == 1.0
    assert 0.5 < shared.share_there < 0.7


def test_prescribed_wording_is_no_shared_passage() -> None:
    formal = "坚持以习近平新时代中国特色社会主义思想为指导，认真执行《中华人民共和国政府信息公开条例》，做好政府信息公开工作"
    assert shared_passages(_report(formal), _report(formal)).passages == ()


def test_different_texts_share_nothing() -> None:
    shared = shared_passages(
        _report(OWN), _report("这一份写的是渡口的石阶，修了又修，公开栏就立在第三级旁边")
    )
    assert shared == ((), 0.0, 0.0)


def test_a_text_of_one_repeated_phrase_takes_no_longer_than_its_length() -> None:
    repeated = _report("公开栏旁边的公开栏" * 20_000)
    begun = time.perf_counter()
    shared_passages(repeated, repeated)
    assert time.perf_counter() - begun < 5
