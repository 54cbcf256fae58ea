"""The own words of a report's prose: figures, names and marks evened out, prescribed wording cut, places kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Final

from gongkai.paper.report import Report
from gongkai.sheets.forms import FORMS, form

FIGURE: Final = "0"  # stands for any figure
SELF: Final = "某"  # stands for the body, however it calls itself
PRESCRIBED: Final = (
    0x40000  # added to a letter of prescribed wording, which agrees with its like and never counts
)
SHORTEST_PHRASE: Final = 4  # a shorter label is an ordinary word
SHORTEST_CLAUSE: Final = 6
FOUND_IN: Final = "boilerplate.toml"
LEAST_PRESCRIBED: Final = chr(PRESCRIBED)

_FIGURE = (
    r"[0-9０-９]+(?:[.．,][0-9０-９]+)*|[〇零一二三四五六七八九十百千万两]+(?=[年月日件条次人个场期份篇])"
)
_WE = r"我(?:[省市州县区旗镇乡局委办院厅]|街道)|本(?:机关|单位|部门)"
_FIGURES = re.compile(_FIGURE)
_OURSELVES = re.compile(_WE)
_TOKEN = re.compile(f"{_WE}|{_FIGURE}|[^\\W_]")
_NO_WORD = re.compile(r"[\W_]+")
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十0-9]+[）)、.．]")
_ITEM = re.compile(r"[（(][一二三四五六七八九十0-9]{1,3}[）)]")
_NOT_OWN = re.compile(f"[{FIGURE}{SELF}{LEAST_PRESCRIBED}-{chr(0x10FFFF)}]+")
_PRESCRIBED = re.compile(f"[{LEAST_PRESCRIBED}-{chr(0x10FFFF)}]+")
_CLAUSE_END = re.compile(r"[，。；：]")
_NAME = re.compile(r"[^省市州县区旗镇乡]{2,}?(?:街道|[省市州县区旗镇乡]|$)")
_OFFICE = re.compile(r"(?:人民政府)?(?:办公室)?$")


@dataclass(frozen=True)
class OwnWords:
    """The prose of the chapters reduced to letters that can be held against another report's.

    ``source``: the paragraphs of all chapters joined by line ends; places of passages count its characters.
    ``letters``: the letters of ``source`` without marks and blanks, each figure one ``0``, the body one ``某``, letters
    of prescribed wording moved up by PRESCRIBED, beyond all characters there are.
    """

    source: str
    letters: str
    names: tuple[str, ...] = ()

    @cached_property
    def places(self) -> tuple[int, ...]:
        """For each letter its place in ``source``."""
        return tuple(map(re.Match.start, _TOKEN.finditer(_masked(self.source, self.names))))

    @cached_property
    def count(self) -> int:
        """How many letters are the body's own: without figures, names and prescribed wording."""
        return counted(self.letters)


def own_words(report: Report) -> OwnWords:
    """The own words of a report: of its chapters, not of preface and tables. Never raises."""
    source = "\n".join(paragraph for section in report.sections for paragraph in section.paragraphs)
    names = _names(report.body or "")
    letters = _letters(_masked(source, names))
    return OwnWords(source, _any_boilerplate().sub(lambda found: _moved(found.group()), letters), names)


def counted(letters: str) -> int:
    """The number of letters without those that stand for figures, names and prescribed wording."""
    return len(_NOT_OWN.sub("", letters))


def evened(letters: str) -> str:
    """The letters with the mark of a figure in the place of everything that does not count."""
    return _NOT_OWN.sub(lambda found: FIGURE * len(found.group()), letters)


def own_runs(letters: str) -> list[str]:
    """The letters between prescribed wording."""
    return _PRESCRIBED.split(letters)


@cache
def boilerplate() -> tuple[str, ...]:
    """All prescribed wording as letters, longest first: of the format, of the law, labels of the forms."""
    data = tomllib.loads((files("gongkai.paper") / FOUND_IN).read_text("utf-8"))
    phrases = {_letters(phrase) for phrase in (*data["phrases"], *data["headings"])}
    phrases.update(clause for article in data["articles"] for clause in _clauses(article))
    phrases.update(_labels())
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


@cache
def _any_boilerplate() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, boilerplate())))


@lru_cache(maxsize=1024)
def _moved(phrase: str) -> str:
    return "".join(chr(ord(letter) + PRESCRIBED) for letter in phrase)


def _clauses(article: str) -> Iterator[str]:
    letters = map(_letters, _CLAUSE_END.split(article))
    return (clause for clause in letters if len(clause) >= SHORTEST_CLAUSE)


def _labels() -> Iterator[str]:
    """Row, column and group labels of the official forms."""
    for code in FORMS:
        for line, column in form(code).cells.values():
            for label in (line.label, column.label, *line.group, *column.group):
                letters = _letters(_NUMBERING.sub("", label))
                if len(letters) >= SHORTEST_PHRASE:
                    yield letters


def _letters(text: str) -> str:
    return _NO_WORD.sub("", _FIGURES.sub(FIGURE, _OURSELVES.sub(SELF, text)))


def _masked(source: str, names: tuple[str, ...]) -> str:
    """The source with one mark and blanks in the place of each name, blanks for （一）, so that every place stays."""
    for name in names:
        source = source.replace(name, SELF + " " * (len(name) - 1))
    return _ITEM.sub(lambda found: " " * len(found.group()), source)


def _names(body: str) -> tuple[str, ...]:
    """What a body is called in its own prose, longest first: 甲县乙镇人民政府, 甲县, 乙镇 …"""
    stem = _OFFICE.sub("", body)
    names = {body, stem, *_NAME.findall(stem)}
    return tuple(sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name)))
