"""Figures in a sentence, in digits and in words, with unit and approximation; dates, numbers of documents, telephones,
ratios and ordinals are none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from gongkai.sheets.filled import Number

UNITS: Final = (
    "点个|人次|场次|批次|件次|条次|户次|人份|万元|亿元|百分点|条|件|次|篇|期|份|项|起|宗|场|例|批|家|个|人|名|户|册|本|部|则|处|页|通|张|幅|辆|位|套|种|类|支|台|座|"
    "所|只|笔|卷|门|款|元|%|‰"
)
# One pass over a sentence: a figure with its unit, or a mark that parts clauses.
TOKEN: Final = re.compile(
    r"(?<![\d.])(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)[ ]?(?P<times>[余多]?(?:[万亿](?!元)|[千百])?[余多]?)[ ]?"
    rf"(?P<unit>{UNITS})?|(?P<mark>[，；：。（）！？])"
)
WORDS: Final = re.compile(
    r"(?<![第几数每同这那某任各0-9之])(?P<words>[一二两三四五六七八九十][零一二三四五六七八九十百千万]{0,7}|百|零)(?P<more>[余多]?)"
    r"(?P<unit>人次|件|条|次|篇|期|份|起|宗|场|例)(?=[，。；、：（）]|$|申请|政府信息|行政|的?案件)"
)
# What before or behind a figure makes it none.
_BEFORE: Final = re.compile(
    r"(?:第|〔|\[|【|[A-Za-z/.@=&_-]|号|电话|传真|邮编|邮政编码|[:：∶]\s?\d{0,2}|近|最近|前|后|每)$"
)
_AROUND: Final = re.compile(r"[A-Za-z〔\[/.@=&_∶~～—–-]")
_ABOUT: Final = ("约", "近", "超", "逾", "超过", "将近", "大约", "接近", "不足", "突破")
_AFTER_APPROX: Final = ("余", "多", "左右", "以上", "上下")
_TIME: Final = re.compile(r"工作日|月|季度|小时|百分点|年|星期|周|昼夜|自然日|日|学时|课时|代")
_CUE: Final = re.compile(r"(?:数|数量|总数|为|共|共计|总计|合计|计|达|达到|是|：)\s?$")
_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_TIMES: Final = {"万": 10000, "亿": 100000000, "千": 1000, "百": 100, "十": 10}


class Figure(NamedTuple):
    """A figure at ``start``–``end`` of its sentence. ``unit`` as printed, "" where none; ``approx`` for 约, 余, 多."""

    value: Number
    unit: str
    approx: bool
    start: int
    end: int


def words_to_number(words: str) -> int:
    """十二 → 12, 两百零三 → 203, 一万二 → 10002 (as it stands). The words are numerals only."""
    total = part = digit = 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
            continue
        times = _TIMES[char]
        if times == 10000:
            total, part, digit = total + (part + digit or 1) * times, 0, 0
        else:
            part, digit = part + (digit or 1) * times, 0
    return total + part + digit


def figure_at(text: str, match: re.Match[str]) -> Figure | None:
    """A TOKEN match with digits → its figure, None where the digits are no figure."""
    digits, unit, start, end = match["digits"], match["unit"] or "", match.start(), match.end()
    if len(digits) > 15 or _is_decoy(text, digits, unit, start, end):
        return None
    times = match["times"]
    approx = times[:1] in ("余", "多") or times[-1:] in ("余", "多")
    if not approx:
        approx = text[end : end + 2].startswith(_AFTER_APPROX) or text[max(0, start - 2) : start].endswith(
            _ABOUT
        )
    value = _value(digits, times.strip("余多"))
    return Figure(value, unit, approx, start, end)


def _value(digits: str, times: str) -> Number:
    digits = digits.replace(",", "")
    value: Number = Decimal(digits) if "." in digits else int(digits)
    if times:
        value = value * _TIMES[times]
        value = int(value) if value == int(value) else value
    return value


def _is_decoy(text: str, digits: str, unit: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    if before in ("第", "〔") or (before and _AROUND.match(before)):
        return True
    if before == "：" and text[start - 2 : start - 1].isdigit():
        return True
    if not unit:
        return not _stands_alone(text, digits, start, end)
    if unit in ("个", "次", "件", "名") and _TIME.match(text, end):
        return True
    return text[end - 1] == "个" and text.startswith("百分点", end)


def _stands_alone(text: str, digits: str, start: int, end: int) -> bool:
    """Figures without a unit count only at the end of a clause behind 数, 共, 为 and the like."""
    if not _CUE.search(text[max(0, start - 3) : start]) or digits[0] == "0" != digits:
        return False
    if len(digits) > 7 or (len(digits) == 4 and digits[:2] in ("19", "20")):
        return False
    return end >= len(text) or text[end] in "，；。、）（ "


def figures_in_words(text: str) -> list[Figure]:
    """两件, 十二条 … of a sentence, where they end a clause; 一次采集, 一件事, 第二十条 are none."""
    found = []
    for match in WORDS.finditer(text):
        value = words_to_number(match["words"])
        cued = match["words"] not in ("一", "零") or _WORD_CUE.search(
            text[max(0, match.start() - 14) : match.start()]
        )
        if cued:
            found.append(Figure(value, match["unit"], bool(match["more"]), match.start(), match.end()))
    return found


_WORD_CUE: Final = re.compile(
    r"收到|受理|共|申请|复议|诉讼|答复|办结|公开|召开|举办|开展|发布|会议|培训|投诉|举报|其中|分别"
)
