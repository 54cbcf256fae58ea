"""All plants and decoys of one seed: every kind in every format and place, written in every way that place can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from tests.screening.plants import page, printed, sheet, word
from tests.screening.plants.decoys import DECOYS
from tests.screening.plants.values import (
    ANYWHERE,
    BROKEN,
    LABELS,
    MAKERS,
    OWN,
    OWN_UNICODE,
    SPLIT,
    UNICODE,
    Way,
    bank_card,
    id_number,
    id_old,
)

Make = Callable[[str], bytes]
LABELLED = ("plate", "passport")
MAIN = ("id_number", "mobile", "bank_card")
PLAIN_WAY: dict[str, Way] = {"plain": ANYWHERE["plain"]}


@dataclass(frozen=True)
class Case:
    """One file: what is planted (or only looks like it), how written, where; `make` gives its bytes."""

    kind: str
    way: str
    format: str
    place: str
    text: str
    make: Make

    @property
    def name(self) -> str:
        """The name the file goes by."""
        return f"gongshi.{self.format}"

    def data(self) -> bytes:
        """The bytes of the file."""
        return self.make(self.text)


@dataclass(frozen=True)
class Shelf:
    """Places of a format alike in what they can hold: broken lines and runs, letters beyond ASCII, labels."""

    format: str
    places: Mapping[str, Make]
    broken: bool = False
    wide: bool = True
    numbers_only: bool = False
    only_plain: bool = False


SHELVES = (
    Shelf("docx", word.PLACES, broken=True),
    Shelf("docx", word.VALUES),
    Shelf("docx", word.PLAIN, only_plain=True),
    Shelf("xlsx", sheet.PLACES, broken=True),
    Shelf("xlsx", sheet.VALUES),
    Shelf("xlsx", sheet.NUMBERS, numbers_only=True),
    Shelf("xlsx", sheet.PLAIN, only_plain=True),
    Shelf("html", page.HTML, broken=True),
    Shelf("html", page.HTML_VALUES),
    Shelf("html", page.HTML_PLAIN, only_plain=True),
    Shelf("txt", page.TXT, broken=True),
    Shelf("csv", page.CSV),
    Shelf("zip", page.ZIP),
    Shelf("png", {key: page.PNG[key] for key in ("text_chunk", "packed_chunk")}, wide=False),
    Shelf("png", {key: page.PNG[key] for key in ("international_chunk", "xmp")}),
    Shelf("jpg", page.JPG, wide=False),
    Shelf("pdf", printed.PLACES, broken=True, wide=False),
    Shelf("pdf", printed.VALUES, wide=False),
)


def _ways(kind: str, shelf: Shelf) -> dict[str, Way]:
    if shelf.only_plain or shelf.numbers_only or kind not in MAIN:
        return PLAIN_WAY
    ways = ANYWHERE | OWN.get(kind, {})
    if shelf.wide:
        ways = ways | UNICODE | OWN_UNICODE.get(kind, {})
    return ways | BROKEN if shelf.broken else ways


def _number(seed: Random, kind: str) -> str:
    """A value a cell holds as a number: nothing above fifteen digits but a card of sixteen."""
    if kind == "id_number":
        return id_old(seed)
    value = MAKERS[kind](seed)
    while kind == "bank_card" and len(value) != 16:
        value = bank_card(seed)
    return value


def _text(seed: Random, kind: str, write: Way, shelf: Shelf, way: str) -> str:
    if shelf.numbers_only:
        return _number(seed, kind)
    value = MAKERS[kind](seed)
    if way == "small_x":
        while not value.endswith("X"):
            value = id_number(seed)
    label = seed.choice(LABELS[kind]) if shelf.wide and not shelf.only_plain else ""
    return label + write(value)


def plants(number: int) -> Iterator[Case]:
    """The plants of this seed."""
    seed = Random(number)
    for shelf in SHELVES:
        kinds = MAIN if shelf.numbers_only or shelf.only_plain else tuple(LABELS)
        for place, make in shelf.places.items():
            for kind in kinds:
                if kind in LABELLED and not shelf.wide:
                    continue
                for way, write in _ways(kind, shelf).items():
                    text = _text(seed, kind, write, shelf, way)
                    yield Case(kind, way, shelf.format, place, text, make)
                if kind == "id_number" and not shelf.only_plain and shelf.wide:
                    text = f"身份证号：{id_old(seed)}" if not shelf.numbers_only else id_old(seed)
                    yield Case(kind, "fifteen", shelf.format, place, text, make)


def decoys(number: int) -> Iterator[Case]:
    """The decoys of this seed."""
    seed = Random(number)
    for shelf in SHELVES:
        if shelf.numbers_only or shelf.only_plain:
            continue
        for place, make in shelf.places.items():
            for kind, write in DECOYS.items():
                text = write(seed)
                if place == "member_name":
                    text = text.replace("/", "-")
                if shelf.wide or text.isascii():
                    yield Case(kind, "decoy", shelf.format, place, text.replace(SPLIT, ""), make)
