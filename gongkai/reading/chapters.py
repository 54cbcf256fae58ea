"""Chapter headings: on lines of their own, in the middle of a line, with and without a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from gongkai.law.numerals import number_of

_MARK: Final = re.compile(r"[一二三四五六七八九十](?:部分|章)?[、．.，:： ] *")
_NUMERAL: Final = re.compile(
    r"(?:第([一二三四五六七八九十]{1,3})(?:部分|章)|(?<![第之的初百千万二三])([一二三四五六七八九十]{1,3}))[、．.，:： ] *$"
)
_LINE: Final = re.compile(
    r"(?:第([一二三四五六七八九十]{1,3})(?:部分|章)[、:：\s]*|([一二三四五六七八九十]{1,3})[、．.，]\s*)"
)
# What chapters of such reports are called; the end of a title inside a line is looked for after such a word.
_KNOWN: Final = re.compile(
    r"概\s*述|总体|基本|主动公开|重点领域|依\s*申请|收到和处理|行政复议|复议|诉讼|收费|费用|问题|不足|改进|其他|其它|统计|机构|组织|制度|监督|保障|"
    r"解读|回应|关切|平台|建议|提案|举报|投诉|附[件表]|咨询|下一步|打算|人员|经费|培训|落实|政策|信息管理|工作"
)
_TITLE_END: Final = re.compile(
    r"(?:概\s*述|(?:情况)(?:统计表|说明)?|改进(?:措施|方向|意见|情况)|措施|事项|打算|计划|安排|思路|建设|统计表|附[件表]|问题|附则|解读回应|回应关切)"
)
# Rows of the official tables that are numbered like chapters.
_ROWS: Final = re.compile(r"本年新收政府信息|上年结转政府信息|本年度办理结果|结转下年度继续")
# Headings of the 2014 form, which follow the report where its table was flattened.
_FORM_ROWS: Final = re.compile(
    r"主动公开情况|回应解读情况|依申请公开情况|行政复议数量|行政诉讼数量|举报投诉数量|依申请公开信息收取的费用|机构建设和保障经费情况|政府信息公开会议和培训情况"
)
_FORM: Final = re.compile(r"(?:附件\d?[:：])?.{0,30}统计表")
_LONGEST: Final = 46


class Heading(NamedTuple):
    """A chapter heading: its number (None: unnumbered), title, paragraph, and where it starts and ends there."""

    number: int | None
    title: str
    paragraph: int
    start: int
    end: int


def headings_in(paragraphs: Sequence[str], marked: Sequence[str] = ()) -> list[Heading]:
    """All chapter headings of the text, in order, numbered ones first taken as they come.

    ``marked``: what the source itself marks as headings (used for unnumbered ones).
    """
    unnumbered = {line.strip() for line in marked}
    found: list[Heading] = []
    form = False
    for index, text in enumerate(paragraphs):
        form = form or (len(text) < 40 and _FORM.fullmatch(text) is not None)
        own = _on_own_line(index, text)
        if own is not None and form and _FORM_ROWS.fullmatch(own.title):
            continue
        if own is not None:
            found.append(own)
        elif len(text) <= _LONGEST:
            if text in unnumbered and _KNOWN.search(text) and "。" not in text and found:
                found.append(Heading(None, text, index, 0, len(text)))
        elif "、" in text:
            found.extend(_inside(index, text))
    return _without_announced(_in_order(found), paragraphs)


def _on_own_line(index: int, text: str) -> Heading | None:
    match = _LINE.match(text)
    if match is None:
        return None
    title = text[match.end() :].strip().rstrip("：:。")
    if not title or len(title) > _LONGEST or "。" in title or _ROWS.match(title):
        return None
    if (
        "；" in title
        or (title.count("，") > 1 and not _KNOWN.search(title))
        or not re.search(r"[\u4e00-\u9fff]\s*[\u4e00-\u9fff]", title)
    ):
        return None
    return Heading(_numeral(match), title, index, 0, len(text))


def _numeral(match: re.Match[str]) -> int:
    return number_of(match[1] or match[2])


def _inside(index: int, text: str) -> list[Heading]:
    """Headings in the middle of a line, whose titles end with a word that ends titles."""
    found = []
    for mark in _MARK.finditer(text):
        match = _NUMERAL.search(text, max(0, mark.start() - 4), mark.end())
        window = text[mark.end() : mark.end() + _LONGEST]
        if match is None or _ROWS.match(window) or not _may_start(text, match.start()):
            continue
        title = _title_in(window)
        if title and _KNOWN.search(title):
            found.append(
                Heading(_numeral(match), title.strip(), index, match.start(), match.end() + len(title))
            )
    return found


def _may_start(text: str, start: int) -> bool:
    """Whether a chapter may begin here: never in a list of numerals or directly after a word that needs one."""
    before = text[start - 1 : start]
    return (
        not before
        or before in ' 。；;：:）)〕】”“"》.!！'
        or before.isdigit()
        or text[max(0, start - 2) : start] in ("情况", "事项", "日 ")
    )


def _title_in(window: str) -> str:
    """The title at the head of a piece of text: up to the first word that ends a title, or up to a stop."""
    stop = re.search(r"[。；;（(，,：:]|\s(?=\S{12})", window)
    reach = window[: stop.start()] if stop else window
    ending = _TITLE_END.search(reach)
    if ending is None:
        return reach if stop and 2 <= len(reach) <= 24 else ""
    end = ending.end()
    further = re.match(r"(?:及|和|与|、)[^。，；（(]{0,16}?(?:情况|措施|打算|方向|事项)", reach[end:])
    return reach[: end + further.end()] if further else reach[:end]


def _in_order(found: list[Heading]) -> list[Heading]:
    """Leave out headings inside lines that do not go on with the count and stand between two that do."""
    kept: list[Heading] = []
    last = 0
    for head in found:
        inside = head.start > 0
        if inside and head.number is not None and head.number not in (1, last + 1) and head.number <= last:
            continue
        kept.append(head)
        last = head.number if head.number is not None else last
    return kept


def _without_announced(found: list[Heading], paragraphs: Sequence[str]) -> list[Heading]:
    """A preface that announces its chapters by number is no chapter: drop a run of empty ones before a restart."""
    for place, head in enumerate(found):
        if place < 2 or head.number != 1:
            continue
        run = found[:place]
        gaps = zip(run, [*run[1:], head], strict=True)
        if all(two.paragraph == one.paragraph and two.start - one.end < 15 for one, two in list(gaps)[:-1]):
            return found[place:]
    return found
