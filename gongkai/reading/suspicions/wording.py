"""Units, approximations, periods, years of plans, misprints and missing numbers: P-03 … P-06, P-12, P-18."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gongkai.reading.claims.meaning import QUANTITIES
from gongkai.reading.claims.mentions import Mention
from gongkai.reading.suspicions.matter import Matter, finding
from gongkai.sheets.findings import Finding
from gongkai.sheets.forms import form

_SAME_UNIT: Final = (frozenset("件宗起份"), frozenset("次场"), frozenset("人名位"), frozenset("个处"))
_PLAN: Final = re.compile(r"20\d\d年度?，?[^，。；]{0,22}?(?:将(?!近)|拟|计划|打算|要(?!求|点|闻|素))")
_PLAIN_PLAN: Final = re.compile(
    r"20\d\d年，[^，。；]{0,8}将(?:进一步|继续|着力|重点|围绕|从|加大|不断|深入|以)"
)
_NEXT_STEP: Final = re.compile(
    r"(?:改进措施|改进情况|下一步|打算|今后)[^。；，：]{0,8}[，：。][^。；，：]{0,12}$"
)
_STEPS: Final = re.compile(r"20\d\d年度?，(?=[^。]{0,12}(?:一是|进一步|继续|着力|加强|重点|将))")
_PLAN_CHAPTER: Final = re.compile(r"改进|打算|下一步|计划|思路|措施|问题")
_PAST: Final = re.compile(r"20\d\d年(?:度?工作|以来|印发|出台|制定的|底|初)")
_PERIOD: Final = re.compile(r"近年来|历年|累计|以来")
_ABOUT: Final = re.compile(
    r"(?:近|约|超过?|逾)?\d[\d,.]* ?[余多]?[万亿千百]?[余多]? ?[\u4e00-\u9fff]{0,2}(?:左右|以上)?"
)
_STATISTIC: Final = re.compile(
    r"公开|发布|公布|收到|受理|办理|办结|答复|回应|解读|培训|制发|申请|转载|推送|报送|编发|刊发|更新|处理|回复"
)
_STATISTIC_UNITS: Final = frozenset(("条", "件", "次", "篇", "人次", "份", "期"))
_MARKS: Final = re.compile(r"[》《，。、；]{2,9}")
_PUNCTUATION: Final = frozenset(
    ("》》", "《《", "，，", "。。", "、、", "；；", "、，", "，。", "。，", "、。", "，、", "；。")
)
_PAIRS: Final = (("《", "》"), ("“", "”"), ("（", "）"))
_TITLE: Final = re.compile(r"《([^《》\n]{7,60})》")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{4}")
_GOES_ON: Final = re.compile(
    r"(?:办法|机制|规定|栏|领导|平台|指南|目录|人员|方案|条例|制度|机构|部门|中心|年报|年度|条件|系统)"
)
_TWICE_FINE: Final = frozenset(
    (
        "研究",
        "一项",
        "一件",
        "逐条",
        "逐项",
        "一点",
        "一步",
        "层层",
        "常常",
        "件件",
        "一级",
        "一类",
        "一个",
        "一批",
        "时时",
        "事事",
    )
)
_UNIT_END: Final = re.compile(r"[条件次篇份期元个](?=[，。；、）])")
_PUBLISHED: Final = re.compile(r"(?:公开|发布|公布|收到|回应|解读|编发)(?!的)[\u4e00-\u9fff]{2,12}$")
_BUILT: Final = re.compile(r"(?:建成|设立|设置|开设|新建|开通)[\u4e00-\u9fff]{1,7}[栏群点站号区屏]$")
_HELD: Final = re.compile(r"(?:召开|举办|开展|组织)[\u4e00-\u9fff]{0,10}(?:会议?|活动|培训|检查|督查)$")
_UNFILLED: Final = re.compile(r"(?:_{2,20}|[Xx×]{2,4}|[□○]{1,4}) ?[条件次篇份期个]")
_NUMERAL: Final = frozenset("0123456789余多万千百十一二三四五六七八九两几数每各半亿%")
_WORDS: Final = {
    "件": frozenset(
        "文条案稿邮事信附办软硬证要请急组零来去函物发原部复构配抄印元工样提理示议诉询访受举报督挂间插快密校包备"
    ),
    "条": frozenset("头线法链信粉面教油枝便欠借"),
    "次": frozenset("层场批班人首多频档名依再此屡历件位主其上下本初目"),
    "篇": frozenset("长短开全首"),
    "份": frozenset("月身股省年县"),
    "期": frozenset("学日定长近同周时工限短早中末初前后到按延逾分预假汛任届"),
}
_VERB: Final = re.compile(
    r"(?:共|总计|共计|合计|总数|数量|更新|编印|编发|出版|刊出|制作|播出|举办|召开|开展|收到|受理|接收|办结|答复|发布|公开|公布)(?:各类|的)?(?:政府信息公开申请|依申请公开申请|公开申请|申请|政府信息|信息)?$"
)


def check_units(matter: Matter) -> Iterator[Finding]:
    """P-03 for the years of the 2014 form, whose lines each have a unit; one finding a sentence."""
    for at, sentence in enumerate(matter.sentences):
        wrong = {}
        for place, mention in enumerate(sentence.mentions):
            wanted, cell = _wanted(matter, at, place)
            if wanted and mention.unit and not _same(mention.unit, wanted):
                wrong[cell] = f"“{mention.label[-20:]}”写作“{mention.unit}”，应为“{wanted}”"
        if wrong:
            cells = [cell for cell in wrong if cell]
            yield finding(
                "P-03", f"量词与统计的单位不符：{'；'.join(wrong.values())}。", matter.quote(at), cells
            )


def _wanted(matter: Matter, at: int, place: int) -> tuple[str, str]:
    """The unit that the form has for a figure, and its cell."""
    mention = matter.mention(at, place)
    if mention.unit in ("次", "期", "场", "件", "条") and mention.label.endswith("解读稿件"):
        return "篇", ""
    quantity = QUANTITIES.get(matter.meaning(at, place).key) if matter.due == "2014" else None
    if quantity and quantity.r:
        return form("2014").cells[quantity.r].line.unit, quantity.r
    if matter.due == "2014" and mention.unit == "期" and mention.label.endswith(("解读", "会议")):
        return ("篇" if mention.label.endswith("解读") else "次"), ""
    return "", ""


def _same(one: str, two: str) -> bool:
    return one == two or any(one in units and two in units for units in _SAME_UNIT) or (one == "点个")


def check_approximations(matter: Matter) -> Iterator[Finding]:
    """P-04: 余, 约, 多 next to a quantity of the official statistics."""
    for at, sentence in enumerate(matter.sentences):
        for place, mention in enumerate(sentence.mentions):
            if mention.approx and (matter.meaning(at, place).key or _is_statistic(mention)):
                printed = _ABOUT.search(sentence.text, max(0, mention.start - 2))
                words = printed[0] if printed else sentence.text[mention.start : mention.end]
                yield finding("P-04", f"统计数应为确数，叙述写作“{words}”。", matter.quote(at))


def _is_statistic(mention: Mention) -> bool:
    return mention.unit in _STATISTIC_UNITS and _STATISTIC.search(mention.label) is not None


def check_periods(matter: Matter) -> Iterator[Finding]:
    """P-05: a statistic over several years, where the sentence does not begin with the year's own."""
    for at, sentence in enumerate(matter.sentences):
        statistics = [
            matter.meaning(at, place).several
            for place, mention in enumerate(sentence.mentions)
            if matter.meaning(at, place).key or _is_statistic(mention)
        ]
        if statistics and statistics[0]:
            match = _PERIOD.search(sentence.text)
            word = match[0] if match else "多个年度"
            yield finding(
                "P-05", f"叙述把“{word}”的数与本年度的数写在一起，请写明报告年度的数。", matter.quote(at)
            )


def check_plans(matter: Matter) -> Iterator[Finding]:
    """P-06: a plan for the report's own year or the one before, in the chapter on improvements or in plain words."""
    year, text = matter.year, matter.prose.text
    for wrong in (year - 1, year) if year else ():
        at = text.plain.find(f"{wrong}年")
        while at >= 0:
            end = _plan_end(matter, at)
            if end:
                start = max(text.plain.rfind(mark, 0, at) for mark in "。\n") + 1
                says = f"{year} 年度的报告把工作打算写在 {wrong} 年，应为 {(year or 0) + 1} 年。"
                yield finding("P-06", says, matter.printed(start, end + 40).split("\n")[0])
            at = text.plain.find(f"{wrong}年", at + 5)


def _plan_end(matter: Matter, at: int) -> int:
    """Where the words end that make a year, which stands at ``at``, the year of a plan; 0 where they do not."""
    plain = matter.prose.text.plain
    if _PAST.match(plain, at):
        return 0
    match = _PLAIN_PLAN.match(plain, at) or (
        _NEXT_STEP.search(plain, max(0, at - 24), at) and _STEPS.match(plain, at)
    )
    if match is None:
        match = _PLAN.match(plain, at)
        chapter = next((chapter for start, end, chapter in matter.prose.text.places if start <= at < end), -1)
        if match is None or chapter < 0 or not _PLAN_CHAPTER.search(matter.prose.sections[chapter].title):
            return 0
    return match.end()


def check_misprints(matter: Matter) -> Iterator[Finding]:
    """P-12: doubled words, marks that do not pair, a stray character in a title, an impossible unit."""
    text = matter.prose.text
    for at in doubled_words(text.plain):
        yield finding(
            "P-12", f"重复的词：“{text.printed[at : at + 4]}”。", matter.printed(max(0, at - 10), at + 16)
        )
    places = {match[0][:2]: match.start() for match in _MARKS.finditer(text.plain)}
    wrong = {marks: at for marks, at in places.items() if marks in _PUNCTUATION}
    if "、和" in text.plain:
        wrong["、和"] = text.plain.find("、和")
    for marks, at in wrong.items():
        yield finding("P-12", f"标点有误：“{marks}”。", matter.printed(max(0, at - 12), at + 14))
    yield from _unpaired(matter)
    yield from _stray(matter)
    for at, sentence in enumerate(matter.sentences):
        for mention in sentence.mentions:
            if mention.unit == "点个":
                yield finding("P-12", f"量词有误：“{mention.value}{mention.unit}”。", matter.quote(at))


def doubled_words(text: str) -> list[int]:
    """Where two characters stand twice in a row (公开公开), found by comparing the text with itself two places on."""
    data = text.encode("utf-16-le", "surrogatepass")
    size = len(data) - 4
    if size <= 0 or len(data) != 2 * len(text):
        return []
    apart = int.from_bytes(data[4:], "little") ^ int.from_bytes(data[:size], "little")
    same = apart.to_bytes(size, "little")
    found, at = [], same.find(b"\0\0\0\0")
    while at >= 0:
        place = at // 2
        if at % 2 == 0 and _is_doubled(text, place):
            found.append(place)
        at = same.find(b"\0\0\0\0", at + (4 if at % 2 == 0 else 1))
    return found


def _is_doubled(text: str, at: int) -> bool:
    word = text[at : at + 2]
    if not _HAN.match(text, at) or word[0] == word[1] or word in _TWICE_FINE:
        return False
    return not _GOES_ON.match(text, at + 4) and text[at + 4 : at + 6] != word


def _unpaired(matter: Matter) -> Iterator[Finding]:
    plain = matter.prose.text.plain
    for opening, closing in _PAIRS:
        if plain.count(opening) == plain.count(closing):
            continue
        for start, end, _ in matter.prose.text.places:
            if plain.count(opening, start, end) != plain.count(closing, start, end):
                says = f"“{opening}”与“{closing}”不成对。" if opening != "“" else "引号不成对。"
                yield finding("P-12", says, _around(matter, start, end, opening, closing))
                break


def _around(matter: Matter, start: int, end: int, opening: str, closing: str) -> str:
    """The place of the first mark that has no partner."""
    depth, last = 0, start
    for at in range(start, min(end, start + 20000)):
        char = matter.prose.text.plain[at]
        depth += (char == opening) - (char == closing)
        last = at if char in (opening, closing) else last
        if depth < 0 or depth > 1:
            break
    return matter.printed(max(start, last - 20), last + 20)


def _stray(matter: Matter) -> Iterator[Finding]:
    """《发某市要点》 beside 《某市要点》."""
    plain = matter.prose.text.plain
    titles = set(_TITLE.findall(plain)) if "《" in plain else set()
    for title in sorted(titles):
        if title[1:] in titles:
            says = f"文件名“《{title}》”比另一处“《{title[1:]}》”多一个字。"
            yield finding("P-12", says, f"《{title}》")


def check_missing_numbers(matter: Matter) -> Iterator[Finding]:
    """P-18: 核准资质条、许可证 76 条 — a unit whose number is not there."""
    plain = matter.prose.text.plain
    places = [
        (match.start(), match[0])
        for match in _UNIT_END.finditer(plain)
        if plain[match.start() - 1] not in _NUMERAL
    ]
    places = [(at, unit) for at, unit in places if _lacks_number(plain, at, plain[max(0, at - 1) : at], unit)]
    if any(mark in plain for mark in _BLANKS):
        places += [(match.end() - 1, match[0][-1]) for match in _UNFILLED.finditer(plain)]
    for at, unit in places:
        quote = matter.printed(max(plain.rfind("。", 0, at) + 1, at - 110), at + 12)
        yield finding("P-18", f"“{unit}”前面缺少数字。", quote)


_BLANKS: Final = ("__", "XX", "xx", "××", "□", "○")


def _lacks_number(plain: str, at: int, before: str, unit: str) -> bool:
    if not before or before in "（《“、，。" or (unit == "元" and not plain.startswith("万元", at - 1)):
        return False
    window = plain[max(0, at - 26) : at]
    if unit == "个":
        return _BUILT.search(window) is not None
    if before == " ":
        return (
            re.search(r"[\u4e00-\u9fff] +$", window) is not None and _VERB.search(window.rstrip()) is not None
        )
    if before in _WORDS.get(unit, ""):
        return (
            unit == "件"
            and re.search(r"(?:收到|受理|接收)(?:政府信息公开|依申请公开)?申请$", window) is not None
        )
    if (
        _VERB.search(window)
        or (unit in "条篇" and _PUBLISHED.search(window))
        or (unit == "次" and _HELD.search(window))
    ):
        return True
    listed = re.match(rf"{unit}、[\u4e00-\u9fff]{{1,14}}\d+{unit}", plain[at : at + 32])
    return listed is not None or re.search(rf"\d{unit}、[\u4e00-\u9fff]{{2,14}}$", window) is not None
