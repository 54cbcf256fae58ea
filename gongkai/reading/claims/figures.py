"""Figures of the running text, in digits and in words, with unit and approximation; dates, numbers of documents,
telephones, ratios and ordinals are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Final, NamedTuple

from gongkai.law.numerals import number_of
from gongkai.sheets.filled import Number

UNITS: Final = (
    "点个|人次|场次|批次|件次|条次|户次|人份|万元|亿元|百分点|条|件|次|篇|期|份|项|起|宗|场|例|批|家|个|人|名|户|册|本|部|则|处|页|通|张|幅|辆|位|套|种|类|支|台|座|"
    "所|只|笔|卷|门|款|艘|块|棵|株|栋|间|盏|枚|头|平方公里|平方米|公里|亩|吨|元|%|‰"
)
_DIGITS_FIRST: Final = re.compile(
    rf"(\d[\d,]*(?:\.\d+)?)[ ]?([余多]?(?:[万亿](?!元)|[千百])?[余多]?)[ ]?({UNITS})?"
)
_WORDS: Final = re.compile(
    r"([一二两三四五六七八九十百零][零一二三四五六七八九十百千万]{0,7})([余多]?)(人次|[件条次篇期份起宗场例])"
    r"(?=[，。；、：（）\n]|$|申请|政府信息|行政|的?案件)"
)
_NOT_AFTER: Final = frozenset("第几数每同这那某任各之再逐首0123456789十百千万")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_AROUND: Final = frozenset(
    "第〔[/.@=&_～~—–-" + "".join(map(chr, range(65, 91))) + "".join(map(chr, range(97, 123)))
)
_ABOUT: Final = ("约", "近", "超", "逾", "超过", "将近", "大约", "接近", "不足", "突破")
_AFTER_APPROX: Final = ("余", "多", "左右", "以上", "上下")
_TIME: Final = (
    "工作日",
    "月",
    "季度",
    "小时",
    "百分点",
    "年",
    "星期",
    "周",
    "昼夜",
    "自然日",
    "日",
    "学时",
    "课时",
    "代",
)
_CALENDAR: Final = frozenset("年月日号")
_TIMED: Final = frozenset(("个", "次", "件", "名"))
_CUE: Final = ("数", "量", "为", "共", "计", "达", "到", "是", "：", "有")
_ADDRESS: Final = tuple(
    f"{word}{mark}"
    for word in ("邮编", "邮政编码", "电话", "传真", "热线", "手机", "代码", "编号", "标识码", "索引号", "QQ")
    for mark in ("：", "为", "是")
)
_TIMES: Final = {"万": 10000, "亿": 100000000, "千": 1000, "百": 100, "十": 10}
_WORD_CUE: Final = re.compile(
    r"收到|受理|共|申请|复议|诉讼|答复|办结|公开|召开|举办|开展|发布|会议|培训|投诉|举报|其中|分别"
)
_LONGEST_NUMBER: Final = 15
MOST: Final = 10_000  # the prose of a report has hundreds; what has more is no report


class Figure(NamedTuple):
    """A figure at ``start``–``end`` of a text. ``unit`` as printed, "" where none; ``approx`` for 约, 余, 多."""

    value: Number
    unit: str
    approx: bool
    start: int
    end: int


def figures_in(text: str) -> list[Figure]:
    """The figures of a canonical text in order, at most MOST of them. Linear in its length."""
    found = []
    for match in _DIGITS_FIRST.finditer(text):
        if match[3] is None and text[match.end() : match.end() + 1] in _CALENDAR:
            continue
        figure = _figure(text, match)
        if figure is not None:
            found.append(figure)
            if len(found) >= MOST:
                break
    worded = list(islice(_in_words(text), MOST))
    return sorted(found + worded, key=_start) if worded else found


def _start(figure: Figure) -> int:
    return figure.start


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    """Digits with what follows them → the figure, None where they are no figure."""
    digits, times, unit = match.groups()
    start, end = match.span()
    if len(digits) > _LONGEST_NUMBER or _is_decoy(text, match, unit):
        return None
    if "," in digits and not _GROUPED.fullmatch(digits):
        return None
    value = _value(digits, times.strip("余多") if times else "")
    return Figure(value, unit or "", _is_approximate(text, times, start, end), start, end)


def _is_approximate(text: str, times: str, start: int, end: int) -> bool:
    if times and (times[0] in "余多" or times[-1] in "余多"):
        return True
    return text.startswith(_AFTER_APPROX, end) or text.endswith(_ABOUT, max(0, start - 2), start)


def _value(digits: str, times: str) -> Number:
    digits = digits.replace(",", "")
    value: Number = Decimal(digits) if "." in digits else int(digits)
    if times:
        value = value * _TIMES[times]
        value = int(value) if value == int(value) else value
    return value


def _is_decoy(text: str, match: re.Match[str], unit: str | None) -> bool:
    start, end = match.span()
    before = text[start - 1] if start else ""
    if before == " " and start > 1 and text[start - 2].isdigit():
        return True
    if before in _AROUND or (before == "：" and start > 1 and text[start - 2].isdigit()):
        return True
    if not unit:
        return not _stands_alone(text, match[1], start, end)
    if unit in _TIMED and text.startswith(_TIME, end):
        return True
    return unit == "元" and text.startswith(("旦", "素"), end)


def _stands_alone(text: str, digits: str, start: int, end: int) -> bool:
    """Figures without a unit count only at the end of a clause behind 数, 共, 为 and the like."""
    if not text.endswith(_CUE, 0, start) or (digits[0] == "0" and digits != "0"):
        return False
    if text.endswith(_ADDRESS, 0, start):
        return False
    if len(digits) > 7 or (len(digits) == 4 and digits[:2] in ("19", "20")):
        return False
    return end >= len(text) or text[end] in "，；。、）（ \n"


def _in_words(text: str) -> Iterator[Figure]:
    """两件, 十二条 …, where they end a clause; 一次采集, 一件事, 第二十条 are none."""
    for match in _WORDS.finditer(text):
        start, end = match.span()
        if start and text[start - 1] in _NOT_AFTER:
            continue
        if match[1] not in ("一", "零") or _WORD_CUE.search(text, max(0, start - 14), start):
            yield Figure(number_of(match[1]), match[3], bool(match[2]), start, end)
