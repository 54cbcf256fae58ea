"""Sentences with figures in them: every figure with the words before it, the clause it stands in and its depth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from gongkai.paper.report import Section
from gongkai.reading.claims.figures import TOKEN, Figure, figure_at, figures_in_words
from gongkai.sheets.filled import Number

_COMMA: Final = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_FULL_DIGITS: Final = re.compile(r"[０-９]")
_TO_HALF: Final = str.maketrans("０１２３４５６７８９．", "0123456789.")
_DIGIT: Final = re.compile(r"\d")
_SAID: Final = re.compile(r"[没未无不零]|[两二三四五六七八九十百](?:[余多]?)(?:人次|[件条次篇期份起宗场例])")
_LONGEST: Final = 1200


def canonical(text: str) -> str:
    """Chinese punctuation for ASCII's, half-width digits; every character for one, so that offsets stay."""
    if "," in text:
        text = _COMMA.sub("，", text)
    text = text.replace(";", "；").replace(":", "：").replace("(", "（").replace(")", "）")
    text = text.replace("\xa0", " ").replace("\u3000", " ").replace("％", "%").replace("∶", "：")
    return text.translate(_TO_HALF) if _FULL_DIGITS.search(text) else text


class Mention(NamedTuple):
    """A figure in its sentence. ``gap``: all the words since the figure before it; ``label``: those of its own clause;
    ``depth``: how many brackets it stands in."""

    value: Number
    unit: str
    approx: bool
    start: int
    end: int
    gap: str
    label: str
    depth: int


@dataclass(slots=True)
class Sentence:
    """One sentence that says a figure, at ``at`` of the canonical text, in the chapter number ``section`` (-1: preface)."""

    text: str
    at: int
    section: int
    paragraph: int
    mentions: list[Mention] = field(default_factory=list)

    def tail(self, place: int) -> str:
        """The words behind a mention, up to the next mark or figure."""
        mention = self.mentions[place]
        last = place + 1 == len(self.mentions)
        stop = len(self.text) if last else self.mentions[place + 1].start
        return (_MARK if last else _ITEM).split(
            self.text[mention.end : min(stop, mention.end + 60)], maxsplit=1
        )[0]


_MARK: Final = re.compile(r"[，；：。（）！？]")
_ITEM: Final = re.compile(r"[，；：。（）！？、]")


class Text(NamedTuple):
    """The running text as one string, printed and canonical, with the place of every paragraph."""

    printed: str
    plain: str
    places: tuple[tuple[int, int, int], ...]  # start, end, chapter (-1: preface)


def text_of(preface: Sequence[str], sections: Sequence[Section]) -> Text:
    """Preface and chapters → one text; a chapter's index counts from 0."""
    paragraphs = [(line, -1) for line in preface]
    paragraphs += [(line, number) for number, section in enumerate(sections) for line in section.paragraphs]
    printed = "\n".join(line for line, _ in paragraphs)
    places, at = [], 0
    for line, chapter in paragraphs:
        places.append((at, at + len(line), chapter))
        at += len(line) + 1
    return Text(printed, canonical(printed), tuple(places))


def sentences_of(text: Text) -> list[Sentence]:
    """All sentences with figures, or with words that may say a figure, in order. Linear in the length of the text."""
    found = []
    for number, (start, end, chapter) in enumerate(text.places):
        for at, stop in _pieces(text.plain, start, end):
            piece = text.plain[at:stop]
            digits = _DIGIT.search(piece) is not None
            if digits or _SAID.search(piece):
                found.append(Sentence(piece, at, chapter, number, _mentions(piece, digits)))
    return found


def _pieces(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph stand; one without stops is cut, so that work stays linear."""
    while start < end:
        stop = plain.find("。", start, min(end, start + _LONGEST))
        stop = stop + 1 if stop >= 0 else min(end, start + _LONGEST)
        yield start, stop
        start = stop


def _mentions(text: str, digits: bool) -> list[Mention]:
    figures: list[Figure] = []
    marks: list[tuple[int, str]] = []
    for match in TOKEN.finditer(text) if digits else ():
        if match["mark"]:
            marks.append((match.end(), match["mark"]))
        else:
            figure = figure_at(text, match)
            if figure is not None:
                figures.append(figure)
    worded = figures_in_words(text)
    if worded:
        figures = sorted([*figures, *worded], key=lambda figure: figure.start)
        marks = [(match.end(), match[0]) for match in _MARK.finditer(text)]
    return list(_with_labels(text, figures, marks))


def _with_labels(text: str, figures: Sequence[Figure], marks: Sequence[tuple[int, str]]) -> Iterator[Mention]:
    last = place = depth = 0
    label = 0
    for figure in figures:
        while place < len(marks) and marks[place][0] <= figure.start:
            end, mark = marks[place]
            depth += (mark == "（") - (mark == "）" and depth > 0)
            label = end
            place += 1
        start = max(label, last)
        words = text[start : figure.start].strip(" 、") or _before_bracket(text, last, start)
        yield Mention(*figure[:3], figure.start, figure.end, text[last : figure.start], words[-80:], depth)
        last = figure.end


def _before_bracket(text: str, last: int, start: int) -> str:
    """作其他处理（含撤回）341件: the label stands before the bracket."""
    opening = text.rfind("（", last, start)
    if opening < 0 or text[start - 1] != "）":
        return ""
    return _MARK.split(text[last:opening])[-1].strip(" 、")
