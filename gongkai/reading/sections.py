"""Lines of a paper → title, preface and chapters with unwrapped paragraphs, without what a web page puts around them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from gongkai.paper.report import Section
from gongkai.reading.chapters import Heading, headings_in
from gongkai.reading.joining import join_pieces

_PAGE: Final = tomllib.loads(Path(__file__).with_name("page.toml").read_text(encoding="utf-8"))
_CHROME: Final = re.compile("|".join(f"(?:{one})" for one in _PAGE["chrome"]))
_RECORD: Final = re.compile(_PAGE["record"])
LEFTOVERS: Final[tuple[str, ...]] = tuple(_PAGE["leftover"])
_TITLE: Final = re.compile(r"(?:信息|政务)公开.{0,16}(?:报告|年报|总结)|年度?(?:政府)?信息公开$")
_LONGEST_TITLE: Final = 90
_FUSED: Final = re.compile(
    r"[^，。；：《》 ]{2,50}?(?:信息|政务)公开[^，。；：《》 ]{0,10}?(?:年度报告|工作报告|年报)"
)
_NO_TITLE: Final = re.compile(r"[。；;>]|^(?:根据|按照|为|现将|本|关于印发|附件|[一二三四五六七八九]、)")
_YEAR_AT_END: Final = re.compile(r"[12二][\d〇○零一二三四五六七八九]{3}年度?$")
_PAGE_NUMBER: Final = re.compile(r"[-—–－‐ ]*\d{1,3}[-—–－‐ ]*|第\d{1,3}页(?:共\d{1,3}页)?")
_INDENTED: Final = 3  # lines from which on a text is one that indents its paragraphs
_END: Final = tuple("。；！？：.;!?:”）)》】")
_NEW: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}[、，.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]{1,3}[部章]|附件|附[:：]"
)
_CHAPTER: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}(?:部分|章)")
_MARK: Final = re.compile(r"附件?\d{0,2}[:：]?")
_FURNITURE: Final = re.compile(r"指标名称|统\s*计\s*指\s*标|计量单位")


class Parts(NamedTuple):
    """A report's text taken apart. ``above``: lines over the title (the page's record); ``left``: page furniture found
    in the text; ``tail``: the short lines under the last chapter (signature, date, foot of a form)."""

    title: str
    preface: tuple[str, ...]
    sections: tuple[Section, ...]
    above: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()


def sections_of(lines: Sequence[str], headings: Sequence[str] = ()) -> Parts:
    """Source lines in order → the parts of the report. ``headings``: lines that the source marks as headings.

    Lines that a line break cut are joined, page furniture is left out, chapters are found on lines of their own and
    in the middle of a line. Nothing is dropped that looks like text. Raises nothing.
    """
    stripped = [line.strip() for line in lines]
    left = tuple(
        line for line in stripped if line and len(line) < 60 and any(one in line for one in LEFTOVERS)
    )
    first, title = _find_title(stripped, headings)
    above = tuple(line for line in stripped[:first] if line)
    body = _without_chrome(stripped[first + (1 if title else 0) :])
    paragraphs = _unwrapped(body, _flush_items(lines))
    if title and len(title) > _LONGEST_TITLE:
        title, rest = _split_title(title)
        paragraphs.insert(0, rest)
    preface, sections = _chapters(paragraphs, headings)
    return Parts(title, preface, sections, above, left, _tail(preface, sections))


def _find_title(lines: Sequence[str], headings: Sequence[str]) -> tuple[int, str]:
    """The place of the title line and the title ("" where there is none: the text begins at the place)."""
    wanted = {head.strip() for head in headings[:4]}
    for index, line in enumerate(lines[:60]):
        if not line or _RECORD.match(line) or (len(line) < 170 and _is_chrome(line)):
            continue
        head = _split_title(line)[0] if len(line) > _LONGEST_TITLE else line
        if _TITLE.search(head) and not _NO_TITLE.search(head) or (line in wanted and "报告" in line):
            return index, _with_line_above(lines, index)
        if line.endswith("。") and len(line) > 40:
            break
    return _first_text(lines), ""


def _first_text(lines: Sequence[str]) -> int:
    """Where the text begins when no title was found: after the record and the page's head."""
    last = 0
    for index, line in enumerate(lines[:40]):
        if _RECORD.match(line) or (line and _CHROME.fullmatch("".join(line.split()))):
            last = index + 1
    return last


def _with_line_above(lines: Sequence[str], index: int) -> str:
    """A title that a line break cut: the name of the body stands on the line above."""
    title = lines[index]
    above = next((line for line in reversed(lines[max(0, index - 2) : index]) if line), "")
    starts = re.match(r"[\d二]|年|政府信息公开|信息公开|政务公开", title)
    name = _YEAR_AT_END.sub("", above)
    fits = name and len(above) <= 30 and not _RECORD.match(above) and not re.search(r"[。，:：>\d]", name)
    if starts and fits and re.search(r"[府局委办厅会处院县市区镇乡道心队所站室]$", name):
        return above + title
    return title


def _split_title(line: str) -> tuple[str, str]:
    """A whole report in one line: its title, up to 年度报告 or to the first space, and the rest."""
    fused = _FUSED.match(line)
    title = fused[0] if fused else line[:_LONGEST_TITLE].partition(" ")[0]
    return title, line[len(title) :].strip()


def _without_chrome(lines: Sequence[str]) -> list[str]:
    kept = []
    for line in lines:
        if len(line) < 170 and _is_chrome(line):
            continue
        kept.append(line)
    return kept


def _is_chrome(line: str) -> bool:
    if line.isdigit():
        return False
    return bool(line and (_PAGE_NUMBER.fullmatch(line) or _CHROME.fullmatch("".join(line.split()))))


def _flush_items(lines: Sequence[str]) -> frozenset[str]:
    """Lines at the margin that begin like an item of a list, in a text that indents its paragraphs: a line break in the
    middle of a paragraph happens to stand before the item."""
    indented = sum(line[:1].isspace() and len(line) > 15 for line in lines)
    if indented < _INDENTED:
        return frozenset()
    items = (line.strip() for line in lines if not line[:1].isspace() and _NEW.match(line))
    return frozenset(line for line in items if not _CHAPTER.match(line) and not _MARK.fullmatch(line))


def _unwrapped(lines: Sequence[str], flush: frozenset[str] = frozenset()) -> list[str]:
    """Lines → paragraphs. Only a text whose lines are mostly cut before the end of a sentence is joined; ``flush``:
    lines that begin no paragraph unless the one before has ended."""
    filled = [line for line in lines if line]
    width = _width(filled)
    if not width:
        return filled
    paragraphs: list[list[str]] = []
    open_ = False
    for line in filled:
        starts = line not in flush and _starts(line, paragraphs[-1][-1] if open_ else "")
        if open_ and not starts:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
        open_ = len(line) >= width and not (line.endswith("。") and len(line) < width + 2)
    return [_joined(pieces) for pieces in paragraphs]


def _joined(pieces: list[str]) -> str:
    """Pieces of a wrapped paragraph as one; a number that the line break cut is whole again."""
    text = join_pieces(pieces)
    return _CUT_NUMBER.sub("", text) if len(pieces) > 1 and _CUT_NUMBER.search(text) else text


_CUT_NUMBER: Final = re.compile(r"(?<=\d) (?=\d+(?:\.\d+)?[\u4e00-\u9fff%％])")


def _starts(line: str, before: str) -> bool:
    """Whether a line begins a paragraph: a chapter always, a list marker unless the line before plainly goes on."""
    if _CHAPTER.match(line) and len(line) < 46 and "。" not in line or _MARK.fullmatch(line):
        return True
    return _NEW.match(line) is not None and (not before or before.endswith(_END))


def _width(lines: Sequence[str]) -> int:
    """The length from which a line counts as full, 0 where the text is not wrapped."""
    long = sorted(len(line) for line in lines if len(line) >= 15)
    if len(long) < 6 or long[-1] > 90:
        return 0
    cut = sum(1 for line in lines if len(line) >= 15 and not line.endswith(_END))
    if cut * 5 < len(long) * 2:
        return 0
    return int(long[len(long) * 2 // 3] * 0.85)


def _chapters(
    paragraphs: Sequence[str], headings: Sequence[str]
) -> tuple[tuple[str, ...], tuple[Section, ...]]:
    found = headings_in(paragraphs, headings)
    if not found:
        return tuple(_kept(paragraphs)), ()
    preface = [*paragraphs[: found[0].paragraph], *_piece(paragraphs[found[0].paragraph][: found[0].start])]
    ends: list[Heading | None] = [*found[1:], None]
    sections = [
        Section(head.number, head.title, tuple(_kept(_between(paragraphs, head, end))))
        for head, end in zip(found, ends, strict=True)
    ]
    return tuple(_kept(preface)), tuple(sections)


def _between(paragraphs: Sequence[str], head: Heading, end: Heading | None) -> list[str]:
    """The text after a heading up to the next one."""
    if end is None:
        return [*_piece(paragraphs[head.paragraph][head.end :]), *paragraphs[head.paragraph + 1 :]]
    if end.paragraph == head.paragraph:
        return _piece(paragraphs[head.paragraph][head.end : end.start])
    first = _piece(paragraphs[head.paragraph][head.end :])
    return [
        *first,
        *paragraphs[head.paragraph + 1 : end.paragraph],
        *_piece(paragraphs[end.paragraph][: end.start]),
    ]


def _piece(text: str) -> list[str]:
    text = text.strip()
    return [text] if text else []


def _kept(paragraphs: Sequence[str]) -> list[str]:
    """Paragraphs without the tables of a province that follow a report in the same line."""
    kept = []
    for paragraph in paragraphs:
        cut = _FURNITURE.search(paragraph) if "标" in paragraph or "计量单位" in paragraph else None
        if cut and len(paragraph) - cut.start() > 60:
            paragraph = paragraph[: cut.start()].strip()
        if paragraph:
            kept.append(paragraph)
    return kept


def _tail(preface: tuple[str, ...], sections: tuple[Section, ...]) -> tuple[str, ...]:
    last = sections[-1].paragraphs if sections else preface
    return tuple(line for line in last[-24:] if len(line) <= 60 and not line.endswith("。"))
