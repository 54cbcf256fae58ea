"""What the demonstration's papers are made of: figures that carry over from year to year, prose, and what is planted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatch
from pathlib import Path
from random import Random
from typing import Any

from .figures import Cells, Size, Value, add_up, row_of, sheet_2014, table_four, table_three, table_two, whole
from .forms import HEADINGS_2014, codes

HERE = Path(__file__).parent
COUNTY = "chenglan"
ROLLED_UP = 2023  # the year in which every unit reports and the county adds them up

Key = tuple[str, int]


@dataclass(frozen=True)
class Entry:
    """One report of ``scenario.toml``."""

    file: str
    body: str
    name: str
    year: int
    form: str
    shape: str
    size: Size
    raw: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.body, self.year

    @property
    def third(self) -> str:
        return str(self.raw.get("third", ""))


def entries() -> list[Entry]:
    """Reports of the scenario in their order."""
    raw = tomllib.loads((HERE / "scenario.toml").read_text("utf-8"))["report"]
    return [_entry(entry) for entry in raw]


def _entry(raw: Mapping[str, Any]) -> Entry:
    named = {name: raw[name] for name in ("file", "body", "name", "year", "form", "shape", "size")}
    return Entry(**{**named, "raw": raw})


def _seed(entry: Entry) -> Random:
    return Random(f"{entry.body} {entry.year} {entry.raw.get('seed', 0)}")


def _figures(entry: Entry, before: Mapping[str, Value] | None, leave: list[int] | None) -> Cells:
    rng = _seed(entry)
    if entry.form == "2014":
        return sheet_2014(rng, entry.size)
    carried = row_of(before, "D") if before and "T3.D.total" in before else None
    carried = entry.raw.get("carried", carried)
    valid = before.get("T2.normative.valid") if before else None
    three = table_three(rng, entry.third or entry.form, entry.size, carried, leave)
    two = table_two(rng, entry.form, entry.size, valid if isinstance(valid, int) else None)
    return {**two, **three, **table_four(rng, entry.size), **entry.raw.get("true", {})}


def true_figures(reports: list[Entry]) -> dict[Key, Cells]:
    """Figures of every report before anything is planted: units first, then the county that adds them up."""
    found: dict[Key, Cells] = {}
    for entry in sorted(reports, key=lambda entry: (entry.body == COUNTY, entry.year)):
        if entry.body == COUNTY and entry.year == ROLLED_UP:
            found[entry.key] = _rolled_up(reports, found)
            continue
        leave = _left_for_roll_up(entry, reports, found)
        found[entry.key] = _figures(entry, found.get((entry.body, entry.year - 1)), leave)
    _fit_documents_in_force(found)
    return found


def _units(reports: list[Entry], found: Mapping[Key, Cells]) -> list[Cells]:
    return [found[entry.key] for entry in reports if entry.year == ROLLED_UP and entry.body != COUNTY]


def _rolled_up(reports: list[Entry], found: Mapping[Key, Cells]) -> Cells:
    return add_up(_units(reports, found), "2021")


def _left_for_roll_up(entry: Entry, reports: list[Entry], found: Mapping[Key, Cells]) -> list[int] | None:
    """What the county must leave open so that the next year's sum of units begins with it."""
    if entry.body != COUNTY or entry.year != ROLLED_UP - 1:
        return None
    return row_of(_rolled_up(reports, found), "B")


def _fit_documents_in_force(found: dict[Key, Cells]) -> None:
    """Documents in force of the county run into the roll-up's sum without a jump."""
    for year in range(ROLLED_UP - 1, 2020, -1):
        later, now = found[COUNTY, year + 1], found[COUNTY, year]
        made, repealed = whole(later["T2.normative.made"]), whole(later["T2.normative.repealed"])
        now["T2.normative.valid"] = whole(later["T2.normative.valid"]) - made + repealed


_BLANK = re.compile(r"\{([A-Z][\w.]*)(?:([+-]\d+)|\+\{([A-Z][\w.]*)\})?\}")


def filled(text: str, cells: Mapping[str, Value]) -> str:
    """A sentence of the scenario with its figures: ``{T3.A.total}``, ``{R02+2}``."""

    def figure(match: re.Match[str]) -> str:
        value = cells[match[1]]
        if match[3]:
            return str(whole(value) + whole(cells[match[3]]))
        return str(whole(value) + int(match[2])) if match[2] else str(value)

    return _BLANK.sub(figure, text)


def printed(entry: Entry, true: Mapping[str, Value]) -> Cells:
    """Figures as the paper prints them: blanks, not-applicables and planted figures over the true ones."""
    cells = dict(true)
    for pattern in entry.raw.get("blank", ()):
        cells.update({code: None for code in codes(entry.form, entry.third) if fnmatch(code, pattern)})
    for pattern in entry.raw.get("na", ()):
        cells.update({code: "n/a" for code in codes(entry.form, entry.third) if fnmatch(code, pattern)})
    for plant in entry.raw.get("plant", ()):
        for code, text in plant.get("set", {}).items():
            cells[code] = None if text == "" else _value(filled(str(text), true))
    return cells


def wider(entry: Entry, true: Mapping[str, Value]) -> Cells:
    """The second sheet of a paper that has two: the body's own figures and those of the bodies below it."""
    below = sheet_2014(Random(f"below {entry.body} {entry.year}"), entry.size)
    cells: Cells = {**add_up([true, below], "2014"), **dict.fromkeys(HEADINGS_2014)}
    for code, more in entry.raw["also"]["set"].items():
        cells[code] = whole(cells[code]) + int(more)
    return cells


def _value(text: str) -> Value:

    return int(text) if re.fullmatch(r"-?\d+", text) else Decimal(text)
