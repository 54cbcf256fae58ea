"""What has to be published (条例 第十九条 to 第二十一条, and the edition of 2007), and the words that describe a piece of
information: whether it is open, which of the five kinds of openness, genre and theme."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.load import Entry, load_entry

FOR_ALL: Final = "all"
# Kinds of body (as organisations name them) and the part of 第二十一条 that speaks of them.
PARTS: Final[Mapping[str, str]] = {
    "city": "county",
    "county": "county",
    "department": "county",
    "township": "township",
    "subdistrict": "township",
}


class Category(NamedTuple):
    """A class of information that has to be published. ``whose``: every body, counties with their departments, or
    townships; in force on the days from ``since`` to ``until``, both included (None: still)."""

    code: str
    label: str
    basis: str
    since: date
    until: date | None
    whose: str


class Word(NamedTuple):
    """One of a list of official words, by its code."""

    code: str
    label: str


class Theme(NamedTuple):
    """A theme (主题分类) of the first level with those of the second, in order of code."""

    code: str
    label: str
    within: tuple[Word, ...]


def _category(entry: Entry) -> Category:
    entry.only("code", "label", "basis", "in_force", "until", "for", "unverified")
    return Category(
        code=entry.text("code"),
        label=entry.text("label"),
        basis=entry.text("basis"),
        since=entry.day("in_force"),
        until=entry.day("until") if "until" in entry.values else None,
        whose=entry.one_of("for", (FOR_ALL, "county", "township")),
    )


@cache
def categories() -> Mapping[str, Category]:
    """Every class of both editions by its code, in the order of the articles."""
    return {one.code: one for one in map(_category, load_entry("disclosure.toml").entries("category"))}


def categories_for(kind: str, on: date) -> list[Category]:
    """The classes that a body of a kind has to publish on a day; ``kind`` as in `PARTS`, others get those for all."""
    own = {FOR_ALL, PARTS.get(kind, FOR_ALL)}
    return [
        one
        for one in categories().values()
        if one.whose in own and one.since <= on and (one.until is None or on <= one.until)
    ]


@cache
def words(key: str) -> Mapping[str, str]:
    """Code → label of a list: ``attribute`` 公开属性, ``aspect`` 五公开, ``genre`` 体裁."""
    entries = load_entry("disclosure.toml").entries(key)
    return {entry.text("code"): entry.text("label") for entry in entries}


@cache
def themes() -> tuple[Theme, ...]:
    """The 22 themes with their parts."""
    return tuple(_theme(entry) for entry in load_entry("themes.toml").entries("theme"))


def _theme(entry: Entry) -> Theme:
    within = tuple(Word(part.text("code"), part.text("label")) for part in entry.entries("within", ()))
    return Theme(entry.text("code"), entry.text("label"), within)


@cache
def theme_labels() -> Mapping[str, str]:
    """Code of a theme of either level → its label; the second level with its first, parted by ``/``."""
    labels: dict[str, str] = {}
    for theme in themes():
        labels[theme.code] = theme.label
        labels |= {part.code: f"{theme.label}/{part.label}" for part in theme.within}
    return labels
