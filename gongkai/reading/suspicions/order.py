"""P-07: chapters as announced, numbered without gaps. P-17: lists inside a chapter likewise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from gongkai.law.numerals import number_of, numeral_of
from gongkai.paper.report import Section
from gongkai.reading.claims.mentions import canonical
from gongkai.reading.suspicions.matter import Matter, finding
from gongkai.sheets.findings import Finding

_ANNOUNCED: Final = re.compile(r"(?:由|包括|包含|分为|共分为?|内容为|涵盖)(?:：|以下|了)?([^。]{6,500})")
_COUNT: Final = re.compile(
    r"([一二三四五六七八九十]{1,2}|\d{1,2})个?(?:大)?(?:部分|章节|章)(?:的?内容)?(?:组成|构成)?"
)
_ENDING: Final = re.compile(
    r"[，、]?(?:等|共|共计|以下|合计)*(?:[一二三四五六七八九十\d]{1,2}个?(?:大)?(?:部分|章节|章|方面).*|等?(?:组成|构成|内容).*|等)?$"
)
_ATTACHED: Final = re.compile(r"统计表|附件|附表")
# What the chapters that are tables are about: a table reader may have taken their headings along.
_TABLES: Final = {2: "主动公开", 3: "申请", 4: "复议"}
_CHAPTER: Final = re.compile(
    r"概\s*述|总体|主动公开|依\s*申请|公开申请|复议|诉讼|问题|改进|其他需要|收费|统计"
)
_POINT: Final = re.compile(r"([一二三四五六七八九十]{1,2})是(?!否)")
_NO_POINT: Final = frozenset("统唯之不第同单逐万专")
_ITEM: Final = re.compile(r"(\d{1,2})[.、．](?!\d)")
_INLINE: Final = re.compile(r"(?<=[。；：])(\d{1,2})[.、．](?=[\u4e00-\u9fff])")
_SUB: Final = re.compile(r"(?<![第条款项》])（([一二三四五六七八九十]{1,2})）")


def check_chapters(matter: Matter) -> list[Finding]:
    """P-07: an error for numbers that are missing or doubled and for another count than announced, a gap for titles."""
    numbered = [section for section in matter.prose.sections if section.number]
    if not numbered:
        return []
    announced = canonical("。".join(matter.prose.preface))
    items, count = announcement(announced)
    found = list(_numbers(matter, numbered, items))
    if not found and count is not None:
        found += _count(matter, numbered, count, announced)
    return found + _titles(numbered, items)


def announcement(preface: str) -> tuple[list[str], int | None]:
    """What a preface says the report consists of: the titles it lists, and how many parts it promises."""
    for sentence in preface.split("。"):
        if "报告" not in sentence and "全文" not in sentence and "年报" not in sentence:
            continue
        count = _COUNT.search(sentence)
        match = _ANNOUNCED.search(sentence)
        if match and ("情况" in match[1] or count):
            text = _ENDING.sub("", match[1])
            items = [
                one.strip(" ：:") for one in re.split("[，；]" if re.search("[，；]", text) else "、", text)
            ]
            return [one for one in items if one], _numeral(count[1]) if count else None
    return [], None


def _numeral(text: str) -> int:
    return int(text) if text.isdigit() else number_of(text)


def _numbers(matter: Matter, sections: Sequence[Section], items: Sequence[str]) -> Iterator[Finding]:
    last, skip_to, slack = 0, 0, 0
    for place, section in enumerate(sections):
        number = section.number or 0
        if place < skip_to:
            continue
        if not last and number > 1:
            says = f"正文从“{_title(section)}”开始编号，前面没有“一、”。"
            yield finding("P-07", says, _title(section), severity="question")
        elif number <= last:
            resumed = next(
                (at for at in range(place, len(sections)) if sections[at].number == last + 1), None
            )
            if number < last and resumed is not None:
                skip_to = resumed
                continue
            yield from _repeated(section, sections[place - 1], number, last)
            slack = 1  # the one that follows may count on from the number meant here
        elif number > last + 1 + slack:
            yield from (_missing(matter, sections, one, section, items) for one in range(last + 1, number))
        last = number


def _title(section: Section) -> str:
    return f"{numeral_of(section.number or 0)}、{section.title}"


def _repeated(section: Section, before: Section, number: int, last: int) -> Iterator[Finding]:
    if not _CHAPTER.search(section.title):
        return
    says = f"章节编号有误：“{_title(before)}”之后是“{_title(section)}”，应为“{numeral_of(last + 1)}、”。"
    yield finding("P-07", says, _title(section))


def _missing(
    matter: Matter, sections: Sequence[Section], number: int, following: Section, items: Sequence[str]
) -> Finding:
    says = f"章节编号不连续：缺“{numeral_of(number)}、”，其后是“{_title(following)}”。"
    unnumbered = _unnumbered(matter, items[number - 1]) if number <= len(items) else ""
    if unnumbered:
        says += f"前言所列的“{unnumbered}”在正文里没有编号。"
    sure = (
        number > 1 and "〔……" not in matter.prose.text.plain and not _taken_by_table(matter, sections, number)
    )
    return finding("P-07", says, _title(following), severity=None if sure else "question")


def _unnumbered(matter: Matter, item: str) -> str:
    for section in matter.prose.sections:
        for line in (section.title if section.number is None else "", *section.paragraphs):
            if line and len(line) <= 40 and _alike(line, item) > 0.8:
                return item
    return ""


def _taken_by_table(matter: Matter, sections: Sequence[Section], number: int) -> bool:
    """From 2019 on chapters two to four are tables, and a heading may be the head of its table."""
    word = _TABLES.get(number)
    sheet = matter.sheet
    if word is None or (matter.year or 0) < 2019 or sheet is None:
        return False
    return any(code.startswith(f"T{number}.") for code in sheet.cells) and not any(
        word in one.title for one in sections
    )


def _count(matter: Matter, sections: Sequence[Section], count: int, announced: str) -> list[Finding]:
    """As many chapters as announced; a table or annex at the end may be one of them."""
    present = max(section.number or 0 for section in sections)
    extra = sum(1 for section in matter.prose.sections if section.number is None)
    fits = {present, present + extra}
    if _ATTACHED.search(announced):
        fits |= {present + 1, present - 1}
    if count in fits:
        return []
    sentence = next((one for one in announced.split("。") if _COUNT.search(one)), "")
    says = f"前言说报告由 {count} 个部分组成，正文编号到“{numeral_of(present)}、”，共 {present} 个部分。"
    return [finding("P-07", says, sentence)]


def _titles(sections: Sequence[Section], items: Sequence[str]) -> list[Finding]:
    """Titles in the preface against those of the headings with the same number."""
    if len(items) != max(section.number or 0 for section in sections):
        return []
    pairs = [
        (items[section.number - 1], section)
        for section in sections
        if section.number and section.number <= len(items)
    ]
    other = [(item, section) for item, section in pairs if _bare(item) != _bare(section.title)]
    if not other or min(_alike(item, section.title) for item, section in pairs) < 0.4:
        return []
    listed = "；".join(f"“{item}”—“{_title(section)}”" for item, section in other[:3])
    return [
        finding("P-07", f"前言所列的标题与正文的标题不同：{listed}。", _title(other[0][1]), severity="gap")
    ]


def _bare(title: str) -> str:
    return re.sub(r"[\s的和及、，与]|等$|情况$", "", title)


def _alike(one: str, two: str) -> float:
    return SequenceMatcher(None, _bare(one), _bare(two)).ratio()


def check_lists(matter: Matter) -> list[Finding]:
    """P-17 for 一是二是, 1. 2. and （一）（二） inside each chapter."""
    text = matter.prose.text
    found: list[Finding] = []
    last: dict[str, int] = {}
    chapter = -2
    for start, end, number in text.places:
        if number != chapter:
            chapter, last = number, {}
        paragraph = text.plain[start:end]
        for kind, pattern in (("是", _POINT), ("（）", _SUB)):
            if kind[0] in paragraph:
                found += _listed(matter, kind, pattern, paragraph, start, last)
        item = _ITEM.match(paragraph)
        if item:
            found += _step(matter, ".", int(item[1]), item[0], start, last)
            for mark in _INLINE.finditer(paragraph, item.end()):
                found += _step(matter, ".", int(mark[1]), mark[0], start + mark.start(), last)
    return found


def _listed(
    matter: Matter, kind: str, pattern: re.Pattern[str], paragraph: str, start: int, last: dict[str, int]
) -> Iterator[Finding]:
    for match in pattern.finditer(paragraph):
        if kind == "是" and paragraph[match.start() - 1 : match.start()] in _NO_POINT:
            continue
        yield from _step(matter, kind, number_of(match[1]), match[0], start + match.start(), last)


def _step(
    matter: Matter, kind: str, number: int, mark: str, at: int, last: dict[str, int]
) -> Iterator[Finding]:
    before, told_of = last.get(kind, 0), last.get(f"{kind} told", 0)
    last[kind] = number
    if number == 1:
        last[f"{kind} told"] = 0
    elif number != before + 1 and not told_of:
        last[f"{kind} told"] = 1
        told = f"上一项是第 {before} 项" if before else "前面没有第 1 项"
        start = max(at - 120, matter.prose.text.plain.rfind("。", 0, at) + 1)
        yield finding("P-17", f"列举的编号不连续：此处为“{mark}”，{told}。", matter.printed(start, at + 60))
