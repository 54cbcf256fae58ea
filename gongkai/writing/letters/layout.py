"""A finished letter → what stands where on its page, the same for Word and PDF."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple
from unicodedata import east_asian_width

from gongkai.law.letters import Letter
from gongkai.writing.words import printable

_FORMS: Final = Path(__file__).with_name("forms.toml")
_LINE: Final = 18  # characters of 22 points that a line of the title holds with room to spare
_FREE: Final = 4.0  # characters kept free to the right of the date (GB/T 9704—2012 7.3.5.1)
_FOR_WHOM: Final = re.compile(r"（[^（）]*）$")  # tells kinds of letters apart, is not printed
_FIELD: Final = re.compile(r"([^：]{1,20})：(.*)", re.DOTALL)


class Extras(NamedTuple):
    """What a letter may carry beside its text: names of enclosures (附件), who gets a copy (抄送), a remark (附注)."""

    enclosures: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    remark: str = ""


PLAIN: Final = Extras()


class Line(NamedTuple):
    """A line set to the right; ``free``: characters of 16 points between it and the edge."""

    text: str
    free: float


class Row(NamedTuple):
    """A row of a form: its label, what it says, and how high it is at least, in millimetres."""

    label: str
    text: str
    tall: int = 10


@dataclass(frozen=True)
class LaidLetter:
    """A letter ready to be set, top down. ``heading``: who writes, and the title, by lines. ``addressee``: 主送, at the
    margin. ``rows``: instead of paragraphs where it is a form, which is signed in its rows. ``signed``: 署名 and 成文日期."""

    title: str
    author: str
    heading: tuple[str, ...]
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    rows: tuple[Row, ...]
    enclosures: tuple[str, ...]
    signed: tuple[Line, ...]
    remark: str
    copies: str


def lay(letter: Letter, extras: Extras = PLAIN) -> LaidLetter:
    """A finished letter (条例 第三十六条) and what it carries → where its parts stand. A letter that addresses nobody is
    a form: each paragraph 栏目：内容 becomes a row, and rows to be written by hand follow. Raises nothing."""
    lines = tuple(_lines(letter.paragraphs))
    addressee = lines[0] if lines and lines[0].endswith("：") else ""
    is_form = not addressee
    title, author = _FOR_WHOM.sub("", printable(letter.title)), printable(letter.frame.body)
    return LaidLetter(
        title=title,
        author=author,
        heading=(*_broken(author), *_broken(title)),
        number=printable(letter.frame.number),
        addressee=addressee,
        paragraphs=() if is_form else lines[1:],
        rows=(*map(_row, lines), *_hand().get(letter.code, ())) if is_form else (),
        enclosures=_enclosures(extras.enclosures),
        signed=() if is_form else _signed(author, letter.dated),
        remark=f"（{printable(extras.remark)}）" if extras.remark else "",
        copies=f"抄送：{'，'.join(map(printable, extras.copies))}。" if extras.copies else "",
    )


def _lines(paragraphs: Iterable[str]) -> Iterator[str]:
    """What was typed over several lines stands in several paragraphs."""
    for paragraph in paragraphs:
        yield from (line for part in paragraph.splitlines() if (line := printable(part).strip()))


def _broken(text: str) -> Iterator[str]:
    """A text in the fewest lines that hold it, about as long as each other."""
    if not text:
        return
    lines = -(-len(text) // _LINE)
    size = -(-len(text) // lines)
    yield from (text[at : at + size] for at in range(0, len(text), size))


def _row(line: str) -> Row:
    found = _FIELD.fullmatch(line)
    return Row(found[1], found[2]) if found else Row("", line)


def _enclosures(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of enclosures, numbered where there are several."""
    if len(names) == 1:
        return (printable(names[0]),)
    return tuple(f"{number}.{printable(name)}" for number, name in enumerate(names, 1))


def _signed(body: str, dated: str) -> tuple[Line, ...]:
    """The name of the body centred over the date, which keeps four characters free; a name too long for that ends at the
    edge, and the date stands under its middle."""
    over, under = _width(body), _width(dated)
    free = _FREE + (under - over) / 2
    name, day = Line(body, max(free, 0.0)), Line(dated, _FREE + max(-free, 0.0))
    return tuple(line for line in (name, day) if line.text)


def _width(text: str) -> float:
    """How many characters of 16 points a text is wide: Latin letters and figures are half."""
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.5 for char in text)


@cache
def _hand() -> Mapping[str, tuple[Row, ...]]:
    """Rows written by hand, by the code of their form."""
    read: Mapping[str, Any] = tomllib.loads(_FORMS.read_text("utf-8"))
    return {
        code: tuple(Row(one["label"], "", one["tall"]) for one in form["hand"]) for code, form in read.items()
    }
