"""Sentences that say something countable: their figures with the words before them, and what they say is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple

from gongkai.paper.report import Section
from gongkai.reading.claims.figures import MOST, Figure, figures_in
from gongkai.reading.claims.zero import NoneSaid, none_said
from gongkai.sheets.filled import Number

_THOUSANDS: Final = re.compile(r",\d\d\d(?!\d)")
_TO_HALF: Final = str.maketrans("０１２３４５６７８９．", "0123456789.")
_PUNCTUATION: Final = (
    (";", "；"),
    (":", "："),
    ("(", "（"),
    (")", "）"),
    ("\xa0", " "),
    ("\u3000", " "),
    ("％", "%"),
    ("∶", "："),
)
_MARK: Final = re.compile(r"[，；：。（）！？]")
_ITEM: Final = re.compile(r"[，；：。（）！？、]")
_PARTS: Final = "，；：。（）"
_LONGEST: Final = 600
_LONGEST_LABEL: Final = 60


def canonical(text: str) -> str:
    """Chinese punctuation for ASCII's, half-width digits; every character for one, so that offsets stay."""
    if "," in text:
        grouped = [match.start() for match in _THOUSANDS.finditer(text) if text[match.start() - 1].isdigit()]
        text = text.replace(",", "，")
        if grouped:
            text = _with_commas(text, grouped)
    for plain, chinese in _PUNCTUATION:
        text = text.replace(plain, chinese)
    full = "０" in text or "１" in text or "２" in text or "３" in text
    return text.translate(_TO_HALF) if full else text


def _with_commas(text: str, places: Sequence[int]) -> str:
    """Commas back where they part thousands."""
    pieces, last = [], 0
    for place in places:
        pieces.append(text[last:place])
        last = place + 1
    return ",".join([*pieces, text[last:]])


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
    """One sentence that says a figure or a zero, at ``at`` of the canonical text, in the chapter number ``section``
    (-1: preface). ``nones`` have their places in the sentence."""

    text: str
    at: int
    section: int
    paragraph: int
    mentions: list[Mention] = field(default_factory=list)
    nones: list[NoneSaid] = field(default_factory=list)

    def tail(self, place: int) -> str:
        """The words behind a mention, up to the next mark or figure."""
        mention = self.mentions[place]
        last = place + 1 == len(self.mentions)
        stop = len(self.text) if last else self.mentions[place + 1].start
        words = self.text[mention.end : min(stop, mention.end + _LONGEST_LABEL)]
        return (_MARK if last else _ITEM).split(words, maxsplit=1)[0]


class Text(NamedTuple):
    """The running text as one string, printed and canonical, with the place of every paragraph."""

    printed: str
    plain: str
    places: tuple[tuple[int, int, int], ...]  # start, end, chapter (-1: preface)


def text_of(preface: Sequence[str], sections: Sequence[Section]) -> Text:
    """Preface and chapters → one text; a chapter's index counts from 0."""
    paragraphs = [(line, -1) for line in preface]
    paragraphs += [(line, number) for number, section in enumerate(sections) for line in section.paragraphs]
    printed = "\n".join([line for line, _ in paragraphs])
    places, at = [], 0
    for line, chapter in paragraphs:
        places.append((at, at + len(line), chapter))
        at += len(line) + 1
    return Text(printed, canonical(printed), tuple(places))


def sentences_of(text: Text) -> list[Sentence]:
    """All sentences with figures, or with words that say zero, in order. Linear in the length of the text."""
    figures, nones = figures_in(text.plain), list(islice(none_said(text.plain), MOST))
    starts = [figure.start for figure in figures]
    if nones:
        starts = sorted([*starts, *(none.start for none in nones)])
    sentences = list(_around(text, starts))
    _share_out(sentences, figures, nones)
    return sentences


def _around(text: Text, starts: Sequence[int]) -> Iterator[Sentence]:
    """The sentences in which the given places lie; one without stops is cut, so that work stays linear."""
    plain, number, until = text.plain, 0, 0
    for start in starts:
        if start < until:
            continue
        while text.places[number][1] <= start:
            number += 1
        first, last, chapter = text.places[number]
        at = max(
            plain.rfind("。", max(first, until, start - _LONGEST), start) + 1, first, until, start - _LONGEST
        )
        stop = plain.find("。", start, min(last, at + 2 * _LONGEST))
        until = stop + 1 if stop >= 0 else min(last, at + 2 * _LONGEST)
        yield Sentence(plain[at:until], at, chapter, number)


def _share_out(sentences: Sequence[Sentence], figures: Sequence[Figure], nones: Sequence[NoneSaid]) -> None:
    """Give every sentence its figures and its zeros. All are in order."""
    place = other = 0
    for sentence in sentences:
        end = sentence.at + len(sentence.text)
        last = depth = 0
        while place < len(figures) and figures[place].start < end:
            mention = _mention(sentence, figures[place], last, depth)
            sentence.mentions.append(mention)
            last, depth = mention.end, mention.depth
            place += 1
        while other < len(nones) and nones[other].start < end:
            none = nones[other]
            sentence.nones.append(NoneSaid(none.keys, none.start - sentence.at, none.end - sentence.at))
            other += 1


def _mention(sentence: Sentence, figure: Figure, last: int, depth: int) -> Mention:
    start, end = figure.start - sentence.at, figure.end - sentence.at
    gap = sentence.text[last:start]
    label = max([gap.rfind(mark) for mark in _PARTS]) + 1
    if "（" in gap or "）" in gap:
        depth = max(0, depth + gap.count("（") - gap.count("）"))
    words = gap[max(label, len(gap) - _LONGEST_LABEL) :].strip(" 、！？") or _before_bracket(gap)
    return Mention(figure.value, figure.unit, figure.approx, start, end, gap, words, depth)


def _before_bracket(gap: str) -> str:
    """作其他处理（含撤回）341件: the label stands before the bracket."""
    opening = gap.rfind("（")
    if opening < 0 or not gap.endswith("）"):
        return ""
    return _MARK.split(gap[:opening])[-1].strip(" 、")
