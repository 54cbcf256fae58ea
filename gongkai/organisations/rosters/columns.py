"""The sheets and columns of the workbook, as columns.toml declares them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.organisations.models import Kind, Post


@dataclass(frozen=True)
class RosterColumn:
    """A column: ``longest`` in characters, ``choices`` the words it may hold ("" of them for any)."""

    code: str
    label: str
    required: bool
    width: int
    longest: int
    day: bool
    note: str
    sample: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class RosterSheet:
    """A worksheet with its columns."""

    code: str
    name: str
    says: str
    columns: tuple[RosterColumn, ...]

    def column(self, code: str) -> RosterColumn:
        return next(column for column in self.columns if column.code == code)


@cache
def roster_sheets() -> tuple[RosterSheet, ...]:
    """The sheets in the order they are worked through: bodies, people, posts."""
    text = files("gongkai.organisations.rosters").joinpath("columns.toml").read_text(encoding="utf-8")
    data: Any = tomllib.loads(text)
    return tuple(
        RosterSheet(one["code"], one["name"], one["says"], tuple(_column(each) for each in one["column"]))
        for one in data["sheet"]
    )


def roster_sheet(code: str) -> RosterSheet:
    return next(sheet for sheet in roster_sheets() if sheet.code == code)


def _column(entry: dict[str, Any]) -> RosterColumn:
    words = {"": (), "kinds": tuple(map(str, Kind.labels)), "posts": tuple(map(str, Post.labels))}
    return RosterColumn(
        code=entry["code"],
        label=entry["label"],
        required=entry.get("required", False),
        width=entry["width"],
        longest=entry["longest"],
        day=entry.get("day", False),
        note=entry["note"].replace("{posts}", "、".join(map(str, Post.labels))),
        sample=entry["sample"],
        choices=words[entry.get("choices", "")],
    )
