"""Words that announce the parts of a total (其中, 分别, 按…分, a bracket), and which figure the total is."""

from __future__ import annotations

import re
from typing import Final

from gongkai.reading.claims.mentions import Mention
from gongkai.reading.suspicions.matter import NOT_COUNTED, Matter

_OF: Final = re.compile(r"[^，；。（）]{0,30}中，")
_COLON: Final = re.compile(r"[^，；。（）：]{0,14}：")
_CHANGE: Final = re.compile(r"同比|环比|较|比上|比去|比20|增长|增加|减少|下降|上升|提高|回落|翻|增幅")
_NO_LIST: Final = re.compile(r"^(?:含|另|包括上|包含|不含|其余|占|约|即)")
_LAST_CLAUSE: Final = re.compile(r"[，；。：（）]")
_MAINLY: Final = re.compile(r"主要(?:有|包括|是|为)")
_BY: Final = re.compile(r"(?:按|从)[^，。；：]{1,10}(?:划分|分|看|统计)[，：]")
_MADE_OF: Final = re.compile(r"，由[^，。；]{0,20}$")
# Levels of government whose figures stand behind a total without a word between them.
_LEVEL: Final = re.compile(
    r"(?:[省市县区]?本级|[省市县区]直(?:部门|单位|机关)?|县区|区县|县（市、区）|各?(?:乡镇|街道|部门|镇街)|[市县区镇村]级)(?:公开|发布)?"
)
_PEOPLE: Final = frozenset(("人", "名", "位"))
_REMEDY: Final = re.compile(r"(?:复议|诉讼)(?:案件|申请)?$")
_RESULT: Final = re.compile(r"(?:结果)?(?:维持|纠正|被纠正|撤销)(?:原行政行为|行政行为)?")


def counted(mention: Mention) -> bool:
    """A count of things, not a percentage and not a change against another year."""
    return mention.unit not in NOT_COUNTED and _CHANGE.search(_LAST_CLAUSE.split(mention.gap)[-1]) is None


def same_unit(one: Mention, two: Mention) -> bool:
    return one.unit == two.unit or {one.unit, two.unit} <= _PEOPLE


def marker_of(matter: Matter, at: int, place: int) -> str:
    """What announces a list that begins with this figure: among, bracket, respectively, of, by, mainly, made_of,
    colon, results, levels; "" where nothing does."""
    mentions = matter.sentences[at].mentions
    gap = mentions[place].gap
    if "其中" in gap:
        return "" if _NO_LIST.match(gap.rpartition("其中")[2].lstrip("，：")) else "among"
    if "主要" in gap and _MAINLY.search(gap):
        return "mainly"
    if ("按" in gap or "从" in gap) and _BY.search(gap):
        return "by"
    if not place:
        return ""
    if mentions[place].depth > mentions[place - 1].depth:
        return "" if _NO_LIST.match(gap.rpartition("（")[2]) else "bracket"
    return _in_clause(matter, at, place)


def _in_clause(matter: Matter, at: int, place: int) -> str:
    mentions = matter.sentences[at].mentions
    gap = mentions[place].gap
    if "分别" in gap:
        return "respectively"
    if "中，" in gap and _OF.match(gap):
        return "of"
    if "，由" in gap and _MADE_OF.search(gap) and "组成" in matter.sentences[at].text[mentions[place].end :]:
        return "made_of"
    if "：" in gap and _COLON.match(gap):
        return "colon"
    return _unannounced(matter, at, place)


def _unannounced(matter: Matter, at: int, place: int) -> str:
    """行政复议 24 件，维持 18 件，纠正 4 件; 公开 38 条，市本级 26 条，县区 12 条."""
    mentions = matter.sentences[at].mentions
    if _REMEDY.search(mentions[place - 1].label) and _RESULT.fullmatch(mentions[place].label):
        return "results"
    levels = mentions[place : place + 2]
    if len(levels) == 2 and all(_LEVEL.fullmatch(one.label) for one in levels):
        return "" if _LEVEL.fullmatch(mentions[place - 1].label) else "levels"
    return ""


def total_of(matter: Matter, at: int, place: int, marker: str) -> tuple[int, int] | None:
    """The nearest figure of the same unit before the list; for 按…分 the first of the sentence; for a list that opens
    a sentence, the one in the sentence before."""
    mentions = matter.sentences[at].mentions
    first = place - 1 if marker in ("bracket", "of", "colon", "results", "levels", "made_of") else 0
    fits = [
        back
        for back in range(max(first, 0), place)
        if same_unit(mentions[back], mentions[place])
        and mentions[back].depth <= mentions[place].depth
        and counted(mentions[back])
    ]
    if fits:
        return at, fits[0 if marker == "by" else -1]
    opens = marker in ("by", "mainly") or matter.sentences[at].text.startswith("其中")
    return _in_sentence_before(matter, at, mentions[place]) if at and opens and marker != "bracket" else None


def _in_sentence_before(matter: Matter, at: int, part: Mention) -> tuple[int, int] | None:
    before = matter.sentences[at - 1]
    here = matter.sentences[at]
    if before.paragraph != here.paragraph or before.at + len(before.text) != here.at:
        return None
    places = [
        place
        for place, one in enumerate(before.mentions)
        if same_unit(one, part) and not one.depth and counted(one) and not _elsewhen(matter, at - 1, place)
    ]
    by = not here.text.startswith(
        "其中"
    )  # a division begins anew: the total is what the sentence before opens with
    return (at - 1, places[0 if by else -1]) if places else None


def _elsewhen(matter: Matter, at: int, place: int) -> bool:
    meaning = matter.meaning(at, place)
    return meaning.several or meaning.other_year
