"""Identity, mobile and card numbers are found however they are written, and what only looks like one is not."""

from __future__ import annotations

import pytest

from gongkai.screening.hits import Hit
from gongkai.screening.screen import screen
from tests.screening.numbers import bank_card, id_number, mobile

ID, MOBILE, CARD = id_number(1), mobile(1), bank_card(1)


def _hits(text: str) -> list[Hit]:
    return list(screen(text.encode(), "一.txt").hits)


def _kinds(text: str) -> list[str]:
    return [hit.kind for hit in _hits(text)]


WAYS = {
    "plain": lambda v: v,
    "full width": lambda v: "".join(chr(ord(c) + 0xFEE0) for c in v),
    "spaced": " ".join,
    "no-break spaces": "\u00a0".join,
    "signs of no width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "circled": lambda v: "".join("⓪①②③④⑤⑥⑦⑧⑨"[int(c)] if c.isdigit() else c for c in v),
    "mathematical": lambda v: "".join(chr(0x1D7CE + int(c)) if c.isdigit() else c for c in v),
    "Chinese numerals": lambda v: "".join("〇一二三四五六七八九"[int(c)] if c.isdigit() else c for c in v),
    "capital numerals": lambda v: "".join("零壹贰叁肆伍陆柒捌玖"[int(c)] if c.isdigit() else c for c in v),
    "one letter O": lambda v: v.replace("0", "O", 1),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(5))
def test_an_identity_number_is_found_however_it_is_written(way: str, seed: int) -> None:
    value = id_number(seed, ends="X" if seed == 0 else "")
    assert _kinds(f"身份证号：{WAYS[way](value)}，住本县") == ["id_number"]


@pytest.mark.parametrize("way", [way for way in WAYS if way != "one letter O"])
@pytest.mark.parametrize("seed", range(5))
def test_mobile_and_card_numbers_are_found_however_they_are_written(way: str, seed: int) -> None:
    assert _kinds(f"手机：{WAYS[way](mobile(seed))}。") == ["mobile"]
    assert _kinds(f"卡号：{WAYS[way](bank_card(seed))}。") == ["bank_card"]


@pytest.mark.parametrize(
    "text",
    [
        f"{ID[:6]} {ID[6:14]} {ID[14:]}",
        f"{ID[:6]}-{ID[6:14]}-{ID[14:]}",
        f"身份证 {ID[:10]}\n{ID[10:]}",
        f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}",
        f"+86 {MOBILE}",
        f"电话{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}",
        f"银行卡 {CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}",
        f"{ID}{MOBILE}",
    ],
)
def test_groups_line_ends_and_country_codes_hide_nothing(text: str) -> None:
    assert len(_kinds(text)) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "身份证号：440308199001011234",
        "统一社会信用代码：11440308007543210X",
        "项目代码：2020-440308-48-01-012345",
        "索引号：11440308007543210X/2023-00123",
        "合同编号：13800138000",
        "流水号20230101138001380001",
        "总额13800138000元，人均13800.50元",
        "咨询电话：0755-88123456，传真0755-88123457",
        "ISBN 978-7-5086-1234-5",
        "订单号：6222021234567890123",
        "http://www.example.gov.cn/art/2023/1/1/art_13800138000.html",
        "设备序列号SN13800138000",
        "12 345 6789 13 800 138 2023 2022 2021",
        "粤府办〔2023〕12号",
        "时间戳1672531200000",
    ],
)
def test_what_only_looks_like_a_number_of_a_person_is_none(text: str) -> None:
    assert _kinds(text) == []


def test_a_value_is_never_shown_whole() -> None:
    text = f"身份证{ID}手机{MOBILE}卡号{CARD}"
    told = repr(screen(text.encode(), f"{ID}.txt"))
    assert not any(value in told for value in (ID, MOBILE, CARD))


def test_a_hit_says_where_it_stands_in_its_place() -> None:
    (hit,) = _hits(f"第一行\n联系人\u200b：{MOBILE}")
    assert (hit.place, hit.start, hit.length) == ("第2行", 5, 11)
