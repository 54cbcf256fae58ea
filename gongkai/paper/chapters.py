"""How chapters are numbered, and which chapter of a report an official table stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gongkai.paper.report import Section
from gongkai.sheets.definition import SheetTable

NUMERALS: Final = "〇一二三四五六七八九十"


def numeral(number: int) -> str:
    """1 … 99 in Chinese as chapters are numbered; digits beyond."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return NUMERALS[ones]
    return ("" if tens == 1 else NUMERALS[tens]) + "十" + (NUMERALS[ones] if ones else "")


def heading_of(section: Section) -> str:
    """A chapter's heading as printed: 一、总体情况; the bare title where it has no number."""
    return section.title if section.number is None else f"{numeral(section.number)}、{section.title}"


def home_of(table: SheetTable, sections: Sequence[Section]) -> int | None:
    """The place of the chapter that is this table (chapters two to four, 国办公开办函〔2021〕30号); None: no such chapter."""
    return next((at for at, section in enumerate(sections) if _is_home(table, section)), None)


def _is_home(table: SheetTable, section: Section) -> bool:
    numbered = section.number is None or table.section.startswith(f"{numeral(section.number)}、")
    return bool(table.section) and numbered and _alike(section.title, table.title)


def _alike(title: str, official: str) -> bool:
    """A chapter and a table speak of the same: two thirds of the official title's characters stand in the chapter's."""
    return sum(letter in title for letter in official) * 3 >= len(official) * 2
