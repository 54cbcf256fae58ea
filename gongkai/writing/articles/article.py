"""A published text as what is set in type: lines and tables under a title, whatever it is printed for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple

from gongkai.paper.blocks import Grid, Slot

Look = Literal["prose", "heading", "subheading", "center", "right", "item", "plain"]
SIZES: Final = ("a4", "a3")


class Line(NamedTuple):
    """A line or paragraph. ``look``: prose is indented by two characters, plain is not, an item hangs under its mark."""

    text: str
    look: Look = "prose"


class Span(NamedTuple):
    """A cell of a table with the number of columns it covers."""

    text: str
    columns: int = 1


@dataclass(frozen=True)
class Article:
    """A text with its title and, where it has them, its 文号 and who issues it; ``foot``: lines in small type under it."""

    title: str
    body: tuple[Line | Grid, ...]
    number: str = ""
    issuer: str = ""
    foot: tuple[str, ...] = ()


@dataclass(frozen=True)
class Issue:
    """An issue of a gazette: ``name`` of the gazette, ``number`` as printed (2026年第1期), who publishes it, and when."""

    name: str
    number: str
    publisher: str
    on: date
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Sheet:
    """A sheet for a notice board, in large print. ``size``: a4 or a3; ``code``: the QR code to the full text as SVG, ``link``
    what it says, for who reads the sheet aloud."""

    article: Article
    on: date
    size: str
    code: str
    link: str


def spans(row: tuple[Slot, ...]) -> Iterator[Span]:
    """The cells of a row. One over several columns comes once; one over several rows comes anew in each, so that no row is
    without its head."""
    groups: list[list[Slot]] = []
    for slot in row:
        if groups and not slot.first and groups[-1][0].text == slot.text:
            groups[-1].append(slot)
        else:
            groups.append([slot])
    return (Span(group[0].text, len(group)) for group in groups)
