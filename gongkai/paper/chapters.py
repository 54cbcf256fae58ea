"""How chapters are numbered, and which chapter of a report an official table stands in."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.law.numerals import numeral_of
from gongkai.paper.report import Section
from gongkai.sheets.definition import SheetTable


def heading_of(section: Section) -> str:
    """A chapter's heading as printed: 一、总体情况; the bare title where it has no number."""
    return section.title if section.number is None else f"{numeral_of(section.number)}、{section.title}"


def home_of(table: SheetTable, sections: Sequence[Section]) -> int | None:
    """The place of the chapter that is this table (chapters two to four, 国办公开办函〔2021〕30号); None: no such chapter."""
    return next((at for at, section in enumerate(sections) if _is_home(table, section)), None)


def _is_home(table: SheetTable, section: Section) -> bool:
    numbered = section.number is None or table.section.startswith(f"{numeral_of(section.number)}、")
    return bool(table.section) and numbered and _alike(section.title, table.title)


def _alike(title: str, official: str) -> bool:
    """A chapter and a table speak of the same: two thirds of the official title's characters stand in the chapter's."""
    return sum(letter in title for letter in official) * 3 >= len(official) * 2
