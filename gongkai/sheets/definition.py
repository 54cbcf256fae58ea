"""The official forms as data classes. ``gongkai.sheets.forms`` builds them from the TOML of ``gongkai/law/sheets``. No figures here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Column:
    """A column of a block: local code (natural, made, total …), official label, super-headers above it."""

    code: str
    label: str
    group: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A row: local code (A, C3.1, R02, rules …), official label as printed, its place and what it may hold.

    ``group``: labels of the row groups it stands under (三、本年度办理结果 / （三）不予公开). ``parent``: local code of
    the line it is a part of (其中). ``unit``: 条 件 次 篇 个 人 人次 万元 元 … . ``heading``: holds no figure.
    ``decimal``/``signed``: what number it may hold. ``additive``: may be summed over bodies. ``filled_by``: who fills
    it (wording of the note), "" for everybody. ``note``: the form's own fill-in note. ``variants``: known
    parentheticals that copies print or leave out.
    """

    code: str
    label: str
    unit: str
    group: tuple[str, ...] = ()
    parent: str = ""
    heading: bool = False
    decimal: bool = False
    signed: bool = False
    additive: bool = True
    filled_by: str = ""
    note: str = ""
    variants: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetBlock:
    """Rows that share their columns. Table two has four or five blocks, every other table one."""

    heading: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SheetTable:
    """One table of a form: "T2", "T3", "T4", or "R" (the single table of 2014)."""

    code: str
    title: str
    blocks: tuple[SheetBlock, ...]


@dataclass(frozen=True)
class Form:
    """An official form: code ("2014", "2019", "2021"), notice it rests on, report years, tables.

    ``cells`` maps every cell code of the form (R02, T3.A.natural …), in sheet order, to its line and column.
    """

    code: str
    title: str
    basis: str
    first_year: int
    last_year: int | None
    tables: tuple[SheetTable, ...]
    cells: Mapping[str, tuple[Line, Column]] = field(default_factory=dict, repr=False)
