"""A report: the body, its year, the sections of prose, the filled sheets, and what was noticed while reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from gongkai.sheets.filled import FilledSheet, Number
from gongkai.sheets.findings import Finding


class Section(NamedTuple):
    """A chapter: its number as printed (一 → 1; None where unnumbered), title, and unwrapped paragraphs."""

    number: int | None
    title: str
    paragraphs: tuple[str, ...]


class Claim(NamedTuple):
    """A figure of the prose. ``unit`` as printed; ``approx`` for 约, 余, 多; ``cell`` where it is clear which cell of
    the report year's form it speaks of, else None."""

    says: str
    value: Number
    unit: str
    approx: bool
    quote: str
    cell: str | None = None


class LooseFigure(NamedTuple):
    """A figure of a statistical table that is no official form: label path, column, value (None: blank)."""

    label: str
    column: str
    value: Number | None


class Gap(NamedTuple):
    """Cells that the paper has and the reader cannot place, with the reason in Chinese and the place in the paper."""

    cells: tuple[str, ...]
    says: str
    quote: str = ""


@dataclass(frozen=True)
class Report:
    """One annual report, read from a paper or composed from ledgers.

    ``form``: national layout of its tables ("2014", "2019", "2021", None: none found). ``form_due``: the one its year
    calls for (None: before 2014, or year unknown). ``sheets[0]`` is the body's own sheet where there is one.
    ``quotes``: cell code → the place in the paper, for the own sheet.
    """

    body: str | None = None
    year: int | None = None
    form: str | None = None
    form_due: str | None = None
    title: str = ""
    preface: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    sheets: tuple[FilledSheet, ...] = ()
    lines: tuple[LooseFigure, ...] = ()
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    gaps: tuple[Gap, ...] = ()


def same_body(one: str | None, other: str | None) -> bool:
    """Whether two names are of one body, also where only one of them has its county in front; unknown is never the same."""
    first, second = one or "", other or ""
    return bool(first and second) and (first.endswith(second) or second.endswith(first))
