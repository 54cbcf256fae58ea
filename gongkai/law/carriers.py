"""公开渠道和载体 of the standard catalogues: the fixed list that is ticked with ■, and the ways it is written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from gongkai.law.load import load_entry

TICKED: Final = "■☑√✓✔●⊠"
UNTICKED: Final = "□☐○"
_BOX: Final = re.compile(rf"[{TICKED}{UNTICKED}]")


class Carrier(NamedTuple):
    """A channel or carrier; ``says``: the ways it is written, the standard one first."""

    code: str
    says: tuple[str, ...]

    @property
    def label(self) -> str:
        return self.says[0]


class Ticks(NamedTuple):
    """What a cell ticks: codes in the order of the list, and words that are no known carrier."""

    codes: tuple[str, ...]
    unknown: tuple[str, ...]


@cache
def carriers() -> Mapping[str, Carrier]:
    """Every carrier by its code, in the order of the list."""
    entries = load_entry("carriers.toml").entries("carrier")
    return {entry.text("code"): Carrier(entry.text("code"), entry.texts("says")) for entry in entries}


@cache
def _by_wording() -> Mapping[str, str]:
    return {_even(says): carrier.code for carrier in carriers().values() for says in carrier.says}


def _even(text: str) -> str:
    return re.sub(r"[\s/、()_:：—-]", "", unicodedata.normalize("NFKC", text)).casefold()


def ticks(cell: str) -> Ticks:
    """What a cell says. With boxes in it, what follows a ticked one up to the next box; without, every word in it, parted
    by lines, commas or 、."""
    if _BOX.search(cell):
        parts = re.findall(rf"[{TICKED}]([^{TICKED}{UNTICKED}]*)", cell)
    else:
        parts = re.split(r"[\n,，、;；]+", cell)
    named = [part for part in (_words(part) for part in parts) if part]
    known = {_by_wording()[_even(part)] for part in named if _even(part) in _by_wording()}
    unknown = tuple(part for part in named if _even(part) not in _by_wording())
    return Ticks(tuple(code for code in carriers() if code in known), unknown)


def _words(part: str) -> str:
    return part.strip(" \t\r\n　_,，、;；：:")


def cell(codes: tuple[str, ...]) -> str:
    """The cell of the usual Excel: every carrier on a line, ticked or not."""
    return "\n".join(f"{'■' if one.code in codes else '□'}{one.label}" for one in carriers().values())
