"""What a document says of itself — title, 文号, day, issuer, genre, whether it is open — proposed to the person who
drafts, and its blocks as clean HTML. Knows no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final

from gongkai.catalogue.text import clean
from gongkai.catalogue.theming import themes_of
from gongkai.law.disclosure import words
from gongkai.law.numerals import number_of
from gongkai.paper.blocks import Block, Grid, Heading, Paper, Paragraph, Slot

_NUMBER: Final = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[［(（【]\s*((?:19|20)\d{2})\s*[〕\]］)）】]\s*第?\s*\d{1,5}\s*号"
)
_DAY: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_HAN_DAY: Final = re.compile(
    r"([二一][〇零○Ｏ0oO九八七六五四三二一]{3})年([元十一二三四五六七八九]{1,3})月([十一二三四五六七八九]{1,3})日"
)
_YEAR_DIGITS: Final = str.maketrans("〇零○Ｏ0oO一二三四五六七八九", "0000000123456789")
_TITLE: Final = re.compile(
    r"(关于.{2,120}的.{1,12}|.{2,60}(?:办法|规定|细则|方案|预案|规划|公告|通告|公报|意见|通知|函|决定))$"
)
_OPEN: Final = re.compile(r"[（(]此件(主动公开|公开发布|公开|依申请公开|不予公开|不公开|不公开发布)[）)]")
_OPENNESS: Final = {
    "依申请公开": "on_request",
    "不予公开": "withheld",
    "不公开": "withheld",
    "不公开发布": "withheld",
}
_ISSUER: Final = re.compile(
    r"^[\u4e00-\u9fff（）()]{2,40}(?:人民政府|政府|办公室|委员会|局|厅|部|办事处|中心|院|站|所)(?:办公室)?$"
)
_HEADINGS: Final = re.compile(r"^[一二三四五六七八九十]{1,3}、.{1,38}$")
SIGNED: Final = 6  # the last paragraphs, where issuer and day stand


@dataclass(frozen=True)
class Proposal:
    """What a document says of itself; empty where it does not. ``attribute``: open, on_request, withheld or empty;
    ``genre``: code; ``themes``: codes, the likeliest first; ``themes``: codes, the likeliest first; ``text``: HTML without the title; ``notes``: what could not be taken over."""

    title: str = ""
    document_number: str = ""
    formed_on: date | None = None
    issuer: str = ""
    genre: str = ""
    themes: tuple[str, ...] = ()
    attribute: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()


def propose(paper: Paper) -> Proposal:
    """An opened document → what is proposed; a person confirms it."""
    texts = [_plain(block.text) for block in paper.blocks if isinstance(block, Heading | Paragraph)]
    texts = [text for text in texts if text]
    title = _title(paper.blocks, texts)
    number = next((found for text in texts[:12] if (found := _NUMBER.search(text))), None)
    return Proposal(
        title=title[:300],
        document_number=_bracketed(number.group()) if number else "",
        formed_on=_formed_on(texts),
        issuer=next((text for text in texts[: -SIGNED - 1 : -1] if _ISSUER.match(text)), ""),
        genre=_genre(title),
        themes=themes_of(title, "\n".join(texts)),
        attribute=_attribute(texts),
        text=html_of(paper.blocks, without=title),
        notes=paper.notes,
    )


def _plain(text: str) -> str:
    return re.sub(r"[\s\u3000]+", " ", unicodedata.normalize("NFC", text)).strip()


def _title(blocks: Sequence[Block], texts: Sequence[str]) -> str:
    """A heading of the first level, else the first line (or two that belong together) that reads like a title."""
    for block in blocks[:12]:
        if isinstance(block, Heading) and block.level == 1 and len(_plain(block.text)) > 3:
            return _plain(block.text)
    for at, text in enumerate(texts[:12]):
        if _NUMBER.search(text) or _HEADINGS.match(text):
            continue
        if _TITLE.search(text) and not text.endswith(("。", "：", ":")):
            before = texts[at - 1] if at and _ISSUER.match(texts[at - 1]) and text.startswith("关于") else ""
            return before + text
    return next(
        (text for text in texts[:6] if 4 < len(text) <= 60 and not text.endswith(("。", "：", ":"))), ""
    )


def _bracketed(number: str) -> str:
    bare = re.sub(r"\s", "", unicodedata.normalize("NFKC", number))
    return re.sub(r"[\[(【](\d{4})[\])】]第?", r"〔\1〕", re.sub(r"〔(\d{4})〕第?", r"〔\1〕", bare))


def _formed_on(texts: Sequence[str]) -> date | None:
    """The day in the signature; else the first of the document's own lines that is nothing but a day."""
    for text in [*texts[: -SIGNED - 1 : -1], *texts[:6]]:
        if len(text) <= 40 and (day := _day(text)):
            return day
    return None


def _day(text: str) -> date | None:
    if found := _DAY.search(unicodedata.normalize("NFKC", text)):
        numbers = [int(part) for part in found.groups()]
    elif found := _HAN_DAY.search(text):
        year, month, day = found.groups()
        numbers = [int(year.translate(_YEAR_DIGITS)), number_of(month.replace("元", "一")), number_of(day)]
    else:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None


def _genre(title: str) -> str:
    ends = re.sub(r"[（(][^）)]*[）)]$", "", title)
    labels = sorted(words("genre").items(), key=lambda pair: -len(pair[1]))
    return next((code for code, label in labels if ends.endswith(label)), "")


def _attribute(texts: Sequence[str]) -> str:
    for text in texts[::-1]:
        if found := _OPEN.search(text):
            return _OPENNESS.get(found.group(1), "open")
    return ""


def html_of(blocks: Sequence[Block], without: str = "") -> str:
    """Blocks as HTML as pages carry it: headings, paragraphs, tables with their spans; the title is left out."""
    return clean("\n".join(part for block in blocks if (part := _part(block, without))))


def _part(block: Block, title: str) -> str:
    if isinstance(block, Grid):
        return _table(block)
    if not isinstance(block, Heading | Paragraph):
        return ""
    text = _plain(block.text)
    if not text or (title and text == title):
        return ""
    tag = "h2" if isinstance(block, Heading) or _HEADINGS.match(text) else "p"
    return f"<{tag}>{escape(text)}</{tag}>"


def _table(grid: Grid) -> str:
    rows = "".join(f"<tr>{''.join(_cells(row))}</tr>" for row in grid.rows)
    return f"<table>{rows}</table>"


def _cells(row: Sequence[Slot]) -> Iterator[str]:
    """Cells of a row; one that spans columns is written once, with its width. Spans over rows repeat their text, so that
    no row of a table that is read aloud is without its head."""
    spans: list[list[Slot]] = []
    for slot in row:
        continues = not slot.first and spans and spans[-1][0].text == slot.text
        if continues:
            spans[-1].append(slot)
        else:
            spans.append([slot])
    for span in spans:
        width = f' colspan="{len(span)}"' if len(span) > 1 else ""
        yield f"<td{width}>{escape(_plain(span[0].text))}</td>"
