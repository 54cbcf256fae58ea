"""Messages of the loader of the law: file, entry, key, expectation."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.law.load import Entry, LawError, load_toml, parse_toml

SAMPLE = """
title = "表"
[[line]]
code = "A"
label = "一"
count = 3
heading = true
since = 2019-05-15
variants = ["甲", "乙"]
numbers = [1, 2]
days = [2019-05-01, 2019-05-04]
[[line]]
code = "C3.1"
"""


def sample(text: str = SAMPLE) -> Entry:
    return Entry(parse_toml(text.encode(), "sheets/2021/t3.toml"), "sheets/2021/t3.toml")


def test_values_come_in_their_types() -> None:
    line = sample().entries("line")[0]
    assert line.text("label") == "一"
    assert line.whole("count") == 3
    assert line.flag("heading") is True
    assert line.day("since") == date(2019, 5, 15)
    assert line.texts("variants") == ("甲", "乙")
    assert line.dates("days") == (date(2019, 5, 1), date(2019, 5, 4))


def test_a_missing_key_gives_the_default_where_there_is_one() -> None:
    line = sample().entries("line")[1]
    assert (line.text("label", ""), line.flag("heading", False), line.texts("variants", ())) == (
        "",
        False,
        (),
    )
    assert line.entries("case", ()) == ()


def test_a_missing_key_is_named_with_file_entry_and_expectation() -> None:
    with pytest.raises(LawError) as caught:
        sample().entries("line")[1].text("label")
    assert str(caught.value) == "sheets/2021/t3.toml：第 2 条 C3.1：缺少 label，应为非空文字"


@pytest.mark.parametrize(
    ("reader", "key", "expected"),
    [
        ("text", "count", "非空文字"),
        ("texts", "label", "文字列表"),
        ("texts", "numbers", "文字列表"),
        ("entries", "numbers", "若干条（[[…]]）"),
        ("dates", "variants", "日期列表，如 [2019-05-01, 2019-05-04]"),
        ("whole", "heading", "整数"),
        ("flag", "count", "true 或 false"),
        ("day", "label", "日期，如 2019-05-15"),
        ("table", "label", "表（[…]）"),
        ("entries", "label", "若干条（[[…]]）"),
    ],
)
def test_a_value_of_another_type_is_refused(reader: str, key: str, expected: str) -> None:
    with pytest.raises(LawError, match="第 1 条 A") as caught:
        getattr(sample().entries("line")[0], reader)(key)
    assert str(caught.value).endswith(f"不对，应为{expected}")


def test_a_misspelt_key_does_not_pass() -> None:
    with pytest.raises(LawError, match="不认识的键 lable，可用的键：code、label"):
        Entry({"lable": "一"}, "x.toml").only("code", "label")


def test_a_choice_is_one_of_those_named() -> None:
    with pytest.raises(LawError, match="下列之一：error、gap"):
        Entry({"severity": "fatal"}, "x.toml").one_of("severity", ("error", "gap"))


def test_a_code_stands_once_among_its_siblings() -> None:
    with pytest.raises(LawError, match="第 2 条 A：代码 A 重复"):
        sample('[[line]]\ncode = "A"\n[[line]]\ncode = "A"\n').entries("line")


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"a = ", "不是有效的 TOML 文件"), ("a = '公'".encode("gb18030"), "文件编码应为 UTF-8")],
)
def test_bytes_that_are_no_toml_are_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(LawError, match=f"notice.toml：{says}"):
        parse_toml(data, "notice.toml")


def test_an_absent_file_is_named() -> None:
    with pytest.raises(LawError, match="nowhere.toml：没有这个文件"):
        load_toml("nowhere.toml")
