"""Prose that is no prose: work stays linear in its length, and nothing raises."""

from __future__ import annotations

import time

import pytest

from gongkai.reading.prose import check_prose, read_prose

SHAPES = {
    "digits": "1",
    "grouped digits": "1,",
    "totals without parts": "共12件，其中1件，",
    "open brackets": "（1件",
    "numerals": "一、",
    "points": "三是",
    "titles": "《一二三四五六七八",
    "nothing came": "没有收到",
    "shares": "1件，占1%；",
    "dots": "a.",
    "hosts": "www.a-a.com",
    "stops": "1件。",
    "one word": "公开",
    "plans": "2023年将",
    "sums": "1件、2件，共3件，",
    "outcomes": "答复9件。予以公开1件、部分公开1件、不予公开1件。",
}


def _seconds(text: str) -> float:
    lines = ["某县人民政府2023年政府信息公开工作年度报告", "一、总体情况", text]
    start = time.process_time()
    check_prose(read_prose(lines), None, form=None, kind="county")
    return time.process_time() - start


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_work_is_linear_in_the_length_of_the_text(shape: str) -> None:
    short, long = (_seconds(shape * (size // len(shape))) for size in (40_000, 160_000))
    assert long < max(8 * short, 1.0)


@pytest.mark.parametrize(
    "line", ["", " ", "\x00", "\ud800", "（）《》“”", "一、", "1", "占%", "其中", "2023年" * 99]
)
def test_no_line_makes_it_raise(line: str) -> None:
    for lines in ([line], [line] * 9, ["某县2023年政府信息公开工作年度报告", line, "一、" + line, line]):
        check_prose(read_prose(lines), None, form="2021", kind=None)
