"""Wrong words, leftovers of templates and slips of units are found, and right words beside them are left alone."""

from __future__ import annotations

import re
import tomllib

import pytest

from gongkai.screening.detectors import words
from gongkai.screening.hits import Hit
from gongkai.screening.screen import screen

AROUND = re.compile(r"\(\?(?:<?[=!])(?:[^()]|\([^()]*\))*\)")


def _hits(text: str, kind: str, own: tuple[str, ...] = ()) -> list[Hit]:
    return [hit for hit in screen(text.encode(), "一.txt", own_words=own).hits if hit.kind == kind]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("深受群众倍受青睐的项目", "备受"),
        ("县财政拔款五万元", "拨款"),
        ("关健环节", "关键"),
        ("请登陆系统办理", "登录"),
        ("实现全复盖", "覆盖"),
        ("一但发现立即上报", "一旦"),
        ("有关清况如下", "情况"),
        ("末经批准不得施工", "未经"),
        ("任务己完成", "已完成"),
    ],
)
def test_a_wrong_word_is_told_with_the_right_one(text: str, right: str) -> None:
    (hit,) = _hits(text, "wrong_word")
    assert f"“{right}”" in hit.shown


@pytest.mark.parametrize(
    "text",
    [
        "相关健康服务",
        "登陆作战",
        "恢复盖章",
        "唯一但不限于",
        "幼儿园满意度",
        "自己完成作业",
        "年末发现问题",
        "消防讯息",
        "预防犯罪",
        "按装修标准",
    ],
)
def test_right_words_that_hold_a_wrong_one_by_chance_are_left_alone(text: str) -> None:
    assert _hits(text, "wrong_word") == []


def test_every_pattern_of_the_list_is_found_by_its_plain_words() -> None:
    listed = tomllib.loads(words._LIST.read_text("utf-8"))["wrong"]
    lost = [
        like for like in listed for core in AROUND.sub("", like).split("|") if not words._any().search(core)
    ]
    assert lost == [] and len(listed) > 250


def test_the_county_s_own_words_come_with_or_without_the_right_one() -> None:
    plain, told = _hits("松石工业集中区和老县衙", "wrong_word", ("老县衙", "工业集中区→工业园区"))
    assert (told.shown, plain.shown) == ("“老县衙”不宜使用", "“工业集中区”应为“工业园区”")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 单位名称 }}",
        "此处填写联系人",
        "Lorem ipsum dolor",
        "20XX年度",
        "XX县人民政府",
        "××局关于印发的通知",
        "〔20××〕×号",
        "【】",
        "【请填写日期】",
        "错误！未找到引用源",
        "锟斤拷锟斤拷",
        "这是一段示例文字",
    ],
)
def test_traces_of_a_template_are_found(text: str) -> None:
    assert _hits(f"正文开始，{text}，正文结束", "leftover")


@pytest.mark.parametrize(
    "text",
    [
        "张××等三人",
        "【政策解读】",
        "4403××××××××1234",
        "办法第十条",
        "（此件公开发布）",
        "请填写申请表后提交",
        "X光检查",
        "XXL码工作服",
    ],
)
def test_masked_names_and_plain_brackets_are_no_traces(text: str) -> None:
    assert _hits(f"正文开始，{text}，正文结束", "leftover") == []


@pytest.mark.parametrize(
    "text", ["投入500万万元", "收入3200元元", "共计98765432万元", "合同价1234.56万元，结算价1234.56元"]
)
def test_slips_of_units_are_questioned(text: str) -> None:
    assert _hits(text, "unit_slip")


@pytest.mark.parametrize(
    "text", ["投入500万元", "共计98765432元", "甲100万元，乙100元", "每人200元，共2000元"]
)
def test_ordinary_amounts_are_not(text: str) -> None:
    assert _hits(text, "unit_slip") == []
