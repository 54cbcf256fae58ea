"""The filter row of a list: what may be asked, and what was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q

LONGEST: Final = 100


@dataclass(frozen=True)
class Filter:
    """One thing that can be asked. ``kind``: words, choice or day; ``where``: what was given → condition; ``choices``:
    code and word of each, for a choice."""

    code: str
    label: str
    kind: str
    where: Callable[[Any], Q]
    choices: Callable[[], Sequence[tuple[str, str]]] = tuple


@dataclass(frozen=True)
class Asked:
    """A filter with what was typed into it, and what is wrong with that."""

    code: str
    label: str
    kind: str
    typed: str
    trouble: str
    choices: Sequence[tuple[str, str]]


def words(code: str, label: str, *fields: str) -> Filter:
    """Some words that one of the fields contains."""
    return Filter(
        code, label, "words", lambda text: reduce(or_, (Q(**{f"{f}__icontains": text}) for f in fields))
    )


def starts(code: str, label: str, *fields: str) -> Filter:
    """The beginning of one of the fields, as it is written: answered from an index."""
    return Filter(
        code, label, "words", lambda text: reduce(or_, (Q(**{f"{f}__startswith": text}) for f in fields))
    )


def choice(code: str, label: str, name: str, choices: Callable[[], Sequence[tuple[str, str]]]) -> Filter:
    """One of the values of a field."""
    return Filter(code, label, "choice", lambda value: Q(**{name: value}), choices)


def since(code: str, label: str, name: str) -> Filter:
    """A day, and the rows of that day and after."""
    return Filter(code, label, "day", lambda day: Q(**{f"{name}__gte": day}))


def until(code: str, label: str, name: str) -> Filter:
    """A day, and the rows of that day and before."""
    return Filter(code, label, "day", lambda day: Q(**{f"{name}__lte": day}))


def chosen(filters: Sequence[Filter], given: Mapping[str, str]) -> tuple[list[Asked], Q]:
    """The filters with what the address says, and the condition they make; what makes no sense is said and left out."""
    asked, where = [], Q()
    for one in filters:
        typed = given.get(one.code, "").replace("\x00", "").strip()[:LONGEST]
        choices = one.choices()
        value, trouble = _meant(one, typed, choices)
        if value is not None:
            where &= one.where(value)
        asked.append(Asked(one.code, one.label, one.kind, typed, trouble, choices))
    return asked, where


def _meant(one: Filter, typed: str, choices: Sequence[tuple[str, str]]) -> tuple[Any, str]:
    if not typed:
        return None, ""
    if one.kind == "choice":
        known = typed in {code for code, _ in choices}
        return (typed, "") if known else (None, f"“{one.label}”没有“{typed}”这个选项。")
    if one.kind == "day":
        try:
            return date.fromisoformat(typed), ""
        except ValueError:
            return None, f"“{one.label}”应写成 2025-01-20 的样子。"
    return typed, ""
