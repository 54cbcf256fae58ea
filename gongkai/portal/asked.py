"""What the query of an address says, read so that nonsense counts as nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

LONGEST: Final = 64


def year_in(given: Mapping[str, str], name: str = "year") -> int | None:
    """A year of four digits, None for anything else."""
    said = given.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) == 4 else None


def number_in(given: Mapping[str, str], name: str = "page", most: int = 500) -> int:
    """The number of a page from 1 to ``most``; 1 for what is none."""
    said = given.get(name, "")
    return min(max(1, int(said[:9])), most) if said.isascii() and said.isdigit() else 1


def day_in(given: Mapping[str, str], name: str) -> date | None:
    """A day such as 2026-03-02, None for anything else."""
    try:
        return date.fromisoformat(given.get(name, ""))
    except ValueError:
        return None


def word_in(given: Mapping[str, str], name: str) -> str:
    """A short text without the character that PostgreSQL refuses."""
    return given.get(name, "").replace("\x00", "").strip()[:LONGEST]
